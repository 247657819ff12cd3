//! Where an address lies in the files, and which row of the language it is about.

use super::{Address, Plans, Refused, Target};
use crate::source::FileId;
use crate::syntax::fields::{Document, Form, Key, Table};
use crate::syntax::{
    AskDoc, Content, FreezeDoc, MilestoneDoc, Outline, OwnerDoc, ProgramDoc, RiskDoc, Statements, Step,
    did_you_mean,
};
use std::collections::BTreeSet;

/// An entry of a file.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) file: FileId,
    pub(super) path: Vec<Step>,
    /// Its name in a difference: a full id, or the name of a freeze.
    pub(super) name: String,
    /// The program whose file it is; empty for `tpm.yaml`.
    pub(super) home: String,
    pub(super) table: &'static Table,
    /// What is written there; none if there is nothing yet.
    pub(super) outline: Option<Outline>,
}

/// A key of an entry.
pub(super) struct Place {
    pub(super) keys: Vec<String>,
    pub(super) row: &'static Key,
}

impl Entry {
    /// Returns what is written at keys of the entry.
    pub(super) fn at(&self, keys: &[&str]) -> Option<&Outline> {
        at(self.outline.as_ref()?, keys)
    }

    /// Returns the text at keys of the entry.
    pub(super) fn text(&self, keys: &[&str]) -> Option<&str> {
        text(self.at(keys)?)
    }

    /// Returns the path to keys of the entry.
    pub(super) fn to(&self, keys: &[&str]) -> Vec<Step> {
        self.path.iter().cloned().chain(keys.iter().map(|key| Step::key(*key))).collect()
    }
}

/// Returns what is written at keys of a value.
pub(super) fn at<'o>(outline: &'o Outline, keys: &[&str]) -> Option<&'o Outline> {
    keys.iter().try_fold(outline, |outline, key| value_of(outline, key))
}

/// Returns the index of a key of an entry.
pub(super) fn index(entry: &Entry, key: &str) -> Option<usize> {
    let Content::Mapping(pairs) = &entry.outline.as_ref()?.content else { return None };
    pairs.iter().position(|(other, _)| text(other) == Some(key))
}

/// Returns the text of a value that has one.
pub(super) fn text(outline: &Outline) -> Option<&str> {
    match &outline.content {
        Content::Scalar { text, plain } if !(*plain && matches!(text.as_str(), "" | "~" | "null")) => {
            Some(text)
        }
        _ => None,
    }
}

fn value_of<'o>(outline: &'o Outline, key: &str) -> Option<&'o Outline> {
    let Content::Mapping(pairs) = &outline.content else { return None };
    pairs.iter().find(|(other, _)| text(other) == Some(key)).map(|(_, value)| value)
}

/// Finds the entry of a target.
pub(super) fn entry(plans: Plans<'_>, target: &Target) -> Result<Entry, Refused> {
    let workspace = plans.workspace;
    match target {
        Target::Milestone(id) => {
            let all = workspace.milestones.iter().map(|one| (one.id.as_str(), one.full_id.as_str()));
            let full = unique("milestone", id, all);
            let is_program = workspace.programs.iter().any(|program| program.id == *id);
            let full = full.map_err(|refused| match is_program {
                true => Refused::new(format!("`{id}` is a program"), format!("write `program:{id}`")),
                false => refused,
            })?;
            in_program(plans, full, "milestones", MilestoneDoc::TABLE)
        }
        Target::Risk(id) => {
            let all = workspace.risks.iter().map(|one| (one.id.as_str(), one.full_id.as_str()));
            in_program(plans, unique("risk", id, all)?, "risks", RiskDoc::TABLE)
        }
        Target::Ask(id) => {
            let programs = plans.documents.programs.iter();
            let asks = programs.flat_map(|program| program.doc.asks.iter().map(move |ask| (program, ask)));
            let all: Vec<(&str, String)> =
                asks.map(|(program, ask)| (ask.id.as_str(), format!("{}/{}", program.id, ask.id))).collect();
            let all = all.iter().map(|(bare, full)| (*bare, full.as_str()));
            in_program(plans, unique("ask", id, all)?, "asks", AskDoc::TABLE)
        }
        Target::Program(id) => {
            let all = workspace.programs.iter().map(|one| (one.id.as_str(), one.id.as_str()));
            let id = unique("program", id, all)?;
            let program = plans.documents.programs.iter().find(|program| program.id == id);
            let program = program.ok_or_else(|| gone("program", id))?;
            let (name, outline) = (id.to_owned(), program.tree.outline());
            let (file, home, path) = (program.file, name.clone(), Vec::new());
            Ok(Entry { file, path, name, home, table: ProgramDoc::TABLE, outline })
        }
        Target::Owner(id) => {
            let shared = &plans.documents.shared;
            let all = shared.owners.iter().map(|one| (one.id.as_str(), one.id.as_str()));
            let id = unique("owner", id, all)?;
            let file = plans.documents.shared_file;
            let tree = &plans.documents.shared_tree;
            let statements = Statements::of_shared(file, plans.sources.get(file), tree);
            found(&statements, file, "owners", id, id.to_owned(), OwnerDoc::TABLE)
                .ok_or_else(|| gone("owner", id))
        }
        Target::Freeze(name) => freeze(plans, name),
        Target::Link(_, to) => entry(plans, &Target::Milestone(to.clone())),
    }
}

