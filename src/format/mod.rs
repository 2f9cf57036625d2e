//! File formats: bytes to model and back. Each format says what it cannot carry.

pub mod bitext;
mod budget;
pub mod jsonl;
mod lines;
mod loss;
pub mod moses;
pub mod open;
pub mod origin;
mod po;
pub mod table;
pub mod termbase;
pub mod text;
pub mod tmx;
pub mod xliff;
mod xml_fault;

pub use loss::Loss;
