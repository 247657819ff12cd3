//! Keys of other tools that have no counterpart in the language, with the hint for each.

use super::ForeignKeys;

const NESTED: &str = "milestones do not nest: write each as a milestone of its own, and give those that belong together the same `workstream:`";
const SUCCESSORS: &str =
    "a dependency belongs to the milestone that waits: write `depends_on:` there, with the id of this one";
const COMPUTED: &str = "this is calculated from the plan, not written in it: `tpm schedule` shows it";
const RUNS_NOTHING: &str = "a plan runs nothing: delete it, or keep it for your own use as `x-{key}:`";
const OWN: &str = "plans have no such key; keep it for your own use as `x-{key}:`";
const SHARED_FILE: &str = "what programs share goes in `tpm.yaml`, beside them: move it there";
const TEAM: &str = "a team is written at each owner in `tpm.yaml`, as in `owners: {ana: {team: payments}}`; a team as a whole can be an owner too";
const NO_CONSTRAINT: &str = "plans have no such constraint: links, `not_before:` and `due:` decide when work is done; keep it for your own use as `x-{key}:`";
const LOOKED_FROM: &str = "give the as-of day on the command line: `--as-of 2026-09-14`";
const NO_BUFFER: &str = "plans have no buffers: the room before a promise is calculated, so promise a day that leaves some, or write three points, `duration: [4w, 6w, 11w]`; `x-{key}:` keeps it";
pub(super) const NAMED: &str = "the id is the key before the colon, as in `api-freeze: {…}`: delete this";

/// The hint for a promise under a name that could mean a forecast.
pub(super) const PROMISED: &str = "write `due:` for the promised day; the forecast is calculated";
/// The hint for a start under a name that could mean three things.
pub(super) const BEGAN: &str = "for work that began, write `started:`; for work that cannot begin before a day, `not_before:`; for a planned window, `start:` with `due:` and without `duration:`";

pub(super) static PROGRAM: &[ForeignKeys] = &[
    ForeignKeys {
        words: &["key", "project_key", "uid", "program_id", "project_id"],
        hint: "the id of a program is its file's name, or `id: checkout`",
    },
    ForeignKeys {
        words: &["section", "sections", "workstreams", "streams", "groups", "swimlanes", "lists"],
        hint: "workstreams are named where they are used: give each milestone its `workstream:`",
    },
    ForeignKeys { words: &["status_date", "data_date", "as_of", "asof", "today"], hint: LOOKED_FROM },
    ForeignKeys {
        words: &["date_format", "axis_format", "tick_interval", "timezone"],
        hint: "delete it: dates are always `YYYY-MM-DD`, without times and zones",
    },
    ForeignKeys {
        words: &["excludes", "holidays", "weekends", "working_days", "workdays", "week", "non_working_days"],
        hint: "working days go in `tpm.yaml`: `calendars: {default: {holidays: [2026-12-25]}}`; without it, Monday to Friday",
    },
    ForeignKeys {
        words: &["owners", "people", "resources", "members", "calendars", "currency", "at_risk"],
        hint: SHARED_FILE,
    },
    ForeignKeys { words: &["team", "teams", "squad", "squads"], hint: TEAM },
    ForeignKeys { words: &["buffer", "buffers", "contingency", "padding", "reserve"], hint: NO_BUFFER },
    ForeignKeys {
        words: &["labels", "label", "tags", "tag"],
        hint: "tags belong to milestones, which are selected and frozen by them: write `tags:` at each; for the program as a whole, `x-{key}:` keeps it",
    },
    ForeignKeys {
        words: &[
            "on",
            "env",
            "defaults",
            "permissions",
            "concurrency",
            "workflow_dispatch",
            "runs_on",
            "strategy",
        ],
        hint: RUNS_NOTHING,
    },
    ForeignKeys {
        words: &[
            "version",
            "priority",
            "portfolio",
            "budget",
            "sprint",
            "sponsor",
            "stakeholders",
            "notes",
            "note",
        ],
        hint: OWN,
    },
    ForeignKeys {
        words: &["dependencies", "depends_on", "links", "predecessors"],
        hint: "dependencies belong to the milestone that waits: write `depends_on: [checkout/cutover]` there; they may cross programs",
    },
];

