//! How often promises are kept before and after.

use super::BeforeAfterData;
use crate::analysis::diff::{Diff, KeptChange, OddsChange};
use crate::render::json::record::record;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    pub(super) struct OddsChangeData<'w> of (diff: &'w Diff<'w>, odds: &'w OddsChange) {
        /// How often each side was dated.
        runs: u32 = odds.settings.runs,
        /// What the numbers that were drawn depend on, on both sides.
        seed: u64 = odds.settings.seed,
        /// The open promises of either side: firm ones first, then by id.
        promises: Vec<KeptChangeData<'w>> =
            odds.promises.iter().map(|change| KeptChangeData::of(diff, change)).collect(),
    }
}

record! {
    pub(super) struct KeptChangeData<'w> of (diff: &Diff<'w>, change: &KeptChange) {
        /// The full id of the milestone, or the id of the program, that promised.
        id: &'w str = diff.id(change.holder),
        /// Whether it is firm.
        firm: BeforeAfterData<bool> = change.firm.into(),
        /// The promised day; null where nothing is promised, finished or without a date.
        due: BeforeAfterData<Option<Day>> = change.kept.map(|kept| kept.map(|kept| kept.due)).into(),
        /// The share of runs that keep it in the base, from 1 to 99; null as above.
        base_kept_percent: Option<u32> = change.kept.before.map(|kept| kept.share.open_percent()),
        /// The same in the head.
        kept_percent: Option<u32> = change.kept.after.map(|kept| kept.share.open_percent()),
        /// The day by which 80 % of the runs finish; null as above, or if that is after 2199.
        p80: BeforeAfterData<Option<Day>> = change.kept.map(|kept| kept.and_then(|kept| kept.p80)).into(),
    }
}
