//! Who moved a date: the edits that can, grouped by what they change.
//!
//! A player is one milestone, or anything else that is edited, and one class of changes. Commits
//! are no players, so that splitting or joining them changes no share.

use super::edit::{Edit, EditKind, Subject};
use crate::syntax::{Class, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The edits of one subject and class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Player {
    pub(super) subject: Subject,
    pub(super) class: Class,
    /// The indices of the edits, in order; they are taken back together.
    pub(super) edits: Vec<usize>,
}

/// Returns the players, by subject and class.
///
/// A dependency on a milestone that was added, or of one that was removed, belongs to that edit: it
/// only makes sense with it. So does `finish:` where it names such a milestone.
pub(super) fn players(edits: &[Edit]) -> Vec<Player> {
    let movable = || edits.iter().enumerate().filter(|(_, edit)| edit.can_move_dates());
    let whole = |kind: EditKind| -> BTreeMap<&str, &Subject> {
        let whole = movable().filter(|(_, edit)| edit.kind == kind);
        whole.map(|(_, edit)| (edit.subject.name(), &edit.subject)).collect()
    };
    let (added, removed) = (whole(EditKind::Added), whole(EditKind::Removed));
    // Returns what was added or removed: a milestone itself, or its program.
    let with = |whole: &BTreeMap<&str, &Subject>, id: &str| {
        let program = id.split_once('/').and_then(|(program, _)| whole.get(program));
        program.or_else(|| whole.get(id)).map(|subject| (*subject).clone())
    };
    let named = |value: &Option<Value>| value.as_ref().map_or_else(String::new, Value::text);
    let mut players: BTreeMap<(Subject, Class), Vec<usize>> = BTreeMap::new();
    for (at, edit) in movable() {
        let Some(class) = edit.class else { continue };
        let other = match (&edit.subject, edit.kind, edit.key.as_str()) {
            (Subject::Milestone(_), EditKind::Set, "depends_on") => {
                let target = edit.inverse.names.first().map_or("", String::as_str);
                match (&edit.before, &edit.after) {
                    (None, _) => with(&added, target),
                    (_, None) => with(&removed, target),
                    _ => None,
                }
            }
            (Subject::Program(_), EditKind::Set, "finish") => {
                with(&added, &named(&edit.after)).or_else(|| with(&removed, &named(&edit.before)))
            }
            _ => None,
        };
        let player = other.map_or((edit.subject.clone(), class), |other| (other, Class::Scope));
        players.entry(player).or_default().push(at);
    }
    players.into_iter().map(|((subject, class), edits)| Player { subject, class, edits }).collect()
}

/// How a player is taken out of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It changes keys of one milestone.
    Milestone,
    /// It adds or removes milestones.
    Presence,
    /// It may change anything.
    Plans,
}

impl Player {
    pub(super) fn reach(&self, edits: &[Edit]) -> Reach {
        let mut own = self.edits.iter().map(|at| &edits[*at]);
        let is_of_milestone = matches!(self.subject, Subject::Milestone(_));
        let sets =
            |edit: &Edit| edit.kind == EditKind::Set && edit.subject == self.subject && !edit.is_in_doubt;
        let is_whole = |edit: &Edit| matches!(edit.kind, EditKind::Added | EditKind::Removed);
        if is_of_milestone && own.clone().all(sets) {
            Reach::Milestone
        } else if own.all(|edit| is_whole(edit) || edit.key == "depends_on") {
            Reach::Presence
        } else {
            Reach::Plans
        }
    }
}

/// Returns the players that change some milestones, by their names in the head.
pub(super) fn of_milestones<'n>(
    players: &[Player],
    edits: &[Edit],
    names: impl Iterator<Item = &'n str>,
) -> Vec<usize> {
    let names: BTreeSet<&str> = names.collect();
    let concerns = |player: &Player| {
        names.contains(player.subject.name())
            || player.edits.iter().any(|at| edits[*at].inverse.touches(&names))
    };
    (0..players.len()).filter(|at| concerns(&players[*at])).collect()
}