pub(super) static MILESTONE: &[ForeignKeys] = &[
    ForeignKeys {
        words: &[
            "id",
            "uid",
            "wbs",
            "#",
            "no",
            "nr",
            "row",
            "task_id",
            "milestone_id",
            "outline_level",
            "key",
        ],
        hint: NAMED,
    },
    ForeignKeys {
        words: &[
            "subtasks",
            "sub_tasks",
            "subitems",
            "tasks",
            "children",
            "steps",
            "checklist",
            "milestones",
            "items",
            "stories",
            "jobs",
        ],
        hint: NESTED,
    },
    ForeignKeys {
        words: &[
            "blocks",
            "blocking",
            "dependents",
            "successors",
            "successor",
            "before",
            "is_depended_on_by",
            "precedes",
            "enables",
            "unblocks",
            "unlocks",
            "required_by",
            "needed_by",
            "feeds",
        ],
        hint: SUCCESSORS,
    },
    ForeignKeys {
        words: &[
            "milestone",
            "is_milestone",
            "type",
            "issue_type",
            "issuetype",
            "task_type",
            "task_mode",
            "summary_task",
        ],
        hint: "delete it: a milestone with a `duration:` is work, one without is an event",
    },
    ForeignKeys {
        words: &["constraint", "constraint_type", "constraint_date"],
        hint: "for *start no earlier than*, write `not_before:` with the day; for a finish that must be kept, `due:` and `firm: true`; others have no counterpart, and `x-{key}:` keeps them",
    },
    ForeignKeys {
        words: &[
            "fnlt",
            "mfo",
            "not_after",
            "no_later_than",
            "finish_no_later_than",
            "must_finish_on",
            "must_finish_by",
            "must_end_by",
            "hard_deadline",
        ],
        hint: "for a finish that must be kept, write the day as `due:`, and `firm: true`",
    },
    ForeignKeys {
        words: &[
            "snlt",
            "start_no_later_than",
            "latest_start",
            "start_by",
            "fnet",
            "finish_no_earlier_than",
            "mso",
            "must_start_on",
            "alap",
            "as_late_as_possible",
        ],
        hint: NO_CONSTRAINT,
    },
    ForeignKeys {
        words: &["timeframe", "time_frame", "timeline", "window", "date_range", "dates"],
        hint: "for a planned window, write `start:` with `due:`, and no `duration:`",
    },
    ForeignKeys {
        words: &["defer", "defer_until", "defer_date", "deferred", "deferred_until", "postponed_until"],
        hint: "for work that cannot begin before a day, write `not_before:`; for a promise that was moved, the new `due:` and an entry in `moved:`",
    },
    ForeignKeys {
        words: &[
            "repeat",
            "repeats",
            "every",
            "recurring",
            "recurrence",
            "frequency",
            "rrule",
            "schedule",
            "cron",
        ],
        hint: "milestones do not repeat: write each as one of its own, or keep it for your own use as `x-{key}:`",
    },
    ForeignKeys {
        words: &["active", "inactive", "enabled", "disabled"],
        hint: "delete it; for a milestone that will not happen, write `cancelled: {on: 2026-09-01, reason: Bought instead}`",
    },
    ForeignKeys {
        words: &["lag", "lead_time", "link_type", "dependency_type"],
        hint: "type and lag follow the id they belong to: `depends_on: [ledger SS+2d]`",
    },
    ForeignKeys {
        words: &["priority", "importance", "urgency", "severity"],
        hint: "plans have no priorities: the order follows from dependencies and `due:`; keep it for your own use as `x-{key}:`",
    },
    ForeignKeys {
        words: &["story_points", "points", "storypoints", "size", "t_shirt", "complexity"],
        hint: "points are not time: write the working time it takes, such as `duration: 5d`; `x-{key}:` keeps the points",
    },
    ForeignKeys {
        words: &["hours", "minutes"],
        hint: "plans count whole working days: write `duration: 5d`",
    },
    ForeignKeys {
        words: &["time_spent", "actual_work", "actual_duration", "spent", "logged", "time_logged"],
        hint: "what was spent does not say what is left: write `progress:` or `remaining:`, with `updated:`; `x-{key}:` keeps it",
    },
    ForeignKeys {
        words: &[
            "crit",
            "critical",
            "is_critical",
            "float",
            "slack",
            "total_slack",
            "free_slack",
            "early_start",
            "early_finish",
            "late_start",
            "late_finish",
            "variance",
            "finish_variance",
            "forecast_finish",
        ],
        hint: COMPUTED,
    },
    ForeignKeys {
        words: &[
            "collaborators",
            "followers",
            "watchers",
            "participants",
            "reviewers",
            "contributors",
            "accountable",
            "consulted",
            "informed",
            "co_owners",
            "reporter",
        ],
        hint: "a milestone has one owner: write `owner:`, and name the others in `note:`",
    },
    ForeignKeys { words: &["team", "teams", "squad"], hint: TEAM },
    ForeignKeys {
        words: &["buffer", "buffers", "contingency", "padding", "reserve", "cushion", "margin"],
        hint: NO_BUFFER,
    },
    ForeignKeys {
        words: &[
            "moved_to",
            "moved_from",
            "new_date",
            "new_due",
            "original_due",
            "original_date",
            "old_due",
            "postponed",
            "postponed_to",
            "rescheduled",
            "rescheduled_to",
        ],
        hint: "the promise as it is now is `due:`; the one before goes in `moved:`, as in `moved: [{from: 2026-10-30, on: 2026-09-14, why: Redlines}]`",
    },
    ForeignKeys {
        words: &["risk", "risks"],
        hint: "risks go under `risks:` of the program, each with `affects:` and the ids of its milestones",
    },
    ForeignKeys {
        words: &[
            "if",
            "uses",
            "with",
            "run",
            "env",
            "environment",
            "concurrency",
            "continue_on_error",
            "permissions",
            "outputs",
            "strategy",
            "services",
            "container",
            "script",
            "secrets",
            "defaults",
            "on",
        ],
        hint: RUNS_NOTHING,
    },
    ForeignKeys {
        words: &[
            "custom_fields",
            "fields",
            "metadata",
            "cost",
            "budget",
            "units",
            "allocate",
            "allocated",
            "allocation",
            "created",
            "created_at",
            "project",
            "projects",
            "attachments",
            "timeout",
            "timeout_minutes",
            "baseline_start",
            "baseline_duration",
        ],
        hint: OWN,
    },
];

