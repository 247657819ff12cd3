//! An edit: what was changed, from what to what, where, and how it is taken back.

use crate::model::ProgramId;
use crate::source::Place;
use crate::syntax::{Nature, Patch, Value};

/// What an edit is of, by the name it has in the head; of what was removed, by the one it had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A program.
    Program(String),
    /// A milestone, by its full id.
    Milestone(String),
    /// A risk, by its full id.
    Risk(String),
    /// An ask, by its full id.
    Ask(String),
    /// An owner of `tpm.yaml`.
    Owner(String),
    /// A calendar of `tpm.yaml`.
    Calendar(String),
    /// A freeze of a program, or of all of them, by its name.
    Freeze(Option<String>, String),
    /// The settings of `tpm.yaml`.
    Settings,
}

impl Subject {
    /// Returns what kind of thing it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Program(_) => "program",
            Self::Milestone(_) => "milestone",
            Self::Risk(_) => "risk",
            Self::Ask(_) => "ask",
            Self::Owner(_) => "owner",
            Self::Calendar(_) => "calendar",
            Self::Freeze(..) => "freeze",
            Self::Settings => "settings",
        }
    }

    /// Returns its name; that of a freeze may be any text.
    pub fn name(&self) -> &str {
        match self {
            Self::Program(id) | Self::Milestone(id) | Self::Risk(id) | Self::Ask(id) => id,
            Self::Owner(name) | Self::Calendar(name) | Self::Freeze(_, name) => name,
            Self::Settings => "tpm.yaml",
        }
    }

    /// Returns the full id, of a milestone.
    pub fn milestone(&self) -> Option<&str> {
        match self {
            Self::Milestone(id) => Some(id),
            _ => None,
        }
    }
}

/// What became of the subject of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It has another id.
    Renamed,
    /// One of its keys says something else.
    Set,
}

impl EditKind {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Set => "changed",
        }
    }
}

/// One edit.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What it is of.
    pub subject: Subject,
    /// What became of that.
    pub kind: EditKind,
    /// The key, one in a section behind the section's; for what was added, removed or renamed, what
    /// it is.
    pub key: String,
    /// What it said; of a list, what was taken out of it.
    pub before: Option<Value>,
    /// What it says; of a list, what was put into it.
    pub after: Option<Value>,
    /// What kind of thing it says.
    pub nature: Nature,
    /// Where it stood in the base.
    pub before_at: Option<Place>,
    /// Where it stands in the head.
    pub after_at: Option<Place>,
    /// Whether a number, a judgement or a finding is another for it, or something in the diff tells
    /// of it.
    pub has_effect: bool,
    /// Whether it is among what was asked for, or behind that.
    pub is_told: bool,
    /// Whether not all of what it is of could be read.
    pub(super) is_in_doubt: bool,
    pub(super) inverse: Inverse,
}

/// A file that a patch changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// The `tpm.yaml` of the head.
    Shared,
    /// A program of the head.
    Head(ProgramId),
    /// A program of the base that is not in the head, where it is put back.
    Base(ProgramId),
}

/// What takes an edit back in the files of the head.
#[derive(Debug, Clone, Default)]
pub(super) struct Inverse {
    pub(super) patches: Vec<(File, Patch)>,
    /// Dependencies that are put back if what they wait for is there: its full id in the head, else
    /// in the base.
    pub(super) links: Vec<(String, File, Patch)>,
    /// A program of the head that is taken out.
    pub(super) takes_out: Option<ProgramId>,
    /// A program of the base that is put back.
    pub(super) puts_back: Option<ProgramId>,
    /// The milestones that are taken out, by full id.
    pub(super) gone: Vec<String>,
    /// The milestones that are put back, by full id in the base.
    pub(super) back: Vec<String>,
    /// Other things that the edit names: the milestone of a link, the owner or calendar that was or
    /// is named.
    pub(super) names: Vec<String>,
}

impl Edit {
    /// Returns an edit of one key, of which nothing is known but its values.
    pub(super) fn set(subject: &Subject, key: &str, nature: Nature, values: [Option<Value>; 2]) -> Self {
        let [before, after] = values;
        Self {
            subject: subject.clone(),
            kind: EditKind::Set,
            key: key.to_owned(),
            before,
            after,
            nature,
            before_at: None,
            after_at: None,
            has_effect: true,
            is_told: true,
            is_in_doubt: false,
            inverse: Inverse::default(),
        }
    }

    /// Returns an edit that brought something in, or took it out.
    pub(super) fn whole(subject: Subject, kind: EditKind, place: Place, inverse: Inverse) -> Self {
        let name = Some(Value::Text(subject.name().to_owned()));
        let (values, before_at, after_at) = match kind {
            EditKind::Removed => ([name, None], Some(place), None),
            _ => ([None, name], None, Some(place)),
        };
        let edit = Self::set(&subject, subject.kind(), Nature::Plan, values);
        Self { kind, before_at, after_at, inverse, ..edit }
    }

    /// Whether a date can hang on it, and it can be taken back.
    pub(super) fn can_move_dates(&self) -> bool {
        let Inverse { patches, links, gone, takes_out, puts_back, .. } = &self.inverse;
        let has_inverse = !patches.is_empty() || !links.is_empty() || !gone.is_empty();
        self.nature.moves_dates() && (has_inverse || takes_out.is_some() || puts_back.is_some())
    }
}
