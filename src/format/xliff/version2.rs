//! Units of XLIFF 2. Each `segment` is one; `ignorable` parts are not translated. Matches stand in
//! the module `mtc` at the top of the unit and are passed over in reading.

use super::tree::Node;
use super::version1::File;
use super::{Job, Place, Segment, Unit, inline, is_blank};
use crate::format::bitext::kinds::Status;
use crate::model::LangCode;

pub(super) fn unit(job: &mut Job, text: &str, node: &Node, file: &File) {
    let number = job.units.len();
    let matches = node.child("matches");
    let mut ids = Vec::new();
    for part in node.children() {
        if matches!(part.local(), "segment" | "ignorable") {
            collect_ids(part, &mut ids);
        }
    }
    ids.sort();
    job.units.push(Unit {
        element: node.element.clone(),
        prefix: node.prefix().to_owned(),
        target: None,
        seg_source: None,
        after_source: node.element.tag.end,
        matches: matches.map(|matches| matches.element.clone()),
        ids,
    });
    let unit_id = node.attribute("id").unwrap_or_default();
    for segment in node.children().filter(|part| part.local() == "segment") {
        let Some(source) = segment.child("source") else {
            continue;
        };
        let line = job.line_at(text, source.element.tag.start);
        let target = segment.child("target");
        let target_seg = target.map(|target| inline::seg(text, target));
        let lang = |node: Option<&Node>, all: &Option<String>| {
            let own = node.and_then(|node| node.attribute("xml:lang"));
            own.or(all.as_deref()).map(LangCode::new)
        };
        job.segments.push(Segment {
            id: match segment.attribute("id") {
                Some(id) => format!("{unit_id}#{id}"),
                None => unit_id.to_owned(),
            },
            line,
            source_lang: lang(Some(source), &job.source_lang),
            target_lang: lang(target, &job.target_lang),
            source: inline::seg(text, source),
            target: target_seg.filter(|seg| !is_blank(seg)),
            status: match segment.attribute("state") {
                Some("initial") => Status::Draft,
                Some("reviewed" | "final") => Status::Approved,
                _ => Status::Translated,
            },
            translate: node.attribute("translate") != Some("no"),
            original: file.original.clone(),
            place: Place {
                unit: number,
                mark: segment.attribute("id").map(str::to_owned),
                source: source.element.clone(),
                target: target.map(|target| target.element.clone()),
                segment: Some(segment.element.clone()),
            },
        });
    }
}

fn collect_ids(node: &Node, ids: &mut Vec<String>) {
    ids.extend(node.attribute("id").map(str::to_owned));
    for child in node.children() {
        collect_ids(child, ids);
    }
}