pub(super) static RISK: &[ForeignKeys] = &[
    ForeignKeys { words: &["id", "uid", "#", "no", "nr", "risk_id", "key"], hint: NAMED },
    ForeignKeys {
        words: &["score", "rating", "exposure", "rank", "priority", "level", "rag"],
        hint: COMPUTED_RISK,
    },
    ForeignKeys {
        words: &["severity", "consequence", "effect"],
        hint: "write the working time that it would cost as `impact:`, such as `15d`, and the money as `cost:`; a scale has no counterpart, and `x-{key}:` keeps it",
    },
    ForeignKeys {
        words: &["category", "type", "class", "proximity", "urgency", "contingency", "fallback"],
        hint: OWN,
    },
];

pub(super) static ASK: &[ForeignKeys] = &[ForeignKeys {
    words: &["who", "owner", "assignee", "from"],
    hint: "for who is asked, write `of:`; who asks has no key, and `x-{key}:` keeps it",
}];

pub(super) static MOVE: &[ForeignKeys] = &[ForeignKeys {
    words: &["to", "new", "until", "new_date", "new_due"],
    hint: "the day to which it moved is its `due:`: write it there; `from:` has the promise before",
}];

pub(super) static CALENDAR: &[ForeignKeys] = &[ForeignKeys {
    words: &["slots", "slot", "windows", "trains", "only", "dates"],
    hint: "for days that are the only ones worked, write them as `workdays:` beside an empty `week:`, as in `{week: [], workdays: [2026-11-18, 2026-12-02]}`",
}];

pub(super) static THREE_POINTS: &[ForeignKeys] = &[ForeignKeys {
    words: &["expected", "mean", "average", "avg", "pert"],
    hint: "an average is not the most likely time, and it is not used: write `likely:`, or keep it as `x-{key}:`",
}];

