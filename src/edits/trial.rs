//! What a person only wants to try: the values of [`Assignment`], and changes that nobody writes in
//! that form: `drop:vendor-contract`, `freeze:"Year end"=off`, `link:canary:cutover=off`,
//! `risk:ledger-perf=occurred`.

use super::find::{self, Entry};
use super::link::{self, Item};
use super::write::scalar;
use super::{
    Address, Assignment, Changes, Edited, Operation, Plans, Refused, Said, Target, longer, sayings, spliced,
};
use crate::source::FileId;
use crate::syntax::{Content, Outline, Patch, Step, Style, did_you_mean};
use crate::time::Day;
use std::collections::BTreeSet;

/// What is tried at once.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tried {
    assignments: Vec<Assignment>,
    dropped: Vec<Target>,
    off: Vec<Target>,
    /// The risks that occur.
    pub occurred: Vec<Target>,
}

/// What relative values count from.
#[derive(Clone, Copy)]
pub struct Relative<'r> {
    /// Reads `+2w` from a day.
    pub from: &'r dyn Fn(&str, Day) -> Option<Day>,
    /// Returns the forecast of a milestone by its full id.
    pub forecast: &'r dyn Fn(&str) -> Option<Day>,
}

const FORMS: &str =
    "write `ID.KEY=VALUE`, `drop:ID`, `risk:ID=occurred`, `freeze:\"NAME\"=off` or `link:FROM:TO=off`";

impl Tried {
    /// Parses arguments.
    pub fn parse(arguments: &[String]) -> Result<Self, Refused> {
        let mut tried = Self::default();
        let mut said = Vec::new();
        for argument in arguments {
            if let Some(id) = argument.strip_prefix("drop:") {
                tried.dropped.push(target(id, argument)?);
                continue;
            }
            let word = argument.rsplit_once('=').filter(|(place, _)| place.contains(':'));
            match word {
                Some((place, "off")) if place.starts_with("freeze:") || place.starts_with("link:") => {
                    tried.off.push(target(place, argument)?);
                }
                Some((place, "occurred")) if place.starts_with("risk:") && !place.contains('.') => {
                    tried.occurred.push(target(place, argument)?);
                }
                _ => said.push(argument.clone()),
            }
        }
        if !said.is_empty() {
            tried.assignments = Assignment::parse(&said)
                .map_err(|refused| Refused::new(refused.reason, format!("{}; or {FORMS}", refused.help)))?;
        }
        Ok(tried)
    }
}

/// Takes the `updated` out that an edit writes along: nobody said anything today, so that today
/// still counts as a day of work.
fn leave_updated(plans: Plans<'_>, said: &[Assignment], changes: &mut Changes) -> Result<(), Refused> {
    let is_said = |target: &Target| {
        said.iter().any(|one| one.address.target == *target && one.address.keys == ["updated"])
    };
    let targets = said.iter().map(|one| &one.address.target);
    for target in targets.filter(|target| matches!(target, Target::Milestone(_)) && !is_said(target)) {
        let entry = find::entry(plans, target)?;
        let whole = entry.to(&["updated"]);
        let is_it = |patch: &Patch| match patch {
            Patch::Set { path, .. } => *path == whole,
            Patch::Insert { path, key: Some(key), .. } => {
                *path == entry.path && find::text(key) == Some("updated")
            }
            _ => false,
        };
        if let Some(patches) = changes.patches.get_mut(&entry.file) {
            patches.retain(|patch| !is_it(patch));
        }
        changes.keys.remove(&(entry.name.clone(), "updated".to_owned()));
    }
    Ok(())
}

/// Returns the target of an address without keys.
fn target(text: &str, argument: &str) -> Result<Target, Refused> {
    let address = Address::parse(text)?;
    match address.keys.is_empty() {
        true => Ok(address.target),
        false => Err(Refused::new(format!("`{argument}` names a key"), FORMS)),
    }
}

