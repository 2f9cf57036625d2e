//! File formats: bytes to model and back. Each format says what it cannot carry.

mod budget;
mod lines;
mod loss;
mod po;
mod xml_fault;
pub mod bitext;
pub mod jsonl;
pub mod moses;
pub mod open;
pub mod table;
pub mod termbase;
pub mod text;
pub mod tmx;
pub mod xliff;

pub use loss::Loss;
