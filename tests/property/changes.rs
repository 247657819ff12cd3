//! Random changes of a plan: none gets a broken promise past the gate of the base.
//!
//! A change is a list of edits of which the test knows what they do to which work, whatever ids and
//! promises say afterwards. The *honest* plan is the changed one with the promises of the base put
//! back at the work that they were made for, and what is cancelled still cancelled. Where `check`
//! finds one of them broken there, the gate on the change fails, unless the change gives a reason
//! for that promise.

use super::{cases, for_all};
use crate::support;
use proptest::collection::vec;
use proptest::prelude::any;
use serde_json::Value;
use tpm::time::Day;

/// A milestone, by what it is and not by what it is called.
#[derive(Debug, Clone)]
struct Item {
    name: String,
    id: String,
    formerly: Option<String>,
    program: usize,
    days: u32,
    due: Option<Day>,
    firm: bool,
    to: bool,
    /// An entry under `moved` from this day, with a reason or without.
    moved: Option<(Day, bool)>,
    /// Cancelled, with a reason or without.
    cancelled: Option<bool>,
    waived: bool,
    after: Option<usize>,
    is_gone: bool,
}

#[derive(Debug, Clone)]
struct Program {
    id: String,
    due: Option<Day>,
    moved: Option<(Day, bool)>,
    finish: Option<usize>,
    asserts: bool,
}

#[derive(Debug, Clone)]
struct Plan {
    items: Vec<Item>,
    programs: Vec<Program>,
    shared: String,
}

fn start() -> Day {
    Day::parse("2026-09-14").unwrap()
}

fn entry(moved: Option<(Day, bool)>) -> String {
    moved.map_or_else(String::new, |(from, says_why)| {
        let why = if says_why { ", why: Agreed" } else { "" };
        format!("moved: [{{from: {from}, on: 2026-09-14{why}}}]")
    })
}

impl Plan {
    /// Returns a plan in which every promise holds by some days.
    fn new(items: &[(u8, u8, u8, bool)], asserts: bool, policy: &str) -> Self {
        let mut plan = Self { items: Vec::new(), programs: Vec::new(), shared: policy.to_owned() };
        let mut ends = Vec::new();
        for (at, (days, spare, of, firm)) in items.iter().copied().enumerate() {
            let program = at % 2;
            let after = (at >= 2).then(|| if of % 3 == 0 { at - 1 } else { at - 2 });
            let days = u32::from(days % 15) + 2;
            let begins = after.map_or(0, |after: usize| ends[after]);
            let ends_at = begins + days;
            ends.push(ends_at);
            // Seven civil days have five that are worked.
            let due = start().plus((ends_at as i32 * 7).div_euclid(5) + 3 + i32::from(spare % 10));
            plan.items.push(Item {
                name: format!("Work {at}"),
                id: format!("m{at}"),
                formerly: None,
                program,
                days,
                due: (spare % 3 != 0).then_some(due),
                firm: firm && spare % 3 != 0,
                to: spare % 3 == 1,
                moved: None,
                cancelled: None,
                waived: false,
                after,
                is_gone: false,
            });
        }
        for program in 0..2 {
            let finish = (0..items.len()).rev().find(|at| at % 2 == program).unwrap();
            let ends_at = plan.items.iter().enumerate().filter(|(_, item)| item.program == program);
            let latest = ends_at.map(|(at, _)| ends[at]).max().unwrap();
            let due = start().plus((latest as i32 * 7).div_euclid(5) + 5);
            let id = ["one", "two"][program].to_owned();
            plan.programs.push(Program { id, due: Some(due), moved: None, finish: Some(finish), asserts });
        }
        plan
    }

    fn full_id(&self, at: usize) -> String {
        format!("{}/{}", self.programs[self.items[at].program].id, self.items[at].id)
    }

