//! Files turned into documents and units, and back. Each format says what it cannot carry.

pub mod text;
//! File formats: bytes to model and back. Each format says what it cannot carry.
pub mod tmx;
