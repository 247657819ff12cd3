//! `tpm gantt` as JSON: the rows that are drawn.

use super::Tabular;
use super::record::record;
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::gantt::{By, Frozen, Gantt, Group, Row};
use crate::model::{LinkKind, MilestoneId, Workspace};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of `tpm gantt`.
    pub struct GanttData<'w> of (assessment: &Assessment<'w>, gantt: &Gantt) where {
        let ids: Vec<MilestoneId> = gantt.rows().map(|row| row.milestone).collect();
        let groups = gantt.groups.iter();
        let rows = groups.flat_map(|group| group.rows.iter().map(move |row| (group, row)));
    } from {
        /// What the rows are grouped by.
        by: Word<By> = Word(gantt.by),
        /// The first day that is drawn.
        from: Day = gantt.from,
        /// The last day that is drawn.
        to: Day = gantt.to,
        /// The rows, in the order in which they are drawn.
        rows: Vec<RowData<'w>> = rows.map(|(group, row)| RowData::of(assessment, group, row)).collect(),
        /// Runs of days off in the default calendar, weekends aside.
        days_off: Vec<DaysData> = gantt.off.iter().map(DaysData::of).collect(),
        /// The dependencies that are drawn, with `--links`, by the row that waits.
        links: Vec<LinkData<'w>> = gantt
            .links
            .iter()
            .map(|(from, to, kind)| LinkData::of(assessment.workspace, [ids[*from], ids[*to]], *kind))
            .collect(),
        /// How many milestones have all their days outside what is drawn.
        milestones_left_out: usize = gantt.left_out,
    }
}

record! {
    pub(super) struct RowData<'w> of (assessment: &Assessment<'w>, group: &Group, row: &Row) where {
        let milestone = assessment.workspace.milestone(row.milestone);
        let forecast = assessment.forecast(row.milestone);
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its name.
        name: &'w str = &milestone.name,
        /// The group that it is drawn in; null for what has no team, owner or stream.
        group: Option<String> = group.name.clone(),
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// The first day of its bar: its early start, or the actual one.
        from: Option<Day> = row.from,
        /// The last day of its bar: its forecast finish, or the actual one.
        to: Option<Day> = row.to,
        /// The last day of the filled part of its bar: its finish once done; once begun the day
        /// before the rest begins, at most the as-of day.
        done_to: Option<Day> = row.done_to,
        /// The current promise; at the finish of a program, that of the program if it has none.
        promise: Option<Day> = row.promise,
        /// The first such promise.
        first_promise: Option<Day> = row.first_promise,
        /// The forecast finish, or the actual one.
        forecast: Option<Day> = row.to,
        /// The start at the commit of `--baseline`.
        baseline_from: Option<Day> = row.baseline_from,
        /// The finish at the commit of `--baseline`; without one, its own `baseline`.
        baseline: Option<Day> = row.baseline,
        /// Whether the forecast is a floor or rests on one: the earliest day left.
        floor: bool = row.is_floor,
        /// Whether it is critical for a program's finish.
        critical: bool = row.is_critical,
        /// Whether it is done.
        done: bool = row.is_done,
        /// Whether it is an event, which has a mark and no bar.
        event: bool = row.is_event,
        /// Working days late against the current promise; negative is early.
        due_variance_workdays: Option<i32> = row.lateness.map(|lateness| lateness.workdays),
        /// The same in civil days.
        due_variance_days: Option<i32> = row.lateness.map(|lateness| lateness.days),
        /// Why it has no forecast, in words.
        undated_because: Option<String> = forecast.undated_because.clone(),
        /// When freezes stop it, within the drawn days, by their first day.
        freezes: Vec<FrozenData<'w>> =
            row.freezes.iter().map(|frozen| FrozenData::of(assessment.workspace, frozen)).collect(),
    }
}

record! {
    struct FrozenData<'w> of (workspace: &'w Workspace, frozen: &Frozen) {
        /// The first of the days.
        from: Day = frozen.from,
        /// The last of the days.
        to: Day = frozen.to,
        /// What the freeze is called.
        name: Option<&'w str> = workspace.freezes[frozen.freeze].name.as_deref(),
    }
}

record! {
    struct DaysData of (days: &(Day, Day)) {
        /// The first of the days.
        from: Day = days.0,
        /// The last of the days.
        to: Day = days.1,
    }
}

record! {
    struct LinkData<'w> of (workspace: &'w Workspace, ends: [MilestoneId; 2], kind: LinkKind) {
        /// The full id of what is waited for.
        from: &'w str = &workspace.milestone(ends[0]).full_id,
        /// The full id of what waits.
        to: &'w str = &workspace.milestone(ends[1]).full_id,
        /// The type of the link.
        #[serde(rename = "type")]
        kind: Word<LinkKind> = Word(kind),
    }
}

impl Tabular for GanttData<'_> {
    const KIND: &'static str = "gantt";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.rows.iter()
    }
}

/// Returns the rows of a picture.
pub fn gantt<'w>(assessment: &Assessment<'w>, gantt: &Gantt) -> GanttData<'w> {
    GanttData::of(assessment, gantt)
}
