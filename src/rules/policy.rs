//! The level and the limits of each rule.

use super::Rule;
use super::waiving::{Granted, WaiverKey};
use crate::model::{Checks, PolicyText};
use crate::source::{Place, Sources};
use crate::syntax::{FailOn, Importance, Measure};
use crate::time::Day;
use std::collections::BTreeMap;

/// Levels from the command line, which take precedence over every written policy.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// By the name of a rule or set.
    pub levels: BTreeMap<&'static str, Importance>,
    /// The level from which the gate fails.
    pub fail_on: Option<FailOn>,
}

/// The policy of a run: the command line, then the policy of a program, then that of the workspace,
/// then the defaults. In each, a rule takes precedence over its set.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    typed: PolicyText,
    written: Checks,
    /// Whether only plan errors fail because everyone with open work is off.
    pub day_off: bool,
    /// The waivers that count, with their last days; none means all.
    pub waivers: Option<Granted>,
    /// The commit whose policy was requested but has errors. The written policy then counts only
    /// where it is stricter than the defaults.
    pub instead_of: Option<String>,
}

/// What sets the level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// The level.
    pub level: Importance,
    /// Where it is written; none for the command line.
    pub at: Option<Place>,
}

/// A policy with the files in which it is written.
#[derive(Debug, Clone, Copy)]
pub struct Levels<'p> {
    pub policy: &'p Policy,
    pub sources: &'p Sources,
    /// The commit that the files are of; none for the plans as they are.
    pub commit: Option<&'p str>,
}

impl Levels<'_> {
    /// Returns the file and line that set the level of a rule in a program, as in
    /// `programs/tpm.yaml:3` or `1a2b3c4:programs/tpm.yaml:3`; none for its default.
    pub fn from(&self, rule: &Rule, program: &str) -> Option<String> {
        let (path, position) = self.sources.locate(self.policy.saying(rule, program)?.at?);
        let commit = self.commit.map(|commit| format!("{}:", commit.get(..7).unwrap_or(commit)));
        Some(format!("{}{path}:{}", commit.unwrap_or_default(), position.line))
    }

    /// Returns the programs in which a level of their own is set for a rule, by id.
    pub fn programs(&self, rule: &Rule) -> impl Iterator<Item = &str> {
        let (policy, general) = (self.policy, self.policy.saying(rule, ""));
        policy.programs().filter(move |program| policy.saying(rule, program) != general)
    }
}

impl Policy {
    /// Returns the policy of a workspace with overrides from the command line.
    pub fn new(written: Checks, typed: Overrides) -> Self {
        let typed = PolicyText { levels: typed.levels, fail_on: typed.fail_on, ..PolicyText::default() };
        Self { typed, written, ..Self::default() }
    }

    /// Returns the last day, inclusive, of a waiver written until `until`; none if it does not
    /// count.
    pub(super) fn grants(&self, waiver: &WaiverKey, until: Day) -> Option<Day> {
        let Some(granted) = &self.waivers else { return Some(until) };
        granted.get(waiver).map(|granted| until.min(*granted))
    }

    /// Returns the written policies of a program, in order of precedence.
    fn written(&self, program: &str) -> impl Iterator<Item = &PolicyText> {
        self.written.programs.get(program).into_iter().chain([&self.written.all])
    }

    /// Returns the level set for a rule in a program; none if its default applies.
    pub(super) fn said(&self, rule: &Rule, program: &str) -> Option<Importance> {
        self.saying(rule, program).map(|saying| saying.level)
    }

    /// Returns what sets the level of a rule in a program; none if its default applies.
    pub fn saying(&self, rule: &Rule, program: &str) -> Option<Saying> {
        let words = [rule.slug, rule.set.word()];
        let said = |text: &PolicyText| {
            words.iter().find_map(|word| {
                Some(Saying { level: *text.levels.get(word)?, at: text.places.get(word).copied() })
            })
        };
        let written = || self.written(program).find_map(said);
        said(&self.typed).or_else(|| written().filter(|said| self.may_say(said.level > rule.level)))
    }

    /// Returns the level of a rule in a program; an empty id stands for programs without a policy
    /// of their own.
    pub fn level(&self, rule: &Rule, program: &str) -> Importance {
        self.said(rule, program).unwrap_or(rule.level)
    }

    /// Returns the ids of programs that have a policy of their own.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.written.programs.keys().map(String::as_str)
    }

    /// Whether a written value counts, which is stricter than the default or not.
    fn may_say(&self, is_stricter: bool) -> bool {
        self.instead_of.is_none() || is_stricter
    }

    /// Whether a rule is on in any program.
    pub(super) fn needs(&self, rule: &Rule) -> bool {
        let texts = [&self.typed, &self.written.all].into_iter().chain(self.written.programs.values());
        let mut said = texts.flat_map(|text| [text.levels.get(rule.slug), text.levels.get(rule.set.word())]);
        rule.level != Importance::Off
            || said.any(|level| level.is_some_and(|level| *level != Importance::Off))
    }

    /// Returns the level from which a finding about a program fails the gate.
    pub fn fail_on(&self, program: &str) -> FailOn {
        if self.day_off {
            return FailOn::Never;
        }
        let written = || self.written(program).find_map(|text| text.fail_on);
        let usual = FailOn::Error;
        let written = || written().filter(|from| self.may_say(*from == FailOn::Warn));
        self.typed.fail_on.or_else(written).unwrap_or(usual)
    }

    /// Returns the limit for a program; units depend on the measure.
    pub fn limit(&self, measure: Measure, program: &str) -> u32 {
        let usual = measure.usual();
        let written = self.written(program).find_map(|text| text.limits.get(&measure).copied());
        written.filter(|limit| self.may_say(measure.is_looser(usual, *limit))).unwrap_or(usual)
    }
}
