//! The documents that programs and milestones share, some of them with risks.

use super::rows::*;

document! {
    /// `health`.
    part HealthDoc, "`health`";

    rag: Rag, "green", "green, amber or red.", ["status", "colour", "color", "state"], required;
    note: Text, "On plan", "Why.", ["why", "comment", "reason"];
    on: Date, "2026-09-01", "The day on which it was reported.", ["date", "updated", "as_of"];
    by: Owner, "priya", "Who reported it.", ["who", "owner"];
}

document! {
    /// An entry of `moved`.
    item MoveDoc, "an entry of `moved`", habits::MOVE;

    from: Date, "2026-10-30", "The promise before it was moved.", ["was", "old"], required;
    on: Date, "2026-09-14", "The day on which it was moved.", ["date"];
    cause: Text, "vendor", "The kind of reason, such as vendor or scope.";
    why: Text, "Redlines took five weeks", "The reason.", ["reason"];
    agreed: Text, "sara", "Who agreed to it.", ["by", "agreed_with", "approved", "approved_by"];
}

document! {
    /// An entry of `waive`.
    item WaiverDoc, "a waiver";

    rule: Rule, "overdue-milestone", "The rule, or set of rules, whose finding is excused.",
        ["id", "name", "check"], required;
    until: Date, "2026-10-01", "The last day on which it is excused.",
        ["expires", "end", "due"], required;
    reason: Reason, "Vendor on strike", "Why.", ["why", "because", "note"], required;
    by: Owner, "priya", "Who decided it.", ["owner", "who", "approved_by"];
}
