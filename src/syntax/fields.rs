//! Every key of the plan language, once.
//!
//! The decoder asks this table which keys exist and what people type instead of them; schema, documentation
//! and completion are to be made from it. A key that the language has and this version does not read yet says
//! so, and is an error where it is used: ignoring it would give a wrong date.

/// One key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// What a value looks like, for messages: "a date such as `2026-09-18`".
    pub(super) form: Form,
    /// What the key says, in one sentence.
    pub(super) doc: &'static str,
    /// What people coming from other tools type when they mean it.
    pub(super) habits: &'static [&'static str],
    /// Whether this version reads it.
    pub(super) read: bool,
}

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Id,
    Date,
    DateOrTbd,
    Dates,
    Duration,
    Progress,
    Probability,
    Number,
    Flag,
    Rag,
    Response,
    Weekdays,
    Words,
    Dependencies,
    Section,
    Sections,
}

impl Form {
    /// Returns what to write, as the end of the sentence "write …".
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "an id such as `api-freeze`",
            Self::Date => "a date such as `2026-09-18`",
            Self::DateOrTbd => "a date such as `2026-09-18`, or `tbd`",
            Self::Dates => "a list of dates such as `[2026-12-25, 2026-12-28..2027-01-01]`",
            Self::Duration => "working time such as `5d` or `2w`",
            Self::Progress => "`40%` or `34/84`",
            Self::Probability => "`30%`, or one of very-low, low, medium, high, very-high",
            Self::Number => "a number",
            Self::Flag => "`true` or `false`",
            Self::Rag => "`green`, `amber` or `red`",
            Self::Response => "avoid, mitigate, transfer, accept or escalate",
            Self::Weekdays => "a list of weekdays such as `[mon, tue, wed, thu, fri]`",
            Self::Words => "a list such as `[release, security]`",
            Self::Dependencies => "a list such as `[api-freeze, ledger +2d]`",
            Self::Section => "keys and values, indented under it",
            Self::Sections => "named entries, indented under it",
        }
    }
}

/// The keys that one kind of mapping may hold.
#[derive(Debug)]
pub(super) struct Table {
    /// What the mapping is, for messages: "a milestone".
    pub(super) what: &'static str,
    pub(super) keys: &'static [Key],
}

impl Table {
    /// Returns the key of this name and its place in the table.
    pub(super) fn find(&self, name: &str) -> Option<(usize, &'static Key)> {
        self.keys.iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// Returns the key that someone most likely meant: by habit first, then by spelling.
    pub(super) fn meant(&self, word: &str) -> Option<&'static Key> {
        let lower = word.to_lowercase().replace([' ', '-'], "_");
        let habit = self.keys.iter().find(|key| key.name == lower || key.habits.contains(&lower.as_str()));
        habit.or_else(|| {
            let name = super::near::nearest(&lower, self.keys.iter().map(|key| key.name))?;
            self.find(name).map(|(_, key)| key)
        })
    }
}

const fn key(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, doc, habits: &[], read: true }
}

impl Key {
    const fn habits(self, habits: &'static [&'static str]) -> Self {
        Self { habits, ..self }
    }

    const fn later(self) -> Self {
        Self { read: false, ..self }
    }
}

