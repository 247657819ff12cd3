//! Plans between several plans: each milestone is as in one of them.
//!
//! Switching a few milestones recalculates only what lies downstream of them, so that many
//! combinations of the same edits can be tried. The dates equal those of scheduling the combination
//! as a whole (`tests/property`).

use super::lost::lost;
use super::marks::Marks;
use crate::calendar::CalendarId;
use crate::graph::{LinkId, Network};
use crate::model::{LagDays, Link, LinkKind, MilestoneId, Program, ProgramId, Workspace};
use crate::schedule::{Dates, Inputs, Plan, PromiseHolder, Reading, Task, date_again, forward};
use crate::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// What makes a link of one plan the same as one of another.
type LinkKey = (MilestoneId, MilestoneId, LinkKind, LagDays);

fn key(link: &Link) -> LinkKey {
    (link.from, link.to, link.kind, link.lag)
}

/// A milestone as it is in one of the plans.
#[derive(Debug)]
struct Version<L> {
    task: Task,
    base: CalendarId,
    full: CalendarId,
    /// The links into it.
    links: BTreeSet<L>,
}

/// Collects the plans of a blend.
#[derive(Debug)]
pub struct Blending {
    main: Workspace,
    varied: Vec<MilestoneId>,
    as_of: Day,
    plans: u32,
    links: BTreeMap<LinkKey, Link>,
    versions: BTreeMap<(MilestoneId, u32), Version<LinkKey>>,
    can_blend: bool,
}

/// Whether a link stands for the finish of a program that names none. Which links do depends on the
/// whole of that program.
fn is_of_unclear_finish(plan: &Workspace, link: &Link) -> bool {
    link.by_program && plan.program(plan.milestone(link.from).program).finish.is_none()
}

impl Blending {
    /// Begins with the plan in which a blend begins, which has the number 0. `varied` are the
    /// milestones that may be switched to other plans.
    pub fn new(main: &Workspace, varied: Vec<MilestoneId>, as_of: Day) -> Self {
        let mut blending = Self {
            main: main.clone(),
            varied,
            as_of,
            plans: 0,
            links: BTreeMap::new(),
            versions: BTreeMap::new(),
            can_blend: true,
        };
        blending.collect(main, |calendar| calendar);
        blending
    }

    /// Adds a plan, and returns its number; the first one added is 1.
    pub fn add(&mut self, plan: &Workspace) -> u32 {
        self.plans += 1;
        let milestones = self.main.milestones.iter().map(|milestone| &milestone.full_id);
        let finish = |program: &Program| (program.finish, program.undated_because.clone(), program.reading);
        self.can_blend &= milestones.eq(plan.milestones.iter().map(|milestone| &milestone.full_id))
            && self.main.programs.iter().map(finish).eq(plan.programs.iter().map(finish));
        if self.can_blend {
            let calendar = self.main.calendars.take_in(&plan.calendars);
            self.collect(plan, calendar);
        }
        self.plans
    }

    fn collect(&mut self, plan: &Workspace, calendar: impl Fn(CalendarId) -> CalendarId) {
        for id in &self.varied {
            let milestone = plan.milestone(*id);
            let (base, full) = (calendar(milestone.base), calendar(milestone.full));
            let task = Reading::new(plan, *id, self.as_of).task();
            let version = Version { task, base, full, links: BTreeSet::new() };
            self.versions.insert((*id, self.plans), version);
        }
        for link in &plan.links {
            self.can_blend &= !is_of_unclear_finish(plan, link);
            if let Some(version) = self.versions.get_mut(&(link.to, self.plans)) {
                version.links.insert(key(link));
                self.links.entry(key(link)).or_insert(*link);
            }
        }
    }

