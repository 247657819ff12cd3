//! The sentences of a page. Days are civil ones, as people outside a team count them.

use super::Briefing;
use crate::analysis::brief::Page;
use crate::analysis::handoff::HandoffRow;
use crate::analysis::health::Health;
use crate::analysis::lateness::Lateness;
use crate::analysis::news::Since;
use crate::analysis::risk::RiskState;
use crate::analysis::status::ask_overdue;
use crate::analysis::threat::{Cost, Threat};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::view::phrases::{self, count, date, list, together};
use crate::view::risks::in_currency;
use crate::view::{Cell, Words, foot};

/// From this many days on, text adds the weeks.
const ADDS_WEEKS: u32 = 14;
/// How many milestones of a path are named in its middle at most.
const NAMED: usize = 6;

impl Briefing<'_> {
    fn near(&self) -> Day {
        self.assessment.as_of()
    }

    fn id(&self, page: &Page, id: MilestoneId) -> String {
        phrases::id_in(self.assessment, id, Some(page.program))
    }

    fn owner(&self, id: MilestoneId) -> Option<&str> {
        self.assessment.workspace.owner_id(self.assessment.workspace.milestone(id).owner)
    }

    /// Returns a day as `18 Sep`, kept on one line.
    pub(super) fn day(&self, day: Day) -> String {
        date(day, self.near())
    }

    /// Returns `Mon 14 Sep 2026` and ` · 5 programs: 2 late, 2 at risk, 1 on track`.
    pub(super) fn headline(&self) -> [Cell; 2] {
        let with = |health: Health| {
            let is_so = |page: &&Page| self.assessment.program_health(page.program).health == health;
            self.brief.pages.iter().filter(is_so).count()
        };
        let healths = [Health::Late, Health::AtRisk, Health::Unknown, Health::OnTrack, Health::Done];
        let counts = healths.into_iter().map(|health| (with(health), health));
        let counts: Vec<String> = counts
            .filter(|(count, _)| *count > 0)
            .map(|(count, health)| together(&format!("{count} {}", health.words())))
            .collect();
        let programs = count(self.brief.pages.len(), "program");
        let counts = if counts.is_empty() { programs } else { format!("{programs}: {}", counts.join(", ")) };
        [phrases::as_of(self.assessment), Cell::from(format!(" · {counts}"))]
    }

    /// Says what it is compared with, or why it is not.
    pub(super) fn compared(&self) -> Option<String> {
        match self.since {
            Since::Unasked => None,
            Since::Uncompared(because) => Some(format!("Not compared: {}.", phrases::keep_dates(because))),
            Since::Compared(news) => {
                let commit = news.commit.get(..7).unwrap_or(&news.commit);
                let day = together(&news.on.with_weekday(self.near()));
                Some(format!("Compared with {day}, commit {commit}."))
            }
        }
    }

    /// Returns `was ▲ at risk on 7 Sep`, if a program's health was another then, or that it is new.
    pub(super) fn was(&self, page: &Page) -> Option<String> {
        let news = self.since.news()?;
        let day = date(news.on, self.near());
        match page.was {
            None => Some(together(&format!("new since {day}"))),
            Some(was) if was == self.health(page) => None,
            Some(was) => Some(together(&format!("was {} on {day}", phrases::health_words(was)))),
        }
    }

    /// Returns the name, id and owner of a program.
    pub(super) fn names(&self, page: &Page) -> Vec<String> {
        let program = self.assessment.workspace.program(page.program);
        let mut names = vec![program.name.clone()];
        if program.name != program.id {
            names.push(program.id.clone());
        }
        names.extend(self.assessment.workspace.owner_id(program.owner).map(str::to_owned));
        names
    }

    /// Returns `6 of 16 done`.
    pub(super) fn progress(&self, page: &Page) -> String {
        let (done, live) = self.assessment.progress(self.assessment.workspace.program(page.program));
        together(&format!("{done} of {live} done"))
    }

    pub(super) fn health(&self, page: &Page) -> Health {
        self.assessment.program_health(page.program).health
    }

    /// Returns why a program has its health, unless its own dates say it.
    pub(super) fn reason(&self, page: &Page) -> Option<String> {
        let judgement = self.assessment.program_health(page.program);
        let is_promised = self.assessment.workspace.program(page.program).promise.due.is_some();
        let is_said = judgement.about.is_none()
            && match judgement.health {
                Health::Late | Health::Done => true,
                Health::OnTrack => is_promised,
                Health::AtRisk | Health::Unknown | Health::Cancelled => false,
            };
        (!is_said).then(|| phrases::keep_dates(&spelled(&judgement.reason)))
    }

    /// Returns the forecast of a program's finish: `20 Nov`, `≥ 20 Nov`, `done 20 Nov`, `no date`.
    pub(super) fn finish_day(&self, id: ProgramId) -> String {
        let Some(day) = self.assessment.schedule.finish(id).forecast else { return "no date".into() };
        let finish = self.assessment.finish_milestone(id).map(|id| self.assessment.workspace.milestone(id));
        if finish.is_some_and(|finish| finish.done.is_some()) {
            return format!("done\u{a0}{}", date(day, self.near()));
        }
        phrases::earliest(day, self.assessment.program_is_earliest(id), self.near())
    }

    /// Returns how late a program's finish is against its promise.
    pub(super) fn finish_lateness(&self, id: ProgramId) -> Option<Lateness> {
        self.assessment.program_variance(id, self.assessment.workspace.program(id).promise.due)
    }

    /// Returns `promised 13 Nov (first 30 Sep, moved twice)`, or that nothing is.
    pub(super) fn finish_promise(&self, id: ProgramId) -> String {
        let Some(due) = self.assessment.workspace.program(id).promise.due else {
            return "no promise".into();
        };
        format!("promised\u{a0}{}{}", date(due, self.near()), self.moved(id))
    }

    /// Returns ` (first 30 Sep, moved twice)`; empty if a promise was not moved.
    pub(super) fn moved(&self, id: ProgramId) -> String {
        let promise = self.assessment.program_promise(id);
        if promise.moved.is_empty() {
            return String::new();
        }
        let first =
            promise.original.map_or(String::new(), |day| format!("first {}, ", date(day, self.near())));
        format!(" ({first}moved\u{a0}{})", phrases::times(promise.moved.len()))
    }

    /// Returns the firm promise at a program's finish that is for the same day as its own.
    pub(super) fn firm_finish(&self, page: &Page) -> Option<MilestoneId> {
        let finish = self.assessment.finish_milestone(page.program)?;
        let workspace = self.assessment.workspace;
        let is_same = workspace.milestone(finish).promise.due == workspace.program(page.program).promise.due;
        (is_same && page.firm.contains(&finish)).then_some(finish)
    }

    /// Returns `firm for Halden Bank`.
    pub(super) fn firm_for(&self, id: MilestoneId) -> String {
        let whom = self.assessment.workspace.milestone(id).promised_to.as_ref();
        whom.map_or("firm".into(), |whom| format!("firm for {whom}"))
    }

    /// Returns `cutover 20 Nov, 7 days late · promised 13 Nov · firm for Halden Bank`.
    pub(super) fn finish(&self, page: &Page) -> String {
        let id = page.program;
        let finish = self.assessment.schedule.known_finish(id);
        let name = finish.map_or(String::new(), |finish| format!("{} ", self.id(page, finish)));
        let late = self.finish_lateness(id).map_or(String::new(), |late| format!(", {}", days_late(late)));
        let because = self.assessment.schedule.finish(id).undated_because.as_deref();
        let because = because.map_or(String::new(), |because| format!(": {}", phrases::keep_dates(because)));
        let firm = self.firm_finish(page).map_or(String::new(), |id| format!(" · {}", self.firm_for(id)));
        format!("{name}{}{late}{because} · {}{firm}", self.finish_day(id), self.finish_promise(id))
    }

    /// Returns the firm promises that are told beside the finish.
    pub(super) fn firm(&self, page: &Page) -> Vec<MilestoneId> {
        let told = self.firm_finish(page);
        page.firm.iter().copied().filter(|id| Some(*id) != told).collect()
    }

    /// Returns a milestone's forecast: `20 Nov`, `≥ 20 Nov` or `no date`.
    pub(super) fn forecast(&self, id: MilestoneId) -> String {
        let dated = self.assessment.forecast(id).finish.is_some();
        if dated { phrases::forecast(self.assessment, id) } else { "no date".into() }
    }

    /// Returns `promised 16 Oct`.
    fn promised(&self, id: MilestoneId) -> String {
        let due = self.assessment.workspace.milestone(id).promise.due;
        due.map_or(String::new(), |due| format!("promised\u{a0}{}", date(due, self.near())))
    }

    /// Returns `cert for Halden 20 Oct, 4 days late · promised 16 Oct`.
    pub(super) fn firm_line(&self, page: &Page, id: MilestoneId) -> String {
        let whom = self.assessment.workspace.milestone(id).promised_to.as_ref();
        let whom = whom.map_or(String::new(), |whom| format!(" for {whom}"));
        let late = self.assessment.forecast(id).against_due;
        let late = late.map_or(String::new(), |late| format!(", {}", days_late(late)));
        format!("{}{whom} {}{late} · {}", self.id(page, id), self.forecast(id), self.promised(id))
    }

    /// Returns whose slip makes the finish late: `ledger (bo) 3 working days: took longer ·
    /// 2 working days never fitted: needs canary`. None if it is not late.
    pub(super) fn why(&self, page: &Page) -> Option<String> {
        let late = self.brief.slippage.late.get(page.late?)?;
        let causes = late.why.causes.iter().map(|cause| {
            let who = self.owner(cause.milestone).map_or(String::new(), |owner| format!(" ({owner})"));
            let added: Vec<String> =
                cause.amplified_by.iter().map(|taker| taker.words(self.assessment.workspace)).collect();
            let added = match cause.amplified {
                0 => String::new(),
                days => {
                    let by =
                        if added.is_empty() { "on the way".into() } else { format!("by {}", list(&added)) };
                    format!(", {} of them {by}", together(&days.to_string()))
                }
            };
            let because = self.brief.slippage.slips.own_words(cause.milestone);
            let because = because.map_or(String::new(), |because| format!(": {because}"));
            format!(
                "{}{who} {}{because}{added}",
                self.id(page, cause.milestone),
                working_days(cause.workdays)
            )
        });
        let mut parts: Vec<String> = causes.collect();
        if late.why.never_fitted > 0 {
            let needs = late.why.needs.map_or(String::new(), |id| format!(": needs {}", self.id(page, id)));
            parts.push(format!("{} never fitted{needs}", working_days(late.why.never_fitted)));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns the critical path: `ledger → shadow-traffic → canary → cutover`; its middle is left
    /// out if it is long.
    pub(super) fn path(&self, page: &Page) -> Option<String> {
        let is_open = |id: &&MilestoneId| self.assessment.workspace.milestone(**id).is_unfinished();
        let mut names: Vec<String> = page.path.iter().filter(is_open).map(|id| self.id(page, *id)).collect();
        if names.len() > NAMED + 1 {
            let end = names.split_off(names.len() - NAMED / 2);
            names.truncate(NAMED / 2);
            names.push("…".into());
            names.extend(end);
        }
        (!names.is_empty()).then(|| names.join(" → "))
    }

    /// Returns the sentences of a page, each with its label.
    pub(super) fn said(&self, page: &Page) -> Vec<(&'static str, Words)> {
        let said = [
            ("Health", self.reason(page)),
            ("Late because", self.why(page)),
            ("Critical path", self.path(page)),
        ];
        said.into_iter().filter_map(|(label, text)| Some((label, text?.into()))).collect()
    }

    /// Returns what a picture of a program's milestones is called.
    pub(super) fn picture_title(&self, page: &Page) -> String {
        let name = &self.assessment.workspace.program(page.program).name;
        format!("Milestones of {name} as of {}", self.near().long())
    }

    /// Returns what the pages are made from and by.
    pub(super) fn foot(&self) -> Vec<Words> {
        let compared = self.compared().map(Words::from);
        foot(self.assessment, self.commit).into_iter().chain(compared).collect()
    }

    /// Returns who decides: `sara by 18 Sep, 4 days overdue`.
    pub(super) fn asked(&self, index: usize) -> String {
        let ask = &self.assessment.workspace.asks[index];
        let of = self.assessment.workspace.owner_id(ask.of).unwrap_or("nobody yet");
        let by = ask.by.map_or(String::new(), |by| format!(" by\u{a0}{}", date(by, self.near())));
        format!("{of}{by}{}", self.overdue(index).map_or(String::new(), |overdue| format!(", {overdue}")))
    }

    /// Returns `4 days overdue`, if an ask is.
    pub(super) fn overdue(&self, index: usize) -> Option<String> {
        let overdue = ask_overdue(self.assessment, &self.assessment.workspace.asks[index])?;
        overdue.is_late().then(|| together(&format!("{} overdue", civil(overdue))))
    }

    /// Returns what an ask unlocks.
    pub(super) fn unlocks(&self, page: &Page, index: usize) -> Vec<String> {
        let ask = &self.assessment.workspace.asks[index];
        ask.unlocks.iter().map(|id| self.id(page, *id)).collect()
    }

    /// Returns `sara by 18 Sep: One more counsel · unlocks vendor-contract`.
    pub(super) fn ask_line(&self, page: &Page, index: usize) -> String {
        let unlocks = self.unlocks(page, index);
        let unlocks =
            if unlocks.is_empty() { String::new() } else { format!(" · unlocks {}", unlocks.join(", ")) };
        format!("{}: {}{unlocks}", self.asked(index), self.assessment.workspace.asks[index].ask)
    }

    /// Returns what a risk costs: the promise of the program, else the first that one of its
    /// milestones made, else the first of all.
    pub(super) fn cost(&self, page: &Page, threat: &Threat) -> String {
        let own = |cost: &&Cost| cost.promise == page.program.into();
        let within = |cost: &&Cost| match cost.promise {
            PromiseHolder::Program(_) => false,
            PromiseHolder::Milestone(id) => self.assessment.workspace.milestone(id).program == page.program,
        };
        let costs = || threat.costs.iter();
        let Some(cost) = costs().find(own).or_else(|| costs().find(within)).or_else(|| costs().next()) else {
            return match threat.risk.cost_exposure {
                Some(cost) => format!("{} expected", in_currency(self.assessment, cost)),
                None => "no days".into(),
            };
        };
        let name = match cost.promise {
            PromiseHolder::Milestone(id) => self.id(page, id),
            PromiseHolder::Program(id) => self.assessment.workspace.program(id).id.clone(),
        };
        let how = if cost.is_late_anyway() { "later" } else { "late" };
        let up_to = if threat.risk.state == RiskState::Occurred { "" } else { "up to " };
        match cost.up_to {
            Some(late) => format!("{name} {}", together(&format!("{up_to}{} {how}", civil(late)))),
            None => format!("{name} has no date then"),
        }
    }

    /// Returns `50 %`, or that it occurred and the plan does not hold it yet.
    pub(super) fn chance(&self, threat: &Threat) -> String {
        let risk = threat.risk.risk(self.assessment);
        match (threat.risk.state, threat.risk.probability) {
            (RiskState::Occurred, _) => {
                let on =
                    risk.occurred.map_or(String::new(), |day| format!("\u{a0}{}", date(day, self.near())));
                let news = if threat.risk.is_news { ", not in the plan yet" } else { "" };
                format!("occurred{on}{news}")
            }
            (_, Some(percent)) => together(&format!("{percent} %")),
            (_, None) => "chance unknown".into(),
        }
    }

    /// Returns what is done about a risk, and why it is neglected.
    pub(super) fn response(&self, threat: &Threat) -> String {
        let risk = threat.risk.risk(self.assessment);
        let neglected = Some(self.neglected(threat)).filter(|reasons| !reasons.is_empty());
        let parts: Vec<String> = risk.mitigation.clone().into_iter().chain(neglected).collect();
        if parts.is_empty() { "—".into() } else { parts.join(" · ") }
    }

    /// Returns why a risk is neglected.
    pub(super) fn neglected(&self, threat: &Threat) -> String {
        let reasons = threat.risk.neglected.iter();
        let reasons: Vec<String> =
            reasons.map(|reason| phrases::keep_dates(&reason.words(self.near()))).collect();
        reasons.join(", ")
    }

    /// Returns `checkout up to 57 days (8 weeks) later, 50 %: Acme does not accept our cap
    /// (acme-liability, marco) · review overdue since 31 Aug`.
    pub(super) fn risk_line(&self, page: &Page, threat: &Threat) -> String {
        let risk = threat.risk.risk(self.assessment);
        let owner = self.assessment.workspace.owner_id(risk.owner);
        let owner = owner.map_or(String::new(), |owner| format!(", {owner}"));
        let neglected = self.neglected(threat);
        let neglected = if neglected.is_empty() { neglected } else { format!(" · {neglected}") };
        format!(
            "{}, {}: {} ({}{owner}){neglected}",
            self.cost(page, threat),
            self.chance(threat),
            risk.title,
            self.risk_id(page, threat)
        )
    }

    /// Returns a risk's id: short within its program, else in full.
    pub(super) fn risk_id(&self, page: &Page, threat: &Threat) -> String {
        let risk = threat.risk.risk(self.assessment);
        let is_own = risk.program == page.program;
        if is_own { risk.id.clone() } else { risk.full_id.clone() }
    }

    /// Returns the day of a handoff: `18 Sep`.
    pub(super) fn handoff_day(&self, row: &HandoffRow) -> String {
        let is_earliest = row.is_floor || row.rests_on_floor;
        row.forecast.map_or("no date".into(), |day| phrases::earliest(day, is_earliest, self.near()))
    }

    /// Returns `needed by 16 Sep, too late`.
    pub(super) fn needed(&self, row: &HandoffRow) -> String {
        let Some(day) = row.needed_by else { return "needed by a day that is not known".into() };
        let late = if row.is_too_late() { ", too late" } else { "" };
        format!("needed by\u{a0}{}{late}", date(day, self.near()))
    }

    /// Returns `16 Sep, too late`.
    pub(super) fn needed_day(&self, row: &HandoffRow) -> String {
        let Some(day) = row.needed_by else { return "unknown".into() };
        let late = if row.is_too_late() { ", too late" } else { "" };
        format!("{}{late}", self.day(day))
    }

    /// Returns `bo to kofi`.
    pub(super) fn between(&self, row: &HandoffRow) -> String {
        let who = |id| self.owner(id).unwrap_or("—").to_owned();
        format!("{} to {}", who(row.giver), who(row.receiver))
    }

    /// Returns `18 Sep: ledger, bo to kofi for canary · needed by 16 Sep`.
    pub(super) fn handoff_line(&self, page: &Page, row: &HandoffRow) -> String {
        format!(
            "{}: {}, {} for {} · {}",
            self.handoff_day(row),
            self.id(page, row.giver),
            self.between(row),
            self.id(page, row.receiver),
            self.needed(row)
        )
    }
}

/// Returns `7 days late`, `57 days (8 weeks) early` or `on time`.
pub(super) fn days_late(late: Lateness) -> String {
    directed(late, civil(late))
}

/// Returns the same without the weeks, and the weeks.
pub(super) fn days_apart(late: Lateness) -> (String, Option<String>) {
    (directed(late, days(late)), weeks(late))
}

fn directed(late: Lateness, amount: String) -> String {
    together(&match late.days {
        0 => "on time".to_owned(),
        ..0 => format!("{amount} early"),
        _ => format!("{amount} late"),
    })
}

/// Returns civil days without their direction: `7 days`, `57 days (8 weeks)`.
fn civil(late: Lateness) -> String {
    let weeks = weeks(late).map_or(String::new(), |weeks| format!(" ({weeks})"));
    format!("{}{weeks}", days(late))
}

fn days(late: Lateness) -> String {
    count(late.days.unsigned_abs() as usize, "day")
}

fn weeks(late: Lateness) -> Option<String> {
    let days = late.days.unsigned_abs();
    (days >= ADDS_WEEKS).then(|| format!("{} weeks", (days + 3) / 7))
}

fn working_days(days: i32) -> String {
    together(&count(days.unsigned_abs() as usize, "working day"))
}

/// Returns a sentence of another report with its working days spelled out: `5wd` as
/// `5 working days`.
fn spelled(text: &str) -> String {
    let word = |word: &str| {
        let end = word.trim_end_matches([',', ':', '.', ';', ')']);
        let days = end.strip_suffix("wd").and_then(|days| days.parse::<u32>().ok());
        days.map(|days| format!("{}{}", together(&count(days as usize, "working day")), &word[end.len()..]))
    };
    let words = text.split(' ').map(|one| word(one).unwrap_or_else(|| one.to_owned()));
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_civil_and_long_ones_have_weeks() {
        let late = |days| days_late(Lateness { workdays: 0, days }).replace('\u{a0}', " ");
        assert_eq!([late(0), late(1), late(-1)], ["on time", "1 day late", "1 day early"]);
        assert_eq!([late(13), late(14)], ["13 days late", "14 days (2 weeks) late"]);
        assert_eq!(late(-57), "57 days (8 weeks) early");
    }

    #[test]
    fn working_days_are_spelled_out() {
        let check = |text: &str, said: &str| assert_eq!(spelled(text).replace('\u{a0}', " "), said);
        check("room: 8wd of room, needs 10", "room: 8 working days of room, needs 10");
        check("missed 9 Sep by 1wd: a5wd x", "missed 9 Sep by 1 working day: a5wd x");
    }
}
