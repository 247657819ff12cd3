//! Program files.

use super::{Entry, Reader, Section};
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{
    AskDoc, BlockedDoc, Field, HealthDoc, MilestoneDoc, MoveDoc, Parsed, ProgramDoc, RiskDoc, Spanned,
};
use crate::syntax::fields;
use crate::syntax::values::{self, Duration};
use crate::syntax::yaml::{Kind, NodeId};

/// Reads a program file. What cannot be read is left out of the document and told in the findings, all of
/// them.
pub fn parse_program(file: FileId, source: &SourceFile) -> Parsed<ProgramDoc> {
    let (value, findings) = super::parse(file, source, |reader, root, broken| match root {
        Some(root) => reader.program(root, broken),
        None => {
            if !broken {
                reader.empty_file();
            }
            ProgramDoc { unreadable: true, partly_read: true, ..ProgramDoc::default() }
        }
    });
    Parsed { value, findings }
}

impl Reader<'_> {
    fn empty_file(&mut self) {
        let finding = self
            .error("empty-program", crate::source::Span::default(), "this file holds no program")
            .label("empty")
            .help("write `name:` and `milestones:`, or remove the file");
        self.findings.add(finding);
    }

    fn program(&mut self, root: NodeId, broken: bool) -> ProgramDoc {
        let start = self.findings.len();
        let section = self.section(root, &fields::PROGRAM);
        let mut program = ProgramDoc {
            id: self.field(&section, "id", values::id),
            name: self.text(&section, "name"),
            summary: self.text(&section, "summary"),
            owner: self.field(&section, "owner", values::id),
            start: self.field(&section, "start", values::date),
            due: self.field(&section, "due", values::due),
            finish: self.field(&section, "finish", values::id),
            calendar: self.field(&section, "calendar", values::id),
            health: self.health(&section),
            moved: self.moved(&section),
            ..ProgramDoc::default()
        };
        program.unreadable = broken || self.findings.any_error_since(start);
        let whole = |node| matches!(self.tree.kind(node), Kind::Mapping | Kind::Scalar { .. });
        program.partly_read = broken || section.get("milestones").is_some_and(|(node, _)| !whole(node));
        let milestones = self.entries(&section, "milestones");
        program.incomplete = !milestones.nameless.is_empty();
        program.milestones = self.each(milestones, Self::milestone);
        let risks = self.entries(&section, "risks");
        program.risks = self.each(risks, Self::risk);
        let asks = self.entries(&section, "asks");
        program.asks = self.each(asks, Self::ask);
        section.finish();
        program
    }

    fn milestone(&mut self, entry: Entry) -> MilestoneDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, &fields::MILESTONE);
        let mut milestone = MilestoneDoc {
            id: entry.id,
            span: entry.span,
            name: self.text(&section, "name"),
            owner: self.field(&section, "owner", values::id),
            duration: self.duration(&section, "duration"),
            due: self.field(&section, "due", values::due),
            done: self.field(&section, "done", values::date),
            started: self.field(&section, "started", values::date),
            progress: self.field(&section, "progress", values::progress),
            remaining: self.field(&section, "remaining", values::amount),
            updated: self.field(&section, "updated", values::date),
            depends_on: self.dependencies(&section),
            eta: self.field(&section, "eta", values::date),
            blocked: self.blocked(&section),
            firm: self.field(&section, "firm", values::flag),
            promised_to: self.text(&section, "promised_to"),
            moved: self.moved(&section),
            tags: self.list(&section, "tags", |text| Ok(text.to_owned())),
            workstream: self.text(&section, "workstream"),
            calendar: self.field(&section, "calendar", values::id),
            health: self.health(&section),
            note: self.text(&section, "note"),
            unreadable: false,
            cut: self.tree.is_cut(entry.value),
        };
        section.finish();
        milestone.unreadable = entry.twice || self.findings.any_error_since(start);
        milestone
    }

    /// Reads one estimate or three: `[4w, 6w, 11w]` or `{optimistic: 4w, likely: 6w, pessimistic: 11w}`.
    fn duration(&mut self, section: &Section, name: &'static str) -> Field<Duration> {
        let Some((node, _)) = section.get(name) else { return Field::Absent };
        let span = self.tree.span(node);
        let start = self.findings.len();
        let points = match self.tree.kind(node) {
            Kind::Sequence => self.tree.children(node).map(Some).collect(),
            Kind::Mapping => {
                let points = self.section(node, &fields::THREE_POINTS);
                let nodes = ["optimistic", "likely", "pessimistic"]
                    .map(|point| points.get(point).map(|(node, _)| node));
                points.finish();
                nodes.to_vec()
            }
            _ => {
                return match self.value(node, "working time such as `5d` or `2w`", values::amount) {
                    Field::Ok(read) => Field::Ok(Spanned { value: Duration::single(read.value), span }),
                    _ => Field::Bad(span),
                };
            }
        };
        let [Some(optimistic), Some(likely), Some(pessimistic)] = points[..] else {
            let finding = self
                .error("not-three-points", self.first_line(span), "an estimate has one point or three")
                .label(format!("{} given", points.iter().flatten().count()))
                .help("write `[4w, 6w, 11w]`: optimistic, likely, pessimistic");
            if !self.findings.any_error_since(start) {
                self.tell(node, finding);
            }
            return Field::Bad(span);
        };
        let mut read = |node| self.value(node, "working time such as `5d` or `2w`", values::amount);
        let (Field::Ok(optimistic), Field::Ok(likely), Field::Ok(pessimistic)) =
            (read(optimistic), read(likely), read(pessimistic))
        else {
            return Field::Bad(span);
        };
        let value =
            Duration { optimistic: optimistic.value, likely: likely.value, pessimistic: pessimistic.value };
        Field::Ok(Spanned { value, span })
    }

    fn blocked(&mut self, section: &Section) -> Field<BlockedDoc> {
        let Some((node, _)) = section.get("blocked") else { return Field::Absent };
        let span = self.tree.span(node);
        let start = self.findings.len();
        let section = self.section(node, &fields::BLOCKED);
        let blocked = BlockedDoc {
            since: self.field(&section, "since", values::date),
            why: self.text(&section, "why"),
            waiting_on: self.text(&section, "waiting_on"),
            until: self.field(&section, "until", values::date),
        };
        section.finish();
        // What is missing may be what was misspelt.
        if self.findings.any_error_since(start) {
            return Field::Bad(span);
        }
        if !blocked.since.is_present() {
            self.missing(node, "blocked", "since", "the day since which it is blocked");
            return Field::Bad(span);
        }
        Field::Ok(Spanned { value: blocked, span })
    }

    fn health(&mut self, section: &Section) -> Field<HealthDoc> {
        let Some((node, _)) = section.get("health") else { return Field::Absent };
        let span = self.tree.span(node);
        let start = self.findings.len();
        let section = self.section(node, &fields::HEALTH);
        let health = HealthDoc {
            rag: self.field(&section, "rag", values::declared),
            note: self.text(&section, "note"),
            on: self.field(&section, "on", values::date),
            by: self.field(&section, "by", values::id),
        };
        section.finish();
        if self.findings.any_error_since(start) {
            return Field::Bad(span);
        }
        if !health.rag.is_present() {
            self.missing(node, "health", "rag", "green, amber or red");
            return Field::Bad(span);
        }
        Field::Ok(Spanned { value: health, span })
    }

    fn moved(&mut self, section: &Section) -> Vec<MoveDoc> {
        let Some((node, _)) = section.get("moved") else { return Vec::new() };
        let items = match self.tree.kind(node) {
            Kind::Mapping => vec![node],
            _ => self.items(node, "a list of moves"),
        };
        let mut moves = Vec::new();
        for item in items {
            let start = self.findings.len();
            let section = self.section(item, &fields::MOVED);
            let entry = MoveDoc {
                from: self.field(&section, "from", values::date),
                on: self.field(&section, "on", values::date),
                cause: self.text(&section, "cause"),
                why: self.text(&section, "why"),
                agreed: self.text(&section, "agreed"),
            };
            section.finish();
            if !self.findings.any_error_since(start) && !entry.from.is_present() {
                self.missing(item, "moved", "from", "the promise before it was moved");
            }
            moves.push(entry);
        }
        moves
    }

    fn missing(&mut self, node: NodeId, what: &str, key: &str, meaning: &str) {
        let place = self.first_line(self.tree.span(node));
        let finding = self
            .error("missing-key", place, format!("`{what}` needs `{key}:`, {meaning}"))
            .label(format!("no `{key}`"))
            .help(format!("add `{key}:` to it"));
        self.tell(node, finding);
    }

    fn risk(&mut self, entry: Entry) -> RiskDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, &fields::RISK);
        let residual = section.get("residual").map(|(node, _)| self.section(node, &fields::RESIDUAL));
        let (mut residual_probability, mut residual_impact) = (Field::Absent, Field::Absent);
        if let Some(residual) = residual {
            residual_probability = self.field(&residual, "probability", values::probability);
            residual_impact = self.duration(&residual, "impact");
            residual.finish();
        }
        let mut risk = RiskDoc {
            id: entry.id,
            span: entry.span,
            title: self.text(&section, "title"),
            owner: self.field(&section, "owner", values::id),
            probability: self.field(&section, "probability", values::probability),
            impact: self.duration(&section, "impact"),
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
            unreadable: false,
        };
        section.finish();
        risk.unreadable = entry.twice || self.findings.any_error_since(start);
        risk
    }

    fn ask(&mut self, entry: Entry) -> AskDoc {
        let section = self.section(entry.value, &fields::ASK);
        let ask = AskDoc {
            id: entry.id,
            span: entry.span,
            ask: self.text(&section, "ask"),
            of: self.field(&section, "of", values::id),
            by: self.field(&section, "by", values::date),
            unlocks: self.list(&section, "unlocks", values::reference),
        };
        section.finish();
        ask
    }
}
