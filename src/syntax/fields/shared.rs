//! The keys of `tpm.yaml`.

use super::checks::CHECKS;
use super::habits;
use super::{Form, Looser, Nature, Table, key};

pub(crate) static SHARED: Table = Table {
    what: "`tpm.yaml`",
    keys: &[
        key(
            "owners",
            Form::Entries(&OWNER),
            "{ana: {name: Ana Ruiz, team: payments}}",
            "People, teams and vendors, by id.",
        )
        .nature(Nature::Plan)
        .habits(&["people", "team", "teams", "users", "resources", "members"]),
        key(
            "calendars",
            Form::Entries(&CALENDAR),
            "{us: {holidays: [2026-11-26]}}",
            "Working weeks and holidays, by id.",
        )
        .nature(Nature::Plan)
        .habits(&["calendar"]),
        key(
            "freezes",
            Form::List(&FREEZE),
            "[{name: Year end, dates: [2026-12-14..2027-01-04], tags: [release]}]",
            "Days on which milestones with a tag rest, or all of them.",
        )
        .nature(Nature::Plan)
        .habits(&["freeze", "blackout", "blackouts"]),
        key("currency", Form::Text, "EUR", "The currency of every cost."),
        key(
            "at_risk",
            Form::Section(&AT_RISK),
            "{at_least: 2d, share: 10%, at_most: 10d}",
            "How little float is too little.",
        ),
        key(
            "quiet_after_days",
            Form::Count,
            "14",
            "After how many civil days without a word someone is quiet.",
        )
        .limit(14, Looser::Larger),
        key("quiet_after_days_external", Form::Count, "7", "The same for owners outside the house.")
            .limit(7, Looser::Larger),
        key("assume_progress", Form::Days, "5d", "How much unreported work is assumed at most.")
            .limit(5, Looser::Larger)
            .nature(Nature::Plan),
        key(
            "impact_bands",
            Form::Bands,
            "[2d, 5d, 10d, 20d]",
            "Where the first four of the five bands of impact end.",
        ),
        key(
            "baseline",
            Form::Text,
            "v1.0",
            "The commit whose forecasts variances are measured against: a branch, a tag, a hash or a day.",
        ),
        key(
            "checks",
            Form::Section(&CHECKS),
            "{hygiene: off, no-owner: error}",
            "The policy of the gate: how much each rule or set of rules matters.",
        )
        .habits(&["rules", "lint", "gate", "policy"]),
    ],
    strangers: habits::SHARED,
};

pub(super) static OWNER: Table = Table {
    what: "an owner",
    keys: &[
        key("name", Form::Text, "Ana Ruiz", "The full name."),
        key("team", Form::Text, "payments", "The team.").habits(&["group", "squad"]),
        key("github", Form::Text, "anaruiz", "The account name there.").habits(&["login", "handle"]),
        key("email", Form::Text, "ana@example.com", "The address.").habits(&["mail"]),
        key("calendar", Form::Calendar, "es", "The owner's calendar.")
            .nature(Nature::Plan)
            .habits(&["country", "location"]),
        key("away", Form::Dates, "[2026-08-10..2026-08-21]", "Days and ranges of leave.")
            .nature(Nature::Plan)
            .habits(&["leave", "pto", "vacation", "ooo", "holidays"]),
        key("external", Form::Flag, "true", "Whether it is outside the house: a vendor or a customer.")
            .habits(&["vendor"]),
        key("deputy", Form::Owner, "bo", "Who stands in.").habits(&["backup", "delegate"]),
    ],
    strangers: habits::OWNER,
};

pub(super) static CALENDAR: Table = Table {
    what: "a calendar",
    keys: &[
        key("extends", Form::Calendar, "default", "The calendar that this one refines.").nature(Nature::Plan).habits(&["parent", "base", "inherits", "from"]),
        key("week", Form::Weekdays, "[mon, tue, wed, thu, fri]", "The working days of a week; without it, those of the calendar it extends, else Monday to Friday.").nature(Nature::Plan).habits(&[
            "days", "workweek", "working_days", "weekdays",
        ]),
        key("holidays", Form::Dates, "[2026-12-25, 2026-12-28..2027-01-01]", "Days and ranges that are not worked.").nature(Nature::Plan)
            .habits(&["off", "closed", "except", "non_working_days"]),
        key("workdays", Form::Dates, "[2026-11-28]", "Days that are worked despite week and holidays.").nature(Nature::Plan).habits(&["open", "extra", "include"]),
    ],
    strangers: &[],
};

pub(super) static FREEZE: Table = Table {
    what: "a freeze",
    keys: &[
        key("name", Form::Text, "Year end", "What people call it.").habits(&["title", "reason", "why"]),
        key("dates", Form::Dates, "[2026-12-14..2027-01-04]", "Days and ranges on which nothing is worked.")
            .nature(Nature::Plan)
            .habits(&["date", "days", "when", "range"])
            .required(),
        key(
            "tags",
            Form::Words,
            "[release]",
            "The tags of the milestones that rest; without it, all of them.",
        )
        .nature(Nature::Plan)
        .habits(&["tag", "labels", "for"]),
    ],
    strangers: &[],
};

pub(super) static AT_RISK: Table = Table {
    what: "`at_risk`",
    keys: &[
        key("at_least", Form::Days, "2d", "The threshold is never lower.")
            .limit(2, Looser::Smaller)
            .habits(&["min"]),
        key(
            "share",
            Form::Percent,
            "10%",
            "The part of the working days up to the promise that must be float.",
        )
        .limit(10, Looser::Smaller)
        .habits(&["percent"]),
        key("at_most", Form::Days, "10d", "The threshold is never higher.")
            .limit(10, Looser::Smaller)
            .habits(&["max"]),
    ],
    strangers: &[],
};
