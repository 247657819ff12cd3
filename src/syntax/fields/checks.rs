//! The keys of `checks`: every rule and set of rules by its name, and their limits.

use super::limit::{OWN_LEVEL, USUAL_REACH};
use super::{Document, Form, Key, Looser, Table, key};
use crate::finding::gate_rules::{NAMES, Set};
use crate::source::Span;
use crate::syntax::document::{Field, Spanned};
use crate::syntax::values::{FailOn, Importance};

/// `checks`, for all programs or for one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChecksDoc {
    /// The levels of rules and sets of rules, by name.
    pub levels: Vec<(&'static str, Importance, Span)>,
    /// `fail_on`.
    pub fail_on: Field<FailOn>,
    /// The limits of rules that are written.
    pub limits: Vec<(Measure, u32)>,
    /// `programs`: the checks of single programs, by id with its place.
    pub programs: Vec<(Spanned<String>, ChecksDoc)>,
}

/// The keys for all programs of a workspace; `programs` repeats them for one program.
impl Document for ChecksDoc {
    const TABLE: &'static Table = {
        static CHECKS: Table = Table { what: "`checks`", keys: &WITH_PROGRAMS, foreign: &[] };
        &CHECKS
    };
}

/// The keys for one program.
static OF_PROGRAM: Table = Table { what: "the checks of a program", keys: &KEYS, foreign: &[] };

/// One row for each limit of a rule: its key, form, default, which one is looser, example and doc.
macro_rules! measures {
    ($($measure:ident $key:literal $form:ident $usual:literal $looser:ident $example:literal $doc:literal;)*) => {
        /// A limit that a rule of the gate uses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Measure {
            $(#[doc = $doc] $measure,)*
        }

        impl Measure {
            /// All of them.
            pub const ALL: [Self; MEASURES.len()] = [$(Self::$measure,)*];
        }

        const MEASURES: &[Key] =
            &[$(key($key, Form::$form, $example, $doc).limit($usual, Looser::$looser),)*];
    };
}

measures! {
    OverdueGrace "overdue_grace" Days 0 Larger "0d" "Working days that a passed promise has before it is reported.";
    LongestLag "longest_lag" Days 20 Larger "20d" "The longest lag that `long-lag` accepts.";
    LongestLead "longest_lead" Days 0 Larger "0d" "The longest lead that `lead` accepts.";
    OpenStarts "open_starts" Number 1 Larger "1" "Maximum number of milestones per program that wait for nothing.";
    DanglingEnds "dangling_ends" Number 0 Larger "0" "Maximum number of dangling ends per program.";
    RedundantLinks "redundant_links" Number 0 Larger "0" "Maximum number of redundant dependencies per program.";
    LongestWaiver "longest_waiver" Days 90 LargerOrNone "90d" "The most days ahead that a waiver may end, weekends included; `0d` allows any.";
    StartToFinishLinks "start_to_finish_links" Number 0 Larger "0" "Maximum number of start-to-finish dependencies per program.";
}

impl Measure {
    /// Returns its key.
    #[expect(clippy::indexing_slicing, reason = "there is one for each measure")]
    pub(crate) fn key(self) -> &'static Key {
        &MEASURES[self as usize]
    }

    /// Orders its limits: of two, the one that makes fewer findings is larger.
    pub fn looseness(self, limit: u32) -> u32 {
        self.key().limit.map_or(limit, |key| key.looser.looseness(limit))
    }

    /// Returns the default of the limit.
    pub fn usual(self) -> u32 {
        self.key().limit.map_or(0, |limit| limit.usual)
    }
}

/// The lowest level at which the gate fails.
pub(in crate::syntax) const FAIL_ON: Key = key(
    "fail_on",
    Form::FailOn,
    "error",
    "The lowest level at which the gate fails: `error`, `warn` or `never`.",
)
.limit(USUAL_REACH, Looser::Smaller);

/// A rule, or a set of rules, by its name.
const fn level(name: &'static str, example: &'static str, doc: &'static str) -> Key {
    key(name, Form::Level, example, doc).limit(OWN_LEVEL, Looser::Smaller)
}

const SETS: usize = 1 + MEASURES.len();
const RULES: usize = SETS + Set::ALL.len();
const COUNT: usize = RULES + NAMES.len();

#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const KEYS: [Key; COUNT] = {
    let mut keys = [FAIL_ON; COUNT];
    let mut at = 1;
    while at < COUNT {
        keys[at] = if at < SETS {
            MEASURES[at - 1]
        } else if at < RULES {
            let set = Set::ALL[at - SETS];
            level(set.word(), "warn", set.about())
        } else {
            let name = &NAMES[at - RULES];
            level(name.slug, "error", name.summary)
        };
        at += 1;
    }
    keys
};

/// The same for single programs.
pub(in crate::syntax) const PROGRAMS: Key = key(
    "programs",
    Form::Entries(&OF_PROGRAM),
    "{mlops: {hygiene: off}}",
    "The same for one program, by id.",
);

#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const WITH_PROGRAMS: [Key; COUNT + 1] = {
    let mut keys = [PROGRAMS; COUNT + 1];
    let mut at = 0;
    while at < COUNT {
        keys[at] = KEYS[at];
        at += 1;
    }
    keys
};
