//! Another id for a milestone or a program, in every place that names it, and the removal of a
//! milestone.

use super::find::{self, Entry};
use super::references::{self, Reference};
use super::write::{list, scalar};
use super::{Changes, Edited, Plans, Refused, Target, spliced};
use crate::syntax::{Content, Outline, Patch, Step, is_id};

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
    if new.starts_with("x-") {
        super::new::check_entry_id(new)?;
    }
    if plans.workspace.milestone_called(&full).is_some() {
        return Err(Refused::new(format!("there is a milestone `{full}` already"), "choose another id"));
    }
    let mut changes = Changes::default();
    for reference in references::to(plans, &entry.name) {
        let patch = reference.renamed(if reference.name.contains('/') { &full } else { new });
        changes.patches.entry(reference.file).or_default().push(patch);
    }
    let patches = changes.patches.entry(entry.file).or_default();
    let formerly = [&entry.path[..], &[Step::key("formerly")]].concat();
    patches.push(Patch::Insert { path: formerly, key: None, at: usize::MAX, value: scalar(old) });
    patches.extend(no_longer_former(&entry, new));
    patches.push(Patch::Rename { path: entry.path.clone(), to: Outline::text(new) });
    Ok((spliced(plans, changes)?, full))
}

/// Returns the patch that takes an id out of `formerly` that is given again.
fn no_longer_former(entry: &Entry, new: &str) -> Option<Patch> {
    let at = match &entry.at(&["formerly"])?.content {
        Content::Sequence(items) => items.iter().position(|item| find::text(item) == Some(new))?,
        _ => (entry.text(&["formerly"]) == Some(new)).then_some(0)?,
    };
    Some(Patch::Remove { path: [&entry.to(&["formerly"])[..], &[Step::Index(at)]].concat() })
}

/// Returns the texts after a program got another id. It keeps the old one under `formerly`, and the
/// file its name.
pub fn program_renamed(plans: Plans<'_>, id: &str, new: &str) -> Result<Edited, Refused> {
    let entry = find::entry(plans, &Target::Program(id.to_owned()))?;
    let old = entry.name.as_str();
    if !is_id(new) {
        let help =
            "ids are lower-case letters, digits, `-` and `_`, as in `tpm rename program:checkout shop`";
        return Err(Refused::new(format!("`{new}` is not an id"), help));
    }
    let workspace = plans.workspace;
    if workspace.programs.iter().any(|program| program.id == new) {
        return Err(Refused::new(format!("there is a program `{new}` already"), "choose another id"));
    }
    let is_milestone = |home: &str, id: &str| workspace.milestone_called(&format!("{home}/{id}")).is_some();
    let inside = |name: &str| name.strip_prefix(old).is_some_and(|rest| rest.starts_with('/'));
    let mut changes = Changes::default();
    let is_it = |home: &str, name: &str| inside(name) || name == old && !is_milestone(home, name);
    for reference in references::all(plans, &is_it).iter().filter(|reference| !reference.is_finish()) {
        if reference.name == old && is_milestone(reference.home, new) {
            let place = plans.sources.get(reference.file);
            let line = place.position(reference.span.start).line;
            return Err(Refused::new(
                format!(
                    "`{}` has a milestone `{new}`, which {}:{line} would name then",
                    reference.home, place.path
                ),
                "choose another id",
            ));
        }
        let name = format!("{new}{}", &reference.name[old.len()..]);
        changes.patches.entry(reference.file).or_default().push(reference.renamed(&name));
    }
    let policy = [Step::key("checks"), Step::key("programs"), Step::key(old)];
    let shared = plans.documents.shared_tree.outline();
    let is_there =
        shared.as_ref().is_some_and(|shared| find::at(shared, &["checks", "programs", old]).is_some());
    if is_there {
        let patch = Patch::Rename { path: policy.to_vec(), to: Outline::text(new) };
        changes.patches.entry(plans.documents.shared_file).or_default().push(patch);
        let keys = [old, new].map(|id| ("tpm.yaml".to_owned(), format!("checks.programs.{id}")));
        changes.keys.extend(keys);
    }
    let patches = changes.patches.entry(entry.file).or_default();
    let place = find::index(&entry, "id");
    let (key, value) = (Outline::text("id"), scalar(new));
    patches.push(match place {
        Some(_) => Patch::Set { path: vec![Step::key("id")], value },
        None => Patch::Insert { path: Vec::new(), key: Some(key), at: 0, value },
    });
    patches.push(match entry.at(&["formerly"]) {
        Some(_) => {
            Patch::Insert { path: vec![Step::key("formerly")], key: None, at: usize::MAX, value: scalar(old) }
        }
        None => {
            let value = list(vec![scalar(old)]);
            let key = Some(Outline::text("formerly"));
            Patch::Insert { path: Vec::new(), key, at: place.unwrap_or(0) + 1, value }
        }
    });
    patches.extend(no_longer_former(&entry, new));
    changes.keys.insert((new.to_owned(), "formerly".into()));
    let path = &plans.sources.get(entry.file).path;
    changes.notes.push(format!("{path} keeps its name; its `id` says what it is called"));
    spliced(plans, changes)
}

/// Returns the texts after a milestone was removed, and its full id; refused while others name it.
pub fn removed(plans: Plans<'_>, id: &str) -> Result<(Edited, String), Refused> {
    let entry = milestone(plans, id)?;
    let inside =
        |reference: &Reference<'_>| reference.file == entry.file && reference.path.starts_with(&entry.path);
    let named: Vec<Reference<'_>> =
        references::to(plans, &entry.name).into_iter().filter(|reference| !inside(reference)).collect();
    if !named.is_empty() {
        let place = |reference: &Reference<'_>| {
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

pub(super) fn milestone(plans: Plans<'_>, id: &str) -> Result<Entry, Refused> {
    find::entry(plans, &Target::Milestone(id.to_owned()))
}
