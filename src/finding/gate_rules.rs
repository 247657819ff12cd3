//! The gate's rules: one list, and the names generated from it.
//!
//! The list is here and not next to the rules because plans name rules too: in waivers, and under
//! `checks` in `tpm.yaml`.

use crate::words::words;

/// Calls a macro with every rule, in the order in which they run and are listed.
///
/// A row holds the module of the rule, its set, its default level, `firm_error` if its findings
/// about firm promises are errors by default, `by_comparison` if the rule compares commits and
/// therefore finds nothing without them, and a summary in one sentence. Each module
/// `rules/no_owner.rs` has its explanation in `rules/no_owner.md`.
macro_rules! gate_rules {
    ($declare:ident) => {
        $declare! {
            overdue_milestone: Overdue Error "A milestone's due date has passed and it is not done.",
            overdue_program: Overdue Error "A program's due date has passed and it is not done.",
            overdue_mitigation: Overdue Warn "The mitigation of an open risk is past its due date and not marked as in place.",
            overdue_risk_review: Overdue Warn "An open risk is overdue for review.",
            stale_eta: Overdue Warn "An `eta` has passed, and the milestone is not done.",
            overdue_ask: Overdue Warn "Something that was asked of someone is overdue.",
            firm_promise_late: Firm Error "A firm promise is missed, or forecast to be.",
            promise_without_date: Firm Warn firm_error "What was promised has no date before 2200.",
            promise_forecast_late: Promises Warn "A promise is forecast to be missed.",
            promise_before_its_input: Promises Warn "Something is promised for an earlier day than a milestone it waits for.",
            slipped_baseline: Promises Warn "A milestone is forecast to finish after its `baseline`.",
            says_green_computed_late: Promises Warn "An owner reports better health than the calculated one.",
            eta_disagrees: Promises Warn "An `eta` is earlier than the remaining work allows.",
            eta_before_start: Promises Warn "An `eta` is before the day on which the work can begin.",
            needed_by_another_program: Promises Warn "Another program needs it, but its promise is missing or too late.",
            promise_moved_without_reason: Promises Warn firm_error by_comparison "A change moves a promise without a `moved` entry that gives the reason.",
            broken_assertion: Promises Error "An assertion in the plan does not hold.",
            no_owner: Hygiene Warn "It has no owner.",
            owner_has_left: Hygiene Warn "Its owner has left, or leaves before it is forecast to be done.",
            overloaded_owner: Hygiene Warn "Its owner has more to do than they can, and no float that could move it.",
            no_due_date: Hygiene Warn "No promise depends on it, so nobody would notice if it slipped.",
            quiet_owner: Hygiene Warn "It has had no update for a while, and it matters now.",
            blocked_by_nobody: Hygiene Warn "It is blocked, and the plan does not name who can unblock it.",
            blocked_without_end: Hygiene Warn "It is blocked, and the plan does not give an end date.",
            due_on_day_off: Hygiene Warn "A promise falls on a day off.",
            duration_from_promise: Hygiene Warn "Work takes its duration from its due date, so it can never show as late.",
            progress_without_day: Hygiene Warn "Progress was reported, but not for which day.",
            split_over_slots: Hygiene Warn "Work is split over slots that lie apart.",
            risk_without_owner: Hygiene Warn "An open risk has no owner.",
            risk_without_response: Hygiene Warn "An open risk has no response.",
            risk_without_live_target: Hygiene Warn "Everything that an open risk threatens is done or cancelled.",
            fired_risk_not_in_plan: Hygiene Warn "A risk occurred, and the milestones it affects have not been updated since.",
            out_of_sequence: Hygiene Warn "Work began before its predecessors allowed it.",
            unknown_baseline: Hygiene Warn by_comparison "The commit that `baseline` in `tpm.yaml` names does not exist.",
            waiver_too_long: Hygiene Warn "A waiver ends further ahead than the policy allows.",
            dangling_end: Logic Off "Nothing waits for it, and it is not the finish of its program.",
            no_predecessor: Logic Off "Work has neither a predecessor nor an earliest start.",
            open_ended: Logic Off "Work has only links that leave its start or its finish open.",
            long_lag: Logic Off "A link has a long lag, which may hide work that nobody tracks.",
            lead: Logic Off "A link has a negative lag, so its successor can begin before its predecessor ends.",
            redundant_dependency: Logic Off "A dependency already follows from others.",
            start_to_finish_link: Logic Off "A link ties a finish to a start, which is usually a mistake.",
            // These two run last: they need to know what the waivers excused.
            expired_waiver: Overdue Error "A waiver has expired, and the finding it excused is still there.",
            unused_waiver: Hygiene Warn "A waiver matches no finding today.",
        }
    };
}
pub(crate) use gate_rules;

macro_rules! names {
    ($($module:ident: $set:ident $level:ident $($mark:ident)* $summary:literal,)*) => {
        /// The rules, in the order of the list.
        pub const NAMES: &[Name] = &[$(Name {
            slug: {
                const SLUG: [u8; stringify!($module).len()] = hyphenated(stringify!($module));
                match std::str::from_utf8(&SLUG) {
                    Ok(slug) => slug,
                    Err(_) => stringify!($module),
                }
            },
            set: Set::$set,
            summary: $summary,
        }),*];
    };
}
gate_rules!(names);

/// Returns the name of a module with hyphens instead of underscores: the slug that people write.
const fn hyphenated<const LENGTH: usize>(module: &str) -> [u8; LENGTH] {
    let mut slug = [b'-'; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        if module.as_bytes()[at] != b'_' {
            slug[at] = module.as_bytes()[at];
        }
        at += 1;
    }
    slug
}

words! {
    /// A group of rules that a policy can name as one, in the order in which reports list findings.
    pub enum Set {
        /// Deadlines that have passed.
        Overdue = "overdue",
        /// Firm promises that are broken, and promises without a date.
        Firm = "firm",
        /// Promises that will be missed or cannot be trusted.
        Promises = "promises",
        /// Information that a plan lacks.
        Hygiene = "hygiene",
        /// The structure of the network.
        Logic = "logic",
    }
}

impl Set {
    /// Returns one sentence about what its rules look for.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Overdue => "Due dates and reviews that have passed.",
            Self::Firm => "Firm promises that are missed or forecast to be, and promises without a date.",
            Self::Promises => "Promises that are forecast to be missed, or that contradict something else.",
            Self::Hygiene => "Information that is missing from a plan.",
            Self::Logic => "The structure of the dependency network.",
        }
    }
}

/// A rule's name, set and summary.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// The name that people write.
    pub slug: &'static str,
    /// The set it belongs to.
    pub set: Set,
    /// What the rule finds, in one sentence.
    pub summary: &'static str,
}

/// Returns the rule with this slug.
pub fn named(slug: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.slug == slug)
}

/// Every name of a rule or of a set, sets first.
pub fn words() -> impl Iterator<Item = &'static str> + Clone {
    Set::ALL.iter().map(|set| set.word()).chain(NAMES.iter().map(|name| name.slug))
}
