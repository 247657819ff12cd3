//! A milestone that goes to another program, with its comments and with what names it.

use super::rename::milestone;
use super::{Changes, Edited, Plans, Refused, new, references, refused_in, spliced};
use crate::syntax::{cut, paste};
use std::collections::BTreeSet;

/// Where a milestone was and is, by its full ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}

/// Returns the texts after a milestone went to another program. What names it names it in full
/// then, and what it names in its old program too.
pub fn moved(plans: Plans<'_>, id: &str, program: &str) -> Result<(Edited, Moved), Refused> {
    let entry = milestone(plans, id)?;
    let (program, file) = new::program(plans, program)?;
    let bare = entry.name.rsplit_once('/').map_or(entry.name.as_str(), |(_, bare)| bare);
    let (from, to) = (entry.name.clone(), format!("{program}/{bare}"));
    if program == entry.home {
        return Ok((Edited::default(), Moved { from, to }));
    }
    let ids: BTreeSet<&str> = plans.workspace.milestones.iter().map(|one| one.full_id.as_str()).collect();
    let is_there = |full: &str| ids.contains(full);
    if is_there(&to) {
        let help = format!("give it another id first: `tpm rename {from} {bare}-2`");
        return Err(Refused::new(format!("there is a milestone `{to}` already"), help));
    }
    let mut changes = Changes::default();
    for reference in references::to(plans, &from) {
        if reference.is_finish() {
            let help = format!("say first which one is: `tpm set program:{} finish=ID`", entry.home);
            return Err(Refused::new(format!("`{from}` is the finish of its program"), help));
        }
        changes.keys.insert(reference.told(plans));
        changes.patches.entry(reference.file).or_default().push(reference.renamed(&to));
    }
    let own = |name: &str| format!("{}/{name}", entry.home);
    let names_own =
        |home: &str, name: &str| home == entry.home && !name.contains('/') && is_there(&own(name));
    for reference in references::all(plans, &names_own) {
        if reference.file == entry.file && reference.path.starts_with(&entry.path) {
            changes.patches.entry(reference.file).or_default().push(reference.renamed(&own(&reference.name)));
        }
    }
    let mut edited = spliced(plans, changes)?;
    let text =
        |edited: &Edited, file| edited.files.get(&file).unwrap_or(&plans.sources.get(file).text).clone();
    let (left, carried) = cut(&text(&edited, entry.file), &entry.path)
        .map_err(|refused| refused_in(plans.sources.get(entry.file), refused))?;
    let pasted = paste(&text(&edited, file), "milestones", &carried)
        .map_err(|refused| refused_in(plans.sources.get(file), refused))?;
    edited.files.extend([(entry.file, left), (file, pasted)]);
    Ok((edited, Moved { from, to }))
}
