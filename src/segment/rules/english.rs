//! English: the words that the rules of [`latin`](super::latin) need, those of diplomatic and
//! legal writing first.

use super::latin::{Latin, names};

pub(super) static ENGLISH: Latin = Latin {
    names: names!("en"),
    bound: BOUND,
    numbered: NUMBERED,
    closing: CLOSING,
    names_end: NAMES_END,
    openers: OPENERS,
    goes_on: GOES_ON,
    ordinals: false,
};

const BOUND: &[&str] = &[
    "adm", "amb", "approx", "brig", "ca", "capt", "cdr", "cf", "cmdr", "col", "cpl", "dr", "drs",
    "e.g", "fr", "gen", "gov", "h.e", "h.h", "h.i.m", "h.m", "h.r.h", "hon", "i.e", "incl", "lt",
    "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "mx", "pres", "prof", "pvt", "rep", "reps",
    "resp", "rev", "rt", "sen", "sens", "sgt", "supt", "t.r.h", "v", "viz", "vs",
];

const NUMBERED: &[&str] = &[
    "add", "ann", "app", "apr", "art", "arts", "aug", "cap", "ch", "chap", "cl", "col", "corr",
    "dec", "doc", "docs", "ext", "feb", "fig", "figs", "fol", "jan", "jul", "jun", "mar", "no",
    "nos", "nov", "oct", "op", "p", "para", "paras", "pp", "pt", "reg", "res", "rev", "s", "sec",
    "sect", "sep", "sept", "ser", "sess", "ss", "suppl", "t", "tab", "tel", "vol", "vols",
];

const CLOSING: &[&str] = &["a.m", "am", "etc", "hrs", "ibid", "p.m", "pm", "seq"];

const NAMES_END: &[&str] = &[
    "al", "ave", "blvd", "bros", "co", "corp", "esq", "inc", "jr", "llc", "ltd", "mt", "plc",
    "pty", "sr", "st",
];

#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "A", "According", "After", "Afterwards", "Also", "Although", "An", "And", "Another", "Any",
    "As", "At", "Because", "Before", "Being", "But", "By", "Despite", "Do", "Does", "Each",
    "Earlier", "Even", "Every", "Few", "Finally", "For", "From", "Furthermore", "Given", "Had",
    "Has", "Have", "He", "Her", "Here", "His", "How", "However", "I", "If", "In", "Is", "It",
    "Its", "Just", "Last", "Later", "Many", "Meanwhile", "Moreover", "Most", "Much", "My",
    "Nevertheless", "No", "Nobody", "None", "Nor", "Not", "Nothing", "Now", "Of", "On", "Once",
    "Only", "Or", "Others", "Our", "Perhaps", "Recently", "She", "Should", "Similarly", "Since",
    "So", "Some", "Still", "Such", "That", "The", "Their", "Then", "There", "Therefore", "These",
    "They", "This", "Those", "Though", "Three", "Through", "Throughout", "Thus", "To", "Today",
    "Two", "Unless", "Until", "Was", "We", "Were", "What", "When", "Where", "Whether", "Which",
    "While", "Who", "Why", "With", "Would", "Yes", "Yesterday", "Yet", "You", "Your",
];

#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "April", "August", "BST", "CEST", "CET", "December", "EDT", "EST", "ET", "Eastern", "February",
    "Friday", "GMT", "January", "July", "June", "March", "May", "Monday", "November", "October",
    "PT", "Pacific", "Saturday", "September", "Sunday", "Thursday", "Tuesday", "UTC", "Wednesday",
];
