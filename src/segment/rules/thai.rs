//! Thai. A space closes a phrase, a clause or a sentence, and nothing else marks the end of a
//! sentence. Without a model of the language the rules cut where a long enough clause is followed
//! by a word that sentences start with; they find less than half of the sentences, and an aligner
//! must be ready to join and to split. Every space is a decision, so that a caller can see them all.

use std::ops::Range;

use crate::segment::sentence::{Place, Rules, Verdict};

pub(super) struct Thai;

/// Characters that a sentence has at least before a word that mostly opens one.
const AFTER_SHORT: usize = 25;
/// Characters that a sentence has at least before a word that often opens one.
const AFTER_MEDIUM: usize = 45;
/// Characters after which a space before any word that does not go on ends a sentence.
const AFTER_LONG: usize = 100;
/// How far back an opening bracket is looked for.
const MAX_BRACKET: usize = 80;

impl Rules for Thai {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let at = from + text[from..].find(|c: char| c == ';' || c.is_whitespace())?;
        let end = if text[at..].starts_with(';') {
            at + 1
        } else {
            at
        };
        Some(at..end)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict {
        let before = place.before();
        let next = place.after();
        if is_in_bracket(before) {
            return (false, "th-bracket");
        }
        if before.ends_with(['?', '!', '"', '”']) && !starts_with_any(next, GO_ON) {
            return (!before.ends_with(['"', '”']), "th-question");
        }
        if before.ends_with(['.', '\u{0E2F}']) || ends_with_any(before, BIND) {
            return (false, "th-bound");
        }
        let length = before.chars().rev().take(AFTER_LONG).count();
        if starts_with_any(next, OPEN) {
            return (length >= AFTER_SHORT, "th-opener");
        }
        if starts_with_any(next, MAY_OPEN) {
            return (length >= AFTER_MEDIUM, "th-likely-opener");
        }
        if starts_with_any(next, GO_ON) || !next.starts_with(is_thai_letter) {
            return (false, "th-goes-on");
        }
        // A number is counted or named by what follows.
        let counts = before.ends_with(char::is_numeric);
        (length >= AFTER_LONG && !counts, "th-long-clause")
    }
}

fn is_thai_letter(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E2E}' | '\u{0E40}'..='\u{0E44}')
}

/// Tells whether the last bracket before the place opens.
fn is_in_bracket(before: &str) -> bool {
    let last = before
        .chars()
        .rev()
        .take(MAX_BRACKET)
        .find(|c| matches!(c, '(' | ')'));
    last == Some('(')
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// Words that mostly open a sentence: linking words, pronouns, titles, offices.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "อย่างไรก็ตาม", "อย่างไรก็ดี", "นอกจากนี้", "นอกจากนั้น", "ดังนั้น", "ในการนี้",
    "ทั้งนี้", "จากนั้น", "หลังจากนั้น", "ต่อมา", "ก่อนหน้านี้", "ขณะนี้", "ตอนนี้",
    "ปัจจุบัน", "คาดว่า", "มีการ", "สิ่งนี้", "มัน", "นี่", "ผม", "ฉัน", "เรา", "พวกเขา",
    "เขา", "เธอ", "ในปี", "กระทรวง", "ตำรวจ", "นาย", "นาง", "โฆษก", "รายงาน", "อนึ่ง", "ส่วน",
    "เจ้าหน้าที่", "มีผู้", "ประธาน", "ตาม",
];

/// Words that open sentences and clauses alike.
#[rustfmt::skip]
const MAY_OPEN: &[&str] = &[
    "การ", "ผู้", "นัก", "ความ", "บาง", "หลาย", "ทุก", "คุณ", "แม้", "เมื่อ", "หลังจาก",
    "ในขณะ", "ในช่วง", "ในเดือน", "ในวัน", "เนื่องจาก", "หาก", "ถ้า", "สำหรับ", "รัฐ",
    "ไม่มี", "ขณะ",
];

/// Words that carry a sentence on.
#[rustfmt::skip]
const GO_ON: &[&str] = &[
    "ที่", "ซึ่ง", "และ", "หรือ", "โดย", "เพื่อ", "จะ", "ว่า", "กับ", "ของ", "ได้", "จึง",
    "ก็", "ด้วย", "จาก", "อีก", "รวม", "เช่น", "อายุ", "คือ", "เป็น", "ทั้ง", "ถึง", "แห่ง",
    "ไม่", "ๆ", "ฯ", "ใน", "แต่", "เพราะ", "ระหว่าง", "ภายใต้", "ณ", "คน",
];

/// Words that something follows in the same sentence; with a space where the letters end others.
#[rustfmt::skip]
const BIND: &[&str] = &[
    " ณ",
    "ที่", "ว่า", "ของ", "ใน", "และ", "หรือ", "เพื่อ", "โดย", "กับ", "คือ", "เช่น", "จะ",
    "เป็น", "ซึ่ง", "จาก", "นาย", "นาง",
];
