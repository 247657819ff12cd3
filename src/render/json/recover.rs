//! `tpm recover` as JSON.

use super::Tabular;
use super::lever::LeverData;
use super::record::record;
use crate::analysis::Assessment;
use crate::analysis::recover::{Drag, Effect, Recovery, Tried};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm recover`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecoverData<'w> {
    /// The full id of the milestone or program that has to be earlier; null if nothing promised is
    /// forecast late.
    target: Option<&'w str>,
    /// The day by which it has to finish.
    by: Option<Day>,
    /// Its forecast finish.
    forecast: Option<Day>,
    /// Whether that is only the earliest date left.
    forecast_is_floor: bool,
    /// Whether it rests on such a date of another milestone.
    forecast_rests_on_floor: bool,
    /// Working days by which that is too late; negative if it is early.
    short_workdays: Option<i32>,
    /// Each change on its own: those that reach the day first, the fewest days first; then those
    /// that come nearest.
    options: Vec<OptionData<'w>>,
    /// If none reaches the day, up to three pairs of changes that do, the fewest days first.
    pairs: Vec<PairData<'w>>,
    /// The work that drives the target, and what it would gain without; most first.
    drag: Vec<DragData<'w>>,
    /// How many changes were not tried, because the plan is too large.
    levers_left_out: usize,
    /// How many changes were not tried in pairs, as others are more promising.
    left_out_of_pairs: usize,
}

record! {
    struct OptionData<'w> of (assessment: &'w Assessment<'w>, tried: &'w Tried) where {} from {
        #[serde(flatten)]
        lever: LeverData<'w> = LeverData::of(assessment, tried.pulls[0]),
        #[serde(flatten)]
        outcome: OutcomeData<'w> = OutcomeData::of(assessment, tried),
    }
}

record! {
    struct PairData<'w> of (assessment: &'w Assessment<'w>, tried: &'w Tried) where {} from {
        /// The two changes.
        changes: Vec<LeverData<'w>> =
            tried.pulls.iter().map(|pull| LeverData::of(assessment, *pull)).collect(),
        #[serde(flatten)]
        outcome: OutcomeData<'w> = OutcomeData::of(assessment, tried),
    }
}

record! {
    struct OutcomeData<'w> of (assessment: &'w Assessment<'w>, tried: &'w Tried) where {
        let name = |id| assessment.workspace.milestone(id).full_id.as_str();
    } from {
        /// When the target would finish.
        forecast: Day = tried.finish,
        /// Whether that is only the earliest date left.
        forecast_is_floor: bool = tried.on_floor.is_floor,
        /// Whether it rests on such a date of another milestone: then it is not sure to hold.
        forecast_rests_on_floor: bool = tried.on_floor.rests_on_floor,
        /// Working days by which that is earlier.
        workdays: i32 = tried.earlier.workdays,
        /// Whether that is by the day.
        reaches: bool = tried.reaches,
        /// Other finishes and promises that move, and whatever gets later: later ones first, then
        /// firm ones, then by id.
        side_effects: Vec<EffectData<'w>> =
            tried.effects.iter().map(|effect| EffectData::of(assessment, effect)).collect(),
        /// The full ids of what then drives the target and does not now; null where that was not
        /// looked at.
        next_critical: Option<Vec<&'w str>> =
            tried.next.as_ref().map(|next| next.iter().map(|id| name(*id)).collect()),
    }
}

record! {
    struct EffectData<'w> of (assessment: &'w Assessment<'w>, effect: &Effect) where {
        let milestone = assessment.workspace.milestone(effect.milestone);
    } from {
        /// The full id of the milestone.
        milestone: &'w str = &milestone.full_id,
        /// Whether it is firm.
        firm: bool = milestone.firm,
        /// Its forecast finish.
        forecast_before: Day = effect.before,
        /// Its finish with the change; null if it has no date then.
        forecast_after: Option<Day> = effect.after,
        /// Working days by which that is later; negative is earlier.
        later_workdays: Option<i32> = effect.later.map(|later| later.workdays),
    }
}

record! {
    struct DragData<'w> of (assessment: &'w Assessment<'w>, drag: &Drag) where {} from {
        /// The full id of the milestone.
        milestone: &'w str = &assessment.workspace.milestone(drag.milestone).full_id,
        /// Working days by which the target would be earlier if a single day were left of it;
        /// negative if later, null where its owner's `eta` decides.
        drag_workdays: Option<i32> = drag.earlier.map(|earlier| earlier.workdays),
    }
}

impl Tabular for RecoverData<'_> {
    const KIND: &'static str = "recover";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.options.iter()
    }
}

/// Returns what would bring a date back; nothing if nothing is late.
pub fn recover<'w>(assessment: &'w Assessment<'w>, recovery: Option<&'w Recovery>) -> RecoverData<'w> {
    let empty = RecoverData {
        target: None,
        by: None,
        forecast: None,
        forecast_is_floor: false,
        forecast_rests_on_floor: false,
        short_workdays: None,
        options: Vec::new(),
        pairs: Vec::new(),
        drag: Vec::new(),
        levers_left_out: 0,
        left_out_of_pairs: 0,
    };
    let Some(recovery) = recovery else { return empty };
    RecoverData {
        target: Some(assessment.promised_id(recovery.target)),
        by: Some(recovery.by),
        forecast: Some(recovery.forecast),
        forecast_is_floor: recovery.on_floor.is_floor,
        forecast_rests_on_floor: recovery.on_floor.rests_on_floor,
        short_workdays: Some(recovery.short.workdays),
        options: recovery.options.iter().map(|tried| OptionData::of(assessment, tried)).collect(),
        pairs: recovery.pairs.iter().map(|tried| PairData::of(assessment, tried)).collect(),
        drag: recovery.drags.iter().map(|drag| DragData::of(assessment, drag)).collect(),
        levers_left_out: recovery.levers_left_out,
        left_out_of_pairs: recovery.left_out_of_pairs,
    }
}
