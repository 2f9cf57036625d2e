//! The ground floor: characters and places. Knows nothing of translation.

pub mod lang;
pub mod span;

pub use lang::Lang;
pub use span::Span;
