//! Edits that fix findings. Only what is safe without asking is a fix; what needs a decision is a
//! hint.

use crate::text::Span;

/// Something to be written in place of a piece of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The piece, in bytes.
    pub span: Span,
    /// What comes there.
    pub text: String,
}

/// The edits, all in the file of the finding, that fix it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// In order and apart.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Makes a fix of one edit.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        Fix {
            edits: vec![Edit { span, text }],
        }
    }
}

/// Applies fixes to the text of a file. One that overlaps an earlier one is left out: after the
/// next look at the file it either comes again or is no longer needed.
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> String {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut fixes: Vec<&Fix> = fixes
        .into_iter()
        .filter(|fix| !fix.edits.is_empty())
        .collect();
    fixes.sort_by_key(|fix| fix.edits[0].span);
    let mut taken = 0;
    for fix in fixes {
        if fix
            .edits
            .iter()
            .all(|edit| edit.span.start >= taken && edit.span.end <= text.len())
        {
            taken = fix
                .edits
                .iter()
                .map(|edit| edit.span.end)
                .max()
                .unwrap_or(taken);
            edits.extend(&fix.edits);
        }
    }
    edits.sort();
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        result.push_str(&text[copied..edit.span.start]);
        result.push_str(&edit.text);
        copied = edit.span.end;
    }
    result.push_str(&text[copied..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_fixes_wait() {
        let fixes = [
            Fix::replace(Span::new(4, 5), "E"),
            Fix::replace(Span::new(0, 2), "AB"),
            Fix::replace(Span::new(1, 3), "xx"),
        ];
        assert_eq!(apply("abcdef", &fixes), "ABcdEf");
    }
}
