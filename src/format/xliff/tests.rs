use super::*;

const V12: &str = "\u{FEFF}<?xml version=\"1.0\"?>\r\n<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'>\r\n\
  <file original='note.txt' source-language='en' target-language='km' datatype='plaintext'><body>\r\n\
    <trans-unit id='1' approved='yes'>\r\n      <source>One</source>\r\n      <target state='final'>Moi</target>\r\n    </trans-unit>\r\n\
    <trans-unit id='2'>\r\n      <source>Two &amp; <g id='1'>three</g></source>\r\n      <target state='needs-translation'/>\r\n    </trans-unit>\r\n\
    <trans-unit id='3'><source>Four</source></trans-unit>\r\n\
    <trans-unit id='4'>\r\n      <source>Five. Six.</source>\r\n      <seg-source><mrk mtype='seg' mid='1'>Five.</mrk> <mrk mtype='seg' mid='2'>Six.</mrk></seg-source>\r\n\
      <note>n</note>\r\n      <alt-trans><source>x</source><target>y</target></alt-trans>\r\n    </trans-unit>\r\n\
    <trans-unit id='5' translate='no'><source>Seven</source></trans-unit>\r\n  </body></file>\r\n</xliff>\r\n";

const V21: &str = "<?xml version=\"1.0\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" trgLang=\"km\">\n\
 <file id=\"f1\">\n  <unit id=\"u1\">\n   <segment id=\"a\" state=\"reviewed\">\n    <source>One</source>\n    <target>Moi</target>\n   </segment>\n\
   <ignorable><source> </source></ignorable>\n   <segment state='initial'>\n    <source>Two</source>\n   </segment>\n  </unit>\n\
  <unit id=\"u2\"><segment id=\"s1\"><source>Three <pc id=\"1\">b</pc></source><target/></segment></unit>\n </file>\n</xliff>\n";

fn job(text: &str) -> Job {
    Job::read(text.as_bytes().to_vec()).unwrap()
}

fn found(target: &str, score: u8) -> Match {
    Match {
        source: "S & s".to_owned(),
        target: target.to_owned(),
        score,
        origin: "a \"b\"".to_owned(),
    }
}

fn fill(segment: usize, target: &str, score: u8) -> Edit {
    Edit {
        segment,
        matches: vec![found(target, score)],
        fill: true,
    }
}

fn edited(text: &str, edits: &[Edit]) -> (String, Report) {
    let (bytes, report) = job(text).edited(edits).unwrap();
    (String::from_utf8(bytes).unwrap(), report)
}

fn least(least: Status) -> Options {
    Options {
        least,
        ..Options::default()
    }
}

#[test]
fn pairs_of_version_1() {
    let job = job(V12);
    let ids: Vec<_> = job
        .segments()
        .iter()
        .map(|segment| segment.id.as_str())
        .collect();
    assert_eq!(ids, ["1", "2", "3", "4#1", "4#2", "5"]);
    let [one, two, .., five] = job.segments() else {
        panic!()
    };
    assert_eq!((one.line, one.status), (5, Status::Approved));
    assert_eq!(one.target, Some(Seg::from("Moi")));
    assert_eq!(
        (two.source.plain_text().as_ref(), &two.target),
        ("Two & three", &None)
    );
    assert!(!five.translate);
    let units: Vec<_> = Units::new(job, &least(Status::Draft))
        .map(Result::unwrap)
        .collect();
    assert_eq!(units.len(), 1);
    assert_eq!(units[0].variants[1].lang.as_str(), "km");
    assert_eq!(
        units[0].properties[0],
        Property::new("x-document", "note.txt")
    );
}

#[test]
fn pairs_of_version_2() {
    let job = job(V21);
    assert_eq!(job.dialect(), Dialect::Version2);
    let ids: Vec<_> = job
        .segments()
        .iter()
        .map(|segment| segment.id.as_str())
        .collect();
    assert_eq!(ids, ["u1#a", "u1", "u2#s1"]);
    assert_eq!(job.segments()[0].status, Status::Approved);
    assert_eq!(job.segments()[1].line, 11);
}

