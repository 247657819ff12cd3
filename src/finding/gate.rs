//! The names of the gate's rules and of their sets, with what each says in a sentence.
//!
//! They stand here and not beside the rules because plans name them too: waivers, and `checks` in `tpm.yaml`.

/// Rules that belong together, and can be named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// What passed without being done.
    Overdue,
    /// What was promised and will not be, or cannot be trusted.
    Promises,
    /// What keeps a plan worth reading.
    Hygiene,
    /// How the network is built.
    Logic,
}

impl Set {
    /// Every set, in the order in which its findings are told.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Promises, Self::Hygiene, Self::Logic];

    /// Returns its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Promises => "promises",
            Self::Hygiene => "hygiene",
            Self::Logic => "logic",
        }
    }

    /// Returns what its rules look for, in a sentence.
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

/// A rule as it is named.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// What people write.
    pub slug: &'static str,
    /// The set it belongs to.
    pub set: Set,
    /// What it finds, in one sentence.
    pub summary: &'static str,
}

/// Returns the rule of this name.
pub fn named(slug: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.slug == slug)
}

/// Every name of a rule or of a set, sets first.
pub fn words() -> impl Iterator<Item = &'static str> + Clone {
    Set::ALL.iter().map(|set| set.word()).chain(NAMES.iter().map(|name| name.slug))
}

const fn name(slug: &'static str, set: Set, summary: &'static str) -> Name {
    Name { slug, set, summary }
}

/// The rules, set by set.
pub const NAMES: &[Name] = &[
    name("overdue-milestone", Set::Overdue, "A promise has passed and the milestone is not done."),
    name("overdue-program", Set::Overdue, "A program's promise has passed and the program is not done."),
    name(
        "expired-waiver",
        Set::Overdue,
        "A waiver's last day has passed, and what it excused is still there.",
    ),
    name(
        "overdue-mitigation",
        Set::Overdue,
        "The mitigation of an open risk was due and is not said to be in place.",
    ),
    name("overdue-risk-review", Set::Overdue, "An open risk was to be looked at again, and was not."),
    name("stale-eta", Set::Overdue, "The day on which an owner expected it has passed without a newer word."),
    name("promise-forecast-late", Set::Promises, "A promise is forecast to be missed."),
    name(
        "promise-before-its-input",
        Set::Promises,
        "Something is promised for a day before what it waits for is promised.",
    ),
    name("slipped-baseline", Set::Promises, "A milestone is forecast for after its `baseline`."),
    name("says-green-computed-late", Set::Promises, "What an owner says is better than what is computed."),
    name("eta-disagrees", Set::Promises, "An `eta` is earlier than what is left of the work allows."),
    name("eta-before-start", Set::Promises, "An `eta` is before the day on which its work can begin."),
    name(
        "needed-by-another-program",
        Set::Promises,
        "Another program waits for it, and its promise does not cover that.",
    ),
    name(
        "promise-moved-without-reason",
        Set::Promises,
        "A change moves a promise, and no `moved` entry says why.",
    ),
    name("broken-assertion", Set::Promises, "Something that the plan asserts does not hold."),
    name("no-owner", Set::Hygiene, "Nobody answers for it."),
    name("no-due-date", Set::Hygiene, "Nothing promised hangs on it, so nobody would be told if it slipped."),
    name("quiet-owner", Set::Hygiene, "Nothing was heard of it for a while, and it matters now."),
    name("blocked-by-nobody", Set::Hygiene, "It is blocked, and nothing says who can clear it."),
    name("blocked-without-end", Set::Hygiene, "It is blocked, and nothing says until when."),
    name("due-on-day-off", Set::Hygiene, "A promise falls on a day on which nobody works on it."),
    name(
        "duration-from-promise",
        Set::Hygiene,
        "Work takes its length from its promise, so that it cannot be seen to be late.",
    ),
    name("risk-without-owner", Set::Hygiene, "Nobody watches an open risk."),
    name("risk-without-response", Set::Hygiene, "Nothing says what is done about an open risk."),
    name("risk-without-live-target", Set::Hygiene, "All that an open risk threatens is done or cancelled."),
    name(
        "fired-risk-not-in-plan",
        Set::Hygiene,
        "A risk occurred, and nothing was said since of what it hit.",
    ),
    name("out-of-sequence", Set::Hygiene, "Work began before what it waits for was done."),
    name("unknown-baseline", Set::Hygiene, "The commit that `baseline` in `tpm.yaml` names is not there."),
    name("unused-waiver", Set::Hygiene, "A waiver has nothing to excuse today."),
    name("dangling-end", Set::Logic, "Nothing waits for it, and it is not where its program ends."),
    name("no-predecessor", Set::Logic, "Work waits for nothing and has no day to begin on."),
    name("long-lag", Set::Logic, "A link waits longer than work that nobody sees should take."),
    name("lead", Set::Logic, "A link lets its successor begin before its predecessor ends."),
    name("redundant-dependency", Set::Logic, "A dependency follows from others already."),
    name(
        "start-to-finish-link",
        Set::Logic,
        "A link ties a finish to a start, which is most often a mistake.",
    ),
];
