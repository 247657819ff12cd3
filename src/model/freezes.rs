//! Freezes: days on which milestones are not worked, whoever owns them.

use super::names::{Found, Names, Reference};
use super::sink::FindingSink;
use super::{MilestoneId, ProgramId, Workspace, includes};
use crate::finding::Finding;
use crate::source::{FileId, Place};
use crate::syntax::{FreezeDoc, Spanned};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Days on which milestones are not worked, whoever owns them.
#[derive(Debug, Clone)]
pub struct Freeze {
    /// What people call it.
    pub name: Option<String>,
    /// The program whose milestones it stops; `None` stops those of all programs.
    pub program: Option<ProgramId>,
    /// Days and ranges, both ends inclusive.
    pub dates: Vec<(Day, Day)>,
    /// The tags of the milestones that it stops; empty stops all.
    pub tags: Vec<String>,
    /// The milestones that it does not stop all the same, sorted.
    pub except: Vec<MilestoneId>,
}

impl Freeze {
    /// Whether it stops a milestone on a day.
    pub fn holds(&self, workspace: &Workspace, id: MilestoneId, day: Day) -> bool {
        includes(&self.dates, day) && self.concerns(workspace, id)
    }

    /// Whether it applies to a milestone, on its days.
    pub fn concerns(&self, workspace: &Workspace, id: MilestoneId) -> bool {
        let milestone = workspace.milestone(id);
        let tagged = self.tags.is_empty() || self.tags.iter().any(|tag| milestone.tags.contains(tag));
        let of_program = self.program.is_none_or(|program| program == milestone.program);
        tagged && of_program && self.except.binary_search(&id).is_err()
    }
}

/// The freezes of a workspace or of one program, by what they stop.
#[derive(Debug, Default)]
pub(super) struct Freezes {
    dates: Vec<Vec<(Day, Day)>>,
    everyone: Vec<usize>,
    /// The days of those, as ranges that do not touch.
    everyone_merged: Vec<(Day, Day)>,
    by_tag: BTreeMap<String, Vec<usize>>,
    except: BTreeMap<MilestoneId, BTreeSet<usize>>,
}

/// Which freezes stop a milestone. Milestones of which this is equal are frozen on the same days.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stopped {
    /// Those of its tags that a freeze names.
    tags: BTreeSet<String>,
    /// The freezes during which it may work all the same.
    except: BTreeSet<usize>,
}

impl Freezes {
    pub(super) fn new(list: &[Freeze]) -> Self {
        let mut freezes = Self::default();
        for (index, freeze) in list.iter().enumerate() {
            freezes.dates.push(freeze.dates.clone());
            if freeze.tags.is_empty() {
                freezes.everyone.push(index);
            }
            for tag in &freeze.tags {
                freezes.by_tag.entry(tag.clone()).or_default().push(index);
            }
            for id in &freeze.except {
                freezes.except.entry(*id).or_default().insert(index);
            }
        }
        let everyone = freezes.everyone.iter().filter_map(|index| freezes.dates.get(*index));
        freezes.everyone_merged = merged(&everyone.flatten().copied().collect::<Vec<_>>());
        freezes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }

    /// Returns which freezes stop a milestone with these tags.
    pub(super) fn stopped(&self, id: MilestoneId, tags: &[String]) -> Stopped {
        Stopped {
            tags: tags.iter().filter(|tag| self.by_tag.contains_key(*tag)).cloned().collect(),
            except: self.except.get(&id).cloned().unwrap_or_default(),
        }
    }

    /// Returns the days on which a milestone is frozen.
    pub(super) fn days(&self, stopped: &Stopped) -> Vec<(Day, Day)> {
        let tagged = stopped.tags.iter().filter_map(|tag| self.by_tag.get(tag)).flatten();
        let tagged = tagged.filter(|index| !stopped.except.contains(index));
        let of = |index: &usize| self.dates.get(*index);
        let mut days: Vec<(Day, Day)> = tagged.filter_map(of).flatten().copied().collect();
        // Each tag makes a calendar, and most leave out none of what stops all.
        if stopped.except.iter().any(|index| self.everyone.binary_search(index).is_ok()) {
            let others = self.everyone.iter().filter(|index| !stopped.except.contains(index));
            days.extend(others.filter_map(of).flatten());
        } else {
            days.extend_from_slice(&self.everyone_merged);
        }
        days
    }
}

/// Returns the ranges sorted, with overlapping and adjacent ones joined, to fill a table in one
/// sweep.
pub(super) fn merged(ranges: &[(Day, Day)]) -> Vec<(Day, Day)> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<(Day, Day)> = Vec::new();
    for (first, last) in sorted {
        match merged.last_mut() {
            Some((_, end)) if first <= end.plus(1) => *end = last.max(*end),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// Returns the freezes of `tpm.yaml`, or of a program.
pub(super) fn lower(
    names: &Names<'_>,
    file: FileId,
    docs: &[FreezeDoc],
    of: Option<(ProgramId, &str)>,
    sink: &mut FindingSink<'_>,
) -> Vec<Freeze> {
    let mut freezes = Vec::new();
    for doc in docs {
        let mut except: Vec<MilestoneId> = doc
            .except
            .iter()
            .filter_map(|name| exception(names, file, name, of.map(|of| of.1), sink))
            .collect();
        except.sort_unstable();
        freezes.push(Freeze {
            name: doc.name.non_blank(),
            program: of.map(|of| of.0),
            dates: doc.dates.clone(),
            tags: doc.tags.clone(),
            except,
        });
    }
    freezes
}

/// Returns a milestone that a freeze leaves alone. If it is not known, a finding says so, and the
/// freeze stops it: its date is then not too early.
fn exception(
    names: &Names<'_>,
    file: FileId,
    name: &Spanned<String>,
    home: Option<&str>,
    sink: &mut FindingSink<'_>,
) -> Option<MilestoneId> {
    let place = Place { file, span: name.span };
    let error =
        |message: String| Finding::error("unknown-milestone", place, message).fact("name", &name.value);
    match (home, name.value.split_once('/')) {
        (None, None) => {
            let full = names.elsewhere(&name.value, "");
            let meant = full.first().cloned().unwrap_or_else(|| "`checkout/canary`".into());
            let message = format!("`{}` does not say of which program it is", name.value);
            let finding = error(message).label("which program?").help(format!("write it as {meant}"));
            sink.add(finding);
            return None;
        }
        (Some(home), Some((program, _))) if program != home => {
            let message =
                format!("`{}` is not a milestone of `{home}`, and so not stopped by its freezes", name.value);
            sink.add(error(message).subject(home).label("of another program").help("remove it"));
            return None;
        }
        _ => {}
    }
    let home = home.unwrap_or_default();
    let reference = Reference { text: &name.value, home, place, rule: "unknown-milestone", subject: home };
    match names.find(&reference, sink) {
        Found::Milestone(id) => Some(id),
        Found::Unreadable(_) | Found::Nothing => None,
    }
}
