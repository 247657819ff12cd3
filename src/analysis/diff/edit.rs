//! An edit: what changed, from what to what, where, and how to take it back.

use crate::model::ProgramId;
use crate::source::Place;
use crate::syntax::{Class, Nature, Patch, Value};
use crate::words::words;
use std::collections::BTreeSet;

/// The subject of an edit, by its name in the head; if it was removed, by its name in the base.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
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

    /// Returns its name; the name of a freeze may be any text.
    pub fn name(&self) -> &str {
        match self {
            Self::Program(id) | Self::Milestone(id) | Self::Risk(id) | Self::Ask(id) => id,
            Self::Owner(name) | Self::Calendar(name) | Self::Freeze(_, name) => name,
            Self::Settings => "tpm.yaml",
        }
    }

    /// Whether it remains, without keys, where it is no longer written.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self, Self::Owner(_) | Self::Calendar(_) | Self::Freeze(..) | Self::Settings)
    }

    /// Returns the full id, if it is a milestone.
    pub fn milestone(&self) -> Option<&str> {
        match self {
            Self::Milestone(id) => Some(id),
            _ => None,
        }
    }
}

words! {
    /// What became of the subject of an edit.
    pub enum EditKind {
        Added = "added",
        Removed = "removed",
        Renamed = "renamed",
        /// One of its keys changed.
        Set = "changed",
    }
}

#[derive(Debug, Clone)]
pub struct Edit {
    pub subject: Subject,
    pub kind: EditKind,
    /// The key, with its section before it; for what was added, removed or renamed, the kind of
    /// subject.
    pub key: String,
    /// The old value; of a list, the items removed.
    pub before: Option<Value>,
    /// The new value; of a list, the items added.
    pub after: Option<Value>,
    pub nature: Nature,
    /// What kind of change it is; none if it moves no date.
    pub class: Option<Class>,
    pub before_at: Option<Place>,
    pub after_at: Option<Place>,
    /// Whether it changes a number, judgement or finding, or the diff reports it elsewhere.
    pub has_effect: bool,
    /// Whether it concerns the selection, or moves it.
    pub is_told: bool,
    /// Whether a person must see it though it moves no date.
    pub is_to_be_seen: bool,
    /// Whether its subject could not be fully read.
    pub(super) is_in_doubt: bool,
    /// For a limit or level of the gate: whether the gate finds or fails less than before.
    pub(super) loosens: Option<bool>,
    pub(super) inverse: Inverse,
}

/// A file that a patch changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// The `tpm.yaml` of the head.
    Shared,
    /// A program of the head.
    Head(ProgramId),
    /// A program of the base that is not in the head and is put back.
    Base(ProgramId),
}

/// What it takes to undo an edit in the files of the head.
#[derive(Debug, Clone, Default)]
pub(super) struct Inverse {
    pub(super) patches: Vec<(File, Patch)>,
    /// Dependencies that are put back if their predecessor exists: its full id in the head, else in
    /// the base.
    pub(super) links: Vec<(String, File, Patch)>,
    /// A program of the head that is removed.
    pub(super) takes_out: Option<ProgramId>,
    /// A program of the base that is put back.
    pub(super) puts_back: Option<ProgramId>,
    /// The milestones that are removed, by full id.
    pub(super) gone: Vec<String>,
    /// The milestones that are put back, by full id in the base.
    pub(super) back: Vec<String>,
    /// Other names in the edit: the milestone of a link, the old or new owner or calendar.
    pub(super) names: Vec<String>,
}

impl Inverse {
    /// Whether it removes or restores one of some milestones.
    pub(super) fn touches(&self, names: &BTreeSet<&str>) -> bool {
        self.gone.iter().chain(&self.back).any(|name| names.contains(name.as_str()))
    }
}

impl Edit {
    /// Returns an edit of one key, with its values only.
    pub(super) fn set(subject: &Subject, key: &str, nature: Nature, values: [Option<Value>; 2]) -> Self {
        let [before, after] = values;
        Self {
            subject: subject.clone(),
            kind: EditKind::Set,
            key: key.to_owned(),
            before,
            after,
            nature,
            class: None,
            before_at: None,
            after_at: None,
            has_effect: true,
            is_told: true,
            is_to_be_seen: false,
            is_in_doubt: false,
            loosens: None,
            inverse: Inverse::default(),
        }
    }

    /// Returns an edit that added or removed its subject.
    pub(super) fn whole(subject: &Subject, kind: EditKind, place: Place, inverse: Inverse) -> Self {
        let name = Some(Value::Text(subject.name().to_owned()));
        let (values, before_at, after_at) = match kind {
            EditKind::Removed => ([name, None], Some(place), None),
            _ => ([None, name], None, Some(place)),
        };
        let edit = Self::set(subject, subject.kind(), Nature::Plan, values);
        Self { kind, class: Some(Class::Scope), before_at, after_at, inverse, ..edit }
    }

    /// Whether it can move a date and can be taken back.
    pub(super) fn can_move_dates(&self) -> bool {
        let Inverse { patches, links, gone, takes_out, puts_back, .. } = &self.inverse;
        let has_inverse = !patches.is_empty() || !links.is_empty() || !gone.is_empty();
        self.nature.moves_dates() && (has_inverse || takes_out.is_some() || puts_back.is_some())
    }
}
