//! The gate: runs the rules, applies policy and waivers, and decides whether it passes.

use super::promise_moved_without_reason::{self, FirmMove};
use super::waiving::{excuse, until};
use super::{Case, Known, Policy, REGISTRY, Rule, Topic, Violation, rule};
use crate::analysis::selection::Selection;
use crate::finding::{Finding, Level};
use crate::model::Waiver;
use crate::syntax::{FailOn, Importance};
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A finding that counts, with its subject.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The finding, at the level of the policy.
    pub finding: Finding,
    /// Its subject; none for errors in plans.
    pub topic: Option<Topic>,
    /// Whether it fails the gate.
    pub fails: bool,
}

impl Verdict {
    /// Returns the rule that found it; none for errors in plans.
    pub fn rule(&self) -> Option<&'static Rule> {
        self.topic.and_then(|_| rule(self.finding.rule))
    }
}

/// A waived finding.
#[derive(Debug, Clone)]
pub struct Waived<'w> {
    /// The finding, as it would be reported.
    pub finding: Finding,
    /// Its subject.
    pub topic: Topic,
    /// The waiver that excuses it.
    pub waiver: &'w Waiver,
    /// The last day of the waiver, inclusive, or an earlier one that the policy grants.
    pub until: Day,
}

/// Findings with one cause, reported together.
#[derive(Debug, Clone, Copy)]
pub struct Story<'g> {
    /// The finding about the cause itself, or else the worst.
    pub lead: &'g Verdict,
    /// The other findings, worst first.
    pub rest: &'g [Verdict],
}

impl Story<'_> {
    /// Returns the level of the worst finding in it.
    pub fn level(&self) -> Level {
        let rest = self.rest.iter().map(|verdict| verdict.finding.level);
        rest.fold(self.lead.finding.level, Ord::min)
    }
}

/// The result of the gate.
#[derive(Debug)]
pub struct Gate<'w> {
    /// By story, worst first.
    verdicts: Vec<Verdict>,
    /// The index of the first verdict of each story.
    stories: Vec<usize>,
    /// How many findings are left out because they existed before the change.
    pub known: usize,
    /// The waived findings, ordered by place.
    pub waived: Vec<Waived<'w>>,
    /// Whether only plan errors fail because everyone with open work is off.
    pub day_off: bool,
    /// The commit whose policy was requested but has errors.
    pub instead_of: Option<String>,
    /// The calendars and freezes that differ from those of the policy's commit.
    pub shifted: Vec<String>,
    /// The settings that differ from those of that commit, which apply.
    pub settings: Vec<&'static str>,
    /// The firm promises that the change moves with a reason.
    pub firm_moves: Vec<FirmMove>,
}

impl<'w> Gate<'w> {
    /// Runs the rules over a case and keeps the findings that are selected and not known. Errors
    /// in plans are always kept.
    pub fn new(case: &Case<'w>, selection: &Selection, plan_errors: &[Finding], mut known: Known) -> Self {
        let workspace = case.workspace();
        let mut verdicts: Vec<Verdict> = plan_errors.iter().map(plan_error).collect();
        let mut found = Vec::new();
        let mut waived = Vec::new();
        let mut known_count = 0;
        for rule in REGISTRY.iter().filter(|rule| case.policy.needs(rule)) {
            let before = found.len();
            (rule.check)(case, &mut found);
            let new = found.split_off(before);
            found.extend(new.into_iter().filter_map(|violation| weigh(case, rule, violation)));
        }
        for violation in found.into_iter().filter(|violation| is_selected(case, selection, violation.topic)) {
            let Violation { finding, topic, .. } = &violation;
            match excuse(case, &violation) {
                Some(waiver) => {
                    let until = until(case, *topic, waiver).unwrap_or(waiver.until);
                    waived.push(Waived { finding: finding.clone(), topic: *topic, waiver, until });
                }
                None if known.take(finding, topic.forecast(case.assessment)) => known_count += 1,
                None => {
                    let fail_on = case.policy.fail_on(violation.program(workspace));
                    let fails = fails(finding.level, fail_on);
                    verdicts.push(Verdict {
                        finding: violation.finding,
                        topic: Some(violation.topic),
                        fails,
                    });
                }
            }
        }
        waived.sort_by(|a, b| {
            let key = |waived: &Waived<'_>| (waived.finding.primary.place, waived.finding.rule);
            key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
        });
        let (verdicts, stories) = by_story(verdicts);
        let Policy { day_off, instead_of, shifted, settings, .. } = case.policy.clone();
        let firm_moves = promise_moved_without_reason::firm_moves(case);
        Self {
            verdicts,
            stories,
            known: known_count,
            waived,
            day_off,
            instead_of,
            shifted,
            settings,
            firm_moves,
        }
    }

    /// Returns a sorted line for every finding, waived or not, without its place.
    pub fn lines(&self) -> Vec<String> {
        let line = |finding: &Finding, how: &str| {
            let subject = finding.subject.as_deref().unwrap_or_default();
            let (rule, level) = (finding.rule, finding.level.word());
            format!("{rule} {subject} {level} {how}: {}", finding.message)
        };
        let counted = self.verdicts.iter().map(|verdict| line(&verdict.finding, "told"));
        let waived = self.waived.iter().map(|waived| line(&waived.finding, "excused"));
        let mut lines: Vec<String> = counted.chain(waived).collect();
        lines.sort();
        lines
    }

