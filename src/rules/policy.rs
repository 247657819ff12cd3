//! How much each rule matters, and what it measures with.

use super::Rule;
use super::waiving::{Granted, WaiverKey};
use crate::model::{Checks, PolicyText};
use crate::syntax::{FailOn, Importance, Measure};
use crate::time::Day;
use std::collections::BTreeMap;

/// What was typed on the command line: it counts before anything that is written.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// By name of a rule or of a set of rules.
    pub levels: BTreeMap<&'static str, Importance>,
    /// From which level on the gate fails.
    pub fail_on: Option<FailOn>,
}

/// The policy of a run: what was typed, then what a program's own policy says, then that of the
/// workspace, then the defaults. In each of them a rule counts before its set.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    typed: PolicyText,
    written: Checks,
    /// Whether it is a day on which only errors in plans fail.
    day_off: bool,
    /// The waivers that count, and until when; none = all.
    waivers: Option<Granted>,
    /// The commit whose policy could not be read, where that was to count: what is written counts
    /// no further than it is no milder than what is usual.
    instead_of: Option<String>,
}

impl Policy {
    /// Returns the policy of a workspace under what was typed.
    pub fn new(written: Checks, typed: Overrides) -> Self {
        let typed = PolicyText { levels: typed.levels, fail_on: typed.fail_on, ..PolicyText::default() };
        Self { typed, written, ..Self::default() }
    }

    /// Returns it for a day on which, if so, nobody works: nothing fails then but errors in plans.
    #[must_use]
    pub fn on_day_off(self, day_off: bool) -> Self {
        Self { day_off, ..self }
    }

    /// Returns it with these waivers alone, none for longer than here: those of the plans that the
    /// policy comes from.
    #[must_use]
    pub fn with_waivers(self, waivers: Granted) -> Self {
        Self { waivers: Some(waivers), ..self }
    }

    /// Returns it for where the policy of a commit was to count and could not be read.
    #[must_use]
    pub fn instead_of(self, commit: String) -> Self {
        Self { instead_of: Some(commit), ..self }
    }

    /// Returns the commit whose policy was to count and could not be read.
    pub fn is_instead_of(&self) -> Option<&str> {
        self.instead_of.as_deref()
    }

    /// Returns until when a waiver counts that is written until a day; none where it does not.
    pub(super) fn grants(&self, waiver: &WaiverKey, until: Day) -> Option<Day> {
        let Some(granted) = &self.waivers else { return Some(until) };
        granted.get(waiver).map(|granted| until.min(*granted))
    }

    /// Whether it is for a day on which nobody works.
    pub fn is_on_day_off(&self) -> bool {
        self.day_off
    }

    /// The texts that are written for a program, the first of which something is said in counts.
    fn written(&self, program: &str) -> impl Iterator<Item = &PolicyText> {
        self.written.programs.get(program).into_iter().chain([&self.written.all])
    }

    /// Returns what is said of a rule for a program; nothing where its default counts.
    pub(super) fn said(&self, rule: &Rule, program: &str) -> Option<Importance> {
        let words = [rule.slug, rule.set.word()];
        let said = |text: &PolicyText| words.iter().find_map(|word| text.levels.get(word).copied());
        let written = || self.written(program).find_map(said);
        said(&self.typed).or_else(|| written().filter(|level| self.may_say(*level > rule.level)))
    }

    /// Returns how much findings of a rule matter in a program; of no id, in those that have no
    /// policy of their own.
    pub fn level(&self, rule: &Rule, program: &str) -> Importance {
        self.said(rule, program).unwrap_or(rule.level)
    }

    /// Returns the programs that have a policy of their own.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.written.programs.keys().map(String::as_str)
    }

    /// Whether what is written counts, which may be stricter than what is usual.
    fn may_say(&self, is_stricter: bool) -> bool {
        self.instead_of.is_none() || is_stricter
    }

    /// Whether a rule may find anything in any program.
    pub(super) fn needs(&self, rule: &Rule) -> bool {
        let texts = [&self.typed, &self.written.all].into_iter().chain(self.written.programs.values());
        let mut said = texts.flat_map(|text| [text.levels.get(rule.slug), text.levels.get(rule.set.word())]);
        rule.level != Importance::Off
            || said.any(|level| level.is_some_and(|level| *level != Importance::Off))
    }

    /// Returns from which level on a finding about a program fails the gate.
    pub fn fail_on(&self, program: &str) -> FailOn {
        if self.day_off {
            return FailOn::Never;
        }
        let written = || self.written(program).find_map(|text| text.fail_on);
        let usual = FailOn::Error;
        let written = || written().filter(|from| self.may_say(*from == FailOn::Warn));
        self.typed.fail_on.or_else(written).unwrap_or(usual)
    }

    /// Returns what a rule measures with in a program.
    pub fn limit(&self, measure: Measure, program: &str) -> u32 {
        let usual = measure.usual();
        let written = self.written(program).find_map(|text| text.limits.get(&measure).copied());
        written.filter(|limit| self.may_say(*limit < usual)).unwrap_or(usual)
    }
}