    fn files(&self, finish_by: &[Day; 2]) -> Vec<(String, String)> {
        let mut files = vec![("programs/tpm.yaml".to_owned(), self.shared.clone())];
        for (index, program) in self.programs.iter().enumerate() {
            let mut text = format!("id: {}\nowner: ana\n", program.id);
            if let Some(due) = program.due {
                text += &format!("due: {due}\n");
            }
            if program.moved.is_some() {
                text += &format!("{}\n", entry(program.moved));
            }
            let here = |at: &usize| self.items[*at].program == index && !self.items[*at].is_gone;
            if let Some(finish) = program.finish.filter(here) {
                text += &format!("finish: {}\n", self.items[finish].id);
            }
            if program.asserts {
                text += &format!("assert: [{{finish_by: {}}}]\n", finish_by[index]);
            }
            text += "milestones:\n";
            let mut is_empty = true;
            for at in (0..self.items.len()).filter(here) {
                is_empty = false;
                let item = &self.items[at];
                let mut keys = vec![
                    format!("name: {}", item.name),
                    format!("owner: o{at}"),
                    format!("duration: {}d", item.days),
                ];
                let after = item.after.filter(|after| !self.items[*after].is_gone);
                keys.extend(after.map(|after| format!("depends_on: {}", self.full_id(after))));
                keys.extend(item.due.map(|due| format!("due: {due}")));
                keys.extend(item.firm.then(|| "firm: true".to_owned()));
                keys.extend(item.to.then(|| "promised_to: Bank".to_owned()));
                keys.extend(item.formerly.as_ref().map(|id| format!("formerly: [{id}]")));
                keys.extend(item.moved.map(|moved| entry(Some(moved))));
                keys.extend(item.cancelled.map(|says_why| {
                    let reason = if says_why { ", reason: Bought" } else { "" };
                    format!("cancelled: {{on: 2026-09-14{reason}}}")
                }));
                if item.waived {
                    let sets = ["overdue", "firm", "promises"];
                    let sets = sets.map(|set| format!("{{rule: {set}, until: 2026-10-30, reason: Told}}"));
                    keys.push(format!("waive: [{}]", sets.join(", ")));
                }
                text += &format!("  {}: {{{}}}\n", item.id, keys.join(", "));
            }
            if is_empty {
                text += "  {}\n";
            }
            files.push((format!("programs/{index}.yaml"), text));
        }
        files
    }

    /// Makes one edit; which one, where and how far is random.
    fn edit(&mut self, (what, at, far): (u8, usize, u8)) {
        let at = at % self.items.len();
        let program = self.items[at].program;
        let other = (at + 1 + usize::from(far)) % self.items.len();
        match what % 22 {
            0 | 1 => self.items[at].days += 40 + u32::from(far),
            2 => self.items[at].due = None,
            3 => self.later(at, None),
            4 => self.later(at, Some(true)),
            5 => self.later(at, Some(false)),
            6 => self.items[at].firm = false,
            7 => self.items[at].to = false,
            8 => self.items[at].cancelled = Some(false),
            9 => self.items[at].cancelled = Some(true),
            10 => {
                let id = std::mem::replace(&mut self.items[at].id, format!("n{at}"));
                self.items[at].formerly.get_or_insert(id);
            }
            11 => self.items[at].id = format!("n{at}"),
            12 => self.items[at].program = 1 - program,
            13 => {
                let id = self.items[at].id.clone();
                self.items[at].id = std::mem::replace(&mut self.items[other].id, id);
                // Of two with one id in one program, the second would be an error.
                if self.items[at].program != self.items[other].program {
                    let id = self.items[at].id.clone();
                    self.items[at].id = std::mem::replace(&mut self.items[other].id, id);
                }
            }
            14 => {
                let same = (0..self.items.len()).find(|at| self.items[*at].program == program);
                self.programs[program].finish = same;
            }
            15 => {
                self.programs[program].id = format!("shop{program}");
                self.shared = self.shared.replace(", programs: {one: {promise-forecast-late: error}}", "");
            }
            16 => self.items[at].is_gone = true,
            17 => {
                self.shared = "quiet_after_days: 999\nassume_progress: 90d\nchecks: {fail_on: never, firm: off, promises: off, overdue: off}\n".to_owned();
            }
            18 => self.items[at].waived = true,
            19 => self.programs[program].asserts = false,
            20 => self.programs[program].due = None,
            _ => {
                if let Some(due) = self.items[at].due {
                    self.items[at].due = Some(due.plus(-1));
                    self.items[at].moved.get_or_insert((due, true));
                    self.items[at].firm = false;
                }
            }
        }
    }

    fn later(&mut self, at: usize, says_why: Option<bool>) {
        let item = &mut self.items[at];
        if let Some(due) = item.due {
            item.due = Some(due.plus(400));
            if let Some(says_why) = says_why {
                item.moved.get_or_insert((due, says_why));
            }
        }
    }

