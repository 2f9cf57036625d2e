//! Chinese and Japanese. The ideographic full stop ends sentences without a space behind it; what
//! is quoted may go on behind the closing quote.

use std::ops::Range;

use crate::segment::place::{Marks, Place, Rules, Verdict};

pub(super) struct Cjk;

static MARKS: Marks = Marks::new(&["。", "！", "？", "｡", "；", ";", "!", "?", ".", "…", "．"]);

impl Rules for Cjk {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        let marks = place.marks();
        let next = place.after();
        if next.starts_with(['，', '、', '；', '：', ',', ';', ':', '。']) {
            return (false, "zh-goes-on");
        }
        if marks.contains(['。', '｡']) {
            return (true, "zh-full-stop");
        }
        if marks.contains(['！', '？', '!', '?']) {
            let in_token =
                marks.is_ascii() && !place.is_spaced() && next.starts_with(|c: char| c.is_ascii());
            return (!in_token, "zh-question");
        }
        if marks.contains('…') {
            return (false, "zh-ellipsis");
        }
        let is_han = place.before().ends_with(|c: char| c >= '\u{2E80}');
        (is_han && place.is_spaced(), "zh-ascii-full-stop")
    }

    fn names(&self) -> Vec<&str> {
        vec![
            "zh-goes-on",
            "zh-full-stop",
            "zh-question",
            "zh-ellipsis",
            "zh-ascii-full-stop",
        ]
    }
}
