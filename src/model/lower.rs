//! From documents to the model: resolves names, turns weeks into days, fills in defaults.

use super::calendars::{Absences, CalendarNames, Chosen};
use super::dependencies::{self, OnFinish};
use super::freezes::{self, Freezes};
use super::named::NamedProgram;
use super::names::{Found, Names, OwnerNames, Reference};
use super::sink::FindingSink;
use super::{
    AsOf, Ask, Blocked, Cancelled, Checks, Declaration, Estimate, Milestone, MilestoneId, Move, Owner,
    OwnerId, Program, ProgramId, Promise, Settings, Spans, Workspace, check, risks, waivers,
};
use crate::calendar::Length;
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, Span};
use crate::syntax::{
    Field, HealthDoc, MilestoneDoc, MoveDoc, OwnerDoc, ProgramDoc, Reading, SharedDoc, Spanned, TimeUnit,
};
use std::collections::BTreeMap;

/// Returns the model of these documents. Programs come sorted by id.
pub(super) fn lower(
    programs: &[NamedProgram],
    shared_file: FileId,
    shared: &SharedDoc,
    as_of: AsOf,
    findings: &mut Findings,
) -> Workspace {
    let names = Names::new(programs);
    let mut sink = FindingSink::new(findings);
    let settings = Settings::new(shared_file, shared, &mut sink);
    let shared_is_unreadable = !shared.reading.is_whole() || sink.is_undated();
    let calendars = CalendarNames::new(shared_file, shared, &mut sink);
    let checks = Checks::new(shared_file, &shared.checks, &names, &mut sink);
    let mut workspace = Workspace { settings, checks, ..Workspace::default() };
    workspace.usual = Some(calendars.of_program(None, &mut workspace.calendars));
    // Reserved exactly: growing the longest list would double its memory.
    workspace.milestones.reserve_exact(programs.iter().map(|program| program.doc.milestones.len()).sum());
    let owners = lower_owners(shared_file, shared, &mut workspace, &mut sink);
    for owner in &shared.owners {
        calendars.check(shared_file, &owner.calendar, &mut sink);
    }
    let owner_docs = shared.owners.iter().map(|owner| (owner.id.as_str(), owner)).collect();
    let mut lowering = Lowering {
        names,
        calendars,
        freezes: Freezes::default(),
        owners,
        owner_docs,
        shared_is_unreadable,
        as_of,
        workspace,
        sink,
        on_finishes: Vec::new(),
    };
    lowering.workspace.freezes =
        freezes::lower(&lowering.names, shared_file, &shared.freezes, None, &mut lowering.sink);
    lowering.freezes = Freezes::new(&lowering.workspace.freezes);
    for program in programs {
        lowering.program(program);
    }
    for (index, program) in programs.iter().enumerate() {
        lowering.finish(ProgramId(index as u32), program);
    }
    for (index, program) in programs.iter().enumerate() {
        lowering.references(ProgramId(index as u32), program);
    }
    dependencies::link_finishes(&mut lowering);
    lowering.workspace
}

fn lower_owners(
    file: FileId,
    shared: &SharedDoc,
    workspace: &mut Workspace,
    sink: &mut FindingSink<'_>,
) -> OwnerNames {
    let mut docs: Vec<&OwnerDoc> = shared.owners.iter().collect();
    docs.sort_by(|a, b| a.id.cmp(&b.id));
    let mut by_id = BTreeMap::new();
    for doc in &docs {
        let id = OwnerId(workspace.owners.len() as u32);
        workspace.owners.push(Owner {
            id: doc.id.clone(),
            name: doc.name.non_blank(),
            team: doc.team.non_blank(),
            github: doc.github.non_blank(),
            email: doc.email.non_blank(),
            deputy: None,
            away: doc.away.clone(),
            external: doc.external.value().copied().unwrap_or(false),
            left: doc.left.value().copied(),
        });
        by_id.insert(doc.id.clone(), id);
    }
    let mut names = OwnerNames::new(by_id, shared.owners.is_written, shared.owners.reading);
    for (index, doc) in docs.into_iter().enumerate() {
        if let Some(deputy) = doc.deputy.spanned() {
            let place = Place { file, span: deputy.span };
            let deputy = names.find(&deputy.value, place, &mut workspace.owners, sink);
            workspace.owners[index].deputy = deputy;
        }
    }
    names
}

