//! A milestone in parts: the old id stays as a gate without work, which waits for them.

use super::find::{Entry, index, text};
use super::new::{check_entry_id, texts};
use super::rename::milestone;
use super::write::{scalar, structured};
use super::{Changes, Edited, Plans, Refused, references, spliced};
use crate::syntax::{Content, Outline, Patch, Step, Style};

/// What is said of the work as a whole, and nobody knows of which part.
const OF_THE_WHOLE: [(&str, &str); 8] = [
    ("done", "it is finished"),
    ("cancelled", "it is cancelled"),
    ("started", "it has begun"),
    ("progress", "its progress is of the whole"),
    ("remaining", "what is left is of the whole"),
    ("eta", "it is expected as a whole"),
    ("blocked", "it is blocked as a whole"),
    ("start", "it has a planned window"),
];

/// What is said of the work, and so of every part.
const OF_EACH: [&str; 4] = ["workstream", "tags", "calendar", "pauses"];

/// Returns the texts after a milestone was split into parts with a length each, and the full ids of
/// the gate and the parts. The parts come one after the other; in parallel, each takes the inputs.
pub fn split(
    plans: Plans<'_>,
    id: &str,
    parts: &[(String, String)],
    is_parallel: bool,
) -> Result<(Edited, String, Vec<String>), Refused> {
    let entry = milestone(plans, id)?;
    let whole = entry.name.clone();
    check(plans, &entry, parts)?;
    let list = entry.to(&["depends_on"]);
    let items: Vec<String> = match entry.at(&["depends_on"]).map(|outline| &outline.content) {
        Some(Content::Sequence(items)) => {
            items.iter().map(|item| text(item).unwrap_or_default().to_owned()).collect()
        }
        Some(_) => entry.text(&["depends_on"]).map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    };
    // What holds its finish holds that of the gate.
    let holds_finish = |item: &str| {
        let rest = item.split_whitespace().nth(1).unwrap_or_default();
        rest.starts_with("FF") || rest.starts_with("SF")
    };
    let inputs: Vec<&String> = items.iter().filter(|item| !holds_finish(item)).collect();
    let mut changes = Changes::default();
    let mut keys = vec!["duration", "depends_on"];
    let patches = changes.patches.entry(entry.file).or_default();
    patches.push(Patch::Set { path: entry.to(&["duration"]), value: scalar("0d") });
    for (name, _) in parts {
        let path = list.clone();
        patches.push(Patch::Insert { path, key: None, at: usize::MAX, value: scalar(name.as_str()) });
    }
    for at in (0..items.len()).rev().filter(|at| !holds_finish(&items[*at])) {
        patches.push(Patch::Remove { path: [&list[..], &[Step::Index(at)]].concat() });
    }
    if entry.at(&["not_before"]).is_some() {
        keys.push("not_before");
        patches.push(Patch::Remove { path: entry.to(&["not_before"]) });
    }
    let (last, around) =
        entry.path.split_last().ok_or_else(|| Refused::new("nothing to split", "name a milestone"))?;
    let at = place(plans, &entry, around, last);
    for (number, (name, length)) in parts.iter().enumerate() {
        let takes_inputs = is_parallel || number == 0;
        let mut pairs: Vec<(Outline, Outline)> = Vec::new();
        let mut put = |key: &str, value: Outline| pairs.push((Outline::text(key), value));
        copied(&entry, "owner").into_iter().for_each(|value| put("owner", value));
        let value = if length.starts_with('[') { structured(length)? } else { scalar(length.as_str()) };
        put("duration", value);
        match number.checked_sub(1).map(|before| &parts[before].0) {
            Some(before) if !is_parallel => put("depends_on", texts([before.clone()])),
            _ if !inputs.is_empty() => put("depends_on", texts(inputs.iter().map(|item| (*item).clone()))),
            _ => {}
        }
        if takes_inputs {
            copied(&entry, "not_before").into_iter().for_each(|value| put("not_before", value));
        }
        for key in OF_EACH {
            copied(&entry, key).into_iter().for_each(|value| put(key, value));
        }
        let value = Outline::new(Style::Block, Content::Mapping(pairs));
        let (path, key) = (around.to_vec(), Some(Outline::text(name.as_str())));
        patches.push(Patch::Insert { path, key, at: at.saturating_add(number), value });
    }
    changes.keys.extend(keys.into_iter().map(|key| (whole.clone(), key.to_owned())));
    for reference in references::to(plans, &whole) {
        let rest = reference.rest.trim_start();
        if rest.starts_with("SS") || rest.starts_with("SF") {
            let (subject, _) = reference.told(plans);
            let first = parts.first().map_or("", |(name, _)| name.as_str());
            let note = format!(
                "`{subject}` counts from the start of `{whole}`, which is after its parts now; let it wait for `{}/{first}` if that was meant",
                entry.home
            );
            changes.notes.push(note);
        }
    }
    let full = |name: &String| format!("{}/{name}", entry.home);
    let parts = parts.iter().map(|(name, _)| full(name)).collect();
    Ok((spliced(plans, changes)?, whole, parts))
}

/// Refuses what cannot be split.
fn check(plans: Plans<'_>, entry: &Entry, parts: &[(String, String)]) -> Result<(), Refused> {
    let name = &entry.name;
    let mut said = OF_THE_WHOLE.iter().filter(|(key, _)| entry.at(&[key]).is_some()).peekable();
    if let Some((key, why)) = said.peek().copied() {
        let help = match *key {
            "done" | "cancelled" => "there is nothing left to share out".to_owned(),
            // One of them may not stand without another: all go in one command.
            _ => {
                let keys: Vec<String> = said.map(|(key, _)| format!("{key}=")).collect();
                let keys = keys.join(" ");
                format!("take it out with `tpm set {name} {keys}`, split, then say it of a part")
            }
        };
        return Err(Refused::new(format!("`{name}` has `{key}`: {why}"), help));
    }
    if parts.len() < 2 {
        let help = format!("name two parts or more: `tpm split {name} schema=5d backfill=10d`");
        return Err(Refused::new("one part is the whole", help));
    }
    for (at, (part, length)) in parts.iter().enumerate() {
        check_entry_id(part)?;
        if length.is_empty() {
            let help = format!("write `{part}=5d`");
            return Err(Refused::new(format!("`{part}` has no length"), help));
        }
        let full = format!("{}/{part}", entry.home);
        let is_there = plans.workspace.milestone_called(&full).is_some();
        if is_there || parts[..at].iter().any(|(other, _)| other == part) {
            return Err(Refused::new(format!("there is a milestone `{full}` already"), "choose another id"));
        }
    }
    Ok(())
}

/// Returns a value of the whole, as a part writes it.
fn copied(entry: &Entry, key: &str) -> Option<Outline> {
    let value = entry.at(&[key])?;
    let is_collection = matches!(value.content, Content::Mapping(_) | Content::Sequence(_));
    let style = if is_collection { Style::Flow } else { Style::Plain };
    Some(Outline::new(style, value.content.clone()))
}

/// Returns the index of an entry among those of its kind: the parts go before it.
fn place(plans: Plans<'_>, entry: &Entry, around: &[Step], last: &Step) -> usize {
    let program = plans.documents.programs.iter().find(|program| program.file == entry.file);
    let keys: Vec<&str> = around
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
        .collect();
    let outline = program.and_then(|program| program.tree.outline());
    let outline = outline.and_then(|outline| super::find::at(&outline, &keys).cloned());
    let around = Entry { outline, ..entry.clone() };
    match last {
        Step::Key(key) => index(&around, key).unwrap_or(usize::MAX),
        Step::Index(at) => *at,
    }
}