    /// Returns the blend; none if the plans cannot be blended: they have other milestones, or
    /// finishes, or wait for each other in circles.
    pub fn blend(self) -> Option<Blend> {
        let Self { mut main, varied, as_of, mut links, versions, can_blend, .. } = self;
        if !can_blend {
            return None;
        }
        for link in &main.links {
            links.remove(&key(link));
        }
        let added: BTreeSet<LinkKey> = links.keys().copied().collect();
        main.links.extend(links.into_values());
        let network = Network::new(&main);
        if !network.cycles().is_empty() {
            return None;
        }
        let ids: BTreeMap<LinkKey, LinkId> =
            network.link_ids().map(|id| (key(network.link(id)), id)).collect();
        let resolve = |version: Version<LinkKey>| Version {
            task: version.task,
            base: version.base,
            full: version.full,
            links: version.links.iter().filter_map(|link| ids.get(link)).copied().collect(),
        };
        let versions = versions.into_iter().map(|(of, version)| (of, resolve(version))).collect();
        let count = main.milestones.len();
        let mut blend = Blend {
            inputs: Inputs::new(&main, as_of),
            dates: Dates::new(0),
            marks: Marks::new(count),
            version: BTreeMap::new(),
            is_present: vec![true; count],
            matters: vec![true; count],
            visits: 0,
            changed: Vec::new(),
            counted: vec![None; count],
            ends: vec![BTreeMap::new(); main.programs.len()],
            workspace: main,
            network,
            versions,
        };
        for link in &added {
            if let Some(link) = ids.get(link) {
                blend.network.leave_out(*link);
            }
        }
        blend.version.extend(varied.into_iter().map(|id| (id, 0)));
        let mut dates = Dates::new(count);
        forward(blend.plan(), &mut dates);
        blend.dates = dates;
        for id in blend.workspace.milestone_ids() {
            blend.count(id);
        }
        Some(blend)
    }
}

/// A plan between several, with its dates.
#[derive(Debug)]
pub struct Blend {
    workspace: Workspace,
    network: Network,
    inputs: Inputs,
    dates: Dates,
    marks: Marks,
    versions: BTreeMap<(MilestoneId, u32), Version<LinkId>>,
    /// By varied milestone, the number of the plan that it is taken from.
    version: BTreeMap<MilestoneId, u32>,
    is_present: Vec<bool>,
    /// Whether dates of it are asked for, or of what comes after it.
    matters: Vec<bool>,
    visits: u64,
    /// What was dated otherwise since it was last asked, with the finish before.
    changed: Vec<(MilestoneId, Option<Instant>)>,
    /// By milestone, the finish with which it is counted in `ends`; none if it is not there, or
    /// cancelled.
    counted: Vec<Option<Option<Instant>>>,
    /// By program, how many of its milestones have which finish, or no date. Its latest is then at
    /// hand after each switch.
    ends: Vec<BTreeMap<Option<Instant>, u32>>,
}

