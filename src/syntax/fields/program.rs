//! The keys of a program file.

use super::rows::*;
use super::{AskDoc, FreezeDoc, HealthDoc, MilestoneDoc, MoveDoc, RiskDoc, WaiverDoc};

document! {
    /// A program file.
    file ProgramDoc, "a program", habits::PROGRAM;

    id: Id, "checkout", "The id of the program; without it, the name of the file.";
    name: Text, "Checkout off the monolith", "What people call the program.",
        ["title", "project", "project_name", "gantt", "plan", "workflow", "program"];
    summary: Text, "Move checkout to its own services.", "What it is for, in a sentence.",
        ["description", "goal", "objective"];
    owner: Owner, "priya", "The owner of the whole program.",
        ["assignee", "lead", "manager", "tpm", "project_owner", "program_owner", "product_owner",
         "project_manager", "program_manager", "dri"];
    start: Date => Plan Constraint, "2026-07-06", "No work is planned before this day.",
        ["start_date", "begin", "starts", "start_on", "project_start"];
    due: DateOrTbd, "2026-12-18", "The promised day of the program, measured at its finish milestone.",
        ["end", "date", "deadline", "due_date", "due_on", "end_date", "target", "target_date",
         "finish_date", "promise", "promised", "promised_for", "promised_on", "promised_by", "promised_date",
         "promise_date", "commitment", "commitment_date", "committed", "committed_date"],
        otherwise(habits::PROMISED);
    finish: Id => Plan Logic, "cutover", "The milestone that is the program's finish; without it, the latest one.";
    calendar: Calendar => Plan Calendar, "us", "The calendar of milestones whose owner has none.";
    health: Section<HealthDoc>, "{rag: green, note: On plan, on: 2026-09-01, by: priya}",
        "The health that its owner reports.",
        ["status", "rag", "state"];
    moved: List<MoveDoc>, "[{from: 2026-10-30, on: 2026-09-14, cause: vendor, why: Redlines took five weeks, agreed: sara}]",
        "Every time the promise was moved, and why; the first is the original promise.";
    formerly: Ids, "[old-checkout]", "Ids that it had before.", ["renamed_from", "was", "old_id"];
    milestones: Entries<MilestoneDoc> => Plan Scope, "{cutover: {owner: ana, duration: 2w}}",
        "The milestones, by id.",
        ["tasks", "steps", "items", "activities", "jobs", "issues", "stories", "epics", "phases",
         "deliverables"], apart;
    risks: Entries<RiskDoc>, "{ledger-perf: {title: Ledger too slow, probability: 30%, impact: 15d}}",
        "What could go wrong, by id.",
        ["raid", "risk_register"], apart;
    asks: Entries<AskDoc>, "{counsel: {ask: One more counsel, of: sara, by: 2026-09-21}}",
        "What is asked, and of whom, by id.",
        ["requests", "escalations"], apart;
    freezes: List<FreezeDoc> => Plan Calendar, "[{name: Year end, dates: [2026-12-14..2027-01-04], tags: [release]}]",
        "Days on which no milestone of the program is worked.",
        ["freeze", "blackout", "blackouts"];
    assert: List<AssertionDoc>, "[{milestone: cutover, forecast_by: 2026-12-18, because: Contract penalty}]",
        "The program's own conditions, checked by the gate.",
        ["asserts", "assertions"], apart;
    waive: List<WaiverDoc>, "[{rule: overdue-milestone, until: 2026-10-01, reason: Vendor on strike, by: priya}]",
        "Findings that are excused until a given day, with a reason.",
        ["waivers", "ignore"], apart;
}

document! {
    /// An entry of `assert`.
    item AssertionDoc, "an assertion";

    milestone: Reference, "cutover", "The milestone it is about; without it, the program.",
        ["of", "on", "id"];
    forecast_by: Date, "2026-12-18", "The milestone must be forecast for this day or earlier.";
    float_at_least: Days, "5d", "The milestone must keep at least this much float to its promise.";
    odds_at_least: Odds, "80%",
        "Its promise must be kept in at least this share of the runs of `tpm odds`.",
        ["odds", "confidence", "probability"];
    finish_by: Date, "2026-12-18", "The program must be forecast for this day or earlier.";
    because: Text, "Contract penalty", "Why it must hold.", ["reason", "why"];
}
