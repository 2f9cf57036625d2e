//! File formats: bytes to model and back. Each format says what it cannot carry.

pub mod text;
pub mod tmx;
