//! The keys of `checks`: every rule and set of rules by its name, and what they measure with.

use super::{Form, Key, Table, key};
use crate::finding::gate_rules::{NAMES, Set};

/// What a workspace says for all its programs, and may say again for one of them.
pub(super) static CHECKS: Table = Table { what: "`checks`", keys: &WITH_PROGRAMS, strangers: &[] };

/// What it says for one of them.
static OF_PROGRAM: Table = Table { what: "the checks of a program", keys: &KEYS, strangers: &[] };

/// What rules measure with.
const SETTINGS: [Key; 8] = [
    key("fail_on", Form::FailOn, "error", "From which level on the gate fails: `error`, `warn` or `never`."),
    key("overdue_grace", Form::Days, "0d", "For so many working days a promise that passed is not told."),
    key("longest_lag", Form::Days, "20d", "A longer lag is told by `long-lag`."),
    key("longest_lead", Form::Days, "0d", "A longer lead is told by `lead`."),
    key("open_starts", Form::Number, "1", "So many milestones of a program may wait for nothing."),
    key("dangling_ends", Form::Number, "0", "So many milestones of a program may be waited for by nothing."),
    key("redundant_links", Form::Number, "0", "So many dependencies of a program may follow from others."),
    key(
        "start_to_finish_links",
        Form::Number,
        "0",
        "So many links of a program may tie a finish to a start.",
    ),
];

const SETS: usize = Set::ALL.len();
const COUNT: usize = SETTINGS.len() + SETS + NAMES.len();

const KEYS: [Key; COUNT] = {
    let mut keys = [SETTINGS[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        keys[at] = if at < SETTINGS.len() {
            SETTINGS[at]
        } else if at < SETTINGS.len() + SETS {
            let set = Set::ALL[at - SETTINGS.len()];
            key(set.word(), Form::Level, "warn", set.about())
        } else {
            let name = &NAMES[at - SETTINGS.len() - SETS];
            key(name.slug, Form::Level, "error", name.summary)
        };
        at += 1;
    }
    keys
};

const WITH_PROGRAMS: [Key; COUNT + 1] = {
    let programs = key(
        "programs",
        Form::Entries(&OF_PROGRAM),
        "{mlops: {hygiene: off}}",
        "The same for one program, by id.",
    );
    let mut keys = [programs; COUNT + 1];
    let mut at = 0;
    while at < COUNT {
        keys[at] = KEYS[at];
        at += 1;
    }
    keys
};
