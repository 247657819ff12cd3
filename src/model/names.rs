//! Resolves names of programs, milestones and owners.

use super::named::NamedProgram;
use super::sink::FindingSink;
use super::{MilestoneId, OwnerId, ProgramId};
use crate::finding::Finding;
use crate::source::{FileId, Place};
use crate::syntax::{Guesses, Reading, Spanned};
use crate::time::Day;
use std::collections::BTreeMap;

/// The milestones of a workspace by program and id.
pub(super) struct Names<'d> {
    programs: BTreeMap<&'d str, Milestones<'d>>,
    /// Whether a program's id could not be read: then an unknown program may still exist.
    nameless: bool,
    guesses: Guesses,
}

struct Milestones<'d> {
    program: ProgramId,
    by_id: BTreeMap<&'d str, MilestoneId>,
    /// Whether these are all of them: if not, an unknown name may still exist.
    reading: Reading,
}

/// What a reference resolved to.
pub(super) enum Found {
    /// It refers to this milestone.
    Milestone(MilestoneId),
    /// It may exist in this program, which could not be read completely.
    Unreadable(String),
    /// It refers to nothing, which a finding reports.
    Nothing,
}

/// What a reference resolved to that may also be the id of a program alone.
pub(super) enum Target {
    /// It refers to a milestone, or to nothing.
    Milestone(Found),
    /// It refers to the finish of this program.
    Finish(ProgramId),
}

/// A reference with its place, and what its finding needs.
pub(super) struct Reference<'a> {
    pub(super) text: &'a str,
    pub(super) home: &'a str,
    pub(super) place: Place,
    pub(super) rule: &'static str,
    pub(super) subject: &'a str,
}

impl<'d> Names<'d> {
    pub(super) fn new(programs: &'d [NamedProgram]) -> Self {
        let mut ids = (0..).map(MilestoneId);
        let mut by_program = BTreeMap::new();
        for (index, program) in programs.iter().enumerate() {
            let mut by_id = BTreeMap::new();
            for (milestone, id) in program.doc.milestones.iter().zip(ids.by_ref()) {
                by_id.insert(milestone.id.as_str(), id);
            }
            let reading = program.doc.milestones.reading;
            by_program
                .insert(program.id.as_str(), Milestones { program: ProgramId(index as u32), by_id, reading });
        }
        let nameless = programs.iter().any(|program| program.doc.has_bad_id());
        Self { programs: by_program, nameless, guesses: Guesses::default() }
    }

    /// Reports an id that no program has.
    pub(super) fn check_program(&self, file: FileId, id: &Spanned<String>, sink: &mut FindingSink<'_>) {
        if self.nameless || self.programs.contains_key(id.value.as_str()) {
            return;
        }
        let place = Place { file, span: id.span };
        let help = self.guesses.did_you_mean(&id.value, self.programs.keys().copied());
        let finding = Finding::error("unknown-program", place, format!("there is no program `{}`", id.value))
            .label("no such program")
            .fact("name", id.value.clone());
        sink.undate(finding.help(help.unwrap_or_else(|| format!("the programs are {}", self.listed()))));
    }

    /// Resolves a reference: `id` in its own program, `program/id` anywhere.
    pub(super) fn find(&self, reference: &Reference<'_>, sink: &mut FindingSink<'_>) -> Found {
        let (program, id) = reference.text.split_once('/').unwrap_or((reference.home, reference.text));
        let Some(milestones) = self.programs.get(program) else {
            if self.nameless {
                return Found::Unreadable(program.to_owned());
            }
            let finding =
                self.nothing(reference, format!("there is no program `{program}`"), "no such program");
            sink.undate(match self.guesses.did_you_mean(program, self.programs.keys().copied()) {
                Some(help) => finding.help(help),
                None => finding.help(format!("the programs are {}", self.listed())),
            });
            return Found::Nothing;
        };
        if let Some(milestone) = milestones.by_id.get(id) {
            return Found::Milestone(*milestone);
        }
        if !milestones.reading.is_whole() {
            return Found::Unreadable(program.to_owned());
        }
        let message = format!("`{id}` is not a milestone of `{program}`");
        let mut finding = self.nothing(reference, message, "no such milestone");
        if let Some(help) = self.meant(reference, id, program, milestones) {
            finding = finding.help(help);
        }
        sink.undate(finding);
        Found::Nothing
    }