impl Blend {
    fn plan(&self) -> Plan<'_> {
        Plan { network: &self.network, calendars: &self.workspace.calendars, inputs: &self.inputs }
    }

    /// Returns the plans' common milestones and programs.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Returns how many milestones were dated after switches.
    pub fn visits(&self) -> u64 {
        self.visits
    }

    /// Restricts dating to what comes before some milestones and programs: only their dates are
    /// asked for from now on. Later calls may only name what comes before those.
    pub fn only(&mut self, targets: impl IntoIterator<Item = PromiseHolder>) {
        let ends = targets.into_iter().flat_map(|target| self.ends(target)).collect();
        self.matters = self.all_before(ends);
    }

    /// Returns, by milestone, whether it comes before a milestone or program in any of the plans,
    /// or is it.
    pub fn before(&self, target: PromiseHolder) -> Vec<bool> {
        self.all_before(self.ends(target))
    }

    fn all_before(&self, mut open: Vec<MilestoneId>) -> Vec<bool> {
        let mut before = vec![false; self.network.len()];
        open.iter().for_each(|id| before[id.index()] = true);
        while let Some(id) = open.pop() {
            for link in self.network.all_predecessors(id) {
                let from = self.network.link(link).from;
                if !std::mem::replace(&mut before[from.index()], true) {
                    open.push(from);
                }
            }
        }
        before
    }

    /// Returns the milestones of which one is the finish.
    fn ends(&self, target: PromiseHolder) -> Vec<MilestoneId> {
        match target {
            PromiseHolder::Milestone(id) => vec![id],
            PromiseHolder::Program(id) => match self.workspace.program(id).finish {
                Some(finish) => vec![finish],
                None => self.workspace.program(id).milestone_ids().collect(),
            },
        }
    }

    /// Takes a varied milestone from the plan of this number.
    pub fn switch(&mut self, id: MilestoneId, plan: u32) {
        if self.version.insert(id, plan) == Some(plan) {
            return;
        }
        let Some(version) = self.versions.get(&(id, plan)) else { return };
        self.inputs.tasks[id.index()] = version.task;
        self.network.set_calendars(id, version.base, version.full);
        self.count(id);
        self.link(id);
        self.mark(id);
        // A link that holds a finish also counts in its predecessor's calendar.
        self.mark_successors(id);
    }

    /// Makes a milestone part of the plan, or takes it out with all its links.
    pub fn set_present(&mut self, id: MilestoneId, is_present: bool) {
        if std::mem::replace(&mut self.is_present[id.index()], is_present) == is_present {
            return;
        }
        self.count(id);
        let after: BTreeSet<MilestoneId> =
            self.network.all_successors(id).map(|link| self.network.link(link).to).collect();
        for id in after.into_iter().chain([id]) {
            self.link(id);
            self.mark(id);
        }
    }

    /// Leaves out the links into a milestone that its plan does not have.
    fn link(&mut self, id: MilestoneId) {
        let version = self.version.get(&id).and_then(|plan| self.versions.get(&(id, *plan)));
        let links: Vec<LinkId> = self.network.all_predecessors(id).collect();
        for link in links {
            let ends = self.network.link(link);
            let is_there = self.is_present[ends.from.index()] && self.is_present[id.index()];
            if is_there && version.is_none_or(|version| version.links.contains(&link)) {
                self.network.put_back(link);
            } else {
                self.network.leave_out(link);
            }
        }
    }

    fn mark(&mut self, id: MilestoneId) {
        if let Some(place) = self.network.place(id).filter(|_| self.matters[id.index()]) {
            self.marks.mark(place);
        }
    }

    fn mark_successors(&mut self, id: MilestoneId) {
        for link in self.network.successors(id) {
            let to = self.network.link(link).to;
            if let Some(place) = self.network.place(to).filter(|_| self.matters[to.index()]) {
                self.marks.mark(place);
            }
        }
    }

    /// Returns the milestones that have other dates since the last call, with the finish before.
    pub fn take_changed(&mut self) -> Vec<(MilestoneId, Option<Instant>)> {
        std::mem::take(&mut self.changed)
    }

    /// Calculates the dates again.
    pub fn run(&mut self) {
        let mut block = 0;
        while let Some(place) = self.marks.take(&mut block) {
            let id = self.network.order()[place];
            let plan =
                Plan { network: &self.network, calendars: &self.workspace.calendars, inputs: &self.inputs };
            // A few links are part of dating a milestone; many take longer.
            self.visits += 1 + self.network.predecessors(id).count() as u64 / 4;
            let before = self.dates.finish(id);
            if date_again(plan, &mut self.dates, id) {
                self.changed.push((id, before));
                self.count(id);
                self.mark_successors(id);
            }
        }
    }

    /// Returns the day on which a milestone or program finishes. The error is the milestones for
    /// which it has no date.
    pub fn finish(&self, of: PromiseHolder) -> Result<Day, Vec<MilestoneId>> {
        let found = match of {
            PromiseHolder::Milestone(id) => self.dates.finish(id),
            PromiseHolder::Program(id) => self.program_finish(id),
        };
        found.map(Instant::day).ok_or_else(|| lost(self.plan(), &self.dates, self.ends(of)))
    }

    /// Returns when a milestone finishes; `None` if it has no date.
    pub fn finish_of(&self, id: MilestoneId) -> Option<Instant> {
        self.dates.finish(id)
    }

    /// Counts a milestone among the ends of its program, as it is now.
    fn count(&mut self, id: MilestoneId) {
        let is_there = self.is_present[id.index()] && !self.inputs.task(id).is_cancelled();
        let now = is_there.then(|| self.dates.finish(id));
        let ends = &mut self.ends[self.workspace.milestone(id).program.index()];
        let before = std::mem::replace(&mut self.counted[id.index()], now);
        if before == now {
            return;
        }
        if let Some(before) = before
            && let Some(count) = ends.get_mut(&before)
        {
            *count -= 1;
            if *count == 0 {
                ends.remove(&before);
            }
        }
        if let Some(now) = now {
            *ends.entry(now).or_default() += 1;
        }
    }

    /// Does what [`crate::schedule::forecast_finish`] does, without the milestones that are not
    /// there.
    pub fn program_finish(&self, id: ProgramId) -> Option<Instant> {
        let program = self.workspace.program(id);
        match program.finish {
            _ if program.undated_because.is_some() => None,
            Some(finish) => self.dates.finish(finish),
            None if !program.reading.is_whole() => None,
            None => {
                let ends = &self.ends[id.index()];
                let is_dated = !ends.contains_key(&None);
                ends.last_key_value().filter(|_| is_dated).and_then(|(latest, _)| *latest)
            }
        }
    }
}
