//! Units of XLIFF 1.2. Where the source is segmented (`seg-source`), each `mrk mtype="seg"` is a
//! segment and goes with the one of the same `mid` in the target; else the unit is one. What stands
//! in `alt-trans` is a proposal, not a translation, and is passed over.

use super::tree::{Element, Node, Start};
use super::{Dialect, Job, Place, Segment, Unit, inline, is_blank};
use crate::format::bitext::kinds::Status;
use crate::model::{LangCode, Seg};

/// What a `file` says of all its units.
#[derive(Default)]
pub(super) struct File {
    pub(super) source_lang: Option<String>,
    pub(super) target_lang: Option<String>,
    pub(super) original: Option<String>,
}

impl File {
    pub(super) fn of(element: &Start) -> Self {
        let attribute = |name| element.attribute(name).map(str::to_owned);
        File {
            source_lang: attribute("source-language"),
            target_lang: attribute("target-language"),
            original: attribute("original"),
        }
    }
}

pub(super) fn unit(job: &mut Job, text: &str, node: &Node, file: &File) {
    let Some(source) = node.child("source") else {
        return;
    };
    let seg_source = node.child("seg-source");
    let target = node.child("target");
    let last = seg_source.unwrap_or(source);
    let number = job.units.len();
    job.units.push(Unit {
        element: node.element.clone(),
        prefix: node.prefix().to_owned(),
        target: target.map(|target| target.element.clone()),
        seg_source: seg_source.map(|source| source.element.clone()),
        after_source: last.element.end,
        matches: None,
        ids: Vec::new(),
    });
    let mut push = |mark: Option<String>, from: &Node, to: Option<&Node>, status: Status| {
        let id = node.attribute("id").unwrap_or_default();
        let line = job.line_at(text, from.element.tag.start);
        let target_seg = to.map(|to| inline::seg(text, to));
        job.segments.push(Segment {
            id: match &mark {
                Some(mark) => format!("{id}#{mark}"),
                None => id.to_owned(),
            },
            line,
            source_lang: code(source, file.source_lang.as_deref()),
            target_lang: match target {
                Some(target) => code(target, file.target_lang.as_deref()),
                None => file.target_lang.as_deref().map(LangCode::new),
            },
            source: inline::seg(text, from),
            target: target_seg.filter(|seg: &Seg| !is_blank(seg)),
            status,
            translate: node.attribute("translate") != Some("no"),
            original: file.original.clone(),
            place: Place {
                unit: number,
                mark,
                source: from.element.clone(),
                target: to.map(|to| to.element.clone()),
                segment: None,
            },
        });
    };
    let mut marks = Vec::new();
    if let Some(seg_source) = seg_source {
        collect(seg_source, &mut marks);
    }
    if marks.is_empty() {
        push(
            None,
            source,
            target,
            status(job_dialect(node), node, target, None),
        );
        return;
    }
    let mut targets = Vec::new();
    if let Some(target) = target {
        collect(target, &mut targets);
    }
    // By number, so that a unit of many marks takes no more than linear time and a sort.
    targets.sort_by_key(|(mid, _)| *mid);
    for (mid, from) in marks {
        let found = targets.binary_search_by_key(&mid, |(mid, _)| *mid);
        let to = found.ok().map(|index| targets[index].1);
        let status = status(job_dialect(node), node, target, Some(mid));
        push(Some(mid.to_owned()), from, to, status);
    }
}

/// Tells the dialect by what the unit has: attributes of memoQ or Phrase, definitions of Trados.
fn job_dialect(node: &Node) -> Dialect {
    if node.attribute("mq:status").is_some() {
        Dialect::Memoq
    } else if node.attribute("m:confirmed").is_some() {
        Dialect::Phrase
    } else if node.child("seg-defs").is_some() {
        Dialect::Sdl
    } else {
        Dialect::Version1
    }
}

fn code(node: &Node, all: Option<&str>) -> Option<LangCode> {
    let code = node.attribute("xml:lang").or(all);
    code.map(LangCode::new)
}

/// Collects the marks of segments, which may stand in formatting.
fn collect<'a>(node: &'a Node, marks: &mut Vec<(&'a str, &'a Node)>) {
    for child in node.children() {
        let is_segment = child.local() == "mrk" && child.attribute("mtype") == Some("seg");
        match child.attribute("mid") {
            Some(mid) if is_segment => marks.push((mid, child)),
            _ => collect(child, marks),
        }
    }
}

/// Tells how far a translation has come, by the standard's attributes or the tool's own.
fn status(dialect: Dialect, unit: &Node, target: Option<&Node>, mark: Option<&str>) -> Status {
    match dialect {
        Dialect::Sdl => {
            let definitions = unit.child("seg-defs").into_iter().flat_map(Node::children);
            let mut own = definitions.filter(|seg| seg.attribute("id") == mark);
            match own.next().and_then(|seg| seg.attribute("conf")) {
                Some("ApprovedTranslation" | "ApprovedSignOff") => Status::Approved,
                Some("Translated") => Status::Translated,
                // Draft, rejected, or nothing, which is how Studio writes "not translated".
                _ => Status::Draft,
            }
        }
        Dialect::Memoq => match unit.attribute("mq:status").unwrap_or_default() {
            "Proofread" | "Reviewer1Confirmed" | "Reviewer2Confirmed" => Status::Approved,
            "ManuallyConfirmed" | "Confirmed" | "TranslatorConfirmed" => Status::Translated,
            _ => Status::Draft,
        },
        Dialect::Phrase => match unit.attribute("m:confirmed").unwrap_or_default() {
            "0" | "" => Status::Draft,
            _ => Status::Translated,
        },
        Dialect::Version1 | Dialect::Version2 => {
            if unit.attribute("approved") == Some("yes") {
                return Status::Approved;
            }
            match target.and_then(|target| target.attribute("state")) {
                Some("final" | "signed-off") => Status::Approved,
                None | Some("translated") => Status::Translated,
                Some(own) if own.starts_with("x-") => Status::Translated,
                Some(_) => Status::Draft,
            }
        }
    }
}

/// Returns the target of a unit, or a place behind the source where it would stand.
pub(super) fn matches_go(unit: &Unit) -> usize {
    let target: Option<&Element> = unit.target.as_ref();
    target.map_or(unit.after_source, |target| {
        target.end.max(unit.after_source)
    })
}
