//! Any bytes at all, read as TMX.

#![no_main]

#[path = "../src/tmx_reader.rs"]
mod tmx_reader;

libfuzzer_sys::fuzz_target!(|data: &[u8]| tmx_reader::run(data));
