//! The keys of risks and asks.

use super::habits;
use super::plan::WAIVER_KEY;
use super::{Form, Table, key};

pub(super) static RISK: Table = Table {
    what: "a risk",
    keys: &[
        key("title", Form::Text, "Ledger writes too slow at peak", "What could happen.").habits(&[
            "name",
            "summary",
            "risk",
            "description",
        ]),
        key("owner", Form::Owner, "bo", "Who watches it.").habits(&["assignee", "risk_owner"]),
        key("probability", Form::Probability, "30%", "How likely it is.").habits(&[
            "likelihood",
            "chance",
            "prob",
        ]),
        key("impact", Form::Impact, "15d", "Working time lost on each affected milestone.")
            .habits(&["delay", "severity"]),
        key("cost", Form::Number, "120000", "What it would cost, in the currency of `tpm.yaml`."),
        key(
            "affects",
            Form::References,
            "[ledger]",
            "The milestones it threatens; none = the program's finish.",
        )
        .habits(&["milestones", "affected", "milestone", "affect", "threatens"]),
        key("response", Form::Response, "mitigate", "avoid, mitigate, transfer, accept or escalate.")
            .habits(&["strategy", "treatment"]),
        key("mitigation", Form::Text, "Load test at 3x peak", "What is done about it.").habits(&[
            "plan",
            "action",
            "mitigations",
            "mitigation_plan",
        ]),
        key("due", Form::Date, "2026-08-31", "When the mitigation is due.").habits(&["deadline", "due_date"]),
        key("mitigated", Form::Date, "2026-09-02", "The day on which the mitigation was in place."),
        key("occurred", Form::Date, "2026-09-03", "The day on which it happened.").habits(&[
            "happened",
            "fired",
            "triggered",
        ]),
        key("closed", Form::Date, "2026-09-04", "The day on which it could no longer happen.")
            .habits(&["status", "state"]),
        key(
            "residual",
            Form::Section(&RESIDUAL),
            "{probability: 10%, impact: 5d}",
            "Probability and impact once mitigated.",
        ),
        key("trigger", Form::Text, "p99 write over 40 ms in staging", "What tells that it is happening."),
        key("raised", Form::Date, "2026-07-10", "The day on which it was raised.").habits(&[
            "opened",
            "created",
            "identified",
        ]),
        key("reviewed", Form::Date, "2026-08-24", "The day on which it was last looked at.")
            .habits(&["last_review"]),
        key("next_review", Form::Date, "2026-09-21", "The day on which to look again.")
            .habits(&["review", "review_by"]),
        WAIVER_KEY,
    ],
    strangers: habits::RISK,
};

pub(super) static RESIDUAL: Table = Table {
    what: "`residual`",
    keys: &[
        key("probability", Form::Probability, "10%", "How likely it is once mitigated.")
            .habits(&["likelihood"]),
        key("impact", Form::Impact, "5d", "Working time lost once mitigated.").habits(&["delay"]),
    ],
    strangers: &[],
};

pub(super) static ASK: Table = Table {
    what: "an ask",
    keys: &[
        key("ask", Form::Text, "One more counsel for redlines", "What is asked for.")
            .habits(&["title", "name", "what"]),
        key("of", Form::Owner, "sara", "Of whom.").habits(&["who", "owner", "from"]),
        key("by", Form::Date, "2026-09-21", "The day by which it is needed.")
            .habits(&["due", "date", "deadline"]),
        key("unlocks", Form::References, "[vendor-contract]", "The milestones that it unlocks.")
            .habits(&["unblocks", "for"]),
    ],
    strangers: &[],
};
