//! New milestones, risks, asks and programs.

use super::find::Entry;
use super::sayings::fresh;
use super::write::scalar;
use super::{Assignment, Changes, Edited, Plans, Refused, Said, Target, spliced};
use crate::source::FileId;
use crate::syntax::fields::{Document, Table};
use crate::syntax::{
    AskDoc, Content, MilestoneDoc, Outline, Patch, ProgramDoc, RiskDoc, Step, Style, Tree, is_id, outline,
    splice,
};

/// What is new in a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum New {
    /// A milestone.
    Milestone,
    /// A risk.
    Risk,
    /// An ask.
    Ask,
}

impl New {
    /// Returns what it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Milestone => "milestone",
            Self::Risk => "risk",
            Self::Ask => "ask",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Milestone => "milestones",
            Self::Risk => "risks",
            Self::Ask => "asks",
        }
    }

    fn table(self) -> &'static Table {
        match self {
            Self::Milestone => MilestoneDoc::TABLE,
            Self::Risk => RiskDoc::TABLE,
            Self::Ask => AskDoc::TABLE,
        }
    }

    fn target(self, id: String) -> Target {
        match self {
            Self::Milestone => Target::Milestone(id),
            Self::Risk => Target::Risk(id),
            Self::Ask => Target::Ask(id),
        }
    }
}

/// Refuses what is no id.
pub(super) fn check_id(id: &str) -> Result<(), Refused> {
    let help = "ids are lower-case letters, digits, `-` and `_`, at most 64, such as `api-freeze`";
    if is_id(id) { Ok(()) } else { Err(Refused::new(format!("`{id}` is not an id"), help)) }
}

/// Refuses what is no id of an entry: keys that begin with `x-` are people's own.
pub(super) fn check_entry_id(id: &str) -> Result<(), Refused> {
    check_id(id)?;
    if !id.starts_with("x-") {
        return Ok(());
    }
    let help =
        "a key that begins with `x-` is a field of your own, which tpm does not read; choose another id";
    Err(Refused::new(format!("`{id}` cannot be an id here"), help))
}

/// Returns the id of a program and its file.
pub(super) fn program<'p>(plans: Plans<'p>, id: &str) -> Result<(&'p str, FileId), Refused> {
    let entry = super::find::entry(plans, &Target::Program(id.to_owned()))?;
    let found = plans.documents.programs.iter().find(|program| program.file == entry.file);
    found.map(|program| (program.id.as_str(), program.file)).ok_or_else(|| {
        Refused::new(format!("there is no program `{id}`"), "`tpm schedule` lists every program")
    })
}

/// Returns the texts after something was added to a program, behind the last of its kind, and its
/// full id. Without a program, it is the one in the id, or the only one.
pub fn added(
    plans: Plans<'_>,
    new: New,
    (id, home): (&str, Option<&str>),
    typed: &[String],
    said: Said<'_>,
) -> Result<(Edited, String), Refused> {
    let (named, id) = match id.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (None, id),
    };
    check_entry_id(id)?;
    let home = match (named.or(home), &plans.documents.programs[..]) {
        (Some(_), _) if named.is_some() && home.is_some_and(|home| Some(home) != named) => {
            let help = "leave out one of them";
            return Err(Refused::new("two programs are named, in the id and by --program", help));
        }
        (Some(home), _) => home,
        (None, [only]) => only.id.as_str(),
        (None, all) => {
            let ids: Vec<&str> = all.iter().map(|program| program.id.as_str()).collect();
            let help = format!("add `--program ID`; there is {}", ids.join(", "));
            return Err(Refused::new(format!("in which program is `{id}`?"), help));
        }
    };
    let (home, file) = program(plans, home)?;
    let full = format!("{home}/{id}");
    let path = vec![Step::key(new.key()), Step::key(id)];
    let documents = plans.documents.programs.iter().find(|program| program.file == file);
    let there = documents.and_then(|program| program.tree.outline());
    if there.as_ref().is_some_and(|there| super::find::at(there, &[new.key(), id]).is_some()) {
        let target = new.target(full.clone()).text();
        let reason = format!(
            "there is a{} `{full}` already",
            if new == New::Ask { "n ask".into() } else { format!(" {}", new.word()) }
        );
        return Err(Refused::new(reason, format!("`tpm set {target} KEY=VALUE` changes it")));
    }
    let entry = Entry {
        file,
        path: path.clone(),
        name: full.clone(),
        home: home.to_owned(),
        table: new.table(),
        outline: Some(empty()),
    };
    let target = new.target(full.clone());
    let (patches, notes) = fresh(entry, &assignments(&target, typed)?, &target, said)?;
    let value = built(&patches, path.len())?;
    let mut changes = Changes { notes, ..Changes::default() };
    let (path, key) = (vec![Step::key(new.key())], Some(Outline::text(id)));
    changes.patches.entry(file).or_default().push(Patch::Insert { path, key, at: usize::MAX, value });
    Ok((spliced(plans, changes)?, full))
}

