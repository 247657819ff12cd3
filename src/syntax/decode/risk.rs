//! Risks and asks.

use super::{Entry, Reader};
use crate::syntax::document::{AskDoc, Field, RiskDoc};
use crate::syntax::values;

impl Reader<'_> {
    pub(super) fn risk(&mut self, entry: Entry) -> RiskDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, entry.table);
        let residual = section.get("residual").map(|(node, key)| self.section(node, key.table()));
        let (mut residual_probability, mut residual_impact) = (Field::Absent, Field::Absent);
        if let Some(residual) = residual {
            residual_probability = self.field(&residual, "probability", values::probability);
            residual_impact = self.impact(&residual);
            residual.finish();
        }
        let mut risk = RiskDoc {
            id: entry.id,
            span: entry.span,
            title: self.text(&section, "title"),
            owner: self.field(&section, "owner", values::owner),
            probability: self.field(&section, "probability", values::probability),
            impact: self.impact(&section),
            cost: self.field(&section, "cost", values::number),
            affects: self.list(&section, "affects", values::reference),
            response: self.field(&section, "response", values::response),
            mitigation: self.text(&section, "mitigation"),
            due: self.field(&section, "due", values::date),
            mitigated: self.field(&section, "mitigated", values::date),
            occurred: self.field(&section, "occurred", values::date),
            closed: self.field(&section, "closed", values::date),
            residual_probability,
            residual_impact,
            trigger: self.text(&section, "trigger"),
            raised: self.field(&section, "raised", values::date),
            reviewed: self.field(&section, "reviewed", values::date),
            next_review: self.field(&section, "next_review", values::date),
            waive: self.waivers(&section),
            unreadable: false,
        };
        section.finish();
        risk.unreadable = entry.twice || self.findings.any_error_since(start);
        risk
    }

    pub(super) fn ask(&mut self, entry: Entry) -> AskDoc {
        let section = self.section(entry.value, entry.table);
        let ask = AskDoc {
            id: entry.id,
            span: entry.span,
            ask: self.text(&section, "ask"),
            of: self.field(&section, "of", values::owner),
            by: self.field(&section, "by", values::date),
            unlocks: self.list(&section, "unlocks", values::reference),
        };
        section.finish();
        ask
    }
}
