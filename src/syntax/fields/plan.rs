//! The keys of a program file: programs and milestones.

use super::habits;
use super::risk::{ASK, RISK};
use super::shared::FREEZE;
use super::{Form, Key, Nature, Table, key};

pub(crate) static PROGRAM: Table = Table {
    what: "a program",
    keys: &[
        key("id", Form::Id, "checkout", "The id of the program; without it, the name of the file."),
        key("name", Form::Text, "Checkout off the monolith", "What people call the program.").habits(&[
            "title",
            "project",
            "project_name",
            "gantt",
            "plan",
            "workflow",
            "program",
        ]),
        key("summary", Form::Text, "Move checkout to its own services.", "What it is for, in a sentence.")
            .habits(&["description", "goal", "objective"]),
        key("owner", Form::Owner, "priya", "Who answers for the whole program.").habits(&[
            "assignee",
            "lead",
            "manager",
            "tpm",
            "project_owner",
            "program_owner",
            "product_owner",
            "project_manager",
            "program_manager",
            "dri",
        ]),
        key("start", Form::Date, "2026-07-06", "No work is planned before this day.")
            .nature(Nature::Plan)
            .habits(&["start_date", "begin", "starts", "start_on", "project_start"]),
        key(
            "due",
            Form::DateOrTbd,
            "2026-12-18",
            "What the program promised; measured at its finish milestone.",
        )
        .habits(&[
            "end",
            "date",
            "deadline",
            "due_date",
            "due_on",
            "end_date",
            "target",
            "target_date",
            "finish_date",
        ])
        .otherwise(habits::PROMISED),
        key(
            "finish",
            Form::Id,
            "cutover",
            "The milestone that is the program's finish; without it, the latest one.",
        )
        .nature(Nature::Plan),
        key("calendar", Form::Calendar, "us", "The calendar of milestones whose owner has none.")
            .nature(Nature::Plan),
        key(
            "health",
            Form::Section(&HEALTH),
            "{rag: green, note: On plan, on: 2026-09-01, by: priya}",
            "What its owner says of it.",
        )
        .habits(&["status", "rag", "state"]),
        key("moved", Form::List(&MOVED), MOVE_EXAMPLE, MOVED_DOC),
        key(
            "milestones",
            Form::Entries(&MILESTONE),
            "{cutover: {owner: ana, duration: 2w}}",
            "The milestones, by id.",
        )
        .nature(Nature::Plan)
        .habits(&[
            "tasks",
            "steps",
            "items",
            "activities",
            "jobs",
            "issues",
            "stories",
            "epics",
            "phases",
            "deliverables",
        ]),
        key(
            "risks",
            Form::Entries(&RISK),
            "{ledger-perf: {title: Ledger too slow, probability: 30%, impact: 15d}}",
            "What could go wrong, by id.",
        )
        .habits(&["raid", "risk_register"]),
        key(
            "asks",
            Form::Entries(&ASK),
            "{counsel: {ask: One more counsel, of: sara, by: 2026-09-21}}",
            "What is asked of whom, by id.",
        )
        .habits(&["requests", "escalations"]),
        key(
            "freezes",
            Form::List(&FREEZE),
            FREEZE_EXAMPLE,
            "Days on which the program's own milestones rest.",
        )
        .nature(Nature::Plan)
        .habits(&["freeze", "blackout", "blackouts"]),
        key(
            "assert",
            Form::List(&ASSERTION),
            "[{milestone: cutover, forecast_by: 2026-12-18, because: Contract penalty}]",
            "Conditions of the program's own that the gate holds.",
        )
        .habits(&["asserts", "assertions"]),
        WAIVER_KEY,
    ],
    strangers: habits::PROGRAM,
};

const MOVED_DOC: &str = "Every time the promise was moved, and why; the first is the original promise.";
const WAIVE_DOC: &str = "Findings that are excused until a day, with a reason.";
const MOVE_EXAMPLE: &str =
    "[{from: 2026-10-30, on: 2026-09-14, cause: vendor, why: Redlines took five weeks, agreed: sara}]";