/// Returns the texts with what is tried, without the risks that occur. Nothing asks for a reason.
pub fn tried(
    plans: Plans<'_>,
    tried: &Tried,
    said: Said<'_>,
    relative: Relative<'_>,
) -> Result<Edited, Refused> {
    let mut changes = Changes::default();
    let mut others = Vec::new();
    for assignment in &tried.assignments {
        let assignment = resolved(plans, assignment, relative, &mut changes)?;
        let is_promise = assignment.address.keys == ["due"] && assignment.operation == Operation::Set;
        match assignment.address.target {
            Target::Milestone(_) | Target::Program(_) if is_promise => {
                let entry = find::entry(plans, &assignment.address.target)?;
                let value = (said.day)(&assignment.value).map(|day| day.to_string());
                put(&mut changes, &entry, "due", value.unwrap_or(assignment.value));
            }
            _ => others.push(assignment),
        }
    }
    if !others.is_empty() {
        sayings::write(plans, &others, said, &mut changes)?;
        leave_updated(plans, &others, &mut changes)?;
    }
    for target in &tried.dropped {
        cancel(plans, target, said.as_of, &mut changes)?;
    }
    for target in &tried.off {
        match target {
            Target::Link(from, to) => without_link(plans, from, to, &mut changes)?,
            Target::Freeze(name) => without_freeze(plans, name, &mut changes)?,
            _ => {}
        }
    }
    spliced(plans, changes)
}

/// Returns the texts in which risks occurred, and milestones are expected on these days for it.
pub fn occurred(
    plans: Plans<'_>,
    risks: &[Target],
    expected: &[(String, Day)],
    as_of: Day,
) -> Result<Edited, Refused> {
    let mut changes = Changes::default();
    for risk in risks {
        let entry = find::entry(plans, risk)?;
        if entry.at(&["occurred"]).is_none() {
            put(&mut changes, &entry, "occurred", as_of.to_string());
        }
    }
    for (id, day) in expected {
        let entry = find::entry(plans, &Target::Milestone(id.clone()))?;
        put(&mut changes, &entry, "eta", day.to_string());
    }
    spliced(plans, changes)
}

/// Returns the full id of a risk.
pub fn risk_id(plans: Plans<'_>, risk: &Target) -> Result<String, Refused> {
    find::entry(plans, risk).map(|entry| entry.name)
}

/// Returns an assignment whose relative day is counted from the day that stands there or, for an
/// `eta` that does not, from the forecast, and a relative length from the one that stands there.
fn resolved(
    plans: Plans<'_>,
    assignment: &Assignment,
    relative: Relative<'_>,
    changes: &mut Changes,
) -> Result<Assignment, Refused> {
    let mut assignment = assignment.clone();
    let Assignment { address, value, .. } = &assignment;
    if !value.starts_with(['+', '-']) || assignment.operation != Operation::Set {
        return Ok(assignment);
    }
    let entry = find::entry(plans, &address.target)?;
    let keys: Vec<&str> = address.keys.iter().map(String::as_str).collect();
    if let (Target::Milestone(_), ["duration" | "remaining"]) = (&address.target, keys.as_slice()) {
        let length = longer::longer(plans, &entry, keys[0], value)?;
        changes.notes.push(format!("{value} makes the `{}` of `{}` {length}", keys[0], entry.name));
        assignment.value = length;
        return Ok(assignment);
    }
    let there = entry.text(&keys).and_then(|text| Day::parse(text).ok());
    let from = there.or_else(|| (relative.forecast)(&entry.name).filter(|_| keys == ["eta"]));
    if let Some((from, day)) = from.and_then(|from| Some((from, (relative.from)(value, from)?))) {
        changes.notes.push(format!("{value} from {from} is {day}"));
        assignment.value = day.to_string();
    }
    Ok(assignment)
}

fn patch(changes: &mut Changes, file: FileId, name: &str, key: &str, patch: Patch) {
    changes.keys.insert((name.to_owned(), key.to_owned()));
    changes.patches.entry(file).or_default().push(patch);
}

/// Sets a key; without a text, it goes.
fn put(changes: &mut Changes, entry: &Entry, key: &str, text: String) {
    let path = entry.to(&[key]);
    let change = match text.is_empty() {
        true => Patch::Remove { path },
        false => Patch::Set { path, value: scalar(text) },
    };
    patch(changes, entry.file, &entry.name, key, change);
}

/// Cancels a milestone: what waits for it waits for what it waits for.
fn cancel(plans: Plans<'_>, target: &Target, as_of: Day, changes: &mut Changes) -> Result<(), Refused> {
    let entry = find::entry(plans, target)?;
    if entry.at(&["done"]).is_some() {
        return Err(Refused::new(format!("`{}` is done", entry.name), "what is done cannot be dropped"));
    }
    let pairs = [("on", as_of.to_string()), ("reason", "Tried".to_owned())];
    let pairs = pairs.map(|(key, text)| (Outline::text(key), scalar(text))).to_vec();
    let value = Outline::new(Style::Flow, Content::Mapping(pairs));
    let change = Patch::Set { path: entry.to(&["cancelled"]), value };
    patch(changes, entry.file, &entry.name, "cancelled", change);
    Ok(())
}

