//! The ground floor: characters and places. Knows nothing of translation.

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
pub mod width;
pub(crate) mod words;
pub mod zawgyi;

pub use lang::Lang;
pub use span::{Found, Span};