const WAIVER_EXAMPLE: &str =
    "[{rule: overdue-milestone, until: 2026-10-01, reason: Vendor on strike, by: priya}]";
const FREEZE_EXAMPLE: &str = "[{name: Year end, dates: [2026-12-14..2027-01-04], tags: [release]}]";
pub(super) const WAIVER_KEY: Key =
    key("waive", Form::List(&WAIVER), WAIVER_EXAMPLE, WAIVE_DOC).habits(&["waivers", "ignore"]);

pub(crate) static MILESTONE: Table = Table {
    what: "a milestone",
    keys: &[
        key("name", Form::Text, "Checkout API frozen", "What people call it.").habits(&[
            "title",
            "summary",
            "task",
            "task_name",
            "activity",
            "milestone_name",
        ]),
        key("owner", Form::Owner, "ana", "Who answers for it: a person, a team or a vendor.")
            .nature(Nature::Plan)
            .habits(&[
                "assignee",
                "assigned_to",
                "assigned",
                "responsible",
                "who",
                "resource",
                "resources",
                "resource_names",
                "assigned_resources",
                "runs_on",
                "lead",
                "dri",
            ]),
        key("duration", Form::Duration, "3w", "Working time it takes; without one it is an event.")
            .nature(Nature::Plan)
            .habits(&[
                "effort",
                "estimate",
                "length",
                "time",
                "work",
                "days",
                "original_estimate",
                "timeout",
                "duration_days",
                "duration_d",
                "days_needed",
                "planned_duration",
            ]),
        key("due", Form::DateOrTbd, "2026-09-18", "What was promised; `tbd` = knowingly not promised.")
            .nature(Nature::Promise)
            .habits(&[
                "end",
                "date",
                "deadline",
                "due_date",
                "due_on",
                "duedate",
                "end_date",
                "finish",
                "target",
                "target_date",
                "finish_date",
            ])
            .otherwise(habits::PROMISED),
        key("done", Form::Date, "2026-08-04", "The day on which it was finished.")
            .nature(Nature::Word)
            .habits(&[
                "completed",
                "completed_at",
                "completed_on",
                "finished",
                "closed",
                "status",
                "state",
                "resolved",
                "resolution",
                "resolution_date",
                "actual_finish",
                "actual_end",
                "completion_date",
            ]),
        key("started", Form::Date, "2026-08-05", "The day on which work began.")
            .nature(Nature::Word)
            .habits(&["began", "actual_start", "started_at", "started_on", "in_progress"]),
        key("progress", Form::Progress, "40%", "How much is done.").nature(Nature::Word).habits(&[
            "percent",
            "complete",
            "percent_complete",
            "pct",
            "pct_complete",
            "%_complete",
            "%complete",
            "%_done",
            "percent_done",
            "completion",
            "%",
        ]),
        key("remaining", Form::Amount, "18d", "Working time that is left.").nature(Nature::Word).habits(&[
            "left",
            "remaining_duration",
            "remaining_estimate",
            "remaining_work",
            "time_remaining",
            "etc",
        ]),
        key("updated", Form::Date, "2026-09-11", "The day for which progress, remaining and eta were said.")
            .nature(Nature::Word)
            .habits(&["as_of", "updated_at", "updated_on", "last_update"]),
        key(
            "depends_on",
            Form::Dependencies,
            "[api-freeze, ledger +2d, mlops/fraud-model SS+1w]",
            "What must happen first, with link type and lag.",
        )
        .nature(Nature::Plan)
        .habits(&[
            "deps",
            "dep",
            "depends",
            "dependson",
            "dependencies",
            "dependency",
            "needs",
            "after",
            "requires",
            "predecessors",
            "predecessor",
            "blocked_by",
            "is_blocked_by",
            "waits_for",
            "preds",
            "depends_upon",
            "prerequisites",
        ]),
        key("eta", Form::Date, "2026-10-02", "When its owner now expects it.")
            .nature(Nature::Word)
            .habits(&["expected", "forecast", "expected_finish", "estimated_completion"]),
        key("not_before", Form::Date, "2026-10-05", "It cannot start before this day.")
            .nature(Nature::Plan)
            .habits(&["start_after", "earliest", "earliest_start", "start_no_earlier_than", "snet"]),
        key(
            "start",
            Form::Date,
            "2026-10-05",
            "The first day of a planned window, together with `due` and without `duration`.",
        )
        .nature(Nature::Plan)
        .habits(&["start_date", "start_on", "begin", "starts", "planned_start", "scheduled_start"])
        .otherwise(habits::BEGAN),
        key(
            "blocked",
            Form::Section(&BLOCKED),
            "{since: 2026-09-07, why: Redlines, waiting_on: marco, until: 2026-09-21}",
            "What holds it up, since when, and whom it waits on.",
        )
        .nature(Nature::Word)
        .habits(&["blocker", "impediment", "flagged", "waiting_on", "on_hold"]),
        key("firm", Form::Flag, "true", "The promise cannot move: missing it makes the program late.")
            .habits(&["hard", "hard_deadline", "must_finish_on", "fixed"]),
        key("promised_to", Form::Text, "BigBank", "To whom it was promised.").habits(&["customer", "client"]),
        key("moved", Form::List(&MOVED), MOVE_EXAMPLE, MOVED_DOC),
        key("tags", Form::Words, "[release]", "Labels to select by, and by which freezes are told.")
            .nature(Nature::Plan)
            .habits(&[
                "labels",
                "label",
                "tag",
                "components",
                "fix_version",
                "fix_versions",
                "version",
                "release",
                "iteration",
                "sprint",
            ]),
        key("workstream", Form::Text, "payments", "The stream of work it belongs to.").habits(&[
            "stream",
            "epic",
            "epic_link",
            "section",
            "phase",
            "group",
            "stage",
            "swimlane",
            "parent",
        ]),
        key("calendar", Form::Calendar, "es", "Its own calendar.").nature(Nature::Plan),
        key(
            "health",
            Form::Section(&HEALTH),
            "{rag: amber, note: Vendor is slow, on: 2026-09-10}",
            "What its owner says of it.",
        )
        .habits(&["rag", "color", "colour"]),
        key("note", Form::Text, "Needs the new schema", "Anything worth knowing.").habits(&[
            "notes",
            "comment",
            "comments",
            "description",
            "details",
        ]),
        key("baseline", Form::Date, "2026-09-04", "The date that variances may be measured against.")
            .habits(&["baseline_finish"]),
        key(
            "links",
            Form::Links,
            "{jira: ABC-12, doc: 'https://example.com/design'}",
            "Where more is written about it.",
        )
        .habits(&["jira", "url", "link", "issue", "ticket"]),
        key(
            "cancelled",
            Form::Section(&CANCELLED),
            "{on: 2026-09-01, reason: Bought instead of built}",
            "It will not happen: on which day that was decided, and why.",
        )
        .nature(Nature::Plan)
        .habits(&["canceled", "dropped", "descoped"]),
        key("formerly", Form::Ids, "[old-ledger]", "Ids that it had before.").habits(&[
            "renamed_from",
            "was",
            "old_id",
        ]),
        WAIVER_KEY,
    ],
    strangers: habits::MILESTONE,
};

