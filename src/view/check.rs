//! `tpm check`: the verdict, and the findings for Markdown.

use super::phrases::count;
use super::{Block, Cell, Column, Report, Tone};
use crate::finding::{Finding, Level};
use crate::model::Workspace;
use crate::rules::{FirmMove, Gate, Levels, REGISTRY, Rule};
use crate::source::Sources;
use crate::time::Day;

/// Returns the last lines: the waived findings, if they are listed, and the verdict.
pub fn check_verdict(gate: &Gate<'_>, workspace: &Workspace, as_of: Day, lists_waived: bool) -> Report {
    let mut report = Report::default();
    if lists_waived && !gate.waived.is_empty() {
        report.heading(format!("Waived ({})", gate.waived.len()));
        let rows = gate.waived.iter().map(|waived| {
            let by = workspace.owner_id(waived.waiver.by).unwrap_or("—");
            vec![
                Cell::toned(waived.topic.id(workspace).to_owned(), Tone::Strong),
                Cell::from(waived.finding.rule),
                Cell::from(super::phrases::together(&format!("until {}", waived.until.short(as_of)))),
                Cell::from(by),
                Cell::from(waived.waiver.reason.clone()),
                Cell::from(waived.finding.message.clone()),
            ]
        });
        let columns = vec![
            Column::keep("what"),
            Column::keep("rule"),
            Column::keep("until"),
            Column::keep("by").drop(1),
            Column::wrap("reason"),
            Column::wrap("finding").drop(2),
        ];
        report.list(2, columns, rows.collect());
        report.gap();
    }
    report.line(verdict(gate, workspace, as_of, lists_waived));
    report.blocks.extend(conditions(gate, as_of).blocks);
    let rule = gate.verdicts().iter().find_map(|verdict| Some(verdict.rule()?.slug));
    if let Some(rule) = rule {
        report.line([Cell::toned(format!("`tpm explain {rule}` explains that rule."), Tone::Faint)]);
    }
    report
}

/// Returns why the requested policy is not used.
pub fn instead_of(commit: &str) -> String {
    let commit = commit.get(..7).unwrap_or(commit);
    format!(
        "tpm.yaml has errors in {commit}, so its policy cannot be used: the defaults apply, or the policy of these plans where it is stricter."
    )
}

