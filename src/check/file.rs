//! What is wrong with a file or one of its units before any rule can look at them. One such file is a
//! finding about that file; the others are checked.

use crate::report::Severity;
use crate::report::rule::{Rule, rule};

/// A file that cannot be read.
pub const UNREADABLE: Rule = rule(
    "F001",
    Severity::Error,
    "A file that cannot be read",
    "Nothing in it was checked: it is not there, is not what the ending of its name says, is cut off, or names no languages. Mend it, or leave it out with `exclude` in chancery.toml.",
    "tmx/treaties.tmx (a web page that was saved under this name)",
);

/// A unit that cannot be read.
pub const UNREADABLE_UNIT: Rule = rule(
    "F002",
    Severity::Error,
    "A unit that cannot be read",
    "The unit, row or message is broken and was not checked; those round it were. `chancery tmx check` tells more of memories, and `chancery tmx fix` mends what can be mended.",
    "<tu><tuv xml:lang=\"en\"><seg>Broken</tuv></tu>",
);

/// The rules for files, by code.
pub const RULES: &[Rule] = &[UNREADABLE, UNREADABLE_UNIT];
