//! The gate's rules: one list, and the names generated from it.
//!
//! The list is here and not next to the rules because plans name rules too: in waivers, and under
//! `checks` in `tpm.yaml`.

/// Calls a macro with every rule, in the order in which they run and are listed.
///
/// A row holds the module of the rule, its set, its default level, `by_comparison` if the rule
/// compares commits and therefore finds nothing without them, and a summary in one sentence. Each
/// module `rules/no_owner.rs` has its explanation in `rules/no_owner.md`.
macro_rules! gate_rules {
    ($declare:ident) => {
        $declare! {
            overdue_milestone: Overdue Error "A promise has passed and the milestone is not done.",
            overdue_program: Overdue Error "A program's promise has passed and the program is not done.",
            overdue_mitigation: Overdue Warn "The mitigation of an open risk was due and is not said to be in place.",
            overdue_risk_review: Overdue Warn "An open risk was to be looked at again, and was not.",
            stale_eta: Overdue Warn "The day on which an owner expected it has passed without a newer word.",
            promise_forecast_late: Promises Warn "A promise is forecast to be missed.",
            promise_before_its_input: Promises Warn "Something is promised for a day before what it waits for is promised.",
            slipped_baseline: Promises Warn "A milestone is forecast for after its `baseline`.",
            says_green_computed_late: Promises Warn "What an owner says is better than what is computed.",
            eta_disagrees: Promises Warn "An `eta` is earlier than what is left of the work allows.",
            eta_before_start: Promises Warn "An `eta` is before the day on which its work can begin.",
            needed_by_another_program: Promises Warn "Another program waits for it, and its promise does not cover that.",
            promise_moved_without_reason: Promises Warn by_comparison "A change moves a promise, and no `moved` entry says why.",
            broken_assertion: Promises Error "Something that the plan asserts does not hold.",
            no_owner: Hygiene Warn "Nobody answers for it.",
            no_due_date: Hygiene Warn "Nothing promised hangs on it, so nobody would be told if it slipped.",
            quiet_owner: Hygiene Warn "Nothing was heard of it for a while, and it matters now.",
            blocked_by_nobody: Hygiene Warn "It is blocked, and nothing says who can clear it.",
            blocked_without_end: Hygiene Warn "It is blocked, and nothing says until when.",
            due_on_day_off: Hygiene Warn "A promise falls on a day on which nobody works on it.",
            duration_from_promise: Hygiene Warn "Work takes its length from its promise, so that it cannot be seen to be late.",
            risk_without_owner: Hygiene Warn "Nobody watches an open risk.",
            risk_without_response: Hygiene Warn "Nothing says what is done about an open risk.",
            risk_without_live_target: Hygiene Warn "All that an open risk threatens is done or cancelled.",
            fired_risk_not_in_plan: Hygiene Warn "A risk occurred, and nothing was said since of what it hit.",
            out_of_sequence: Hygiene Warn "Work began before what it waits for was done.",
            unknown_baseline: Hygiene Warn by_comparison "The commit that `baseline` in `tpm.yaml` names is not there.",
            dangling_end: Logic Off "Nothing waits for it, and it is not where its program ends.",
            no_predecessor: Logic Off "Work waits for nothing and has no day to begin on.",
            long_lag: Logic Off "A link waits longer than work that nobody sees should take.",
            lead: Logic Off "A link lets its successor begin before its predecessor ends.",
            redundant_dependency: Logic Off "A dependency follows from others already.",
            start_to_finish_link: Logic Off "A link ties a finish to a start, which is most often a mistake.",
            // These two run last: they need to know what the waivers excused.
            expired_waiver: Overdue Error "A waiver's last day has passed, and what it excused is still there.",
            unused_waiver: Hygiene Warn "A waiver has nothing to excuse today.",
        }
    };
}
pub(crate) use gate_rules;

macro_rules! names {
    ($($module:ident: $set:ident $level:ident $($by_comparison:ident)? $summary:literal,)*) => {
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

/// A group of rules that a policy can name as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// Deadlines that have passed.
    Overdue,
    /// Promises that will be missed or cannot be trusted.
    Promises,
    /// Information that a plan lacks.
    Hygiene,
    /// The structure of the network.
    Logic,
}

impl Set {
    /// Every set, in the order in which reports list its findings.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Promises, Self::Hygiene, Self::Logic];

    /// Returns the name that plans and the command line use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Promises => "promises",
            Self::Hygiene => "hygiene",
            Self::Logic => "logic",
        }
    }

    /// Returns one sentence about what its rules look for.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Overdue => "What has passed its day without being done.",
            Self::Promises => {
                "What was promised and is forecast to be missed, or contradicts something else."
            }
            Self::Hygiene => "What a plan lacks that people will need.",
            Self::Logic => "How the network of dependencies is built.",
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