    /// Returns the findings that count and that another gate does not have, or not at that level,
    /// in order.
    pub fn beyond(&self, other: &Gate<'_>) -> Vec<&Verdict> {
        let key = |verdict: &Verdict| (verdict.finding.fingerprint(), verdict.finding.level);
        let mut known: BTreeMap<(String, Level), usize> = BTreeMap::new();
        for verdict in &other.verdicts {
            *known.entry(key(verdict)).or_default() += 1;
        }
        let is_new = |verdict: &&Verdict| match known.get_mut(&key(verdict)).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => true,
        };
        self.verdicts.iter().filter(is_new).collect()
    }

    /// Returns the findings that count, by story, worst first.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// Returns the stories, worst first.
    pub fn stories(&self) -> impl Iterator<Item = Story<'_>> {
        let ends = self.stories.iter().skip(1).copied().chain([self.verdicts.len()]);
        let ranges = self.stories.iter().copied().zip(ends);
        ranges.filter_map(|(start, end)| {
            let (lead, rest) = self.verdicts.get(start..end)?.split_first()?;
            Some(Story { lead, rest })
        })
    }

    /// Whether nothing fails.
    pub fn passes(&self) -> bool {
        !self.verdicts.iter().any(|verdict| verdict.fails)
    }

    /// Returns the number of findings of a level that count.
    pub fn count(&self, level: Level) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.finding.level == level).count()
    }
}

/// An error in a plan fails under every policy, because the unread part may be anything.
fn plan_error(finding: &Finding) -> Verdict {
    Verdict { finding: finding.clone(), topic: None, fails: finding.level == Level::Error }
}

fn fails(level: Level, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => level == Level::Error,
        FailOn::Warn => true,
        FailOn::Never => false,
    }
}

/// Sets the rule and the policy's level of a violation; none if the policy turns the rule off.
fn weigh(case: &Case<'_>, rule: &Rule, mut violation: Violation) -> Option<Violation> {
    let (program, of_level_of) = (violation.program(case.workspace()), violation.of_level_of);
    let said = case.policy.said(rule, program);
    let other = of_level_of.and_then(super::rule).map(|other| case.policy.level(other, program));
    let finding = &mut violation.finding;
    finding.rule = rule.slug;
    match said.unwrap_or(rule.level) {
        Importance::Off => return None,
        _ if other == Some(Importance::Error) => finding.level = Level::Error,
        Importance::Error => finding.level = Level::Error,
        Importance::Warn if said.is_some() => finding.level = Level::Warning,
        // Some findings of a rule that warns are errors: keep their level.
        Importance::Warn => {}
    }
    Some(violation)
}

fn is_selected(case: &Case<'_>, selection: &Selection, topic: Topic) -> bool {
    let workspace = case.workspace();
    match topic {
        Topic::Program(id) => selection.has_program(id),
        Topic::Milestone(id) => selection.has(id),
        Topic::Risk(index) => {
            let risk = &workspace.risks[index];
            selection.has_matter(
                workspace,
                risk.program,
                risk.owner,
                case.assessment.schedule.threatened(risk),
            )
        }
        Topic::Ask(index) => {
            let ask = &workspace.asks[index];
            selection.has_matter(workspace, ask.program, ask.of, ask.unlocks.iter().copied())
        }
        // It concerns every selection but one by name.
        Topic::Workspace => !selection.names_some(),
    }
}

/// Groups findings into stories and sorts them, worst first. Returns them with the index at which
/// each story begins.
fn by_story(verdicts: Vec<Verdict>) -> (Vec<Verdict>, Vec<usize>) {
    let mut stories: BTreeMap<Option<String>, Vec<Verdict>> = BTreeMap::new();
    let mut alone = Vec::new();
    for verdict in verdicts {
        match (&verdict.topic, &verdict.finding.because) {
            (Some(_), Some(cause)) => stories.entry(Some(cause.clone())).or_default().push(verdict),
            _ => alone.push(vec![verdict]),
        }
    }
    let mut stories: Vec<Vec<Verdict>> = stories.into_values().chain(alone).collect();
    for story in &mut stories {
        // The cause comes first, whatever its level, because the others follow from it.
        story.sort_by(|a, b| {
            // Promises that contradict each other explain each other finding about the same
            // milestone.
            let follows = |finding: &Finding| {
                (finding.because != finding.subject, finding.rule != "promise-before-its-input")
            };
            let key = |verdict: &Verdict| (follows(&verdict.finding), weight(verdict));
            key(a).cmp(&key(b)).then_with(|| name(a).cmp(&name(b)))
        });
    }
    stories.sort_by(|a, b| {
        let worst = |story: &[Verdict]| story.iter().map(weight).min();
        worst(a).cmp(&worst(b)).then_with(|| {
            let lead = |story: &[Verdict]| story.first().map(|verdict| verdict.finding.primary.place);
            lead(a).cmp(&lead(b)).then_with(|| a.first().map(name).cmp(&b.first().map(name)))
        })
    });
    let mut starts = Vec::with_capacity(stories.len());
    let mut sorted = Vec::new();
    for story in stories {
        starts.push(sorted.len());
        sorted.extend(story);
    }
    (sorted, starts)
}

/// The sort key, worst first: errors, errors in plans, earlier sets, more days.
fn weight(verdict: &Verdict) -> (Level, bool, Option<crate::finding::gate_rules::Set>, Reverse<u32>) {
    let set = verdict.rule().map(|rule| rule.set);
    (verdict.finding.level, verdict.topic.is_some(), set, Reverse(verdict.finding.weight))
}

fn name(verdict: &Verdict) -> (&'static str, Option<&str>, &str) {
    (verdict.finding.rule, verdict.finding.subject.as_deref(), &verdict.finding.message)
}
