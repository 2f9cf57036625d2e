//! What to do about a finding. Words that hold for every door are text; what is done with the program
//! itself is a value, which a terminal words as a command and a page as a button.

use crate::text::Lang;

/// What to do about a finding, or what to know for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// In words; empty where the action says it all.
    pub text: String,
    /// What the program can do about it.
    pub action: Option<Action>,
}

/// Something that the program can do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Add a term to a concept of the glossary.
    Admit {
        /// The id of the concept.
        concept: String,
        /// The language of the term.
        lang: Lang,
        /// The term.
        term: String,
        /// Whether it is an abbreviation.
        is_abbreviation: bool,
        /// The file of the glossary, if it is not in the folder where the program looks by itself.
        glossary: Option<String>,
    },
    /// Lay out the files of the glossary anew.
    Format,
}

/// How a door words what to do.
pub type Wording<'a> = &'a dyn Fn(&Hint) -> String;

impl Hint {
    /// Adds that a term can be admitted to the glossary.
    #[must_use]
    pub fn admit(self, concept: &str, lang: &Lang, term: &str) -> Hint {
        self.with(Action::Admit {
            concept: concept.to_owned(),
            lang: lang.clone(),
            term: term.to_owned(),
            is_abbreviation: false,
            glossary: None,
        })
    }

    /// Names the file of the glossary that is to be changed, where the program would look elsewhere.
    #[must_use]
    pub fn in_glossary(mut self, file: &str) -> Hint {
        if let Some(Action::Admit { glossary, .. }) = &mut self.action {
            *glossary = (!file.starts_with("glossaries/")).then(|| file.to_owned());
        }
        self
    }

    /// Adds what the program can do.
    #[must_use]
    pub fn with(self, action: Action) -> Hint {
        Hint {
            action: Some(action),
            ..self
        }
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Hint { text, action: None }
    }
}

impl From<&str> for Hint {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
