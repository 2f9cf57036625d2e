//! Clusters cover the text in order, and a cluster by itself is one cluster.
#![no_main]

use chancery::text::script::clusters;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    for cluster in clusters(text) {
        assert_eq!(cluster.start, end);
        assert!(cluster.end > end);
        end = cluster.end;
    }
    assert_eq!(end, text.len());
});