#[test]
fn jobs_of_tools() {
    let sdl = "<xliff version='1.2' xmlns:sdl='http://sdl.com/FileTypes/SdlXliff/1.0'><file source-language='en-US' \
               target-language='km-KH'><body><trans-unit id='u'><source>A. B.</source><seg-source><g id='1'><mrk mtype='seg' mid='1'>A.</mrk> \
               <mrk mtype='seg' mid='2'>B.</mrk></g></seg-source><target><g id='1'><mrk mtype='seg' mid='1'>a</mrk> <mrk mtype='seg' mid='2'>b</mrk></g></target>\
               <sdl:seg-defs><sdl:seg id='1' conf='ApprovedSignOff'/><sdl:seg id='2' conf='Draft'/></sdl:seg-defs></trans-unit></body></file></xliff>";
    let sdl = job(sdl);
    let states: Vec<_> = sdl
        .segments()
        .iter()
        .map(|segment| segment.status)
        .collect();
    assert_eq!(states, [Status::Approved, Status::Draft]);
    assert_eq!(sdl.edited(&[fill(0, "x", 100)]), Err(EditError::Sdl));
    assert_eq!(Units::new(sdl, &least(Status::Translated)).count(), 1);
    let unit = |attribute: &str| {
        let text = format!(
            "<xliff version='1.2' xmlns:mq='MQXliff' xmlns:m='http://www.memsource.com/mxlf/2.0'><file><body>\
                            <trans-unit id='1' {attribute}><source>a</source><target>b</target></trans-unit></body></file></xliff>"
        );
        job(&text).segments()[0].status
    };
    assert_eq!(unit("mq:status='ManuallyConfirmed'"), Status::Translated);
    assert_eq!(unit("mq:status='PartiallyEdited'"), Status::Draft);
    assert_eq!(unit("m:confirmed='0'"), Status::Draft);
    assert_eq!(unit("m:confirmed='1'"), Status::Translated);
}

