//! `tpm odds --backtest`: whether the odds of past weeks were right.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::backtest::{Backtest, Bias, Coverage, Judged};
use crate::english::count;
use crate::time::Day;

/// What finishes between P10 and P90 if the odds are right, in percent.
const RIGHT: u32 = 80;

/// So many milestones are shown.
const SHOWN: usize = 5;

/// Returns the report. With `all` it shows every milestone that was off.
pub fn backtest(assessment: &Assessment<'_>, backtest: &Backtest, all: bool) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment), Cell::from(about(backtest, assessment.as_of()))]);
    report.gap();
    if let Some(coverage) = backtest.coverage() {
        report.line(verdict(&coverage, backtest.milestones.len()));
        report.gap();
        measures(&mut report, backtest, &coverage);
    }
    let (teams, owners) = (backtest.by_team(), backtest.by_owner());
    // Owners without a team are their own.
    if teams != owners {
        biases(&mut report, "By team: how long work took", "team", &teams);
    }
    biases(&mut report, "By owner: how long work took", "owner", &owners);
    off(&mut report, backtest, assessment.as_of(), all);
    notes(&mut report, backtest);
    report
}

/// Returns ` · odds of 26 weeks since 1 Jun, 1,000 runs each, seed 1`.
fn about(backtest: &Backtest, near: Day) -> String {
    let since =
        backtest.weeks.first().map(|since| format!(" since {}", date(*since, near))).unwrap_or_default();
    let (weeks, runs) = (count(backtest.weeks.len(), "week"), phrases::thousands(backtest.replaying.runs));
    format!(" · odds of {weeks}{since}, {runs} runs each, seed {}", backtest.replaying.seed)
}

/// Returns the answer in a sentence or two.
fn verdict(coverage: &Coverage, milestones: usize) -> [Cell; 2] {
    let Coverage { percent, low, high, early, late } = *coverage;
    let (answer, more, tone) = if high < RIGHT {
        let others = match (early, late) {
            (early, late) if late > early * 2 => " Most others were later.",
            (early, late) if early > late * 2 => " Most others were earlier.",
            _ => "",
        };
        ("✗ The odds were too sure:", others, Tone::Bad)
    } else if low > RIGHT {
        let wide = " Their ranges are wider than need be.";
        ("▲ The odds were too careful:", wide, Tone::Doubtful)
    } else {
        ("✓ What happened agrees with the odds:", "", Tone::Good)
    };
    let (share, right) = (together(&format!("{percent} %")), together(&format!("{RIGHT} %")));
    let of = count(milestones, "milestone");
    let text = format!(" {share} of {of} ended between P10 and P90, and about {right} should.{more}");
    [Cell::toned(answer, tone), Cell::from(text)]
}

fn measures(report: &mut Report, backtest: &Backtest, coverage: &Coverage) {
    let Coverage { percent, low, high, early, late } = *coverage;
    let mut rows = vec![
        [
            "ended between P10 and P90".to_owned(),
            format!("{percent} % ({low}–{high} %)"),
            format!("{RIGHT} %"),
        ],
        ["before P10".into(), format!("{early} %"), "10 %".into()],
        ["after P90".into(), format!("{late} %"), "10 %".into()],
    ];
    if let Some(bias) = longer(&backtest.bias()) {
        rows.push(["work against its estimates".into(), bias, "0 %".into()]);
    }
    let promises = backtest.promises.len();
    if let Some((brier, by_odds)) = backtest.brier().zip(backtest.kept_by_odds()) {
        let kept = backtest.kept();
        let expected = format!("{by_odds} %, as the odds said");
        let share = (kept * 200 + promises) / (promises * 2);
        rows.push(["promises kept".into(), format!("{kept} of {promises} ({share} %)"), expected]);
        rows.push(["Brier score of promises".into(), format!("{brier:.2}"), "0; a coin toss 0.25".into()]);
    }
    let columns = vec![Column::wrap("measure"), Column::wrap("found"), Column::wrap("right")];
    let row = |[measure, found, right]: [String; 3]| {
        vec![Cell::from(measure), Cell::toned(together(&found), Tone::Strong), Cell::from(together(&right))]
    };
    report.table(0, columns, rows.into_iter().map(row).collect());
}