/// Takes every dependency of one milestone on another out.
fn without_link(plans: Plans<'_>, from: &str, to: &str, changes: &mut Changes) -> Result<(), Refused> {
    let entry = find::entry(plans, &Target::Milestone(to.to_owned()))?;
    let is_program = plans.workspace.programs.iter().any(|program| program.id == from);
    let full = match find::entry(plans, &Target::Milestone(from.to_owned())) {
        Ok(entry) => entry.name,
        Err(_) if is_program => from.to_owned(),
        Err(refused) => return Err(refused),
    };
    let home = entry.name.split_once('/').map_or("", |(home, _)| home);
    let workspace = plans.workspace;
    // A program stands for its finish, unless a milestone beside has its name.
    let stands_for = |name: &str| {
        let program = workspace.programs.iter().find(|program| program.id == name);
        let finish = program.and_then(|program| program.finish).map(|id| &workspace.milestone(id).full_id);
        finish == Some(&full) && workspace.milestone_called(&format!("{home}/{name}")).is_none()
    };
    let is_it = |item: &Item| {
        let name = &item.name;
        *name == full || name == from && is_program || format!("{home}/{name}") == full || stands_for(name)
    };
    let items = link::items(&entry).into_iter().rev().filter(is_it);
    let patches: Vec<Patch> = items.map(|item| Patch::Remove { path: item.path }).collect();
    if patches.is_empty() {
        let help = format!("`tpm why {}` shows what it waits for", entry.name);
        return Err(Refused::new(format!("`{}` does not depend on `{full}`", entry.name), help));
    }
    patches.into_iter().for_each(|change| patch(changes, entry.file, &entry.name, "depends_on", change));
    Ok(())
}

/// Takes every freeze of this name out.
fn without_freeze(plans: Plans<'_>, name: &str, changes: &mut Changes) -> Result<(), Refused> {
    let documents = plans.documents;
    let shared = (documents.shared_file, documents.shared_tree.outline());
    let programs = documents.programs.iter().map(|program| (program.file, program.tree.outline()));
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for (file, outline) in std::iter::once(shared).chain(programs) {
        let Some(outline) = outline else { continue };
        let path = vec![Step::key("freezes")];
        match find::at(&outline, &["freezes"]).map(|list| &list.content) {
            Some(Content::Sequence(items)) => {
                for (at, item) in items.iter().enumerate().rev() {
                    let path = [&path[..], &[Step::Index(at)]].concat();
                    found.push((
                        file,
                        path,
                        find::at(item, &["name"]).and_then(find::text).map(str::to_owned),
                    ));
                }
            }
            Some(Content::Mapping(_)) => {
                let name = find::at(&outline, &["freezes", "name"]).and_then(find::text);
                found.push((file, path, name.map(str::to_owned)));
            }
            _ => {}
        }
    }
    known.extend(found.iter().filter_map(|(.., name)| name.clone()));
    found.retain(|(.., known)| known.as_deref() == Some(name));
    if found.is_empty() {
        let help = did_you_mean(name, known.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| match known.is_empty() {
            true => "the plans have no freeze with a name".into(),
            false => format!("the plans have {}", known.into_iter().collect::<Vec<_>>().join(", ")),
        });
        return Err(Refused::new(format!("there is no freeze `{name}`"), help));
    }
    for (file, path, _) in found {
        patch(changes, file, name, "freezes", Patch::Remove { path });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_has_forms_of_its_own() {
        let parse = |text: &str| {
            let words: Vec<String> = text.split(" | ").map(str::to_owned).collect();
            Tried::parse(&words)
        };
        let tried = parse(
            "drop:vendor-contract | freeze:Year end=off | freeze:\"Q4, 1.5\"=off | link:canary:p/cutover=off | risk:perf=occurred | ledger.eta=+2w | risk:perf.owner=off",
        );
        let tried = tried.unwrap();
        assert_eq!(tried.dropped, [Target::Milestone("vendor-contract".into())]);
        let off = [
            Target::Freeze("Year end".into()),
            Target::Freeze("Q4, 1.5".into()),
            Target::Link("canary".into(), "p/cutover".into()),
        ];
        assert_eq!(tried.off, off);
        assert_eq!(tried.occurred, [Target::Risk("perf".into())]);
        assert_eq!(tried.assignments.len(), 2);
        for bad in ["drop:", "drop:a.eta", "link:a=off", "freeze:x.dates=off", "ledger", "=off"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
