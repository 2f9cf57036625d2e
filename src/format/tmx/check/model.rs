//! The document type of TMX 1.4b as data: which elements stand in which, in what order, with which
//! attributes (`tmx14.dtd`, LISA OSCAR, 2005).

/// An element and what it may have.
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) required: &'static [&'static str],
    optional: &'static [&'static str],
    /// Its children in order.
    children: &'static [Children],
    pub(super) has_text: bool,
}

/// Children that may stand in any order among themselves.
struct Children {
    names: &'static [&'static str],
    /// How many there must be, and at most one if `single`.
    least: usize,
    single: bool,
}

const fn any(names: &'static [&'static str]) -> Children {
    Children {
        names,
        least: 0,
        single: false,
    }
}

const fn some(names: &'static [&'static str]) -> Children {
    Children {
        names,
        least: 1,
        single: false,
    }
}

const fn one(names: &'static [&'static str]) -> Children {
    Children {
        names,
        least: 1,
        single: true,
    }
}

const NONE: &[&str] = &[];
const CODES: &[&str] = &["bpt", "ept", "it", "ph", "hi", "ut"];
const SUB: &[Children] = &[any(&["sub"])];
const REMARKS: &[&str] = &["note", "prop"];

const fn element(
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [Children],
    has_text: bool,
) -> Element {
    Element {
        name,
        required,
        optional,
        children,
        has_text,
    }
}

const ELEMENTS: &[Element] = &[
    element(
        "tmx",
        &["version"],
        NONE,
        &[one(&["header"]), one(&["body"])],
        false,
    ),
    element(
        "header",
        &[
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
        ],
        &[
            "o-encoding",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
        ],
        &[any(&["note", "prop", "ude"])],
        false,
    ),
    element("body", NONE, NONE, &[any(&["tu"])], false),
    element("note", NONE, &["o-encoding", "xml:lang", "lang"], &[], true),
    element(
        "prop",
        &["type"],
        &["o-encoding", "xml:lang", "lang"],
        &[],
        true,
    ),
    element("ude", &["name"], &["base"], &[some(&["map"])], false),
    element("map", &["unicode"], &["code", "ent", "subst"], &[], false),
    element(
        "tu",
        NONE,
        &[
            "tuid",
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "segtype",
            "changeid",
            "o-tmf",
            "srclang",
        ],
        &[any(REMARKS), some(&["tuv"])],
        false,
    ),
    element(
        "tuv",
        &["xml:lang"],
        &[
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "o-tmf",
            "changeid",
            "lang",
        ],
        &[any(REMARKS), one(&["seg"])],
        false,
    ),
    element("seg", NONE, NONE, &[any(CODES)], true),
    element("bpt", &["i"], &["x", "type"], SUB, true),
    element("ept", &["i"], NONE, SUB, true),
    element("it", &["pos"], &["x", "type"], SUB, true),
    element("ph", NONE, &["x", "assoc", "type"], SUB, true),
    element("hi", NONE, &["x", "type"], &[any(CODES)], true),
    element("ut", NONE, &["x"], SUB, true),
    element("sub", NONE, &["datatype", "type"], &[any(CODES)], true),
];

/// Finds an element of TMX by its name.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

impl Element {
    pub(super) fn knows(&self, attribute: &str) -> bool {
        self.required.contains(&attribute) || self.optional.contains(&attribute)
    }
}

/// Tells whether an attribute may have this value.
pub(super) fn is_value(attribute: &str, value: &str) -> bool {
    match attribute {
        "version" => value == "1.4",
        "segtype" => matches!(value, "block" | "paragraph" | "sentence" | "phrase"),
        "pos" => matches!(value, "begin" | "end"),
        // As `xs:language`, by which the schema of OmegaT goes.
        "xml:lang" => value.split('-').enumerate().all(|(index, subtag)| {
            (1..=8).contains(&subtag.len())
                && (subtag.bytes())
                    .all(|byte| byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit()))
        }),
        _ => true,
    }
}

/// How far the children of an open element have come.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    element: &'static Element,
    /// Which of its `children` is at hand, and how many of those were there.
    step: usize,
    seen: usize,
}

impl Progress {
    pub(super) fn new(element: &'static Element) -> Self {
        Progress {
            element,
            step: 0,
            seen: 0,
        }
    }

    pub(super) fn element(&self) -> &'static Element {
        self.element
    }

    /// Takes the next child and tells whether it may stand here. After one that may not, the model
    /// is where it was.
    pub(super) fn take(&mut self, name: &str) -> bool {
        let (mut step, mut seen) = (self.step, self.seen);
        while let Some(children) = self.element.children.get(step) {
            if children.names.contains(&name) && !(children.single && seen > 0) {
                (self.step, self.seen) = (step, seen + 1);
                return true;
            }
            if seen < children.least {
                return false;
            }
            (step, seen) = (step + 1, 0);
        }
        false
    }

    /// Returns the child that is missing when the element ends here.
    pub(super) fn missing(self) -> Option<&'static str> {
        let (mut step, mut seen) = (self.step, self.seen);
        while let Some(children) = self.element.children.get(step) {
            if seen < children.least {
                return children.names.first().copied();
            }
            (step, seen) = (step + 1, 0);
        }
        None
    }
}