/// Finds a freeze by its name; behind the program, or `tpm.yaml`, where several have it.
fn freeze(plans: Plans<'_>, name: &str) -> Result<Entry, Refused> {
    let documents = plans.documents;
    let shared = Some((documents.shared_file, "", &documents.shared_tree, &documents.shared.freezes));
    let programs = documents.programs.iter();
    let programs =
        programs.map(|program| (program.file, program.id.as_str(), &program.tree, &program.doc.freezes));
    let mut all = Vec::new();
    for (file, home, tree, freezes) in shared.into_iter().chain(programs) {
        for (at, freeze) in freezes.iter().enumerate() {
            if let Some(name) = freeze.name.value() {
                let before = if home.is_empty() { "tpm.yaml" } else { home };
                all.push((name.as_str(), format!("{before}/{name}"), (file, home, tree, at)));
            }
        }
    }
    let names = all.iter().map(|(name, full, _)| (*name, full.as_str()));
    let full = unique("freeze", name, names)?.to_owned();
    let Some((name, _, (file, home, tree, at))) = all.into_iter().find(|(_, other, _)| *other == full) else {
        return Err(gone("freeze", name));
    };
    let source = plans.sources.get(file);
    let statements = match home {
        "" => Statements::of_shared(file, source, tree),
        _ => Statements::of_program(file, source, tree),
    };
    let entity = statements.under("freezes").get(at).ok_or_else(|| gone("freeze", name))?;
    let mut path = entity.path.clone();
    let whole = tree.outline();
    // A single one need not be in a list.
    if matches!(
        whole.as_ref().and_then(|whole| value_of(whole, "freezes")),
        Some(Outline { content: Content::Mapping(_), .. })
    ) {
        path.truncate(1);
    }
    let outline = Some(statements.whole(entity));
    Ok(Entry { file, path, name: name.to_owned(), home: home.to_owned(), table: FreezeDoc::TABLE, outline })
}

fn gone(what: &str, id: &str) -> Refused {
    Refused::new(format!("the {what} `{id}` cannot be read in its file"), "`tpm check` says what is wrong")
}

/// Returns freezes as a shell takes them.
fn typed_freezes<'f>(names: impl IntoIterator<Item = &'f str>) -> String {
    let typed = |name: &str| format!("'freeze:\"{}\"'", name.replace('\'', "'\\''"));
    names.into_iter().map(typed).collect::<Vec<_>>().join(" or ")
}

/// Returns which freeze was meant by a name that none has: it may end at a dot without its quotes.
fn meant_freeze<'f>(name: &str, all: impl Iterator<Item = &'f str> + Clone) -> Option<String> {
    let is_cut = |other: &&str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let near = crate::syntax::nearest(name, all.clone());
    let meant: BTreeSet<&str> = all.clone().filter(is_cut).chain(near).collect();
    let all: BTreeSet<&str> = all.collect();
    match (meant.is_empty(), all.is_empty()) {
        (false, _) => Some(format!("did you mean {}?", typed_freezes(meant))),
        (true, false) => Some(format!("write {}", typed_freezes(all))),
        _ => None,
    }
}

