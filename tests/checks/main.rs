//! What the program knows and holds texts against: the shipped glossary, the rules, terms learnt from
//! texts, and what the documents say of all that.

mod beads;
#[path = "../common/data.rs"]
mod data;
mod docs;
mod glossary;
mod mined;
mod planted;
mod rules;