/// Returns `31 % longer ±6`; `None` if there is too little to judge.
fn longer(bias: &Bias) -> Option<String> {
    let (percent, error) = bias.percent?;
    let than = match percent {
        ..0 => " shorter",
        0 => "",
        1.. => " longer",
    };
    Some(format!("{} %{than} ±{error}", percent.abs()))
}

fn biases(report: &mut Report, title: &str, name: &'static str, biases: &[(Option<&str>, Bias)]) {
    if biases.is_empty() {
        return;
    }
    report.gap();
    report.heading(title);
    let columns = vec![
        Column::keep(name),
        Column::number("milestones").drop(1),
        Column::number("expected"),
        Column::number("took"),
        Column::wrap("against estimates"),
    ];
    let rows = biases.iter().map(|(name, bias)| {
        let tone = match bias.percent {
            // Beyond its error.
            Some((percent, error)) if percent > error as i32 => Tone::Bad,
            _ => Tone::Plain,
        };
        vec![
            Cell::from(name.unwrap_or("—").to_owned()),
            Cell::from(bias.milestones.to_string()),
            Cell::from(phrases::tenths(bias.expected)),
            Cell::from(format!("{}wd", bias.actual)),
            Cell::toned(together(&longer(bias).unwrap_or_else(|| "too few to judge".into())), tone),
        ]
    });
    report.table(2, columns, rows.collect());
}

/// Shows what finished furthest off.
fn off(report: &mut Report, backtest: &Backtest, near: Day, all: bool) {
    let off: Vec<&Judged> = backtest.milestones.iter().filter(|judged| judged.off_days != 0).collect();
    if off.is_empty() {
        return;
    }
    report.gap();
    let title = format!("Before P10 or after P90 ({} of {})", off.len(), backtest.milestones.len());
    report.heading(title);
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(1),
        Column::number("odds of").drop(2),
        Column::number("P10").drop(3),
        Column::number("P90"),
        Column::number("finished"),
        Column::number("off"),
    ];
    let day = |day: Option<Day>| day.map_or("no date".to_owned(), |day| date(day, near));
    let shown = if all { off.len() } else { SHOWN };
    let rows = off.iter().take(shown).map(|judged| {
        let days = count(judged.off_days.unsigned_abs() as usize, "day");
        let side = if judged.off_days < 0 { "early" } else { "late" };
        vec![
            Cell::toned(judged.id.clone(), Tone::Strong),
            Cell::from(judged.owner.as_deref().unwrap_or("—").to_owned()),
            Cell::from(date(judged.on, near)),
            Cell::from(day(judged.quantiles.p10)),
            Cell::from(day(judged.quantiles.p90)),
            Cell::from(judged.finished.map_or("not yet".to_owned(), |day| date(day, near))),
            Cell::from(together(&format!("{days} {side}"))),
        ]
    });
    report.table(2, columns, rows.collect());
    if off.len() > shown {
        let text = format!("Not shown: {} more; `--all` shows them", off.len() - shown);
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}

fn notes(report: &mut Report, backtest: &Backtest) {
    let mut notes = vec![
        "Each milestone counts once, with the odds of the week in which it was about to begin; each promise with those four weeks ahead."
            .to_owned(),
    ];
    if backtest.undecided > 0 {
        let (finished, are) = match backtest.undecided {
            1 => ("1 finished milestone".to_owned(), "is left out until its"),
            more => (count(more, "finished milestone"), "are left out until their"),
        };
        notes.push(format!("{finished} {are} P90 has passed: slower ones may still be under way."));
    }
    if backtest.without_start > 0 {
        let finished = count(backtest.without_start, "finished milestone");
        notes.push(format!("How long work took is not known of {finished} without `started`."));
    }
    if backtest.unread > 0 {
        notes.push(format!("{} left out, as a plan could not be read.", count(backtest.unread, "week")));
    }
    report.gap();
    for note in notes {
        report.line([Cell::toned(note, Tone::Faint)]);
    }
}
