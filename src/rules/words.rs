//! Phrases that several rules share.

use super::Case;
pub(super) use crate::english::{count, list};
use crate::graph::LinkId;
use crate::model::LagDays;
use crate::syntax::LinkKind;

/// Returns `1 day` or `12 days`.
pub(super) fn days(count: i32) -> String {
    crate::english::count(count.unsigned_abs() as usize, "day")
}

/// Returns a link as the successor would write it, with the full id of its predecessor:
/// `checkout/ledger SS+1w`.
pub(super) fn link(case: &Case<'_>, id: LinkId) -> String {
    let link = case.assessment.network.link(id);
    let from = &case.workspace().milestone(link.from).full_id;
    let kind = if link.kind == LinkKind::Fs { "" } else { link.kind.word() };
    match (kind, link.lag_text().as_str()) {
        ("", "") => from.clone(),
        (kind, lag) => format!("{from} {kind}{lag}"),
    }
}

/// Returns the length of a lag or lead in working days of the successor's base week, rounded down,
/// and as text: `20wd`, or `30 days` for elapsed time.
pub(super) fn lag(case: &Case<'_>, id: LinkId) -> (u32, String) {
    let link = case.assessment.network.link(id);
    match link.lag {
        LagDays::Working(days) => (days.unsigned_abs(), format!("{}wd", days.unsigned_abs())),
        LagDays::Elapsed(days) => {
            let week = u64::from(case.workspace().base(link.to).week().length());
            let working = u64::from(days.unsigned_abs()) * week / 7;
            (u32::try_from(working).unwrap_or(u32::MAX), self::days(days.saturating_abs()))
        }
    }
}

/// Returns what a link keeps its successor from, and until when: `begin`, `is finished`.
pub(super) fn ends(kind: LinkKind) -> (&'static str, &'static str) {
    let holds = if kind.holds_finish() { "finish" } else { "begin" };
    (holds, if kind.from_start() { "has begun" } else { "is finished" })
}
