//! The level and the limits of each rule.

use super::Rule;
use super::waiving::{Granted, WaiverKey, granted};
use crate::analysis::diff::Matching;
use crate::model::{Checks, PolicyText, Workspace};
use crate::source::{Place, Sources};
use crate::syntax::{FailOn, Importance, Measure};
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Levels from the command line, which take precedence over every written policy.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// By the name of a rule or set.
    pub levels: BTreeMap<&'static str, Importance>,
    /// The level from which the gate fails.
    pub fail_on: Option<FailOn>,
    /// Whether no waiver counts.
    pub no_waivers: bool,
}

/// The policy of a run: the command line, then the policy of a program, then that of the
/// workspace, then the defaults. In each, a rule takes precedence over its set.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    typed: PolicyText,
    written: Checks,
    /// Whether only plan errors fail because everyone with open work is off.
    pub day_off: bool,
    /// The waivers that count, with their last days; none means all.
    pub waivers: Option<Granted>,
    /// Whether no waiver counts at all.
    no_waivers: bool,
    /// The commit whose policy was requested but has errors. The written policy then counts only
    /// where it is stricter than the defaults.
    pub instead_of: Option<String>,
    /// The calendars and freezes that differ from those of the policy's commit.
    pub shifted: Vec<String>,
    /// The settings that differ from those of that commit, which apply.
    pub settings: Vec<&'static str>,
    /// For a policy of other plans: by each program, the programs there that it was, or that
    /// milestones came from.
    origins: Option<Origins>,
}

/// By the id of a program, the ids that it and the programs of its milestones have elsewhere.
type Origins = BTreeMap<String, BTreeSet<String>>;

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
        let no_waivers = typed.no_waivers;
        let typed = PolicyText { levels: typed.levels, fail_on: typed.fail_on, ..PolicyText::default() };
        Self { typed, written, no_waivers, ..Self::default() }
    }

    /// Returns the last day, inclusive, of a waiver written until `until`; none if it does not
    /// count.
    pub(super) fn grants(&self, waiver: &WaiverKey, until: Day) -> Option<Day> {
        if self.no_waivers {
            return None;
        }
        let Some(granted) = &self.waivers else { return Some(until) };
        granted.get(waiver).map(|granted| until.min(*granted))
    }

    /// Returns the same policy for plans of another version, in which `matching` says what was
    /// what. The policy of a program follows its renames and the milestones that leave it.
    pub fn of_plans(&self, then: &Workspace, now: &Workspace, matching: &Matching) -> Self {
        let mut origins = Origins::new();
        for id in then.program_ids() {
            let there = &then.program(id).id;
            let here = matching.after(id).map_or(there, |after| &now.program(after).id);
            origins.entry(here.clone()).or_default().insert(there.clone());
        }
        for id in then.milestone_ids() {
            let Some(after) = matching.milestone_after(id) else { continue };
            let here = &now.program(now.milestone(after).program).id;
            let there = &then.program(then.milestone(id).program).id;
            if !origins.get(here).is_some_and(|origins| origins.contains(there)) {
                origins.entry(here.clone()).or_default().insert(there.clone());
            }
        }
        let waivers = Some(granted(then, now, matching));
        // What these plans say themselves needs no translation.
        let origins = self.instead_of.is_none().then_some(origins);
        Self { origins, waivers, ..self.clone() }
    }

    /// Returns the written policies of a program, in order of precedence: one such list for each
    /// program that it was.
    fn written(&self, program: &str) -> Vec<[Option<&PolicyText>; 2]> {
        let list = |id: &str| [self.written.programs.get(id), Some(&self.written.all)];
        match &self.origins {
            None => vec![list(program)],
            Some(origins) => match origins.get(program) {
                Some(origins) => origins.iter().map(|id| list(id)).collect(),
                None => vec![[None, Some(&self.written.all)]],
            },
        }
    }

    /// Returns what the written policies of a program say: the strictest, by `rank`, of those of
    /// the programs that it was.
    fn strictest<T, R: Ord>(
        &self,
        program: &str,
        said: impl Fn(&PolicyText) -> Option<T>,
        rank: impl Fn(&Option<T>) -> R,
    ) -> Option<T> {
        let lists = self.written(program).into_iter();
        lists.map(|list| list.into_iter().flatten().find_map(&said)).max_by_key(rank).flatten()
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
        // Where nothing is said, firm promises may be errors of a rule that warns.
        let rank = |said: &Option<Saying>| (said.map_or(rule.level, |said| said.level), said.is_none());
        let written = || self.strictest(program, said, rank);
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
        let usual = FailOn::Error;
        let reach = |from: &Option<FailOn>| match from.unwrap_or(usual) {
            FailOn::Never => 0,
            FailOn::Error => 1,
            FailOn::Warn => 2,
        };
        let written = || self.strictest(program, |text| text.fail_on, reach);
        let written = || written().filter(|from| self.may_say(*from == FailOn::Warn));
        self.typed.fail_on.or_else(written).unwrap_or(usual)
    }

    /// Returns the limit for a program; units depend on the measure.
    pub fn limit(&self, measure: Measure, program: &str) -> u32 {
        let usual = measure.usual();
        let strictness = |limit: &Option<u32>| Reverse(measure.looseness(limit.unwrap_or(usual)));
        let written = self.strictest(program, |text| text.limits.get(&measure).copied(), strictness);
        written
            .filter(|limit| self.may_say(measure.looseness(*limit) < measure.looseness(usual)))
            .unwrap_or(usual)
    }
}