    /// Resolves a reference that may also be the id of a program alone, which means its finish. A
    /// milestone of the reference's own program comes first, also one that could not be read.
    pub(super) fn find_target(&self, reference: &Reference<'_>, sink: &mut FindingSink<'_>) -> Target {
        let home = self.programs.get(reference.home);
        if let Some(own) = home.and_then(|home| home.by_id.get(reference.text)) {
            return Target::Milestone(Found::Milestone(*own));
        }
        let may_be_own = home.is_some_and(|home| !home.reading.is_whole());
        match self.programs.get(reference.text) {
            Some(program) if !may_be_own => Target::Finish(program.program),
            None if !may_be_own && self.nameless && !reference.text.contains('/') => {
                Target::Milestone(Found::Unreadable(reference.text.to_owned()))
            }
            _ => Target::Milestone(self.find(reference, sink)),
        }
    }

    fn nothing(&self, reference: &Reference<'_>, message: String, label: &str) -> Finding {
        Finding::error(reference.rule, reference.place, message)
            .label(label)
            .subject(reference.subject)
            .fact("name", reference.text)
    }

    fn meant(
        &self,
        Reference { text: reference, rule, .. }: &Reference<'_>,
        id: &str,
        program: &str,
        milestones: &Milestones<'_>,
    ) -> Option<String> {
        // `ledger-2d`: a lead that ran into the id.
        if let Some((stem, lag)) = id.rsplit_once('-')
            && milestones.by_id.contains_key(stem)
            && lag.ends_with(['d', 'w'])
            && lag.starts_with(|c: char| c.is_ascii_digit())
        {
            let program = if reference.contains('/') { format!("{program}/") } else { String::new() };
            return Some(format!("a lead? write `{program}{stem} -{lag}`"));
        }
        if let Some(help) = self.guesses.did_you_mean(id, milestones.by_id.keys().copied()) {
            return Some(help);
        }
        if *rule == "unknown-finish" && Day::parse(id).is_ok() {
            return Some(format!("`finish:` names a milestone; for the promised day, write `due: {id}`"));
        }
        let elsewhere = self.elsewhere(id, program);
        if !elsewhere.is_empty() {
            return Some(format!("did you mean {}?", elsewhere.join(" or ")));
        }
        let ids: Vec<String> = milestones.by_id.keys().take(8).map(|id| format!("`{id}`")).collect();
        let more = if milestones.by_id.len() > ids.len() { ", …" } else { "" };
        let has = if ids.len() == 1 { "milestone" } else { "milestones" };
        (!ids.is_empty()).then(|| format!("`{program}` has the {has} {}{more}", ids.join(", ")))
    }

    /// Returns the full ids, in quotes, of milestones with this id in other programs; at most 8,
    /// and none once too many were looked for.
    pub(super) fn elsewhere(&self, id: &str, program: &str) -> Vec<String> {
        if !self.guesses.afford(self.programs.len()) {
            return Vec::new();
        }
        let others = self.programs.iter();
        let others = others.filter(|(name, other)| **name != program && other.by_id.contains_key(id));
        others.map(|(name, _)| format!("`{name}/{id}`")).take(8).collect()
    }

    fn listed(&self) -> String {
        let names: Vec<String> = self.programs.keys().take(8).map(|name| format!("`{name}`")).collect();
        names.join(", ")
    }
}

/// The owners of a workspace by id.
pub(super) struct OwnerNames {
    by_id: BTreeMap<String, OwnerId>,
    declared: bool,
    /// Whether these are all of them: if not, an unknown name may still exist.
    reading: Reading,
    guesses: Guesses,
}

impl OwnerNames {
    /// With `declared`, owners that are not among these are errors.
    pub(super) fn new(by_id: BTreeMap<String, OwnerId>, declared: bool, reading: Reading) -> Self {
        Self { by_id, declared, reading, guesses: Guesses::default() }
    }

    /// Returns the owner of a name. An unknown name is added if no owners were declared, else
    /// reported.
    pub(super) fn find(
        &mut self,
        name: &str,
        place: Place,
        owners: &mut Vec<super::Owner>,
        sink: &mut FindingSink<'_>,
    ) -> Option<OwnerId> {
        if let Some(owner) = self.by_id.get(name) {
            return Some(*owner);
        }
        if !self.reading.is_whole() {
            return None;
        }
        if self.declared {
            let finding =
                Finding::error("unknown-owner", place, format!("`{name}` is not an owner in tpm.yaml"))
                    .label("no such owner")
                    .fact("name", name);
            sink.undate(match self.guesses.did_you_mean(name, self.by_id.keys().map(String::as_str)) {
                Some(help) => finding.help(help),
                None => finding.help(format!("add `{name}: {{name: …}}` under `owners:` in tpm.yaml")),
            });
            return None;
        }
        let id = OwnerId(owners.len() as u32);
        owners.push(super::Owner::named(name));
        self.by_id.insert(name.to_owned(), id);
        Some(id)
    }
}
