//! `tpm odds`: how likely each date is.

use super::phrases::{self, date, earliest};
use super::risks::impact_in_days;
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::odds::{Odds, Promised, Share, hidden};
use crate::analysis::risk::Assessed;
use crate::chance::Merge;
use crate::schedule::PromiseHolder;
use crate::time::Day;

/// How many milestones are listed where nothing selected is promised.
const LISTED: usize = 20;

/// How many promises show what costs them most, and how many merges are shown.
const SHOWN: usize = 5;

/// From this difference on, in percent of the runs, a merge is worth a line.
const HIDES: u32 = 10;

/// How wide the strip of the runs is.
const WIDTH: i32 = 16;

/// A promise that is kept in so many of 100 runs is likely.
const LIKELY: u32 = 80;

/// Returns the report. Without `all`, what is late in the plan already and what is likely is a line
/// each, unless it is firm or a finish.
pub fn odds(assessment: &Assessment<'_>, odds: &Odds, all: bool) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment), Cell::from(format!(" · {}", about(odds)))]);
    report.gap();
    if odds.promises.is_empty() {
        milestones(&mut report, assessment, odds);
    } else {
        let (shown, others) = shown(assessment, odds, all);
        report.table(0, columns(), shown.iter().map(|promise| row(assessment, promise)).collect());
        folded(&mut report, &others);
    }
    risks(&mut report, assessment, odds);
    merges(&mut report, assessment, odds);
    notes(&mut report, assessment, odds);
    report
}

/// Returns the promises without the finishes of programs that are a promised milestone: its row
/// says the same.
fn shown_once<'o>(assessment: &Assessment<'_>, odds: &'o Odds) -> impl Iterator<Item = &'o Promised> {
    let is_again = move |promise: &Promised| {
        let PromiseHolder::Program(program) = promise.finish.holder else { return false };
        let finish = assessment.finish_milestone(program).map(PromiseHolder::from);
        let same = |of: &Promised| Some(of.finish.holder) == finish && of.finish.due == promise.finish.due;
        odds.promises.iter().any(same)
    };
    odds.promises.iter().filter(move |promise| !is_again(promise))
}

/// Returns the promises that have a row of their own, or all, and the others.
pub(super) fn shown<'o>(
    assessment: &Assessment<'_>,
    odds: &'o Odds,
    all: bool,
) -> (Vec<&'o Promised>, Vec<&'o Promised>) {
    shown_once(assessment, odds).partition(|promise| all || has_row(assessment, promise))
}

/// Whether a promise has a row of its own: it is firm, a finish, or less likely than the plan says.
fn has_row(assessment: &Assessment<'_>, promise: &Promised) -> bool {
    let is_finish = match promise.finish.holder {
        PromiseHolder::Program(_) => true,
        PromiseHolder::Milestone(id) => assessment.is_finish(id),
    };
    promise.firm || is_finish || !is_late(promise) && promise.kept.is_none_or(|kept| kept.percent() < LIKELY)
}

/// Whether the plan itself says that it is late.
fn is_late(promise: &Promised) -> bool {
    promise.finish.due.is_some_and(|due| promise.finish.planned > due)
}