pub(super) static PROGRAM: Table = Table {
    what: "a program",
    keys: &[
        key("id", Form::Id, "The id of the program; without it, the name of the file."),
        key("name", Form::Text, "What people call the program.").habits(&["title"]),
        key("summary", Form::Text, "What it is for, in a sentence.").habits(&["description"]),
        key("owner", Form::Id, "Who answers for the whole program.")
            .habits(&["assignee", "lead", "manager", "tpm"]),
        key("start", Form::Date, "No work is planned before this day.").habits(&["start_date", "begin"]),
        key("due", Form::DateOrTbd, "What the program promised; measured at its finish milestone.")
            .habits(&["end", "date", "deadline", "due_date", "end_date", "target"]),
        key("finish", Form::Id, "The milestone that is the program's finish; without it, the latest one."),
        key("calendar", Form::Id, "The calendar of milestones whose owner has none."),
        key("health", Form::Section, "What its owner says of it.").habits(&["status", "rag"]),
        key(
            "moved",
            Form::Sections,
            "Every time the promise was moved, and why; the first is the original promise.",
        ),
        key("milestones", Form::Sections, "The milestones, by id.").habits(&[
            "tasks",
            "steps",
            "items",
            "activities",
        ]),
        key("risks", Form::Sections, "What could go wrong, by id.").habits(&["raid"]),
        key("asks", Form::Sections, "What is asked of whom, by id.").habits(&["requests"]),
        key("promised_to", Form::Text, "To whom it was promised.").later(),
        key("baseline", Form::Date, "The date that variances may be measured against.").later(),
        key("workstream", Form::Text, "The workstream of milestones that name none.").later(),
        key("tags", Form::Words, "Labels.").habits(&["labels"]).later(),
        key("freezes", Form::Sections, "Days on which the program's own milestones rest.").later(),
        key("assert", Form::Sections, "Conditions of the program's own that the gate holds.").later(),
        key("waive", Form::Sections, "Findings that are excused until a day, with a reason.").later(),
    ],
};

pub(super) static MILESTONE: Table = Table {
    what: "a milestone",
    keys: &[
        key("name", Form::Text, "What people call it.").habits(&["title", "summary"]),
        key("owner", Form::Id, "Who answers for it: a person, a team or a vendor.").habits(&[
            "assignee",
            "assigned_to",
            "responsible",
            "who",
            "resource",
        ]),
        key("duration", Form::Duration, "Working time it takes; without one it is an event.")
            .habits(&["effort", "estimate", "length", "time", "work"]),
        key("due", Form::DateOrTbd, "What was promised; `tbd` = knowingly not promised.")
            .habits(&["end", "date", "deadline", "due_date", "end_date", "finish", "target"]),
        key("done", Form::Date, "The day on which it was finished.").habits(&[
            "completed",
            "finished",
            "closed",
            "status",
            "state",
        ]),
        key("started", Form::Date, "The day on which work began.").habits(&["began", "actual_start"]),
        key("progress", Form::Progress, "How much is done.").habits(&[
            "percent",
            "complete",
            "percent_complete",
            "pct",
        ]),
        key("remaining", Form::Duration, "Working time that is left.")
            .habits(&["left", "remaining_duration"]),
        key("updated", Form::Date, "The day for which progress, remaining and eta were said.")
            .habits(&["as_of"]),
        key("depends_on", Form::Dependencies, "What must happen first, with link type and lag.").habits(&[
            "deps",
            "dep",
            "depends",
            "dependencies",
            "needs",
            "after",
            "requires",
            "predecessors",
            "predecessor",
            "blocked_by",
        ]),
        key("eta", Form::Date, "When its owner now expects it.").habits(&["expected", "forecast"]),
        key("blocked", Form::Section, "What holds it up, since when, and whom it waits on.")
            .habits(&["blocker"]),
        key("firm", Form::Flag, "The promise cannot move: missing it makes the program late.")
            .habits(&["hard"]),
        key("promised_to", Form::Text, "To whom it was promised.").habits(&["customer"]),
        key(
            "moved",
            Form::Sections,
            "Every time the promise was moved, and why; the first is the original promise.",
        ),
        key("tags", Form::Words, "Labels to select by.").habits(&["labels"]),
        key("workstream", Form::Text, "The stream of work it belongs to.")
            .habits(&["stream", "epic", "section", "phase"]),
        key("calendar", Form::Id, "Its own calendar."),
        key("health", Form::Section, "What its owner says of it.").habits(&["rag"]),
        key("note", Form::Text, "Anything worth knowing.").habits(&["notes", "comment", "description"]),
        key(
            "start",
            Form::Date,
            "The first day of a planned window, together with `due`; for work that began, write `started:`.",
        )
        .later(),
        key("not_before", Form::Date, "It cannot start before this day.")
            .habits(&["start_after", "earliest", "earliest_start"])
            .later(),
        key("baseline", Form::Date, "The date that variances may be measured against.").later(),
        key("links", Form::Section, "Where more is written about it.")
            .habits(&["jira", "url", "link"])
            .later(),
        key("cancelled", Form::Section, "It will not happen: on which day that was decided, and why.")
            .habits(&["canceled", "dropped"])
            .later(),
        key("formerly", Form::Words, "Ids that it had before.").later(),
        key("waive", Form::Sections, "Findings that are excused until a day, with a reason.").later(),
    ],
};