/// Returns what is said of a new entry.
fn assignments(target: &Target, typed: &[String]) -> Result<Vec<Assignment>, Refused> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let assignments = Assignment::parse_of(Some(target.clone()), typed)?;
    match assignments.iter().find(|said| said.address.target != *target) {
        Some(other) => {
            let reason = format!("`{}` is said of something else", other.address.target.text());
            Err(Refused::new(reason, "say that with `tpm set`"))
        }
        None => Ok(assignments),
    }
}

fn empty() -> Outline {
    Outline::new(Style::Flow, Content::Mapping(Vec::new()))
}

/// Returns the entry that patches make of nothing, to be written on lines of its own.
fn built(patches: &[Patch], depth: usize) -> Result<Outline, Refused> {
    let mut tree = Tree::read("{}");
    let inner = |path: &[Step]| path.get(depth..).unwrap_or_default().to_vec();
    for patch in patches {
        let patch = match patch.clone() {
            Patch::Set { path, value } => Patch::Set { path: inner(&path), value },
            Patch::Remove { path } => Patch::Remove { path: inner(&path) },
            Patch::Insert { path, key, at, value } => Patch::Insert { path: inner(&path), key, at, value },
            Patch::Rename { path, to } => Patch::Rename { path: inner(&path), to },
        };
        tree.patch(&[patch]);
    }
    let built =
        tree.outline().ok_or_else(|| Refused::new("nothing can be made of this", "say other values"))?;
    let Content::Mapping(pairs) = built.content else { return Ok(empty()) };
    let flow = |(key, value): (Outline, Outline)| {
        let is_collection = matches!(value.content, Content::Mapping(_) | Content::Sequence(_));
        let style = if is_collection { Style::Flow } else { value.style };
        (key, Outline::new(style, value.content))
    };
    Ok(Outline::new(Style::Block, Content::Mapping(pairs.into_iter().map(flow).collect())))
}

/// Returns the text of a new program, and notes. With a schema beside it, an editor is told.
pub fn program_text(
    plans: Plans<'_>,
    id: &str,
    typed: &[String],
    said: Said<'_>,
    has_schema: bool,
) -> Result<(String, Vec<String>), Refused> {
    check_id(id)?;
    if id == "tpm" {
        let help = "`tpm.yaml` is what all programs share; choose another id";
        return Err(Refused::new("`tpm` cannot be the id of a program", help));
    }
    if plans.documents.programs.iter().any(|program| program.id == id) {
        let help = format!("`tpm set program:{id} KEY=VALUE` changes it");
        return Err(Refused::new(format!("there is a program `{id}` already"), help));
    }
    let target = Target::Program(id.to_owned());
    let assignments = assignments(&target, typed)?;
    let is_given = |key: &str| {
        assignments.iter().any(|said| said.address.keys.first().is_some_and(|given| given == key))
    };
    let mut head = String::new();
    if has_schema {
        head.push_str("# yaml-language-server: $schema=./schema.json\n");
    }
    head.push_str(&format!("name: {id}\n"));
    let entry = Entry {
        file: plans.documents.shared_file,
        path: Vec::new(),
        name: id.to_owned(),
        home: id.to_owned(),
        table: ProgramDoc::TABLE,
        outline: outline(&head),
    };
    let (patches, notes) = fresh(entry, &assignments, &target, said)?;
    let mut text = splice(&head, &patches).map_err(|refused| Refused::new(refused.reason, refused.help))?;
    let day = said.as_of;
    for (key, line) in [
        ("summary", "# summary: What it is for, in a sentence.".to_owned()),
        ("owner", "# owner: ana          # of the whole program".to_owned()),
        ("start", format!("# start: {day}   # no work is planned before this day")),
        ("due", format!("# due: {day}     # what was promised, measured at the finish")),
        (
            "finish",
            "# finish: launch      # the milestone that is the finish; else the latest one".to_owned(),
        ),
    ] {
        if !is_given(key) {
            text.push_str(&format!("{line}\n"));
        }
    }
    text.push_str(&format!(
        "\nmilestones:\n  # `tpm new milestone {id}/design owner=ana duration=2w` adds one.\n"
    ));
    Ok((text, notes))
}

/// Returns a list of texts as it is written.
pub(super) fn texts(items: impl IntoIterator<Item = String>) -> Outline {
    super::write::list(items.into_iter().map(scalar).collect())
}
