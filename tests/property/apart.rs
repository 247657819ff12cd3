//! An error in a plan removes the dates of what depends on it, and no others.

use super::{cases, for_all};
use crate::oracle::{self, Case, Family};
use crate::support;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::collections::BTreeMap;

type Dates = BTreeMap<String, [Value; 3]>;

fn dates(files: &[(String, String)], case: &Case) -> Dates {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let value = support::schedule(&files, &oracle::as_of(case));
    let mut dates = Dates::new();
    for program in value["data"]["programs"].as_array().into_iter().flatten() {
        for milestone in program["milestones"].as_array().into_iter().flatten() {
            let id = milestone["id"].as_str().unwrap_or_default().to_owned();
            let of = |key: &str| milestone[key].clone();
            dates.insert(id, [of("early_start"), of("early_finish"), of("forecast_finish")]);
        }
    }
    dates
}

/// Returns which milestones are downstream of some others, including those. Done milestones keep
/// their dates and pass nothing on, unless `through_done`.
fn behind(case: &Case, first: &[usize], through_done: bool) -> Vec<bool> {
    let mut behind = vec![false; case.milestones.len()];
    let mut open = first.to_vec();
    while let Some(milestone) = open.pop() {
        if std::mem::replace(&mut behind[milestone], true) {
            continue;
        }
        for (successor, other) in case.milestones.iter().enumerate() {
            let depends = other.links.iter().any(|link| link.on == milestone);
            if depends && (through_done || other.done.is_none()) {
                open.push(successor);
            }
        }
    }
    behind
}

/// Checks that everything not downstream of the fault keeps its dates, and that what is `lost` has
/// none unless it is done.
fn apart(case: &Case, files: &[(String, String)], behind: &[bool], lost: &[bool]) -> Result<(), String> {
    let (sound, broken) = (dates(&oracle::files(case), case), dates(files, case));
    for (milestone, is_behind) in behind.iter().enumerate() {
        let id = case.full_id(milestone);
        let found = broken.get(&id);
        let done = case.milestones[milestone].done.is_some();
        let fits = match is_behind {
            false => found == sound.get(&id),
            true => !lost[milestone] || done || found.is_none_or(|dates| dates.iter().all(Value::is_null)),
        };
        if !fits {
            let texts: String = files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
            let as_of = oracle::as_of(case);
            return Err(format!(
                "as of {as_of}: {id} (behind: {is_behind}) had {:?}, has {found:?}\n{texts}",
                sound.get(&id)
            ));
        }
    }
    Ok(())
}

fn any_case() -> impl Strategy<Value = (Case, Index)> {
    let case = prop::sample::select(Family::ALL.to_vec()).prop_flat_map(oracle::strategy);
    (case, any::<Index>()).prop_filter("no milestones", |(case, _)| !case.milestones.is_empty())
}

#[test]
fn an_unreadable_key_removes_only_the_dates_behind_it() {
    for_all(cases(150), any_case(), |(case, at)| {
        let milestone = at.index(case.milestones.len());
        let (path, head) = place(&case, milestone);
        let mut files = oracle::files(&case);
        for (_, text) in files.iter_mut().filter(|(other, _)| *other == path) {
            *text = text.replacen(&head, &format!("{head}    colour: blue\n"), 1);
        }
        let behind = behind(&case, &[milestone], false);
        let lost = if case.milestones[milestone].done.is_none() {
            behind.clone()
        } else {
            vec![false; behind.len()]
        };
        apart(&case, &files, &behind, &lost)
    });
}

/// Returns the file of a milestone and the line on which it begins.
fn place(case: &Case, milestone: usize) -> (String, String) {
    let program = case.program_id(case.milestones[milestone].program);
    (format!("programs/{program}.yaml"), format!("  {}:\n", case.local_id(milestone)))
}

#[test]
fn a_cycle_removes_only_the_dates_behind_it() {
    for_all(cases(150), any_case(), |(case, at)| {
        let first = at.index(case.milestones.len());
        let behind = behind(&case, &[first], true);
        let Some(last) = (0..behind.len()).rev().find(|other| behind[*other] && *other != first) else {
            return Ok(());
        };
        let mut broken = case.clone();
        let mut link = broken.milestones.iter().flat_map(|milestone| milestone.links.clone()).next().unwrap();
        link.on = last;
        broken.milestones[first].links.retain(|link| link.on != last);
        broken.milestones[first].links.push(link);
        apart(&case, &oracle::files(&broken), &behind, &vec![false; behind.len()])
    });
}

#[test]
fn an_unreadable_file_removes_only_the_dates_behind_it() {
    for_all(cases(150), any_case(), |(case, at)| {
        let program = at.index(case.programs.len());
        let path = format!("programs/{}.yaml", case.program_id(program));
        let mut files = oracle::files(&case);
        for (_, text) in files.iter_mut().filter(|(other, _)| *other == path) {
            text.push_str("]\n");
        }
        let of_program = |one: &usize| case.milestones[*one].program == program;
        let all: Vec<usize> = (0..case.milestones.len()).filter(of_program).collect();
        // A done milestone keeps its finish, so what only depends on that may keep its dates;
        // unfinished milestones lose theirs.
        let lost: Vec<usize> =
            all.iter().copied().filter(|one| case.milestones[*one].done.is_none()).collect();
        apart(&case, &files, &behind(&case, &all, false), &behind(&case, &lost, false))
    });
}

#[test]
fn a_fault_in_an_unrelated_file_removes_no_date() {
    let foreign = [
        "milestones:\n  a: {duration: 3w}\n ]\n",
        "milestones:\n  a: {duration: 3w, depends_on: [b]}\n  b: {duration: 3w, depends_on: [a]}\n",
        "milestones:\n  a: {duration: 3w, depends_on: [p0/m0, b]}\n  b: {duration: 3w, depends_on: [a, p0/nothing]}\n",
        "due: soon\nmilestones: 5\n",
    ];
    for_all(cases(80), (any_case(), prop::sample::select(foreign.to_vec())), |((case, _), text)| {
        let mut files = oracle::files(&case);
        files.push(("programs/aa.yaml".into(), text.into()));
        let none = vec![false; case.milestones.len()];
        apart(&case, &files, &none, &none)
    });
}
