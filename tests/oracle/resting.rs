//! Section 4: what rests on a floor.

use super::case::Link;
use super::days::Instant;
use super::early::{Cause, Plan};

impl Plan<'_> {
    /// The predecessor of a link, or, if that is cancelled, those behind it.
    pub fn origins(&self, link: &Link) -> Vec<usize> {
        match self.is_cancelled(link.on) {
            true => self.milestone(link.on).links.iter().flat_map(|link| self.origins(link)).collect(),
            false => vec![link.on],
        }
    }

    /// The bounds of a link that come from one of its origins.
    fn bounds_from(&self, milestone: usize, link: &Link, origin: usize) -> Vec<Instant> {
        if !self.is_cancelled(link.on) {
            let bounds = self.bounds_of(milestone, link, &|on| self.early[on].clone());
            return bounds.filter(|_| link.on == origin).unwrap_or_default();
        }
        let inner = self.milestone(link.on).links.iter();
        let points = inner.flat_map(|inner| self.bounds_from(link.on, inner, origin));
        points.filter_map(|point| self.link_bound(milestone, link, point)).collect()
    }

    /// "**What a floor drives is printed `≥` too** (`floor_from` names the first one back …), hop by
    /// hop along links whose bound, snapped, gives the date (slack through slots, leave or freezes
    /// notwithstanding), into other programs": the floors that may be named. An actual date rests on
    /// none.
    pub fn floors_behind(&self, milestone: usize, is_floor: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let early = self.early[milestone].as_ref().filter(|_| self.is_live(milestone));
        for cause in early.map_or(&[][..], |early| &early.gives) {
            let Cause::Link(index) = cause else { continue };
            let link = &self.milestone(milestone).links[*index];
            let latest = self.bounds_of(milestone, link, &|on| self.early[on].clone());
            let date = latest.and_then(|bounds| self.alone(milestone, link, bounds.into_iter().max()?));
            for origin in self.origins(link).into_iter().filter(|origin| self.is_live(*origin)) {
                let gives = |bound: &Instant| self.alone(milestone, link, *bound) == date;
                let actual = self.milestone(origin).started.is_some();
                let from_start = self.run_from_start(link, origin);
                if from_start && actual || !self.bounds_from(milestone, link, origin).iter().any(gives) {
                    continue;
                }
                match is_floor(origin) {
                    true => found.push(origin),
                    false => found.extend(self.floors_behind(origin, is_floor)),
                }
            }
        }
        found
    }

    /// Whether the links from an origin all run from its start.
    fn run_from_start(&self, link: &Link, origin: usize) -> bool {
        match self.is_cancelled(link.on) {
            false => link.on != origin || !link.kind.runs_from_finish(),
            true => self.milestone(link.on).links.iter().all(|link| self.run_from_start(link, origin)),
        }
    }
}