pub(super) static THREE_POINTS: Table = Table {
    what: "a three-point estimate",
    keys: &[
        key("optimistic", Form::Amount, "4w", "If all goes well.").habits(&["best", "min", "low"]).required(),
        key("likely", Form::Amount, "6w", "What the schedule uses.")
            .habits(&["most_likely", "expected", "mode"])
            .required(),
        key("pessimistic", Form::Amount, "11w", "If little goes well.")
            .habits(&["worst", "max", "high"])
            .required(),
    ],
    strangers: &[],
};

pub(super) static BLOCKED: Table = Table {
    what: "`blocked`",
    keys: &[
        key("since", Form::Date, "2026-09-07", "Since which day.").habits(&["from", "on", "date"]).required(),
        key("why", Form::Text, "Redlines on liability", "What is in the way.")
            .habits(&["reason", "cause", "note"]),
        key("waiting_on", Form::Text, "marco", "Who can clear it.").habits(&[
            "by",
            "waiting_for",
            "who",
            "owner",
        ]),
        key("until", Form::Date, "2026-09-21", "The day by which it is expected to be cleared.")
            .habits(&["eta", "expected", "due"]),
    ],
    strangers: &[],
};

pub(super) static CANCELLED: Table = Table {
    what: "`cancelled`",
    keys: &[
        key("on", Form::Date, "2026-09-01", "The day on which it was decided.")
            .habits(&["date", "since", "at"])
            .required(),
        key("reason", Form::Text, "Bought instead of built", "Why.").habits(&["why", "note", "because"]),
    ],
    strangers: &[],
};

