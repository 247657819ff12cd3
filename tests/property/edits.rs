//! Edits of commented plans in every style: the difference is what was said, all else stays byte by
//! byte, and saying it again changes nothing.

use crate::support::part::one_in;
use crate::support::{self, TODAY};
use std::collections::BTreeSet;
use tpm::analysis::Assessment;
use tpm::analysis::diff::{self, Side};
use tpm::edits::{Assignment, Plans, Said, Saying, edited};
use tpm::graph::Network;
use tpm::model::{AsOf, Documents, Trees, Workspace, read};
use tpm::source::{FileId, SourceFile, Sources};
use tpm::time::Day;

struct Read {
    sources: Sources,
    documents: Documents,
    workspace: Workspace,
    errors: BTreeSet<String>,
}

fn today() -> Day {
    Day::parse(TODAY).unwrap()
}

fn read_all(files: &[(String, String)]) -> Read {
    let sources =
        Sources::new(files.iter().map(|(path, text)| SourceFile::new(path.clone(), text.clone())).collect());
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("/tpm.yaml")).map(|(id, _)| id);
    let (documents, mut findings) = read(&sources, shared, Trees::Kept, today());
    let workspace = documents.lower(AsOf { day: today(), from_clock: false, is_past: false }, &mut findings);
    let errors = findings.sorted().into_iter().map(|finding| finding.message).collect();
    Read { sources, documents, workspace, errors }
}

/// Returns the subjects and keys in which two versions differ.
fn differences(base: &Read, head: &Read) -> BTreeSet<(String, String)> {
    let networks = [base, head].map(|read| Network::new(&read.workspace));
    let assessments = [(base, &networks[0]), (head, &networks[1])]
        .map(|(read, network)| Assessment::new(&read.workspace, network, today()));
    let sides = [(base, &assessments[0]), (head, &assessments[1])].map(|(read, assessment)| Side {
        commit: None,
        documents: &read.documents,
        sources: &read.sources,
        assessment,
    });
    let edits = diff::edits(sides[0], sides[1]);
    edits.into_iter().map(|edit| (edit.subject.name().to_owned(), edit.key)).collect()
}

/// Lines of a text that another does not have, in order.
fn lines_gone<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    let kept: BTreeSet<&str> = other.lines().collect();
    text.lines().filter(|line| !kept.contains(line)).collect()
}

/// What is said of a milestone, and the keys in which the plan then differs.
const SAID: [(&str, &[&str]); 9] = [
    ("eta=2026-10-02", &["eta", "updated"]),
    ("progress=60%", &["progress", "updated", "remaining"]),
    ("note=Two: things # and 'more', \"é\" 🚀", &["note"]),
    ("owner=zoe", &["owner"]),
    ("tags+=new", &["tags"]),
    ("depends_on+=nobody/nothing SS+1w", &["depends_on"]),
    ("due=2027-01-29", &["due", "moved"]),
    ("blocked.until=2026-10-09", &["blocked"]),
    ("duration=[4w, 6w, 11w]", &["duration"]),
];

/// The ways in which a plan may be saved.
const SAVED: [fn(&str) -> String; 4] = [
    str::to_owned,
    |text| text.replace('\n', "\r\n"),
    |text| format!("\u{feff}{text}"),
    |text| text.trim_end().to_owned(),
];

#[test]
fn an_edit_of_a_commented_plan_changes_what_was_said_and_nothing_else() {
    let mut made = 0;
    for (saved, save) in SAVED.iter().enumerate() {
        let files: Vec<(String, String)> =
            support::examples().into_iter().map(|(path, text)| (path, save(&text))).collect();
        let base = read_all(&files);
        let mut cases: Vec<(String, (&str, &[&str]))> = Vec::new();
        for milestone in &base.workspace.milestones {
            cases.extend(SAID.iter().map(|said| (milestone.full_id.clone(), *said)));
        }
        for (id, (typed, keys)) in cases.into_iter().skip(saved).step_by(5 * one_in(3)) {
            let assignments = Assignment::parse(&[id.clone(), typed.to_owned()]).unwrap();
            let said = Said {
                as_of: today(),
                day: &|text| Day::parse(text).ok(),
                why: (typed.starts_with("due") || typed.starts_with("blocked")).then_some("Because: it is"),
                cause: typed.starts_with("due").then_some("scope"),
                agreed: typed.starts_with("due").then_some("sara"),
                by: None,
                is_committed: false,
            };
            let edit = |read: &Read| {
                let plans =
                    Plans { documents: &read.documents, workspace: &read.workspace, sources: &read.sources };
                edited(plans, &[Saying { assignments: &assignments, said }])
            };
            let change = match edit(&base) {
                Ok(change) => change,
                // A first promise moves none.
                Err(refused) if typed.starts_with("due") && refused.reason.contains("has no place") => {
                    continue;
                }
                Err(refused) => panic!("{id} {typed}: {refused:?}"),
            };
            let changed: Vec<(String, String)> = base
                .sources
                .iter()
                .map(|(file, source): (FileId, _)| {
                    (source.path.clone(), change.files.get(&file).unwrap_or(&source.text).clone())
                })
                .collect();
            let head = read_all(&changed);
            let found = differences(&base, &head);
            for (subject, key) in &found {
                let is_meant = *subject == id
                    && keys.iter().any(|meant| key == meant || key.starts_with(&format!("{meant}.")));
                assert!(is_meant, "{id} {typed}: {subject} {key}");
            }
            assert!(!found.is_empty() || change.files.is_empty(), "{id} {typed}");
            for (file, after) in &change.files {
                let before = &base.sources.get(*file).text;
                assert!(
                    lines_gone(before, after).len() <= 4,
                    "{id} {typed}: {:?}",
                    lines_gone(before, after)
                );
                assert_eq!(before.contains("\r\n"), after.contains("\r\n"));
                assert_eq!(before.ends_with('\n'), after.ends_with('\n'));
                assert_eq!(before.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
                let comments = |text: &str| text.matches('#').count();
                assert_eq!(
                    comments(after) - comments(before),
                    usize::from(typed.starts_with("note")),
                    "{id} {typed}"
                );
            }
            // What is said again is already so.
            if head.errors == base.errors {
                let again = edit(&head).unwrap();
                let is_list = typed.contains("due");
                assert!(again.files.is_empty() || is_list, "{id} {typed}: {:?}", again.keys);
            }
            made += 1;
        }
    }
    assert!(made > 100, "{made}");
}
