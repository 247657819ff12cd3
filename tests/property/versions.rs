//! Versions of random plans, lowered one after the other: what they share changes nothing.

use super::plans::{day, texts};
use super::samples;
use crate::oracle::settle::settle;
use crate::oracle::{self, Case, Family};
use crate::support::part::one_in;
use std::sync::Arc;
use tpm::finding::Findings;
use tpm::model::{AsOf, Before, Documents, Known, Trees, Workspace, read_known};
use tpm::source::{SourceFile, Sources};

/// Reads the documents of a case. What identifies a text is the text.
fn read(case: &Case, known: &mut Known) -> (Documents, Findings) {
    let files = oracle::files(case).into_iter();
    let files = files.map(|(path, text)| SourceFile::new(path, text.clone()).with_id(Some(text)));
    let sources = Sources::new(files.collect());
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
    read_known(&sources, shared, Trees::Dropped, day(case), known)
}

/// Returns a case after another, with something of a third one.
fn edited(before: &Case, other: &Case, step: usize) -> Case {
    let mut case = before.clone();
    let at = step * 5 % case.milestones.len();
    let own = case.milestones[at].clone();
    if let Some(milestone) = other.milestones.get(at) {
        case.milestones[at] =
            oracle::case::Milestone { program: own.program, links: own.links, ..milestone.clone() };
    }
    match step % 5 {
        0 => case.owners.clone_from(&other.owners),
        1 => case.milestones[at].links.clear(),
        // Days of what happened are then after the as-of day.
        2 => case.as_of -= 4,
        3 => case.as_of += 3,
        _ => case.freezes.clone_from(&other.freezes),
    }
    settle(&mut case);
    case
}

fn said(workspace: &Workspace, findings: Findings) -> String {
    let findings: Vec<String> = findings.sorted().iter().map(|finding| format!("{finding:?}")).collect();
    format!("{workspace:?}\n{findings:#?}")
}

#[test]
fn versions_that_share_milestones_are_as_if_they_did_not() {
    let (mut shared, mut all) = (0, 0);
    for family in Family::ALL {
        let mut cases = samples(oracle::cases(320), oracle::strategy(family));
        while let Some(mut case) = cases.next() {
            let (mut known, mut before) = (Known::default(), Before::default());
            let mut earlier = Workspace::default();
            for (step, other) in cases.by_ref().take(7).enumerate() {
                let (documents, findings) = read(&case, &mut known);
                let as_of = AsOf { day: day(&case), from_clock: step % 2 == 0, is_past: false };
                let lowered = |before: &Before| {
                    let mut findings = findings.clone();
                    (documents.lower_after(before, as_of, &mut findings), findings)
                };
                let (alone, expected) = lowered(&Before::default());
                let (workspace, found) = lowered(&before);
                assert!(said(&workspace, found) == said(&alone, expected), "{}", texts(&case));
                let pairs = workspace.milestones.iter().zip(&earlier.milestones);
                shared += pairs.filter(|(now, then)| Arc::ptr_eq(now, then)).count();
                all += workspace.milestones.len();
                before = documents.before(&workspace);
                (earlier, case) = (workspace, edited(&case, &other, step));
            }
        }
    }
    assert!(shared * 4 > all && shared > 1000 / one_in(20), "{shared} of {all} are shared");
}