/// Returns what of the days and settings by which plans are judged the change alters; none if
/// nothing.
pub fn altered(gate: &Gate<'_>) -> Option<String> {
    let list = |names: &[String]| super::phrases::list(names);
    let days = (!gate.shifted.is_empty())
        .then(|| format!("dates count in days that this change alters: {}.", list(&gate.shifted)));
    let settings: Vec<String> = gate.settings.iter().map(|key| format!("`{key}`")).collect();
    let settings = (!settings.is_empty())
        .then(|| format!("this change alters {}; what was set before it judges.", list(&settings)));
    let said: Vec<String> = days.into_iter().chain(settings).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Firm promises that are named when they move with a reason.
const NAMED: usize = 3;

/// Characters of a reason that are shown.
const MOST_OF_WHY: usize = 80;

/// Returns which firm promises move with a reason, for whoever approves it: ``1 firm promise moved
/// with a reason: `checkout/cutover` 11 Dec → 1 Mar 2027, "Agreed"``; none if none does.
fn firm_moves(gate: &Gate<'_>, as_of: Day) -> Option<String> {
    let moved = |moved: &FirmMove| {
        let to = moved.to.map_or_else(|| "no day".to_owned(), |day| day.short(as_of));
        let cut = if moved.why.chars().nth(MOST_OF_WHY).is_some() { "…" } else { "" };
        let why: String = moved.why.chars().take(MOST_OF_WHY).collect();
        format!("`{}` {} → {to}, \"{why}{cut}\"", moved.id, moved.from.short(as_of))
    };
    let mut named: Vec<String> = gate.firm_moves.iter().take(NAMED).map(moved).collect();
    let more = gate.firm_moves.len() - named.len();
    named.extend((more > 0).then(|| format!("{more} more")));
    let number = count(gate.firm_moves.len(), "firm promise");
    (!named.is_empty()).then(|| format!("{number} moved with a reason: {}", named.join("; ")))
}

/// Returns notes on firm promises that move, altered calendars, a day off and a policy that could
/// not be used; empty if none applies.
fn conditions(gate: &Gate<'_>, as_of: Day) -> Report {
    let mut report = Report::default();
    if let Some(moved) = firm_moves(gate, as_of) {
        report.line([Cell::toned(super::phrases::keep_dates(&moved), Tone::Doubtful)]);
    }
    if let Some(commit) = &gate.instead_of {
        report.line([Cell::toned(instead_of(commit), Tone::Doubtful)]);
    }
    if let Some(altered) = altered(gate) {
        report.line([Cell::toned(format!("Note: {altered}"), Tone::Doubtful)]);
    }
    if gate.day_off {
        let why = format!("Only plan errors fail: everyone with open work is off on {}.", as_of.long());
        report.line([Cell::from(super::phrases::keep_dates(&why))]);
    }
    report
}

fn verdict(gate: &Gate<'_>, workspace: &Workspace, as_of: Day, lists_waived: bool) -> Vec<Cell> {
    let (errors, warnings) = (gate.count(Level::Error), gate.count(Level::Warning));
    let found: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    let head = match gate.passes() {
        true if errors > 0 && gate.day_off => Cell::toned("✓ passes by `--on-workdays`", Tone::Doubtful),
        true if errors > 0 => Cell::toned("✓ passes by `fail_on`", Tone::Doubtful),
        true => Cell::toned("✓ passes", Tone::Good),
        false => Cell::toned("✗ fails", Tone::Bad),
    };
    let waived = match (gate.waived.len(), lists_waived) {
        (0, _) => String::new(),
        (number, true) => format!(" · {number} waived"),
        (number, false) => format!(" · {number} waived, listed by --waived"),
    };
    let programs = count(workspace.programs.len(), "program");
    let milestones =
        count(workspace.milestones.iter().filter(|milestone| milestone.is_live()).count(), "milestone");
    let known = match gate.known {
        0 => String::new(),
        number => format!(" · {number} known before"),
    };
    let rest = format!(": {found}{waived}{known} · {programs}, {milestones} as of {}", as_of.long());
    vec![head, Cell::from(super::phrases::keep_dates(&rest))]
}

/// Returns the whole answer: the verdict, and a table of the findings by story, worst first. `most`
/// limits the findings that are listed, and the waived ones; the rest is counted.
pub fn check(
    gate: &Gate<'_>,
    sources: &Sources,
    workspace: &Workspace,
    as_of: Day,
    lists_waived: bool,
    most: Option<usize>,
) -> Report {
    let mut report = Report::default();
    report.line(verdict(gate, workspace, as_of, lists_waived));
    report.blocks.extend(conditions(gate, as_of).blocks);
    report.gap();
    let marked = gate.stories().flat_map(|story| {
        std::iter::once((story.lead, "")).chain(story.rest.iter().map(|verdict| (verdict, "↳ ")))
    });
    let all = gate.verdicts().len();
    let shown = most.unwrap_or(all).min(all);
    let rows = marked.take(shown).map(|(verdict, mark)| row(&verdict.finding, sources, mark)).collect();
    let columns = vec![
        Column::keep("level"),
        Column::keep("rule"),
        Column::wrap("finding"),
        Column::keep("where"),
        Column::wrap("what to do"),
    ];
    report.table(0, columns, rows);
    if shown < all {
        report.gap();
        report.line([Cell::from(format!("{} more; `tpm check --format concise` lists each.", all - shown))]);
    }
    if lists_waived && !gate.waived.is_empty() {
        report.gap();
        let mut waived = check_verdict(gate, workspace, as_of, true);
        waived.blocks.truncate(2);
        if let (Some(Block::Table { rows, .. }), Some(most)) = (waived.blocks.last_mut(), most) {
            rows.truncate(most);
        }
        report.blocks.extend(waived.blocks);
    }
    report
}

fn row(finding: &Finding, sources: &Sources, mark: &str) -> Vec<Cell> {
    let (path, position) = sources.locate(finding.primary.place);
    let level = match finding.level {
        Level::Error => Cell::toned("✗ error", Tone::Bad),
        Level::Warning => Cell::toned("▲ warning", Tone::Doubtful),
    };
    vec![
        level,
        Cell::from(finding.rule),
        Cell::from(format!("{mark}{}", finding.message)),
        Cell::from(format!("{path}:{}", position.line)),
        Cell::from(finding.help.clone().unwrap_or_default()),
    ]
}

/// Returns the rules by set, with their levels, what sets those, and what they find.
pub fn rules(levels: Levels<'_>) -> Report {
    let mut report = Report::default();
    for set in crate::finding::gate_rules::Set::ALL {
        report.gap();
        report.line([Cell::toned(set.word(), Tone::Strong), Cell::from(format!("  {}", set.about()))]);
        let rows = REGISTRY.iter().filter(|rule| rule.set == set).flat_map(|rule| {
            let own = levels.programs(rule).map(|id| level(levels, rule, id));
            std::iter::once(level(levels, rule, "")).chain(own)
        });
        let columns =
            vec![Column::keep("rule"), Column::keep("level"), Column::keep("set by"), Column::wrap("finds")];
        report.list(2, columns, rows.collect());
    }
    report.gap();
    if let Some(commit) = &levels.policy.instead_of {
        report.line([Cell::toned(instead_of(commit), Tone::Doubtful)]);
    }
    report.line([Cell::toned("`tpm explain RULE` explains each.", Tone::Faint)]);
    report
}

/// Returns the row of a rule, or of its level in one program.
fn level(levels: Levels<'_>, rule: &Rule, program: &str) -> Vec<Cell> {
    let (policy, is_own) = (levels.policy, !program.is_empty());
    let by_firm = rule.firm_error && policy.saying(rule, program).is_none();
    let firm = if by_firm { ", firm: error" } else { "" };
    vec![
        if is_own { Cell::from(format!("  in {program}")) } else { Cell::from(rule.slug) },
        Cell::from(format!("{}{firm}", policy.level(rule, program).word())),
        Cell::from(levels.from(rule, program).unwrap_or_else(|| "default".into())),
        Cell::from(if is_own { "" } else { rule.summary }),
    ]
}