#[test]
fn without_edits_nothing_changes() {
    for text in [V12, V21] {
        assert_eq!(edited(text, &[]).0, text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let job = Job::read(wide.clone()).unwrap();
        assert_eq!(job.edited(&[]).unwrap().0, wide);
    }
}

#[test]
fn an_old_encoding_stays_and_takes_references() {
    let text = "<?xml version='1.0' encoding='windows-1252'?><xliff version='1.2'><file><body><trans-unit id='1'>\
                <source>d\u{E9}j\u{E0}</source></trans-unit></body></file></xliff>";
    let bytes: Vec<u8> = (text.chars())
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let job = Job::read(bytes.clone()).unwrap();
    assert_eq!(job.segments()[0].source.plain_text(), "d\u{E9}j\u{E0}");
    assert_eq!(job.edited(&[]).unwrap().0, bytes);
    let (bytes, _) = job.edited(&[fill(0, "\u{1780}", 100)]).unwrap();
    let again = Job::read(bytes).unwrap();
    assert_eq!(again.segments()[0].target, Some(Seg::from("\u{1780}")));
}

#[test]
fn a_missing_target_is_made_and_an_empty_one_filled() {
    let (text, report) = edited(
        V12,
        &[
            fill(2, "B\u{b}uon", 100),
            fill(0, "x", 90),
            fill(1, "y", 90),
            fill(5, "z", 100),
        ],
    );
    assert_eq!(
        report,
        Report {
            matches: 3,
            filled: 1,
            with_codes: 1,
            with_text: 1,
            locked: 1
        }
    );
    let whole = "<source>Four</source><target state=\"needs-review-translation\" state-qualifier=\"exact-match\">Buon</target>\
                 <alt-trans match-quality=\"100\" origin=\"a &quot;b&quot;\"><source>S &amp; s</source><target>Buon</target></alt-trans>";
    assert!(text.contains(whole), "{text}");
    let beside = "<target state='final'>Moi</target>\r\n      <alt-trans match-quality=\"90\"";
    assert!(text.contains(beside), "{text}");
    assert!(
        text.contains("<target state='needs-translation'/>\r\n      <alt-trans"),
        "{text}"
    );
    // What was added is all that changed.
    let kept = text
        .lines()
        .filter(|line| !line.contains("alt-trans match"))
        .count();
    assert_eq!(kept, V12.lines().count() - 1);
}

#[test]
fn segments_of_a_unit_are_filled_in_their_marks() {
    let (text, report) = edited(V12, &[fill(4, "Prammuoy", 80)]);
    assert_eq!(report.filled, 1);
    let target = "</seg-source>\r\n      <target state=\"needs-translation\"><mrk mtype='seg' mid='1'></mrk> \
                  <mrk mtype='seg' mid='2'>Prammuoy</mrk></target>\r\n      <alt-trans mid=\"2\" match-quality=\"80\"";
    assert!(text.contains(target), "{text}");
    // What was filled once can be read, and the rest filled.
    let (text, _) = edited(&text, &[fill(3, "Pram", 100)]);
    let target = "<target state=\"needs-review-translation\" state-qualifier=\"exact-match\"><mrk mtype='seg' mid='1'>Pram</mrk> \
                  <mrk mtype='seg' mid='2'>Prammuoy</mrk></target>";
    assert!(text.contains(target), "{text}");
    assert!(
        job(&text)
            .segments()
            .iter()
            .filter(|segment| segment.target.is_some())
            .count()
            == 3
    );
}

#[test]
fn version_2_gets_matches_first_and_a_state() {
    let (text, report) = edited(V21, &[fill(1, "Pii", 100), fill(0, "x", 70)]);
    assert_eq!((report.matches, report.filled, report.with_text), (2, 1, 1));
    let start = "<unit id=\"u1\">\n   <mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\">\n    <mtc:match ref=\"#a\" similarity=\"70.0\"";
    assert!(text.contains(start), "{text}");
    assert!(text.contains("ref=\"#s1\" similarity=\"100.0\""), "{text}");
    let segment = "<segment state='translated' id=\"s1\">\n    <source>Two</source>\n    <target>Pii</target>\n   </segment>";
    assert!(text.contains(segment), "{text}");
    // Matches that are there are kept, and others come behind them.
    let (again, _) = edited(
        &text,
        &[Edit {
            segment: 0,
            matches: vec![found("y", 60)],
            fill: false,
        }],
    );
    assert_eq!(again.matches("<mtc:matches").count(), 1);
    assert_eq!(again.matches("<mtc:match ").count(), 3);
    assert_eq!(job(&again).segments().len(), 3);
    let no_target = V21.replace(" trgLang=\"km\"", "");
    assert_eq!(
        job(&no_target).edited(&[fill(1, "x", 100)]),
        Err(EditError::NoTargetLanguage)
    );
}

#[test]
fn other_files_and_broken_ones_are_refused() {
    let refused = |text: &str| Job::read(text.as_bytes().to_vec()).unwrap_err().to_string();
    assert_eq!(
        refused("<tmx/>"),
        "not an XLIFF file: its root element is <tmx>, not <xliff>"
    );
    assert_eq!(
        refused("<xliff version='3'/>"),
        "XLIFF version \"3\" is not known; 1.2 and 2.0 to 2.2 are"
    );
    assert_eq!(refused(""), "line 1: there is no XML in it");
    assert_eq!(
        refused(&V12[..V12.len() / 2]),
        "line 11: the file is cut off"
    );
    let deep = format!("<xliff version='1.2'><trans-unit>{}", "<g>".repeat(5_000));
    assert!(refused(&deep).contains("nested"));
    let laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>]><xliff version='1.2'><trans-unit><source>&a;</source></trans-unit></xliff>";
    assert!(refused(laughs).contains("unknown entity &a;"));
    assert_eq!(
        job(V12).edited(&[fill(99, "", 1)]),
        Err(EditError::NoSegment(99))
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn edited_jobs_hold_what_was_filled(texts in proptest::collection::vec("[^\r\u{0}-\u{1f}\u{FFFE}\u{FFFF}]{1,12}", 2..3), score in 0..=101_u8) {
            prop_assume!(texts.iter().all(|text| !text.trim_matches([' ', '\t', '\n', '\r']).is_empty()));
            for (file, segments) in [(V12, [2, 4]), (V21, [1, 1])] {
                let edits: Vec<_> = segments.iter().zip(&texts).map(|(&segment, text)| fill(segment, text, score)).collect();
                let edits = if file == V21 { &edits[..1] } else { &edits[..] };
                let (text, _) = edited(file, edits);
                let again = job(&text);
                for edit in edits {
                    prop_assert_eq!(again.segments()[edit.segment].target.as_ref(), Some(&Seg::from(edit.matches[0].target.as_str())));
                }
                prop_assert_eq!(again.segments().len(), job(file).segments().len());
                prop_assert_eq!(edited(&text, &[]).0, text);
            }
        }

        #[test]
        fn any_markup_is_read_or_refused(pieces in proptest::collection::vec(prop::sample::select(&[
            "<xliff version='1.2'>", "<xliff version='2.1'>", "</xliff>", "<file>", "<trans-unit>", "</trans-unit>", "<unit>", "</unit>",
            "<segment>", "</segment>", "<source>", "</source>", "<target>", "</target>", "<target/>", "<seg-source>", "</seg-source>",
            "<mrk mtype='seg' mid='1'>", "</mrk>", "<g id='1'>", "</g>", "&", "&amp;", "x", "\u{1780}", "<", ">", "<!--", "-->", "<mtc:matches/>",
        ][..]), 0..40)) {
            let text = format!("<xliff version='1.2'>{}", pieces.concat());
            for text in [text, pieces.concat()] {
                if let Ok(job) = Job::read(text.clone().into_bytes()) {
                    let edits: Vec<_> = (0..job.segments().len()).map(|number| fill(number, "a", 100)).collect();
                    let _ = job.edited(&edits);
                    let (same, _) = job.edited(&[]).unwrap();
                    prop_assert_eq!(String::from_utf8(same).unwrap(), text);
                }
            }
        }
    }
}
