//! All that is said at once: target by target, once each, with a place for every reason.

use super::find::{self, Entry};
use super::write::{Used, Writing};
use super::{Address, Assignment, Changes, Operation, Plans, Refused, Said, Target, link};
use crate::syntax::{Patch, says_why};
use std::collections::BTreeSet;

/// Adds the patches of all assignments.
pub(super) fn write(
    plans: Plans<'_>,
    assignments: &[Assignment],
    said: Said<'_>,
    changes: &mut Changes,
) -> Result<(), Refused> {
    let in_full = assignments.iter().map(|said| {
        let address = Address { target: in_full(plans, &said.address.target)?, ..said.address.clone() };
        Ok(Assignment { address, ..said.clone() })
    });
    let assignments = &in_full.collect::<Result<Vec<_>, Refused>>()?[..];
    refuse_twice(assignments)?;
    let (said, blank) = spoken(said);
    let mut targets: Vec<&Target> = Vec::new();
    for assignment in assignments {
        if !targets.contains(&&assignment.address.target) {
            targets.push(&assignment.address.target);
        }
    }
    let mut used = Used::default();
    let count = |changes: &Changes| changes.patches.values().map(Vec::len).sum::<usize>();
    let before = count(changes);
    link::refuse_mixed(&targets, assignments)?;
    // The items of one list go from the last to the first: so each place is still where it was.
    let mut out: Vec<(Entry, &Target)> = Vec::new();
    let mut links: Vec<link::Changed> = Vec::new();
    let of = |target: &Target| -> Vec<&Assignment> {
        assignments.iter().filter(|said| said.address.target == *target).collect()
    };
    for target in targets {
        let list = of(target);
        if let Target::Link(from, to) = target {
            links.extend(link::write(plans, (from, to), &list)?);
            continue;
        }
        let entry = find::entry(plans, target)?;
        if list.iter().any(|said| said.address.keys.is_empty()) {
            out.push((entry, target));
            continue;
        }
        Writing { entry, target, said, used: &mut used, changes: &mut *changes }.all(&list)?;
    }
    out.sort_by(|(one, _), (other, _)| other.path.cmp(&one.path));
    for (entry, target) in out {
        Writing { entry, target, said, used: &mut used, changes: &mut *changes }.all(&of(target))?;
    }
    link::add(links, changes)?;
    // What is already so needs no reason again.
    if count(changes) == before {
        return Ok(());
    }
    if let Some(flag) = blank {
        let help = format!("write what others can read later, or leave out `{flag}`");
        return Err(Refused::new(format!("{flag} says nothing"), help));
    }
    changes.says_why |= used.why;
    let is_lost = !said.is_committed;
    let unused = [
        (
            is_lost && said.why.is_some() && !used.why,
            "--why",
            "a moved `due`, `blocked` and `cancelled` have a reason",
        ),
        (said.cause.is_some() && !used.cause, "--cause", "only a moved `due` has a cause"),
        (said.agreed.is_some() && !used.agreed, "--agreed", "only a moved `due` says who agreed"),
        (is_lost && said.by.is_some() && !used.by, "--by", "only `health` says who reported it"),
    ];
    for (is_unused, flag, because) in unused {
        if is_unused {
            let help = match flag {
                "--why" | "--by" => format!("add `--commit`, whose message says it, or leave out `{flag}`"),
                _ => format!("leave out `{flag}`; a milestone's `note=…` can say it"),
            };
            return Err(Refused::new(format!("{flag} has no place in this edit: {because}"), help));
        }
    }
    Ok(())
}

/// Returns a target by its full name: the same place may be named in two ways.
fn in_full(plans: Plans<'_>, target: &Target) -> Result<Target, Refused> {
    let entry = find::entry(plans, target)?;
    Ok(match target {
        Target::Milestone(_) => Target::Milestone(entry.name),
        Target::Program(_) => Target::Program(entry.name),
        Target::Risk(_) => Target::Risk(entry.name),
        Target::Ask(_) => Target::Ask(entry.name),
        Target::Owner(_) => Target::Owner(entry.name),
        Target::Freeze(_) => {
            let before = if entry.home.is_empty() { "tpm.yaml" } else { &entry.home };
            Target::Freeze(format!("{before}/{}", entry.name))
        }
        Target::Link(from, _) => Target::Link(from.clone(), entry.name),
    })
}

/// Returns what is said without words that say nothing, and the first option that has such.
fn spoken(said: Said<'_>) -> (Said<'_>, Option<&'static str>) {
    let all = [("--why", said.why), ("--cause", said.cause), ("--agreed", said.agreed), ("--by", said.by)];
    let says = |text: &&str| says_why(text);
    let blank = all.iter().find(|(_, text)| text.is_some_and(|text| !says_why(text)));
    let [why, cause, agreed, by] = all.map(|(_, text)| text.filter(says));
    (Said { why, cause, agreed, by, ..said }, blank.map(|(flag, _)| *flag))
}

/// Refuses assignments that set one value twice.
fn refuse_twice(assignments: &[Assignment]) -> Result<(), Refused> {
    let mut met: BTreeSet<(&Address, bool)> = BTreeSet::new();
    for assignment in assignments {
        let is_set = assignment.operation == Operation::Set;
        if !met.insert((&assignment.address, is_set)) && is_set {
            let text = address_text(&assignment.address);
            return Err(Refused::new(format!("`{text}` is set twice"), "say it once"));
        }
    }
    Ok(())
}

/// Returns the patches of what is said of an entry that is not in its file yet, and the notes.
pub(super) fn fresh(
    entry: Entry,
    assignments: &[Assignment],
    target: &Target,
    said: Said<'_>,
) -> Result<(Vec<Patch>, Vec<String>), Refused> {
    refuse_twice(assignments)?;
    let (file, mut changes) = (entry.file, Changes::default());
    let mut used = Used::default();
    let mut writing = Writing { entry, target, said, used: &mut used, changes: &mut changes };
    writing.all(&assignments.iter().collect::<Vec<_>>())?;
    Ok((changes.patches.remove(&file).unwrap_or_default(), changes.notes))
}

fn address_text(address: &Address) -> String {
    format!("{}.{}", address.target.text(), address.keys.join("."))
}
