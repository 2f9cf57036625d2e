//! The ground floor: characters and places. Knows nothing of translation.

pub mod decode;
pub mod digit;
pub mod enumerator;
pub mod fold;
pub mod invisible;
pub mod khmer;
pub mod lang;
pub mod script;
pub mod span;
pub mod width;

pub use lang::Lang;
pub use span::Span;
