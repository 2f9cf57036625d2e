//! The lexicons in the program, see `README.md` beside them for what they were made of and how.

use super::Lexicon;
use crate::text::Lang;

/// Languages beside English, and the file of each.
const FILES: &[(&str, &[u8])] = &[
    ("fr", include_bytes!("builtin/en-fr.lex")),
    ("id", include_bytes!("builtin/en-id.lex")),
    ("km", include_bytes!("builtin/en-km.lex")),
    ("lo", include_bytes!("builtin/en-lo.lex")),
    ("ms", include_bytes!("builtin/en-ms.lex")),
    ("my", include_bytes!("builtin/en-my.lex")),
    ("th", include_bytes!("builtin/en-th.lex")),
    ("tl", include_bytes!("builtin/en-tl.lex")),
    ("vi", include_bytes!("builtin/en-vi.lex")),
    ("zh", include_bytes!("builtin/en-zh.lex")),
];

/// Returns the built-in lexicon for two languages, one of them English, in the order asked for.
pub fn builtin(source: &Lang, target: &Lang) -> Option<Lexicon> {
    let file = |other: &Lang| {
        FILES
            .iter()
            .find(|row| row.0 == other.primary())
            .map(|row| row.1)
    };
    let (bytes, flip) = match (source.primary(), target.primary()) {
        ("en", _) => (file(target)?, false),
        (_, "en") => (file(source)?, true),
        _ => return None,
    };
    let lexicon = Lexicon::from_bytes(bytes).ok()?;
    Some(if flip { lexicon.flipped() } else { lexicon })
}
