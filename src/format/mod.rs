//! File formats: bytes to model and back. Each format says what it cannot carry.

mod loss;
pub mod open;
pub mod text;
pub mod tmx;

pub use loss::Loss;
