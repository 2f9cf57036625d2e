//! What is written is what is read: properties over hostile text, and the files of other tools.

#[path = "formats/outside.rs"]
mod outside;
#[path = "formats/places.rs"]
mod places;
#[path = "formats/tables.rs"]
mod tables;
mod tmx;
#[path = "formats/xliff.rs"]
mod xliff;
