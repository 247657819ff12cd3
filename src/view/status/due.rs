//! What has no date, what is due, and what is asked.

use super::marks::Marks;
use crate::analysis::Assessment;
use crate::analysis::news::{Line, Mark};
use crate::analysis::status::{DUE_WITHIN, Status, Subject, ask_overdue};
use crate::analysis::undated::UndatedCause;
use crate::model::{Ask, MilestoneId};
use crate::view::phrases::{self, date, together};
use crate::view::{Cell, Column, Report, Tone};
use std::collections::BTreeSet;

/// Lists milestones without a date, each with its reason and what it leaves undated. Plan errors
/// are left out: they are already at the top of the report.
pub(super) fn without_date(
    report: &mut Report,
    assessment: &Assessment<'_>,
    status: &Status,
    marks: &mut Marks<'_>,
) {
    // Those that leave a promise without a date are in the ranked list.
    let is_ranked = |id: MilestoneId| {
        status.needs.iter().any(|need| need.subject == Subject::Milestone(id) && need.leaves_undated())
    };
    let lines = marks.lines(|news| &news.without_date);
    let (mut rows, mut count) = (Vec::new(), 0);
    for (index, undated) in status.without_date.iter().enumerate() {
        if undated.by_error || is_ranked(undated.milestone) {
            continue;
        }
        count += 1 + undated.leaves.len();
        let line = lines.and_then(|lines| lines.get(index));
        let milestone = assessment.workspace.milestone(undated.milestone);
        if !marks.shows("without a date: ", line, &milestone.full_id) {
            continue;
        }
        let mut row = Vec::from_iter(line.map(sign));
        row.extend([
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(phrases::owner(assessment, undated.milestone)),
            Cell::from(format!("{}{}", phrases::keep_dates(&undated.because), leaves(assessment, undated))),
        ]);
        row.extend(line.map(|line| words(line, marks, &milestone.full_id)));
        rows.push(row);
    }
    if rows.is_empty() {
        return;
    }
    report.heading(format!("Without a date ({count})"));
    let more = rows.len().saturating_sub(marks.most());
    rows.truncate(marks.most());
    let columns = [Column::keep("milestone"), Column::keep("owner"), Column::wrap("because")];
    report.list(4, with_change(columns, lines.is_some()), rows);
    if more > 0 {
        report.line([Cell::toned(format!("    and for {more} more reasons"), Tone::Faint)]);
    }
    report.gap();
}

/// Says which others have no date for the same reason.
fn leaves(assessment: &Assessment<'_>, undated: &UndatedCause) -> String {
    let home = Some(assessment.workspace.milestone(undated.milestone).program);
    match undated.leaves.as_slice() {
        [] => String::new(),
        few @ ([_] | [_, _]) => {
            let names: Vec<String> = few.iter().map(|id| phrases::id_in(assessment, *id, home)).collect();
            format!(" · leaves {} without one", phrases::list(&names))
        }
        many => format!(" · leaves {} more without one", many.len()),
    }
}

/// Returns the sign of a line; none if nothing differs: what comes nearer was not in the list then.
fn sign(line: &Line) -> Cell {
    if is_plain(line) { Cell::default() } else { Marks::sign(line) }
}

fn words(line: &Line, marks: &Marks<'_>, id: &str) -> Cell {
    let home = id.split_once('/').map_or("", |(home, _)| home);
    if is_plain(line) { Cell::default() } else { Cell::from(marks.words(line, home)) }
}

fn is_plain(line: &Line) -> bool {
    line.mark == Mark::Same && line.differences.is_empty()
}

/// Adds the columns of the sign and of the words of a change.
fn with_change(columns: impl IntoIterator<Item = Column>, is_compared: bool) -> Vec<Column> {
    let mut all = Vec::from_iter(is_compared.then(|| Column::keep("change")));
    all.extend(columns);
    all.extend(is_compared.then(|| Column::wrap("since then")));
    all
}

pub(super) fn due(report: &mut Report, assessment: &Assessment<'_>, status: &Status, marks: &mut Marks<'_>) {
    let name = |id: MilestoneId| assessment.workspace.milestone(id).full_id.as_str();
    let ranked: BTreeSet<Subject> = status.needs.iter().map(|need| need.subject).collect();
    let today = List {
        heading: "Due today".into(),
        due: &status.due_today,
        lines: marks.lines(|it| &it.due_today),
        ranked: &ranked,
    };
    // Today is never folded. What is in the ranked list too is counted there.
    let mut shown: Vec<usize> = (0..today.due.len()).collect();
    for index in shown.iter().filter(|index| !ranked.contains(&Subject::Milestone(today.due[**index]))) {
        marks.count(today.line(*index));
    }
    today.show(report, assessment, &shown, marks);
    let until = assessment.as_of().plus(DUE_WITHIN).with_weekday(assessment.as_of());
    let heading = format!("Due by {until}");
    let soon =
        List { heading, due: &status.due_soon, lines: marks.lines(|it| &it.due_soon), ranked: &ranked };
    shown = (0..soon.due.len()).collect();
    shown.retain(|index| marks.shows("due soon: ", soon.line(*index), name(soon.due[*index])));
    soon.show(report, assessment, &shown, marks);
}

