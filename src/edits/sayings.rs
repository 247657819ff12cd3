//! All that is said at once: target by target, once each, with a place for every reason.

use super::find::{self, Entry};
use super::write::{Used, Writing};
use super::{Address, Assignment, Changes, Operation, Plans, Refused, Said, Target, link};
use crate::syntax::Patch;
use std::collections::BTreeSet;

/// Adds the patches of all assignments.
pub(super) fn write(
    plans: Plans<'_>,
    assignments: &[Assignment],
    said: Said<'_>,
    changes: &mut Changes,
) -> Result<(), Refused> {
    let mut targets: Vec<&Target> = Vec::new();
    refuse_twice(assignments)?;
    for assignment in assignments {
        if !targets.contains(&&assignment.address.target) {
            targets.push(&assignment.address.target);
        }
    }
    let mut used = Used::default();
    let count = |changes: &Changes| changes.patches.values().map(Vec::len).sum::<usize>();
    let before = count(changes);
    link::refuse_mixed(plans, &targets, assignments)?;
    for target in targets {
        let of_target = |assignment: &&Assignment| assignment.address.target == *target;
        if let Target::Link(from, to) = target {
            let list: Vec<&Assignment> = assignments.iter().filter(of_target).collect();
            link::write(plans, (from, to), &list, changes)?;
            continue;
        }
        let mut writing = Writing {
            entry: find::entry(plans, target)?,
            target,
            said,
            used: &mut used,
            changes: &mut *changes,
        };
        let list: Vec<&Assignment> = assignments.iter().filter(of_target).collect();
        writing.all(&list)?;
    }
    // What is already so needs no reason again.
    if count(changes) == before {
        return Ok(());
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
