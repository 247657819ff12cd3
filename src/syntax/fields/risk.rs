//! The keys of risks and asks.

use super::WaiverDoc;
use super::rows::*;

document! {
    /// An entry of `risks`.
    entry RiskDoc, "a risk", habits::RISK;

    title: Text, "Ledger writes too slow at peak", "What could happen.",
        ["name", "summary", "risk", "description"];
    owner: Owner, "bo", "Who watches it.", ["assignee", "risk_owner"];
    probability: Probability, "30%", "How likely it is.", ["likelihood", "chance", "prob"];
    impact: Impact, "15d", "Working time lost on each affected milestone.", ["delay"];
    cost: Number, "120000", "What it would cost, in the currency of `tpm.yaml`.";
    affects: References, "[ledger]", "The milestones it threatens; none = the program's finish.",
        ["milestones", "affected", "milestone", "affect", "threatens", "applies_to", "impacts"];
    response: Response, "mitigate", "avoid, mitigate, transfer, accept or escalate.",
        ["strategy", "treatment"];
    mitigation: Text, "Load test at 3x peak", "What is done about it.",
        ["plan", "action", "mitigations", "mitigation_plan"];
    due: Date, "2026-08-31", "When the mitigation is due.", ["deadline", "due_date", "target_date", "mitigation_due", "mitigate_by"];
    mitigated: Date, "2026-09-02", "The day on which the mitigation was in place.";
    occurred: Date, "2026-09-03", "The day on which it happened.",
        ["happened", "fired", "triggered"];
    closed: Date, "2026-09-04", "The day on which it could no longer happen.", ["status", "state"];
    residual: Part<ResidualDoc>, "{probability: 10%, impact: 5d}", "Probability and impact once mitigated.";
    trigger: Text, "p99 write over 40 ms in staging", "The sign that it is happening.";
    raised: Date, "2026-07-10", "The day on which it was raised.",
        ["opened", "created", "identified"];
    reviewed: Date, "2026-08-24", "The day on which it was last looked at.", ["last_review", "last_reviewed", "reviewed_on", "reviewed_at"];
    next_review: Date, "2026-09-21", "The day on which to look again.", ["review", "review_by"];
    waive: List<WaiverDoc>, "[{rule: overdue-milestone, until: 2026-10-01, reason: Vendor on strike, by: priya}]",
        "Findings that are excused until a given day, with a reason.",
        ["waivers", "ignore"];
}

document! {
    /// `residual`: a risk once mitigated.
    part ResidualDoc, "`residual`";

    probability: Probability, "10%", "How likely it is once mitigated.", ["likelihood"];
    impact: Impact, "5d", "Working time lost once mitigated.", ["delay"];
}

document! {
    /// An entry of `asks`.
    entry AskDoc, "an ask", habits::ASK;

    ask: Text, "One more counsel for redlines", "What is asked for.", ["title", "name", "what"];
    of: Owner, "sara", "Who is asked.", ["whom"];
    by: Date, "2026-09-21", "The day by which it is needed.", ["due", "date", "deadline"];
    unlocks: References, "[vendor-contract]", "The milestones that it unlocks.",
        ["unblocks", "for"];
}
