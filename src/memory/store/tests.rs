//! Conditions on units, and what they refuse. How stores live and die is tested with the program.

use super::filter::glob;
use super::*;
use crate::model::TranslationUnit;

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
        assert!(text.parse::<Condition>().is_err(), "{text}");
    }
    assert!("x-anything=".parse::<Condition>().is_ok());
}

#[test]
fn units_of_an_older_schema_are_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.db");
    let (en, fr) = (Lang::parse("en").unwrap(), Lang::parse("fr").unwrap());
    let mut unit = TranslationUnit::pair((&en, "Visas".into()), (&fr, "Les visas".into()));
    unit.tuid = Some("1".to_owned());
    unit.history.creation_id = Some("KOSAL".to_owned());
    let add = |access: Access| {
        let mut store = Store::open(&path, access).unwrap();
        let mut change = store.change().unwrap();
        let added = change.add("visas", std::slice::from_ref(&unit)).unwrap();
        change.finish().unwrap();
        (added.added, added.known)
    };
    assert_eq!(add(Access::Write), (1, 0));
    let old = "UPDATE unit SET hash = 7; PRAGMA user_version = 1;";
    let store = Store::open(&path, Access::Write).unwrap();
    store.connection.execute_batch(old).unwrap();
    drop(store);
    assert_eq!(add(Access::Read), (0, 1));
}
