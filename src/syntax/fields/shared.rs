//! The keys of `tpm.yaml`.

use super::ChecksDoc;
use super::rows::*;

document! {
    /// `tpm.yaml`: what the programs of a workspace share.
    file SharedDoc, "`tpm.yaml`", habits::SHARED;

    requires: Version, "'>=0.1'", "The versions of tpm that may read these plans; any other refuses to.",
        ["tpm", "tpm_version", "required_version", "version"];

    owners: Entries<OwnerDoc> => Plan Calendar, "{ana: {name: Ana Ruiz, team: payments}}",
        "People, teams and vendors, by id.",
        ["people", "users", "resources", "members"];
    calendars: Entries<CalendarDoc> => Plan Calendar, "{us: {holidays: [2026-11-26]}}",
        "Working weeks and holidays, by id.",
        ["calendar"];
    freezes: List<FreezeDoc> => Plan Calendar, "[{name: Year end, dates: [2026-12-14..2027-01-04], tags: [release]}]",
        "Days on which no milestone, or none with certain tags, is worked.",
        ["freeze", "blackout", "blackouts"];
    currency: Text, "EUR", "The currency of every cost.";
    at_risk: Part<AtRiskDoc>, "{at_least: 2d, share: 10%, at_most: 10d}", "How much room a promise needs.";
    quiet_after_days: Count = 14 Larger, "14", "Civil days without an update after which an owner counts as quiet.";
    quiet_after_days_external: Count = 7 Larger, "7", "The same for external owners.";
    assume_progress: Days => Plan Actuals = 5 Larger, "5d", "The most unreported work that is assumed to be done.";
    impact_bands: Bands, "[2d, 5d, 10d, 20d]", "The upper ends of the first four of the five impact bands.";
    baseline: Text, "v1.0",
        "The commit whose forecasts variances are measured against: a branch, a tag, a hash or a day.";
    since: Text, "previous-workday",
        "What `tpm status` compares with: previous-workday, or a commit in the forms of `baseline`.";
    default_range: Part<DefaultRangeDoc>, "{optimistic: 90%, pessimistic: 150%}",
        "The range of a single estimate in `tpm odds`, in percent of it.";
    odds: Part<OddsDoc>, "{runs: 10000, distribution: pert}", "How often promises are kept: how that is simulated, and where it is shown.",
        ["simulation", "monte_carlo"];
    checks: Part<ChecksDoc>, "{hygiene: off, no-owner: error}",
        "The policy of the gate: the level of each rule or set of rules.",
        ["rules", "lint", "gate", "policy"], apart;
}

document! {
    /// An entry of `owners`.
    entry OwnerDoc, "an owner", habits::OWNER;

    name: Text, "Ana Ruiz", "The full name.";
    team: Text, "payments", "The team.", ["group", "squad"];
    github: Text, "anaruiz", "The GitHub account name.", ["login", "handle"];
    email: Text, "ana@example.com", "The email address.", ["mail"];
    calendar: Calendar => Plan Calendar, "es", "The owner's calendar.", ["country", "location"];
    away: Dates => Plan Calendar, "[2026-08-10..2026-08-21]", "Days and ranges of leave.",
        ["leave", "pto", "vacation", "ooo", "holidays"];
    external: Flag, "true", "Whether the owner is external: a vendor or a customer.", ["vendor"];
    deputy: Owner, "bo", "Who stands in when the owner is away.", ["backup", "delegate"];
    capacity: Capacity, "1", "How many pieces of work the owner does at once; without it, overload is not looked for.",
        ["wip", "wip_limit", "allocation", "parallel"];
    left: Date, "2026-10-01", "The last day on which the owner was here.", ["last_day", "leaves", "until"];
}

document! {
    /// An entry of `calendars`.
    entry CalendarDoc, "a calendar", habits::CALENDAR;

    extends: Calendar => Plan Calendar, "default", "The calendar that this one refines.",
        ["parent", "base", "inherits", "from"];
    week: Weekdays => Plan Calendar, "[mon, tue, wed, thu, fri]",
        "The working days of a week; without it, those of the calendar it extends, else Monday to Friday.",
        ["days", "workweek", "working_days", "weekdays"];
    holidays: Dates => Plan Calendar, "[2026-12-25, 2026-12-28..2027-01-01]", "Days and ranges that are not worked.",
        ["off", "closed", "except", "non_working_days"];
    workdays: Dates => Plan Calendar, "[2026-11-28]", "Days that are worked despite week and holidays.",
        ["open", "extra", "include"];
    unbroken: Flag => Plan Calendar, "true",
        "Whether a piece of work needs all of its days in a row and waits for the first run that is long enough.",
        ["consecutive", "contiguous", "no_split"];
}

document! {
    /// An entry of `freezes`.
    item FreezeDoc, "a freeze";

    name: Text, "Year end", "What people call it.", ["title", "reason", "why"];
    dates: Dates => Plan Calendar, "[2026-12-14..2027-01-04]", "Days and ranges on which nothing is worked.",
        ["date", "days", "when", "range"], required;
    tags: Words => Plan Calendar, "[release]", "The tags of the milestones that it stops; without it, it stops all.",
        ["tag", "labels", "for"];
    except: References => Plan Calendar, "[checkout/canary]", "Milestones that may work all the same.",
        ["exceptions", "exempt", "but"];
}

document! {
    /// `at_risk`: how much room a promise needs.
    part AtRiskDoc, "`at_risk`";

    at_least: Days = 2 Smaller, "2d", "The threshold is never lower.", ["min"];
    share: Percent = 10 Smaller, "10%", "The share of the most work left on any one way to the promise that must be room.",
        ["percent"];
    at_most: Days = 10 Smaller, "10d", "The threshold is never higher.", ["max"];
}

document! {
    /// `default_range`: the range of a single estimate.
    part DefaultRangeDoc, "`default_range`";

    optimistic: Percent, "90%", "If all goes well; without it 90%.", ["best", "min", "low"];
    pessimistic: PercentAbove, "150%", "If little goes well; without it 150%.", ["worst", "max", "high"];
}

document! {
    /// `odds`: how plans are simulated, and where that is shown.
    part OddsDoc, "`odds`";

    in_status: Flag, "true",
        "Whether `tpm status` and `tpm diff` say how often firm promises are kept; without it they do not.",
        ["status", "show"];
    runs: Runs, "10000", "How often the plan is dated; without it 10000.", ["iterations", "samples"];
    distribution: Distribution, "pert",
        "How the days between three points are spread, pert or triangular; without it pert.", ["shape"];
}
