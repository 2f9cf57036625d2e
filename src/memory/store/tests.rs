//! Conditions on units, and what they refuse. How stores live and die is tested with the program.

use super::read::glob;
use super::*;

#[test]
fn stars_stand_for_anything() {
    for (pattern, text, fits) in [
        ("treaty", "treaty", true),
        ("treaty", "treaty of amity", false),
        ("treaty*", "treaty of amity", true),
        ("*amity", "treaty of amity", true),
        ("*of*", "treaty of amity", true),
        ("t*of*y", "treaty of amity", true),
        ("t*x*y", "treaty of amity", false),
        ("*", "", true),
        ("", "a", false),
        ("ab*ba", "aba", false),
    ] {
        assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
    }
}

#[test]
fn conditions_without_an_answer_are_refused() {
    for text in ["", "document", "=x", "after=yesterday", "before=2024-1"] {
        assert!(text.parse::<Sieve>().is_err(), "{text}");
    }
    assert!("x-anything=".parse::<Sieve>().is_ok());
}