/// The state of lowering.
pub(super) struct Lowering<'a> {
    pub(super) names: Names<'a>,
    calendars: CalendarNames,
    freezes: Freezes,
    owners: OwnerNames,
    owner_docs: BTreeMap<&'a str, &'a OwnerDoc>,
    shared_is_unreadable: bool,
    as_of: AsOf,
    pub(super) workspace: Workspace,
    pub(super) sink: FindingSink<'a>,
    /// The dependencies on the finish of a program, until all others are known.
    pub(super) on_finishes: Vec<OnFinish>,
}

impl Lowering<'_> {
    fn program(&mut self, named: &NamedProgram) {
        let NamedProgram { id, file, doc, .. } = named;
        let program = ProgramId(self.workspace.programs.len() as u32);
        let first = self.workspace.milestones.len() as u32;
        let owner = self.owner(*file, &doc.owner);
        let declared = self.declaration(*file, &doc.health);
        check::program(id, doc, *file, self.as_of, &mut self.sink);
        self.calendars.check(*file, &doc.calendar, &mut self.sink);
        let why = if self.shared_is_unreadable {
            Some("tpm.yaml could not be read".to_owned())
        } else if doc.milestones.reading == Reading::Cut {
            Some(format!("`{id}` could not be read to its end"))
        } else if !doc.reading.is_whole() {
            Some(format!("one of the keys of `{id}` itself could not be read"))
        } else {
            None
        };
        let own = freezes::lower(&self.names, *file, &doc.freezes, Some((program, id)), &mut self.sink);
        let freezes = Freezes::new(&own);
        self.workspace.freezes.extend(own);
        for milestone in &doc.milestones {
            self.milestone(program, named, milestone, &freezes, why.as_deref());
        }
        let waivers = waivers::waivers(self, named, &doc.waive);
        let calendar = doc.calendar.value().map(String::as_str);
        let calendar = self.calendars.of_program(calendar, &mut self.workspace.calendars);
        let last = self.workspace.milestones.len() as u32;
        self.workspace.programs.push(Program {
            id: id.clone(),
            name: doc.name.non_blank().unwrap_or_else(|| id.clone()),
            summary: doc.summary.non_blank(),
            owner,
            start: doc.start.value().copied(),
            promise: promise(&doc.due, &doc.moved),
            finish: None,
            declared,
            calendar,
            formerly: doc.formerly.iter().map(|id| id.value.clone()).collect(),
            milestones: first..last,
            // Filled in once all milestones have their indices.
            assertions: Vec::new(),
            waivers,
            origin: Place { file: *file, span: Span::default() },
            spans: Spans::of_program(doc),
            undated_because: why,
            reading: doc.milestones.reading,
        });
    }

    fn milestone(
        &mut self,
        program: ProgramId,
        named: &NamedProgram,
        doc: &MilestoneDoc,
        freezes: &Freezes,
        why: Option<&str>,
    ) {
        let place = |span| Place { file: named.file, span };
        self.sink.begin();
        let owner = self.owner(named.file, &doc.owner);
        self.calendars.check(named.file, &doc.calendar, &mut self.sink);
        let (calendar_name, calendar) = self.calendar(named, doc, freezes);
        let waivers = waivers::waivers(self, named, &doc.waive);
        let declared = self.declaration(named.file, &doc.health);
        let week = calendar.map_or(5, |calendar| calendar.week);
        let nothing =
            self.workspace.calendars.intern(crate::calendar::Week::MONDAY_TO_FRIDAY, None, Vec::new());
        let mut milestone = Milestone {
            id: doc.id.clone(),
            full_id: format!("{}/{}", named.id, doc.id),
            program,
            name: doc.name.non_blank().unwrap_or_else(|| doc.id.clone()),
            owner,
            duration: doc.duration.value().map(|duration| Estimate::new(*duration, week)),
            promise: promise(&doc.due, &doc.moved),
            // A future actual does not count; a finding reports it.
            done: doc.done.value().copied().filter(|day| self.as_of.has_seen(*day)),
            started: doc.started.value().copied().filter(|day| self.as_of.has_seen(*day)),
            progress: doc.progress.value().copied(),
            remaining: doc
                .remaining
                .value()
                .map(|amount| Length { days: amount.days(week), elapsed: amount.unit == TimeUnit::Elapsed }),
            updated: doc.updated.value().copied().filter(|day| self.as_of.has_seen(*day)),
            eta: doc.eta.value().copied(),
            not_before: doc.not_before.value().copied(),
            pauses: doc.pauses.clone(),
            window: check::window(doc),
            blocked: doc.blocked.value().map(|blocked| {
                Box::new(Blocked {
                    since: blocked.since.value().copied(),
                    why: blocked.why.non_blank(),
                    waiting_on: blocked.waiting_on.non_blank(),
                    until: blocked.until.value().copied(),
                })
            }),
            firm: doc.firm.value().copied().unwrap_or(false),
            promised_to: doc.promised_to.non_blank(),
            tags: doc.tags.clone(),
            workstream: doc.workstream.non_blank(),
            declared,
            note: doc.note.non_blank(),
            baseline: doc.baseline.value().copied(),
            url_links: doc.url_links.clone(),
            cancelled: doc.cancelled.value().and_then(|cancelled| {
                let on = cancelled.on.value().copied().filter(|day| self.as_of.has_seen(*day))?;
                Some(Box::new(Cancelled { on, reason: cancelled.reason.reason() }))
            }),
            formerly: doc.formerly.iter().map(|id| id.value.clone()).collect(),
            waivers,
            calendar: calendar_name,
            base: calendar.map_or(nothing, |calendar| calendar.base),
            full: calendar.map_or(nothing, |calendar| calendar.full),
            origin: place(doc.span),
            spans: Spans::of_milestone(doc),
            undated_because: None,
            perhaps_done: doc.done.is_present(),
        };
        milestone.perhaps_done &= milestone.done.is_none();
        // With a future or unreadable day it is not known whether the milestone is cancelled.
        milestone.perhaps_done |= doc.cancelled.is_present() && milestone.is_live();
        check::milestone(&milestone, doc, named.file, self.as_of, &mut self.sink);
        check::weeks(week, doc, named.file, &mut self.sink);
        let owner_doc = doc.owner.value().and_then(|name| self.owner_docs.get(name.as_str()));
        let owner_is_whole = owner_doc.is_none_or(|owner| owner.reading.is_whole());
        milestone.undated_because = match why {
            Some(why) => Some(why.to_owned()),
            None if !doc.reading.is_whole() || self.sink.is_undated() => {
                Some("something in it could not be read".into())
            }
            None if !owner_is_whole => Some("its owner's entry in tpm.yaml could not be read".into()),
            None if calendar.is_none() || (doc.owner.is_present() && owner.is_none()) => {
                Some("its owner or its calendar is not known".into())
            }
            None if calendar.is_some_and(|calendar| !calendar.reading.is_whole()) => {
                Some("its calendar could not be read".into())
            }
            None => None,
        };
        self.workspace.milestones.push(milestone);
    }

    /// Returns the milestone's calendar: its own, else its owner's, else its program's, else the
    /// default. The name is `None` for the default.
    fn calendar(
        &mut self,
        named: &NamedProgram,
        doc: &MilestoneDoc,
        freezes: &Freezes,
    ) -> (Option<String>, Option<Chosen>) {
        let owner = doc.owner.value().and_then(|name| self.owner_docs.get(name.as_str()).copied());
        let owners = owner.and_then(|owner| owner.calendar.value());
        let name = doc.calendar.value().or(owners).or(named.doc.calendar.value()).map(String::as_str);
        let absences = Absences {
            owner: owner.map(|owner| (owner.id.as_str(), owner.away.as_slice())),
            program: &named.id,
            freezes: [&self.freezes, freezes],
            id: MilestoneId(self.workspace.milestones.len() as u32),
            tags: &doc.tags,
            pauses: &doc.pauses,
        };
        (name.map(str::to_owned), self.calendars.choose(name, &absences, &mut self.workspace.calendars))
    }

    pub(super) fn owner(&mut self, file: FileId, name: &Field<String>) -> Option<OwnerId> {
        let Spanned { value, span } = name.spanned()?;
        let place = Place { file, span: *span };
        self.owners.find(value, place, &mut self.workspace.owners, &mut self.sink)
    }

    fn declaration(&mut self, file: FileId, health: &Field<Box<HealthDoc>>) -> Option<Box<Declaration>> {
        let health = health.value()?;
        let by = self.owner(file, &health.by);
        let rag = *health.rag.value()?;
        let (note, on) = (health.note.non_blank(), health.on.value().copied());
        if on.is_some_and(|on| !self.as_of.has_seen(on)) {
            return None;
        }
        Some(Box::new(Declaration { rag, note, on, by }))
    }

    /// Resolves the references of a program, now that every milestone has its index.
    fn references(&mut self, id: ProgramId, named: &NamedProgram) {
        let milestones = self.workspace.program(id).milestone_ids();
        for (milestone, doc) in milestones.zip(&named.doc.milestones) {
            dependencies::lower(self, milestone, named, doc);
        }
        let assertions = waivers::assertions(self, named, &named.doc.assert);
        self.workspace.programs[id.index()].assertions = assertions;
        for doc in &named.doc.risks {
            let risk = risks::lower(self, id, named, doc, self.as_of);
            self.workspace.risks.push(risk);
        }
        for doc in &named.doc.asks {
            let of = self.owner(named.file, &doc.of);
            let full_id = format!("{}/{}", named.id, doc.id);
            let unlocks = self.milestones(named, &doc.unlocks, &full_id);
            self.workspace.asks.push(Ask {
                program: id,
                ask: doc.ask.non_blank().unwrap_or_else(|| doc.id.clone()),
                of,
                by: doc.by.value().copied(),
                unlocks,
                origin: Place { file: named.file, span: doc.span },
                full_id,
            });
        }
    }

    fn finish(&mut self, id: ProgramId, named: &NamedProgram) {
        let doc: &ProgramDoc = &named.doc;
        let found = match &doc.finish {
            Field::Absent => return,
            Field::Bad(_) => Found::Nothing,
            Field::Ok(finish) => {
                let reference = Reference {
                    text: &finish.value,
                    home: &named.id,
                    place: Place { file: named.file, span: finish.span },
                    rule: "unknown-finish",
                    subject: &named.id,
                };
                self.names.find(&reference, &mut self.sink)
            }
        };
        let cancelled = |milestone: MilestoneId| !self.workspace.milestone(milestone).is_live();
        // A cancelled finish is ignored: then the latest milestone is the finish.
        let cancelled = matches!(found, Found::Milestone(milestone) if cancelled(milestone));
        let program = &mut self.workspace.programs[id.index()];
        match found {
            Found::Milestone(_) if cancelled => {
                let place = Place { file: named.file, span: doc.finish.span().unwrap_or_default() };
                let finish = doc.finish.value().cloned().unwrap_or_default();
                let message = format!("`{finish}` is the finish of `{}`, but it is cancelled", named.id);
                self.sink.add(
                    Finding::warning("cancelled-finish", place, message)
                        .label("cancelled")
                        .subject(&named.id)
                        .help("name another finish; until then the latest milestone counts as the finish"),
                );
            }
            Found::Milestone(milestone) => program.finish = Some(milestone),
            Found::Unreadable(_) => {
                program.undated_because = Some("its `finish` may stand where it could not be read".into());
            }
            Found::Nothing => program.undated_because = Some("its `finish` names no milestone".into()),
        }
    }

    /// Returns the milestones of a list of references; reports unknown ones.
    pub(super) fn milestones(
        &mut self,
        named: &NamedProgram,
        references: &[Spanned<String>],
        subject: &str,
    ) -> Vec<MilestoneId> {
        let mut found = Vec::new();
        for spanned in references {
            let reference = Reference {
                text: &spanned.value,
                home: &named.id,
                place: Place { file: named.file, span: spanned.span },
                rule: "unknown-milestone",
                subject,
            };
            if let Found::Milestone(milestone) = self.names.find(&reference, &mut self.sink) {
                found.push(milestone);
            }
        }
        found
    }
}

fn promise(due: &Field<crate::syntax::Due>, moved: &[MoveDoc]) -> Promise {
    let due = due.value().copied();
    let moves = moved.iter().filter_map(|entry| {
        Some(Move {
            from: *entry.from.value()?,
            on: entry.on.value().copied(),
            cause: entry.cause.non_blank(),
            why: entry.why.reason(),
            agreed: entry.agreed.non_blank(),
        })
    });
    let day = due.and_then(crate::syntax::Due::day);
    Promise {
        due: day,
        original: moved.first().map_or(day, |first| first.from.value().copied()),
        tbd: due == Some(crate::syntax::Due::Tbd),
        moved: moves.collect(),
    }
}
