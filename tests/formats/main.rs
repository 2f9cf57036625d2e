//! What is written is what is read: properties over hostile text, and the files of other tools.

mod corpus;
#[path = "../common/data.rs"]
mod data;
mod places;
mod srx;
mod tables;
mod termbases;
mod tmx;
mod xliff;
mod xmllint;