/// Milestones that are due.
struct List<'l> {
    heading: String,
    due: &'l [MilestoneId],
    lines: Option<&'l [Line]>,
    /// What is in the ranked list.
    ranked: &'l BTreeSet<Subject>,
}

impl<'l> List<'l> {
    fn line(&self, index: usize) -> Option<&'l Line> {
        self.lines.and_then(|lines| lines.get(index))
    }

    fn show(&self, report: &mut Report, assessment: &Assessment<'_>, shown: &[usize], marks: &Marks<'_>) {
        if shown.is_empty() {
            return;
        }
        let near = assessment.as_of();
        report.heading(marks.heading(&self.heading, shown.len(), self.due.len()));
        let rows = shown.iter().map(|index| {
            let (id, line) = (self.due[*index], self.line(*index));
            // The ranked list has the mark of what is in it.
            let marked = |cell: Cell| {
                if self.ranked.contains(&Subject::Milestone(id)) { Cell::default() } else { cell }
            };
            let milestone = assessment.workspace.milestone(id);
            let due = milestone.promise.due.map_or(String::new(), |due| date(due, near));
            let mut row = Vec::from_iter(line.map(|line| marked(sign(line))));
            row.extend([
                Cell::from(milestone.full_id.clone()),
                Cell::from(phrases::owner(assessment, id)),
                Cell::from(due),
                Cell::from(together(&format!("forecast {}", phrases::forecast(assessment, id)))),
                phrases::health(assessment.health(id).health),
            ]);
            row.extend(line.map(|line| marked(words(line, marks, &milestone.full_id))));
            row
        });
        let columns = [
            Column::keep("milestone"),
            Column::keep("owner"),
            Column::keep("due"),
            Column::keep("forecast"),
            Column::keep("health").drop(1),
        ];
        report.list(4, with_change(columns, self.lines.is_some()), rows.collect());
        report.gap();
    }
}

/// Lists who has too much to do: of each owner the first such days.
pub(super) fn overloads(
    report: &mut Report,
    assessment: &Assessment<'_>,
    status: &Status,
    marks: &Marks<'_>,
) {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for of_owner in status.overloads.chunk_by(|one, other| one.0 == other.0) {
        let Some(((owner, first), more)) = of_owner.split_first() else { continue };
        let [_, when, what] = phrases::overload(assessment, *owner, first);
        let more = match more.len() {
            0 => String::new(),
            later => format!(" · {later} more such ranges"),
        };
        let id = assessment.workspace.owner_id(Some(*owner)).unwrap_or_default();
        rows.push(vec![Cell::from(id), Cell::from(when), Cell::from(format!("{what}{more}"))]);
    }
    if rows.is_empty() {
        return;
    }
    report.heading(format!("Too much to do ({})", rows.len()));
    let more = rows.len().saturating_sub(marks.most());
    rows.truncate(marks.most());
    report.list(4, vec![Column::keep("owner"), Column::keep("when"), Column::wrap("what")], rows);
    if more > 0 {
        report.line([Cell::toned(format!("    and {more} more: tpm load"), Tone::Faint)]);
    }
    report.gap();
}

pub(super) fn asks(report: &mut Report, assessment: &Assessment<'_>, status: &Status, marks: &mut Marks<'_>) {
    let near = assessment.as_of();
    let lines = marks.lines(|news| &news.asks);
    let (mut rows, mut open) = (Vec::new(), 0);
    for (at, index) in status.asks.iter().enumerate() {
        let ask = &assessment.workspace.asks[*index];
        // Those that are overdue are in the ranked list.
        if ask_overdue(assessment, ask).is_some() {
            continue;
        }
        open += 1;
        let line = lines.and_then(|lines| lines.get(at));
        if !marks.shows("asks: ", line, &ask.full_id) {
            continue;
        }
        let of = assessment.workspace.owner_id(ask.of).unwrap_or("—");
        let by = ask.by.map_or(String::new(), |by| format!(" by {}", date(by, near)));
        let mut row = Vec::from_iter(line.map(sign));
        row.extend([Cell::from(together(&format!("{of}{by}:"))), Cell::from(asked(assessment, ask))]);
        row.extend(line.map(|line| words(line, marks, &ask.full_id)));
        rows.push(row);
    }
    if rows.is_empty() {
        return;
    }
    report.heading(marks.heading("Asks", rows.len(), open));
    let columns = [Column::keep("of whom"), Column::wrap("what")];
    report.list(4, with_change(columns, lines.is_some()), rows);
    report.gap();
}

/// Returns what is asked, and what it unlocks.
pub(super) fn asked(assessment: &Assessment<'_>, ask: &Ask) -> String {
    let home = Some(ask.program);
    let unlocks: Vec<String> = ask.unlocks.iter().map(|id| phrases::id_in(assessment, *id, home)).collect();
    let unlocks =
        if unlocks.is_empty() { String::new() } else { format!(" · unlocks {}", unlocks.join(", ")) };
    format!("{}{unlocks}", ask.ask)
}
