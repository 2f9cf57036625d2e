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
fn a_memory_is_held_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.db");
    let (en, fr) = (Lang::parse("en").unwrap(), Lang::parse("fr").unwrap());
    let mut writer = Store::open(&path, Access::Write).unwrap();
    let unit = |text: &str| TranslationUnit::pair((&en, text.into()), (&fr, text.into()));
    let mut change = writer.change().unwrap();
    change.add("a", &[unit("One"), unit("Two")]).unwrap();
    change.finish().unwrap();
    let reader = Store::open(&path, Access::Read).unwrap();
    let snapshot = reader.snapshot().unwrap();
    let ids = writer.unit_ids().unwrap();
    let mut change = writer.change().unwrap();
    change.remove(&ids[1..]).unwrap();
    change.add("a", &[unit("Three")]).unwrap();
    change.finish().unwrap();
    assert_eq!(reader.unit_ids().unwrap(), ids);
    assert!(reader.record(ids[1]).unwrap().is_some());
    drop(snapshot);
    assert_eq!(reader.unit_ids().unwrap().len(), 2);
    assert!(reader.record(ids[1]).unwrap().is_none());
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