const COMPUTED_RISK: &str = "this is calculated from `probability:` and `impact:`: `tpm risks` shows it";

pub(super) static OWNER: &[ForeignKeys] = &[
    ForeignKeys { words: &["id", "uid", "key"], hint: NAMED },
    ForeignKeys { words: &["role", "title", "phone", "slack", "cost", "rate", "manager"], hint: OWN },
];

pub(super) static SHARED: &[ForeignKeys] = &[
    ForeignKeys {
        words: &["milestones", "tasks", "risks", "asks", "programs", "program"],
        hint: "`tpm.yaml` holds what programs share: write each program in its own file beside it",
    },
    ForeignKeys { words: &["team", "teams", "squads", "groups"], hint: TEAM },
    ForeignKeys {
        words: &["holidays", "week", "working_days", "workdays"],
        hint: "working days belong to a calendar: `calendars: {default: {holidays: [2026-12-25]}}`",
    },
];

/// The hint for a status, which plans do not have.
pub(in crate::syntax) const DATES_RECORD_PROGRESS: &str =
    "dates record progress: write `started:` and `done:`, each with the day on which it happened";

/// Returns the hint for a word that other tools use as a milestone's status.
pub(in crate::syntax) fn status_advice(status: &str) -> Option<&'static str> {
    let status = status.trim().to_lowercase().replace(['_', '-'], " ");
    Some(match status.as_str() {
        "done" | "complete" | "completed" | "closed" | "resolved" | "finished" | "success" | "fixed"
        | "true" | "yes" | "100%" | "100" | "x" | "delivered" | "shipped" | "released" => {
            "write the day on which it was finished: `done: 2026-09-18`"
        }
        "to do"
        | "todo"
        | "open"
        | "new"
        | "backlog"
        | "not started"
        | "planned"
        | "queued"
        | "pending"
        | "ready"
        | "future"
        | "selected for development"
        | "false"
        | "no"
        | "0"
        | "0%" => {
            "delete it: without `started:` the work has not begun, and without `done:` it is not finished"
        }
        "blocked" | "on hold" | "waiting" | "paused" | "stuck" | "impeded" => {
            "write since when, and what blocks it: `blocked: {since: 2026-09-07, why: Redlines}`"
        }
        "cancelled" | "canceled" | "won't do" | "wont do" | "won't fix" | "rejected" | "dropped"
        | "descoped" | "obsolete" | "skipped" | "inactive" | "duplicate" => {
            "write when that was decided, and why: `cancelled: {on: 2026-09-01, reason: Bought instead}`"
        }
        "on track" | "green" => "the owner's own report is `health: {rag: green}`; lateness is calculated",
        "at risk" | "amber" | "yellow" => {
            "the owner's own report is `health: {rag: amber}`; lateness is calculated"
        }
        "off track" | "red" | "late" | "delayed" | "overdue" => {
            "the owner's own report is `health: {rag: red}`; lateness is calculated"
        }
        "in progress" | "active" | "started" | "doing" | "wip" | "ongoing" | "running" | "in review"
        | "in test" => DATES_RECORD_PROGRESS,
        _ => return None,
    })
}

/// Returns the hint for a word that other tools use as the state of a risk.
pub(in crate::syntax) fn risk_status_advice(state: &str) -> &'static str {
    match state.trim().to_lowercase().replace(['_', '-'], " ").as_str() {
        "open" | "new" | "active" | "identified" | "raised" | "assessed" | "monitoring" | "monitored"
        | "watching" | "in progress" | "true" => {
            "delete it: a risk is open until one of `occurred:` and `closed:` has a day"
        }
        "closed" | "retired" | "resolved" | "expired" | "inactive" | "done" | "obsolete" => {
            "write the day on which it could no longer happen: `closed: 2026-09-18`"
        }
        "mitigated" => "write the day on which the mitigation was in place: `mitigated: 2026-09-18`",
        "occurred" | "happened" | "materialized" | "materialised" | "realized" | "issue" | "triggered" => {
            "write the day on which it happened: `occurred: 2026-09-18`"
        }
        "accepted" => "a risk that is accepted has `response: accept`, and stays open",
        _ => "dates record what became of a risk: `mitigated:`, `occurred:` or `closed:`, each with its day",
    }
}