    /// Returns this plan with the promises of the base at the work that they were made for, but for
    /// those that a reason accounts for.
    fn honest(&self, base: &Self) -> Self {
        let mut honest = self.clone();
        honest.shared = base.shared.replace("one:", &format!("{}:", self.programs[0].id));
        for (item, old) in honest.items.iter_mut().zip(&base.items) {
            let is_accounted = item.moved.is_some_and(|(from, says_why)| says_why && Some(from) == old.due);
            if !is_accounted || item.due.is_none() {
                item.due = if is_accounted { None } else { old.due };
                item.moved = None;
            }
            item.firm = old.firm && item.due.is_some();
            item.waived = false;
        }
        for (index, (program, old)) in honest.programs.iter_mut().zip(&base.programs).enumerate() {
            let finish = old.finish.unwrap();
            let item = &self.items[finish];
            let is_here = item.program == index && !item.is_gone && item.cancelled.is_none();
            program.finish = old.finish.filter(|_| is_here);
            program.due = old.due.filter(|_| is_here);
            program.asserts = old.asserts && is_here;
        }
        honest
    }
}

fn run(base: Option<&[(String, String)]>, files: &[(String, String)]) -> (u8, Vec<String>) {
    fn named(files: &[(String, String)]) -> Vec<(&str, &str)> {
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }
    let arguments = ["check", "--format", "json", "--as-of", "2026-09-14"];
    let output = match base {
        None => support::run(&named(files), &arguments),
        Some(base) => {
            let since = ["--new-since", "main", "--policy-from", "main"];
            support::run_since(&named(base), &named(files), &[&arguments[..], &since].concat())
        }
    };
    let answer: Value = serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{}", output.err));
    let findings = answer["data"]["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|finding| finding["level"] == "error");
    let told = errors.map(|finding| format!("{} {}", finding["rule"], finding["subject"]));
    (output.status, told.collect())
}

#[test]
fn no_change_gets_a_broken_promise_past_the_gate_of_the_base() {
    let item = (any::<u8>(), any::<u8>(), any::<u8>(), any::<bool>());
    let edit = (any::<u8>(), any::<usize>(), any::<u8>());
    let changes = (vec(item, 3..8), any::<bool>(), 0..4_usize, vec(edit, 1..6));
    let (all, breaking) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_all(cases(400), changes, |(items, asserts, strict, edits)| {
        let policy = [
            "",
            "checks: {promise-forecast-late: error}\n",
            "checks: {promises: warn, promise-forecast-late: error}\n",
            "checks: {promises: warn, programs: {one: {promise-forecast-late: error}}}\n",
        ][strict];
        all.set(all.get() + 1);
        let base = Plan::new(&items, asserts, policy);
        let finish_by = [0, 1].map(|at| base.programs[at].due.unwrap());
        let mut head = base.clone();
        for edit in edits {
            head.edit(edit);
        }
        let (before, after) = (base.files(&finish_by), head.files(&finish_by));
        let (status, found) = run(None, &before);
        if status != 0 {
            return Err(format!("the base is late: {found:?} {before:#?}"));
        }
        let (_, broken) = run(None, &head.honest(&base).files(&finish_by));
        let late = ["-late", "without-date", "overdue", "broken-assertion"];
        let is_broken = |told: &&String| late.iter().any(|word| told.contains(word));
        let mut broken: Vec<String> = broken.iter().filter(is_broken).cloned().collect();
        // Work that is cancelled is not done, so what waits for it may be in time; its own promise
        // is broken unless a reason is given.
        let is_strict = |item: &Item| matches!(strict, 1 | 2) || strict == 3 && item.program == 0;
        for (item, old) in head.items.iter().zip(&base.items) {
            let is_silent = item.cancelled == Some(false) && !item.is_gone && old.due.is_some();
            if is_silent && (old.firm || is_strict(old)) {
                broken.push(format!("cancelled {}", old.id));
            }
        }
        if broken.is_empty() {
            return Ok(());
        }
        breaking.set(breaking.get() + 1);
        match run(Some(&before), &after) {
            (0, _) => Err(format!("{broken:#?} passes\n{before:#?}\n{after:#?}")),
            _ => Ok(()),
        }
    });
    assert!(
        breaking.get() * 5 > all.get(),
        "only {} of {} changes break a promise",
        breaking.get(),
        all.get()
    );
}
