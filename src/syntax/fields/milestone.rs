//! The keys of a milestone.

use super::rows::*;
use super::{HealthDoc, MoveDoc, WaiverDoc};

document! {
    /// An entry of `milestones`. A file may have 100,000 of them: large fields that few have are
    /// boxed.
    entry MilestoneDoc, "a milestone", habits::MILESTONE;

    name: Text, "Checkout API frozen", "What people call it.",
        ["title", "summary", "task", "task_name", "activity", "milestone_name"];
    owner: Owner => Plan Owner, "ana", "Its owner: a person, a team or a vendor.",
        ["assignee", "assignees", "assigned_to", "assigned", "responsible", "who", "resource", "resources",
         "resource_names", "assigned_resources", "runs_on", "lead", "dri"];
    duration: Duration => Plan Estimate, "3w", "The working time it takes; without a duration it is an event.",
        ["effort", "estimate", "length", "time", "work", "days", "original_estimate",
         "duration_days", "duration_d", "days_needed", "planned_duration"];
    due: DateOrTbd => Promise, "2026-09-18", "The promised day; `tbd` = deliberately not promised yet.",
        ["end", "date", "deadline", "due_date", "due_on", "duedate", "end_date", "finish", "target",
         "target_date", "finish_date", "end_before", "finish_before", "finish_by", "end_by", "due_by",
         "due_before", "complete_by", "planned_finish", "planned_end", "promise", "promised", "promised_for",
         "promised_on", "promised_by", "promised_date", "promise_date", "commitment", "commitment_date",
         "committed", "committed_date", "committed_for", "commit_date"], otherwise(habits::PROMISED);
    done: Date => Word, "2026-08-04", "The day on which it was finished.",
        ["completed", "completed_at", "completed_on", "done_on", "done_at", "done_date", "finished",
         "finished_on", "finished_at", "closed", "closed_on", "closed_at", "delivered_on", "status", "state",
         "resolved", "resolution", "resolution_date", "actual_finish", "actual_end", "completion_date"];
    started: Date => Word, "2026-08-05", "The day on which work began.",
        ["began", "actual_start", "started_at", "started_on", "in_progress"];
    progress: Progress => Word, "40%", "How much is done.",
        ["percent", "complete", "percent_complete", "pct", "pct_complete", "%_complete", "%complete",
         "%_done", "percent_done", "completion", "%"];
    remaining: Amount => Word, "18d", "Working time that is left.",
        ["left", "remaining_duration", "remaining_estimate", "remaining_work", "time_remaining", "etc"];
    updated: Date => Word, "2026-09-11", "The day for which progress, remaining and eta were reported.",
        ["as_of", "updated_at", "updated_on", "last_update"];
    depends_on: Dependencies => Plan Logic, "[api-freeze, ledger +2d, mlops/fraud-model SS+1w]",
        "What it waits for, each with link type and lag.",
        ["deps", "dep", "depends", "dependson", "dependencies", "dependency", "needs", "after",
         "requires", "predecessors", "predecessor", "blocked_by", "is_blocked_by", "waits_for", "preds",
         "depends_upon", "prerequisites"];
    eta: Date => Word, "2026-10-02", "When its owner now expects it.",
        ["expected", "forecast", "expected_finish", "estimated_completion"];
    not_before: Date => Plan Constraint, "2026-10-05", "It cannot start before this day.",
        ["start_after", "earliest", "earliest_start", "start_no_earlier_than", "snet"];
    pauses: Dates => Plan Calendar, "[2026-12-24, 2026-12-28..2027-01-01]",
        "Days and ranges on which this milestone alone is not worked on.", ["pause", "paused", "breaks"];
    start: Date => Plan Constraint, "2026-10-05",
        "The first day of a planned window, together with `due` and without `duration`.",
        ["start_date", "start_on", "begin", "starts", "planned_start", "scheduled_start"],
        otherwise(habits::BEGAN);
    blocked: Section<BlockedDoc> => Word, "{since: 2026-09-07, why: Redlines, waiting_on: marco, until: 2026-09-21}",
        "What blocks it, since when, and whom it waits on.",
        ["blocker", "impediment", "flagged", "waiting_on", "on_hold"];
    firm: Flag, "true", "The promise cannot move: missing it makes the program late.",
        ["hard", "fixed"];
    promised_to: Text, "BigBank", "To whom it was promised.", ["customer", "client"];
    moved: List<MoveDoc>, "[{from: 2026-10-30, on: 2026-09-14, cause: vendor, why: Redlines took five weeks, agreed: sara}]",
        "Every time the promise was moved, and why; the first is the original promise.";
    tags: Words => Plan Calendar, "[release]", "Labels to select by; freezes select by them too.",
        ["labels", "label", "tag", "components", "fix_version", "fix_versions", "version", "release",
         "iteration", "sprint"];
    workstream: Text, "payments", "The stream of work it belongs to.",
        ["stream", "epic", "epic_link", "section", "phase", "group", "stage", "swimlane", "parent"];
    calendar: Calendar => Plan Calendar, "es", "Its own calendar.";
    health: Section<HealthDoc>, "{rag: amber, note: Vendor is slow, on: 2026-09-10}",
        "The health that its owner reports.",
        ["rag", "color", "colour"];
    note: Text, "Needs the new schema", "Anything worth knowing.",
        ["notes", "comment", "comments", "description", "details", "status_note"];
    baseline: Date, "2026-09-04", "The date that variances may be measured against.",
        ["baseline_finish"];
    url_links "links": UrlLinks, "{jira: ABC-12, doc: 'https://example.com/design'}",
        "Where to read more: a name and an address each.",
        ["jira", "url", "link", "issue", "ticket"];
    cancelled: Section<CancelledDoc> => Plan Scope, "{on: 2026-09-01, reason: Bought instead of built}",
        "It will not happen: the day that was decided, and why.",
        ["canceled", "dropped", "descoped"];
    formerly: Ids, "[old-ledger]", "Ids that it had before.", ["renamed_from", "was", "old_id"];
    waive: List<WaiverDoc>, "[{rule: overdue-milestone, until: 2026-10-01, reason: Vendor on strike, by: priya}]",
        "Findings that are excused until a given day, with a reason.",
        ["waivers", "ignore"];
}

document! {
    /// `blocked`.
    part BlockedDoc, "`blocked`";

    since: Date, "2026-09-07", "The day since when it is blocked.", ["from", "on", "date"], required;
    why: Text, "Redlines on liability", "What is in the way.", ["reason", "cause", "note"];
    waiting_on: Text, "marco", "Who can clear it.", ["by", "waiting_for", "who", "owner"];
    until: Date, "2026-09-21", "The day by which it is expected to be cleared.",
        ["eta", "expected", "due"];
}

document! {
    /// `cancelled`.
    part CancelledDoc, "`cancelled`";

    on: Date, "2026-09-01", "The day on which it was decided.", ["date", "since", "at"], required;
    reason: Text, "Bought instead of built", "Why.", ["why", "note", "because"];
}

document! {
    /// Three points of an estimate, by name. The form of the key above them decides which amounts
    /// they take.
    table THREE_POINTS, "a three-point estimate", habits::THREE_POINTS;

    optimistic: Amount, "4w", "If all goes well.", ["best", "min", "low"], required;
    likely: Amount, "6w", "What the schedule uses.", ["most_likely", "mode"], required;
    pessimistic: Amount, "11w", "If little goes well.", ["worst", "max", "high"], required;
}