pub(super) static HEALTH: Table = Table {
    what: "`health`",
    keys: &[
        key("rag", Form::Rag, "green", "green, amber or red.")
            .habits(&["status", "colour", "color", "state"])
            .required(),
        key("note", Form::Text, "On plan", "Why.").habits(&["why", "comment", "reason"]),
        key("on", Form::Date, "2026-09-01", "The day on which it was said.")
            .habits(&["date", "updated", "as_of"]),
        key("by", Form::Owner, "priya", "Who said it.").habits(&["who", "owner"]),
    ],
    strangers: &[],
};

pub(super) static MOVED: Table = Table {
    what: "an entry of `moved`",
    keys: &[
        key("from", Form::Date, "2026-10-30", "The promise before it was moved.")
            .habits(&["was", "old"])
            .required(),
        key("on", Form::Date, "2026-09-14", "The day on which it was moved.").habits(&["date"]),
        key("cause", Form::Text, "vendor", "The kind of reason, such as vendor or scope."),
        key("why", Form::Text, "Redlines took five weeks", "The reason.").habits(&["reason"]),
        key("agreed", Form::Text, "sara", "Who agreed to it.").habits(&[
            "by",
            "agreed_with",
            "approved",
            "approved_by",
        ]),
    ],
    strangers: &[],
};

pub(super) static WAIVER: Table = Table {
    what: "a waiver",
    keys: &[
        key("rule", Form::Rule, "overdue-milestone", "The rule, or set of rules, whose finding is excused.")
            .habits(&["id", "name", "check"])
            .required(),
        key("until", Form::Date, "2026-10-01", "The last day on which it is excused.")
            .habits(&["expires", "end", "due"])
            .required(),
        key("reason", Form::Reason, "Vendor on strike", "Why.")
            .habits(&["why", "because", "note"])
            .required(),
        key("by", Form::Owner, "priya", "Who decided it.").habits(&["owner", "who", "approved_by"]),
    ],
    strangers: &[],
};

pub(super) static ASSERTION: Table = Table {
    what: "an assertion",
    keys: &[
        key("milestone", Form::Reference, "cutover", "The milestone it is about; without it, the program.")
            .habits(&["of", "on", "id"]),
        key(
            "forecast_by",
            Form::Date,
            "2026-12-18",
            "The milestone must be forecast for this day or before.",
        ),
        key(
            "float_at_least",
            Form::Days,
            "5d",
            "The milestone must keep this much float to what it promised.",
        ),
        key("finish_by", Form::Date, "2026-12-18", "The program must be forecast for this day or before."),
        key("because", Form::Text, "Contract penalty", "Why it must hold.").habits(&["reason", "why"]),
    ],
    strangers: &[],
};