pub(super) static BLOCKED: Table = Table {
    what: "`blocked`",
    keys: &[
        key("since", Form::Date, "Since which day."),
        key("why", Form::Text, "What is in the way.").habits(&["reason", "cause"]),
        key("waiting_on", Form::Text, "Who can clear it.").habits(&["by", "waiting_for", "on", "who"]),
        key("until", Form::Date, "The day by which it is expected to be cleared.")
            .habits(&["eta", "expected"]),
    ],
};

pub(super) static HEALTH: Table = Table {
    what: "`health`",
    keys: &[
        key("rag", Form::Rag, "green, amber or red.").habits(&["status", "colour", "color", "state"]),
        key("note", Form::Text, "Why.").habits(&["why", "comment"]),
        key("on", Form::Date, "The day on which it was said.").habits(&["date", "updated"]),
        key("by", Form::Id, "Who said it.").habits(&["who"]),
    ],
};

pub(super) static MOVED: Table = Table {
    what: "an entry of `moved`",
    keys: &[
        key("from", Form::Date, "The promise before it was moved."),
        key("on", Form::Date, "The day on which it was moved.").habits(&["date"]),
        key("cause", Form::Text, "The kind of reason, such as vendor or scope."),
        key("why", Form::Text, "The reason.").habits(&["reason"]),
        key("agreed", Form::Text, "Who agreed to it.").habits(&["by", "agreed_with", "approved"]),
    ],
};

pub(super) static RISK: Table = Table {
    what: "a risk",
    keys: &[
        key("title", Form::Text, "What could happen.").habits(&["name", "summary", "risk"]),
        key("owner", Form::Id, "Who watches it.").habits(&["assignee"]),
        key("probability", Form::Probability, "How likely it is.").habits(&["likelihood", "chance"]),
        key("impact", Form::Duration, "Working days on each affected milestone.")
            .habits(&["delay", "severity"]),
        key("cost", Form::Number, "What it would cost, in the currency of `tpm.yaml`."),
        key("affects", Form::Words, "The milestones it threatens; none = the program's finish.").habits(&[
            "milestones",
            "affected",
            "milestone",
        ]),
        key("response", Form::Response, "avoid, mitigate, transfer, accept or escalate.")
            .habits(&["strategy"]),
        key("mitigation", Form::Text, "What is done about it.").habits(&["plan", "action", "mitigations"]),
        key("due", Form::Date, "When the mitigation is due.").habits(&["deadline"]),
        key("mitigated", Form::Date, "The day on which the mitigation was in place."),
        key("occurred", Form::Date, "The day on which it happened.").habits(&["happened"]),
        key("closed", Form::Date, "The day on which it could no longer happen.").habits(&["status", "state"]),
        key("residual", Form::Section, "Probability and impact once mitigated."),
        key("trigger", Form::Text, "What tells that it is happening."),
        key("raised", Form::Date, "The day on which it was raised.").habits(&["opened", "created"]),
        key("reviewed", Form::Date, "The day on which it was last looked at."),
        key("next_review", Form::Date, "The day on which to look again.").habits(&["review"]),
        key("waive", Form::Sections, "Findings that are excused until a day, with a reason.").later(),
    ],
};

pub(super) static RESIDUAL: Table = Table {
    what: "`residual`",
    keys: &[
        key("probability", Form::Probability, "How likely it is once mitigated.").habits(&["likelihood"]),
        key("impact", Form::Duration, "Working days once mitigated.").habits(&["delay"]),
    ],
};

pub(super) static ASK: Table = Table {
    what: "an ask",
    keys: &[
        key("ask", Form::Text, "What is asked for.").habits(&["title", "name", "what"]),
        key("of", Form::Id, "Of whom.").habits(&["who", "owner"]),
        key("by", Form::Date, "The day by which it is needed.").habits(&["due", "date"]),
        key("unlocks", Form::Words, "The milestones that it unlocks."),
    ],
};

