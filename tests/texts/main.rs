//! Characters, keys, numbers and dates of real texts, and of texts that nobody writes.

#[path = "../common/data.rs"]
mod data;
mod hostile;
mod khmer;
mod quantities;