/// Returns the full id of the only one that has an id.
fn unique<'w>(
    what: &str,
    id: &str,
    all: impl Iterator<Item = (&'w str, &'w str)> + Clone,
) -> Result<&'w str, Refused> {
    let found: Vec<&str> =
        all.clone().filter(|(bare, full)| *full == id || *bare == id).map(|(_, full)| full).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let help = match what {
                "freeze" => meant_freeze(id, all.clone().map(|(bare, _)| bare)),
                _ => did_you_mean(id, all.clone().flat_map(|(bare, full)| [full, bare])),
            };
            let help = help.unwrap_or_else(|| match what {
                "milestone" | "program" => format!("`tpm schedule` lists every {what}"),
                "risk" => "`tpm risks` lists every risk".into(),
                _ => {
                    let names: BTreeSet<&str> = all.map(|(bare, _)| bare).collect();
                    match names.is_empty() {
                        true => format!("no {what} is written in the plans"),
                        false => format!("there is {}", names.into_iter().collect::<Vec<_>>().join(", ")),
                    }
                }
            });
            Err(Refused::new(format!("there is no {what} `{id}`"), help))
        }
        // Two of one file, which have no other name.
        [first, ..] if found.iter().all(|other| *other == first) => Err(Refused::new(
            format!("there are {} {what}s `{first}`", found.len()),
            "give each a name of its own in the file first",
        )),
        _ => Err(Refused::new(
            match what {
                "freeze" => format!("there are several freezes `{id}`"),
                _ => format!("`{id}` is a {what} of several programs"),
            },
            match what {
                "freeze" => format!("write {}", typed_freezes(found)),
                _ => format!("write one of {}", found.join(", ")),
            },
        )),
    }
}

/// Finds an entry of a program by its full id.
fn in_program(plans: Plans<'_>, full: &str, key: &str, table: &'static Table) -> Result<Entry, Refused> {
    let (home, id) = full.split_once('/').unwrap_or((full, full));
    let program = plans.documents.programs.iter().find(|program| program.id == home);
    let entry = program.and_then(|program| {
        let source = plans.sources.get(program.file);
        let statements = Statements::of_program(program.file, source, &program.tree);
        found(&statements, program.file, key, id, full.to_owned(), table)
    });
    entry.ok_or_else(|| gone("entry", full))
}

fn found(
    statements: &Statements<'_>,
    file: FileId,
    key: &str,
    id: &str,
    name: String,
    table: &'static Table,
) -> Option<Entry> {
    let is_it = |path: &[Step]| matches!(path.last(), Some(Step::Key(key)) if key == id);
    let entity = statements.under(key).iter().find(|entity| is_it(&entity.path))?;
    let outline = Some(statements.whole(entity));
    let home = name.split_once('/').map_or("", |(home, _)| home).to_owned();
    Some(Entry { file, path: entity.path.clone(), name, home, table, outline })
}

/// Finds the row of a key.
pub(super) fn place(entry: &Entry, address: &Address) -> Result<Place, Refused> {
    let mut table = entry.table;
    let mut keys = address.keys.iter();
    let mut row: Option<&'static Key> = None;
    for key in keys.by_ref() {
        let found = table.find(key).ok_or_else(|| unknown(table, key, row))?;
        row = Some(found);
        match found.form {
            Form::Section(inner) | Form::Duration(inner) | Form::Impact(inner) => table = inner,
            _ => break,
        }
    }
    let Some(row) = row else {
        return Err(Refused::new("no key is named", "write `KEY=VALUE`"));
    };
    let rest: Vec<&String> = keys.collect();
    let is_named = matches!(row.form, Form::UrlLinks);
    if rest.len() > usize::from(is_named) {
        let help = format!("write `{}=VALUE`", row.name);
        return Err(Refused::new(format!("`{}` has no keys in it", row.name), help));
    }
    Ok(Place { keys: address.keys.clone(), row })
}

fn unknown(table: &'static Table, key: &str, above: Option<&Key>) -> Refused {
    let before = above.map_or_else(String::new, |above| format!("{}.", above.name));
    let help = match table.meant(key) {
        Some(meant) => format!("did you mean `{before}{}`?", meant.name),
        None => {
            let names: Vec<&str> = table.keys.iter().map(|key| key.name).collect();
            format!("the keys are {}", names.join(", "))
        }
    };
    Refused::new(format!("`{before}{key}` is not a key of {}", table.what), help)
}
