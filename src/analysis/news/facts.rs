//! What the status says of one entry, in words and numbers that can be compared with those of
//! another day: nothing in it grows only because a day passes.

use crate::analysis::forecast::Floor;
use crate::analysis::health::Health;
use crate::analysis::needs::Problem;
use crate::analysis::risk::Neglect;
use crate::time::Day;
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

words! {
    /// How a milestone stands to its promise, from the best on.
    pub enum Level {
        InTime = "in-time",
        /// In time itself, it makes another late.
        Slips = "slips",
        /// Forecast after its promise.
        Late = "late",
        /// Its promise has passed.
        Missed = "missed",
    }
}

/// What a slip costs a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    /// Its place among what the slip costs: firm promises come first, then the most days.
    pub(super) place: usize,
    pub(super) workdays: i32,
    /// The promised day.
    pub(super) due: Option<Day>,
}

#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Whether it is in the ranked list.
    pub(super) is_listed: bool,
    pub(super) level: Level,
    /// Whether it ranks among those that break a firm promise.
    pub(super) breaks_firm: bool,
    /// What else is wrong.
    pub(super) troubles: BTreeSet<String>,
    pub(super) finish: Option<Day>,
    pub(super) due: Option<Day>,
    /// What its slip costs, by the promise.
    pub(super) costs: BTreeMap<String, Cost>,
    /// All promises that are late, whoever makes them so.
    pub(super) late: Rc<BTreeSet<String>>,
    /// The most working days that each risk that occurred costs a promise.
    pub(super) up_to: BTreeMap<String, i32>,
    /// The end of its block, and who can clear it.
    pub(super) block: Option<(Option<Day>, Option<String>)>,
    /// The calculated health that contradicts what its owner reports.
    pub(super) computed: Option<Health>,
    /// The calculated health of a milestone.
    pub(super) health: Option<Health>,
    pub(super) owner: Option<String>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            is_listed: false,
            level: Level::InTime,
            breaks_firm: false,
            troubles: BTreeSet::new(),
            finish: None,
            due: None,
            costs: BTreeMap::new(),
            late: Rc::default(),
            up_to: BTreeMap::new(),
            block: None,
            computed: None,
            health: None,
            owner: None,
        }
    }
}

impl Facts {
    /// Whether something was wrong. What was late only because of another had no entry of its own.
    pub(super) fn is_trouble(&self) -> bool {
        self.is_listed || self.level > Level::InTime
    }
}

/// Returns what a problem is besides lateness, in a few words. A block that did not end on the day
/// that was said is another trouble than one that may.
pub(super) fn trouble(problem: &Problem, as_of: Day, risk: impl Fn(usize) -> String) -> Vec<String> {
    let one = |text: &str| vec![text.to_owned()];
    match problem {
        Problem::Missed { .. }
        | Problem::Late { .. }
        | Problem::NeverFitted { .. }
        | Problem::Slips { .. } => Vec::new(),
        Problem::NoDate { .. } => one("without a date"),
        Problem::Occurred { index, .. } => vec![format!("risk {} occurred", risk(*index))],
        Problem::Blocked { until, .. } => {
            let mut troubles = one("blocked");
            if until.is_some_and(|until| until < as_of) {
                troubles.push("blocked longer than said".into());
            }
            troubles
        }
        Problem::AskOverdue { .. } => one("overdue"),
        Problem::Contradiction { .. } => one("reported better than calculated"),
        Problem::Floor(floor) => one(match floor {
            Floor::PassedDue => "without a date that is still to come",
            Floor::StaleEta => "eta passed",
            Floor::EtaBeforeStart => "eta before its start",
            Floor::Blocked => "blocked without an end",
            Floor::Overrun => "reported work run out",
            Floor::Silent => "no update since its start",
        }),
        Problem::EtaDisagrees => one("eta too early for the work left"),
        Problem::Quiet(_) => one("quiet"),
        Problem::Risk { index, neglected } => {
            let risk = risk(*index);
            vec![match neglected {
                Neglect::NoOwner => format!("risk {risk} without an owner"),
                Neglect::NoResponse => format!("risk {risk} without a response"),
                Neglect::NoMitigation => format!("risk {risk} without a mitigation"),
                Neglect::MitigationOverdue(_) => format!("mitigation of risk {risk} overdue"),
                Neglect::ReviewOverdue(_) => format!("review of risk {risk} overdue"),
                Neglect::NeverReviewed(_) => format!("risk {risk} never reviewed"),
            }]
        }
    }
}