pub(super) static THREE_POINTS: Table = Table {
    what: "a three-point estimate",
    keys: &[
        key("optimistic", Form::Duration, "If all goes well.").habits(&["best", "min", "low"]),
        key("likely", Form::Duration, "What the schedule uses.").habits(&["most_likely", "expected", "mode"]),
        key("pessimistic", Form::Duration, "If little goes well.").habits(&["worst", "max", "high"]),
    ],
};

pub(super) static SHARED: Table = Table {
    what: "`tpm.yaml`",
    keys: &[
        key("owners", Form::Sections, "People, teams and vendors, by id.")
            .habits(&["people", "team", "teams"]),
        key("calendars", Form::Sections, "Working weeks and holidays, by id.").habits(&["calendar"]),
        key("currency", Form::Text, "The currency of every cost."),
        key("at_risk", Form::Section, "How little float is too little.").later(),
        key("quiet_after_days", Form::Number, "After how many days without a word someone is quiet.").later(),
        key("quiet_after_days_external", Form::Number, "The same for owners outside the house.").later(),
        key("assume_progress", Form::Duration, "How much unreported work is assumed at most.").later(),
        key("impact_bands", Form::Words, "Where the five bands of impact end.").later(),
        key("freezes", Form::Sections, "Days on which tagged milestones rest.").later(),
        key("baseline", Form::Text, "The revision that variances may be measured against.").later(),
        key("checks", Form::Section, "The policy of the gate.").later(),
    ],
};

pub(super) static OWNER: Table = Table {
    what: "an owner",
    keys: &[
        key("name", Form::Text, "The full name."),
        key("team", Form::Text, "The team.").habits(&["group"]),
        key("github", Form::Text, "The account name there."),
        key("email", Form::Text, "The address."),
        key("calendar", Form::Id, "The owner's calendar.").habits(&["country"]),
        key("away", Form::Dates, "Days and ranges of leave.").habits(&["leave", "pto", "vacation", "ooo"]),
        key("external", Form::Flag, "A vendor or customer.").habits(&["vendor"]),
        key("deputy", Form::Id, "Who stands in.").habits(&["backup"]),
    ],
};

pub(super) static CALENDAR: Table = Table {
    what: "a calendar",
    keys: &[
        key("week", Form::Weekdays, "The working days of a week; without it, Monday to Friday.").habits(&[
            "days",
            "workweek",
            "working_days",
        ]),
        key("holidays", Form::Dates, "Days and ranges that are not worked.")
            .habits(&["off", "closed", "except"]),
        key("workdays", Form::Dates, "Days that are worked despite week and holidays.").later(),
        key("extends", Form::Id, "The calendar that this one refines.").habits(&["parent", "base"]).later(),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TABLES: [&Table; 12] = [
        &PROGRAM,
        &MILESTONE,
        &BLOCKED,
        &HEALTH,
        &MOVED,
        &RISK,
        &RESIDUAL,
        &ASK,
        &THREE_POINTS,
        &SHARED,
        &OWNER,
        &CALENDAR,
    ];

    #[test]
    fn each_key_stands_once_and_says_what_it_is() {
        for table in TABLES {
            let names: BTreeSet<_> = table.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), table.keys.len(), "{}", table.what);
            for key in table.keys {
                assert!(key.doc.ends_with('.') && !key.form.example().is_empty(), "{}", key.name);
            }
        }
    }

    #[test]
    fn no_habit_hides_a_key_and_none_has_two_meanings() {
        for table in TABLES {
            let mut seen = BTreeSet::new();
            for habit in table.keys.iter().flat_map(|key| key.habits) {
                assert!(table.find(habit).is_none(), "{habit} is a key of {}", table.what);
                assert!(seen.insert(habit), "{habit} stands twice in {}", table.what);
            }
        }
    }

    #[test]
    fn people_of_other_tools_are_understood() {
        let meant = |word| MILESTONE.meant(word).map(|key| key.name);
        assert_eq!(meant("deps"), Some("depends_on"));
        assert_eq!(meant("Assignee"), Some("owner"));
        assert_eq!(meant("depends-on"), Some("depends_on"));
        assert_eq!(meant("progess"), Some("progress"));
        assert_eq!(meant("zzz"), None);
    }
}
