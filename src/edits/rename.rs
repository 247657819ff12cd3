//! Another id for a milestone, in every place that names it, and its removal.

use super::find::{self, Entry};
use super::references::{self, Reference};
use super::{Changes, Edited, Plans, Refused, Target, spliced};
use crate::syntax::{Content, Outline, Patch, Step, Style};

fn scalar(text: impl Into<String>) -> Outline {
    Outline::new(Style::Plain, Content::Scalar { text: text.into(), plain: false })
}

/// Returns the texts after a milestone got another id, and its full id then. It keeps the old one
/// under `formerly`.
pub fn renamed(plans: Plans<'_>, id: &str, new: &str) -> Result<(Edited, String), Refused> {
    let entry = milestone(plans, id)?;
    let (home, old) = entry.name.split_once('/').unwrap_or_default();
    let full = format!("{home}/{new}");
    if new.contains(['/', ':', '.']) {
        let help = "write the new id alone, as in `tpm rename checkout/ledger ledger-core`";
        return Err(Refused::new(format!("`{new}` is not an id"), help));
    }
    if plans.workspace.milestones.iter().any(|milestone| milestone.full_id == full) {
        return Err(Refused::new(format!("there is a milestone `{full}` already"), "choose another id"));
    }
    let mut changes = Changes::default();
    for Reference { file, path, name, rest, .. } in references::to(plans, &entry.name) {
        let name = if name.contains('/') { full.clone() } else { new.to_owned() };
        let patch = Patch::Set { path, value: scalar(name + &rest) };
        changes.patches.entry(file).or_default().push(patch);
    }
    let patches = changes.patches.entry(entry.file).or_default();
    let formerly = [&entry.path[..], &[Step::key("formerly")]].concat();
    patches.push(Patch::Insert { path: formerly, key: None, at: usize::MAX, value: scalar(old) });
    patches.push(Patch::Rename { path: entry.path.clone(), to: Outline::text(new) });
    Ok((spliced(plans, changes)?, full))
}

/// Returns the texts after a milestone was removed, and its full id; refused while others name it.
pub fn removed(plans: Plans<'_>, id: &str) -> Result<(Edited, String), Refused> {
    let entry = milestone(plans, id)?;
    let inside =
        |reference: &Reference| reference.file == entry.file && reference.path.starts_with(&entry.path);
    let named: Vec<Reference> =
        references::to(plans, &entry.name).into_iter().filter(|reference| !inside(reference)).collect();
    if !named.is_empty() {
        let place = |reference: &Reference| {
            let source = plans.sources.get(reference.file);
            let keys = reference.path.iter().filter_map(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(_) => None,
            });
            let keys: Vec<&str> = keys.collect();
            format!("{} ({}:{})", keys.join("."), source.path, source.position(reference.span.start).line)
        };
        let places: Vec<String> = named.iter().take(8).map(place).collect();
        let more = if named.len() > 8 { format!(", and {} more", named.len() - 8) } else { String::new() };
        return Err(Refused::new(
            format!("`{}` is named by {}{more}", entry.name, places.join(", ")),
            format!(
                "take these out first, or cancel it: `tpm remove {} --cancel \"the reason\"`",
                entry.name
            ),
        ));
    }
    let mut changes = Changes::default();
    changes.patches.entry(entry.file).or_default().push(Patch::Remove { path: entry.path.clone() });
    Ok((spliced(plans, changes)?, entry.name))
}

fn milestone(plans: Plans<'_>, id: &str) -> Result<Entry, Refused> {
    find::entry(plans, &Target::Milestone(id.to_owned()))
}
