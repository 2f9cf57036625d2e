//! The ground floor: characters and places. Knows nothing of translation.
//!
//! ```
//! use chancery::text::{Lang, number};
//!
//! let lang = Lang::parse("km-KH")?;
//! assert_eq!((lang.primary(), lang.as_str()), ("km", "km-KH"));
//! let found = number::numbers("Resolution 1325 (2000)");
//! assert_eq!(found.len(), 2);
//! # Ok::<(), chancery::text::lang::LangError>(())
//! ```

pub mod date;
pub mod decode;
pub mod digit;
pub mod enumerator;
pub mod fold;
pub mod invisible;
mod key;
pub mod khmer;
pub mod lang;
pub mod number;
pub mod quantity;
pub mod script;
pub mod source;
pub mod span;
pub mod stem;
pub mod width;
pub(crate) mod words;
pub mod zawgyi;

pub use lang::Lang;
pub use span::{Found, Span};
