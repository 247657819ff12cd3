//! Milestones, and what programs say in the same way.

use super::{Entry, Reader, Section};
use crate::syntax::document::{BlockedDoc, CancelledDoc, Field, HealthDoc, MilestoneDoc, MoveDoc, WaiverDoc};
use crate::syntax::values;
use crate::syntax::yaml::Kind;

impl Reader<'_> {
    pub(super) fn milestone(&mut self, entry: Entry) -> MilestoneDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, entry.table);
        let mut milestone = MilestoneDoc {
            id: entry.id,
            span: entry.span,
            name: self.text(&section, "name"),
            owner: self.field(&section, "owner", values::owner),
            duration: self.duration(&section, "duration"),
            due: self.field(&section, "due", values::due),
            done: self.field(&section, "done", values::date),
            started: self.field(&section, "started", values::date),
            progress: self.field(&section, "progress", values::progress),
            remaining: self.field(&section, "remaining", values::amount),
            updated: self.field(&section, "updated", values::date),
            depends_on: self.dependencies(&section),
            eta: self.field(&section, "eta", values::date),
            not_before: self.field(&section, "not_before", values::date),
            start: self.field(&section, "start", values::date),
            blocked: self.blocked(&section),
            firm: self.field(&section, "firm", values::flag),
            promised_to: self.text(&section, "promised_to"),
            moved: self.moved(&section),
            tags: self.list(&section, "tags", |text| Ok(text.to_owned())),
            workstream: self.text(&section, "workstream"),
            calendar: self.field(&section, "calendar", values::id),
            health: self.health(&section),
            note: self.text(&section, "note"),
            baseline: self.field(&section, "baseline", values::date),
            links: self.links(&section),
            cancelled: self.cancelled(&section),
            formerly: self.list(&section, "formerly", values::id),
            waive: self.waivers(&section),
            unreadable: false,
            strange: section.strange(),
            cut: self.tree.is_cut(entry.value),
        };
        section.finish();
        milestone.unreadable = entry.twice || self.findings.any_error_since(start);
        milestone
    }

    fn blocked(&mut self, section: &Section) -> Field<Box<BlockedDoc>> {
        self.inner(section, "blocked", |reader, section| BlockedDoc {
            since: reader.field(section, "since", values::date),
            why: reader.text(section, "why"),
            waiting_on: reader.text(section, "waiting_on"),
            until: reader.field(section, "until", values::date),
        })
    }

    fn cancelled(&mut self, section: &Section) -> Field<Box<CancelledDoc>> {
        self.inner(section, "cancelled", |reader, section| CancelledDoc {
            on: reader.field(section, "on", values::date),
            reason: reader.text(section, "reason"),
        })
    }

    pub(super) fn health(&mut self, section: &Section) -> Field<Box<HealthDoc>> {
        self.inner(section, "health", |reader, section| HealthDoc {
            rag: reader.field(section, "rag", values::declared),
            note: reader.text(section, "note"),
            on: reader.field(section, "on", values::date),
            by: reader.field(section, "by", values::owner),
        })
    }

    pub(super) fn moved(&mut self, section: &Section) -> Vec<MoveDoc> {
        self.each_of(section, "moved", |reader, section, _| MoveDoc {
            from: reader.field(section, "from", values::date),
            on: reader.field(section, "on", values::date),
            cause: reader.text(section, "cause"),
            why: reader.text(section, "why"),
            agreed: reader.text(section, "agreed"),
        })
    }

    pub(super) fn waivers(&mut self, section: &Section) -> Vec<WaiverDoc> {
        self.each_of(section, "waive", |reader, section, span| WaiverDoc {
            span,
            rule: reader.field(section, "rule", values::rule),
            until: reader.field(section, "until", values::date),
            reason: reader.field(section, "reason", values::reason),
            by: reader.field(section, "by", values::owner),
        })
    }

    /// Reads names of people's own, each with a text.
    fn links(&mut self, section: &Section) -> Vec<(String, String)> {
        let Some((node, key)) = section.get("links") else { return Vec::new() };
        let wanted = key.form.wanted();
        if !matches!(self.tree.kind(node), Kind::Mapping) {
            let items = self.items(node, wanted);
            if !items.is_empty() {
                let found =
                    if matches!(self.tree.kind(node), Kind::Sequence) { "a list" } else { "a single value" };
                let finding = self.wrong_shape(self.tree.span(node), wanted, found);
                self.tell(node, finding);
            }
            return Vec::new();
        }
        let mut links: Vec<(String, String)> = Vec::new();
        let mut seen = std::collections::BTreeMap::new();
        for value in self.tree.children(node) {
            let Some(key) = self.tree.key(value) else { continue };
            let (name, text) = (self.scalar(key, "a name"), self.scalar(value, "an address or a number"));
            let (Some(name), Some(text)) = (name, text) else { continue };
            let span = self.tree.span(key);
            if let Some(first) = seen.insert(name, span) {
                let finding = self.duplicate(name, first, span);
                self.findings.add(finding);
            }
            links.push((name.to_owned(), text.to_owned()));
        }
        links
    }
}