/// Tells in a line what has no row.
fn folded(report: &mut Report, others: &[&Promised]) {
    let late = others.iter().filter(|promise| is_late(promise)).count();
    let mut parts = Vec::new();
    parts.extend((late > 0).then(|| format!("{late} late in the plan already")));
    let likely = others.len() - late;
    parts.extend((likely > 0).then(|| format!("{likely} likely to be kept")));
    if !parts.is_empty() {
        let text = format!("Not shown: {}; `--all` shows them", parts.join(", "));
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}

/// Returns `10,000 runs, seed 1 · 48 % of the spread rests on default ranges`.
pub(super) fn about(odds: &Odds) -> String {
    let mut text = format!("{} runs, seed {}", phrases::thousands(odds.settings.runs), odds.settings.seed);
    if let Some(percent) = odds.rests_on_default_range {
        text.push_str(&format!(" · {percent} % of the spread rests on default ranges"));
    }
    text
}

fn columns() -> Vec<Column> {
    vec![
        Column::keep("promise"),
        Column::keep("firm").drop(8),
        Column::number("promised").drop(7),
        Column::number("plan").drop(5),
        Column::number("met").drop(4),
        Column::number("P10").drop(2),
        Column::number("P50").drop(6),
        Column::number("P80"),
        Column::number("P90").drop(3),
        Column::number("kept"),
        Column::keep("runs by day").drop(1),
    ]
}

fn row(assessment: &Assessment<'_>, promise: &Promised) -> Vec<Cell> {
    let near = assessment.as_of();
    let (finish, quantiles) = (&promise.finish, promise.quantiles);
    let name = finish.holder.full_id(assessment.workspace);
    let day = |day: Option<Day>| match day {
        Some(day) => Cell::from(earliest(day, promise.is_earliest, near)),
        None => Cell::from("no date"),
    };
    let (mark, tone) = match promise.kept.map(Share::percent) {
        None => ("", Tone::Plain),
        Some(..50) => ("✗\u{a0}", Tone::Bad),
        Some(..LIKELY) => ("▲\u{a0}", Tone::Doubtful),
        Some(_) => ("✓\u{a0}", Tone::Good),
    };
    vec![
        Cell::toned(format!("{mark}{name}"), tone),
        Cell::from(if promise.firm { "firm" } else { "" }),
        Cell::from(finish.due.map_or("—".into(), |due| date(due, near))),
        Cell::from(earliest(finish.planned, promise.is_earliest, near)),
        Cell::from(percent(promise.as_planned)),
        day(quantiles.p10),
        day(quantiles.p50),
        day(quantiles.p80),
        day(quantiles.p90),
        Cell::toned(promise.kept.map_or("—".into(), |kept| kept_in(kept, promise.is_earliest)), tone),
        Cell::from(strip(promise)),
    ]
}

pub(super) fn kept_in(kept: Share, is_earliest: bool) -> String {
    match is_earliest {
        true => format!("≤\u{a0}{}", percent(kept)),
        false => percent(kept),
    }
}

/// Returns `27 %`; of what is open never 0 or 100 %.
pub(super) fn percent(share: Share) -> String {
    phrases::together(&format!("{} %", share.in_words()))
}

/// Returns how often the runs end when, from the earliest to the latest but one in a hundred at
/// either end, with the promise.
fn strip(promise: &Promised) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let tally = &promise.finish.tally;
    let (Some(first), Some(last)) = (tally.quantile(1), tally.quantile(99)) else { return String::new() };
    let per = last.since(first) / WIDTH + 1;
    let column = |day: Day| day.since(first).div_euclid(per);
    let columns = column(last) + 1;
    let mut counts = vec![0_u64; columns as usize];
    for (day, count) in tally.days() {
        counts[column(day).clamp(0, columns - 1) as usize] += u64::from(count);
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let height = |count: u64| match count {
        0 => ' ',
        count => HEIGHTS[((count * 8).div_ceil(most) as usize).clamp(1, 8) - 1],
    };
    let mut strip: Vec<char> = counts.into_iter().map(height).collect();
    if let Some(due) = promise.finish.due {
        // After the column of the promised day, as that day still keeps it.
        let at = (column(due) + 1).clamp(0, columns) as usize;
        strip.insert(at, '│');
    }
    strip.into_iter().map(|column| if column == ' ' { '\u{a0}' } else { column }).collect()
}

/// Shows selected milestones of which none is promised.
fn milestones(report: &mut Report, assessment: &Assessment<'_>, odds: &Odds) {
    let near = assessment.as_of();
    let day = |day: Option<Day>| Cell::from(day.map_or("no date".into(), |day| date(day, near)));
    let columns = vec![
        Column::keep("milestone"),
        Column::number("plan"),
        Column::number("P50"),
        Column::number("P80"),
        Column::number("P90"),
        Column::number("critical"),
    ];
    let rows = odds.milestones.iter().take(LISTED).map(|of| {
        vec![
            Cell::toned(assessment.workspace.milestone(of.milestone).full_id.clone(), Tone::Strong),
            Cell::from(phrases::forecast(assessment, of.milestone)),
            day(of.quantiles.p50),
            day(of.quantiles.p80),
            day(of.quantiles.p90),
            Cell::from(phrases::together(&format!("{} %", of.critical.percent()))),
        ]
    });
    report.table(0, columns, rows.collect());
    if odds.milestones.is_empty() {
        report.line([Cell::from("Nothing selected is unfinished and has a date.")]);
    }
}

/// Shows what costs the first promises most.
fn risks(report: &mut Report, assessment: &Assessment<'_>, odds: &Odds) {
    let workspace = assessment.workspace;
    let mut rows = Vec::new();
    for promise in shown_once(assessment, odds).filter(|promise| !promise.risks.is_empty()).take(SHOWN) {
        let holder = promise.finish.holder;
        for (at, cost) in promise.risks.iter().enumerate() {
            let assessed = &odds.risks[cost.risk];
            let risk = assessed.risk(assessment);
            let is_home = risk.program == holder.program(workspace);
            let name = if is_home { &risk.id } else { &risk.full_id };
            let days = match cost.days {
                Some(days @ ..0) => {
                    format!("{} earlier ±{}", phrases::count(days.unsigned_abs() as usize, "day"), cost.error)
                }
                Some(days) => format!("{} ±{}", phrases::count(days as usize, "day"), cost.error),
                None => "then no date".into(),
            };
            let promise = if at == 0 { holder.full_id(workspace) } else { "" };
            rows.push(vec![
                Cell::toned(promise, Tone::Strong),
                Cell::from(name.clone()),
                Cell::from(chance(assessed)),
                Cell::from(phrases::together(&days)),
            ]);
        }
    }
    if rows.is_empty() {
        return;
    }
    report.gap();
    report.heading("Risks that cost most at P80, each against the same runs without it");
    let columns = vec![
        Column::keep("promise"),
        Column::wrap("risk"),
        Column::keep("chance, impact").drop(1),
        Column::number("days at P80"),
    ];
    report.table(2, columns, rows);
    report.line([Cell::toned("These days do not add up: two risks may share them.", Tone::Faint)]);
}

/// Returns `40 % × 3–8–15wd`, or `happened × 5wd` of what is not in the plan yet.
fn chance(assessed: &Assessed) -> String {
    let Some(impact) = assessed.workdays else { return String::new() };
    let chance = match assessed.probability.filter(|_| assessed.is_live()) {
        Some(percent) => format!("{percent} %"),
        None => "happened".to_owned(),
    };
    phrases::together(&format!("{chance} × {}", impact_in_days(impact)))
}

/// Shows where paths merge and together are much less often in time than each alone.
fn merges(report: &mut Report, assessment: &Assessment<'_>, odds: &Odds) {
    let worth = |merge: &&Merge| hidden(merge) * 100 >= odds.settings.runs * HIDES;
    let rows: Vec<Vec<Cell>> =
        odds.merges.iter().filter(worth).take(SHOWN).map(|merge| merged(assessment, odds, merge)).collect();
    if rows.is_empty() {
        return;
    }
    report.gap();
    report.heading("Where paths merge: how often the inputs are in time for the plan");
    let columns = vec![
        Column::keep("milestone"),
        Column::number("each"),
        Column::number("together"),
        Column::wrap("inputs, the worst first").drop(1),
    ];
    report.table(2, columns, rows);
}

fn merged(assessment: &Assessment<'_>, odds: &Odds, merge: &Merge) -> Vec<Cell> {
    let workspace = assessment.workspace;
    let share = |runs: u32| percent(Share { runs, of: odds.settings.runs });
    let mut inputs = merge.inputs.clone();
    inputs.sort_by_key(|(id, runs)| (*runs, &workspace.milestone(*id).full_id));
    let runs = |at: Option<&(_, u32)>| at.map_or(String::new(), |(_, runs)| share(*runs));
    let (worst, best) = (runs(inputs.first()), runs(inputs.last()));
    let home = Some(workspace.milestone(merge.milestone).program);
    let names: Vec<String> = inputs.iter().map(|(id, _)| phrases::id_in(assessment, *id, home)).collect();
    vec![
        Cell::toned(workspace.milestone(merge.milestone).full_id.clone(), Tone::Strong),
        Cell::from(if worst == best { worst } else { phrases::together(&format!("{worst} to {best}")) }),
        Cell::from(share(merge.all)),
        Cell::from(phrases::some(&names)),
    ]
}

fn notes(report: &mut Report, assessment: &Assessment<'_>, odds: &Odds) {
    let mut notes = Vec::new();
    if odds.promises.iter().any(|promise| promise.is_earliest) {
        notes.push("≥: nothing says when what it rests on ends; the odds assume the plan's day.".to_owned());
    }
    if !odds.unknown_risks.is_empty() {
        let ids: Vec<&str> = odds
            .unknown_risks
            .iter()
            .map(|risk| assessment.workspace.risks[*risk].full_id.as_str())
            .collect();
        notes.push(format!("Without a probability or an impact, and so left out: {}.", phrases::some(&ids)));
    }
    if odds.effects_left_out > 0 {
        notes.push("The plan is too large to try every risk on every promise; firm ones came first.".into());
    }
    if !notes.is_empty() {
        report.gap();
        for note in notes {
            report.line([Cell::toned(note, Tone::Faint)]);
        }
    }
}
