//! The marks of lines that differ from then, and the lines that are folded because they do not.

use crate::analysis::news::{Difference, Gone, Level, Line, Mark, News, Reason, Since};
use crate::time::Day;
use crate::view::phrases::{self, date, list, together};
use crate::view::{Cell, Report, Tone};
use std::collections::BTreeMap;

/// How many lines of a list fit on one screen.
const LISTED: usize = 25;

/// How many ids a folded list says.
const NAMED: usize = 8;

/// What is told of then beside the lists of now.
pub(super) struct Marks<'n> {
    news: Option<&'n News>,
    near: Day,
    all: bool,
    counts: BTreeMap<Mark, usize>,
    /// How many lines that are the same differ in something else, such as their owner.
    otherwise: usize,
    /// The ids of unchanged lines, by what is said of each list.
    folded: Vec<(String, Vec<String>)>,
    /// What only the days that passed moved.
    drifted: Vec<String>,
}

impl<'n> Marks<'n> {
    pub(super) fn new(news: Option<&'n News>, near: Day, all: bool) -> Self {
        let (counts, folded, drifted) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { news, near, all, counts, otherwise: 0, folded, drifted }
    }

    /// Returns the lines beside a list; `None` if there is nothing to compare with.
    pub(super) fn lines(&self, list: impl Fn(&'n News) -> &'n Vec<Line>) -> Option<&'n [Line]> {
        self.news.map(|news| list(news).as_slice())
    }

    /// How many lines of a list are shown.
    pub(super) fn most(&self) -> usize {
        if self.all { usize::MAX } else { LISTED }
    }

    /// Counts a line, and returns whether it is shown; else it is folded into one with others of
    /// the same list.
    pub(super) fn shows(&mut self, list: &str, line: Option<&Line>, id: &str) -> bool {
        let Some(line) = line else { return true };
        self.count(Some(line));
        if self.all || !line.is_unchanged() {
            return true;
        }
        match line.drift {
            Some((before, after)) => self.drifted.push(format!("{id} {}", self.moved(before, after))),
            None => match self.folded.iter_mut().find(|(of, _)| of == list) {
                Some((_, ids)) => ids.push(id.to_owned()),
                None => self.folded.push((list.to_owned(), vec![id.to_owned()])),
            },
        }
        false
    }

    /// Counts a line that is shown in any case.
    pub(super) fn count(&mut self, line: Option<&Line>) {
        if let Some(line) = line {
            *self.counts.entry(line.mark).or_default() += 1;
            self.otherwise += usize::from(line.mark == Mark::Same && !line.differences.is_empty());
        }
    }

    /// Returns a heading with the number of lines, and how many of them are shown.
    pub(super) fn heading(&self, words: &str, shown: usize, all: usize) -> String {
        if shown == all { format!("{words} ({all})") } else { format!("{words} ({shown} of {all})") }
    }

    /// Returns the sign of a line.
    pub(super) fn sign(line: &Line) -> Cell {
        match line.mark {
            Mark::New => Cell::toned("+", Tone::Bad),
            Mark::Worse => Cell::toned("↓", Tone::Bad),
            Mark::Better => Cell::toned("↑", Tone::Good),
            Mark::Same => Cell::toned("=", Tone::Faint),
        }
    }

    /// Returns the word of a line and in what it differs; ids inside `home` are short.
    pub(super) fn words(&self, line: &Line, home: &str) -> String {
        let costs = costs(&line.differences, home);
        let mut told: Vec<String> = Vec::new();
        for difference in &line.differences {
            match difference {
                // What it costs says that it breaks one.
                Difference::BreaksFirm if !costs.is_empty() => {}
                Difference::Costs { .. } => {}
                other => told.push(self.difference(other)),
            }
        }
        told.extend(costs);
        told.extend(line.told_with.as_ref().map(|cause| format!("stood under {} then", inside(cause, home))));
        let passed = |(before, after)| format!("{} as days passed", self.moved(before, after));
        told.extend(line.drift.map(passed));
        match told.as_slice() {
            [] => line.mark.word().to_owned(),
            told => format!("{} ({})", line.mark.word(), told.join(", ")),
        }
    }

    fn difference(&self, difference: &Difference) -> String {
        let who = |who: &Option<String>| who.clone().unwrap_or_else(|| "nobody".into());
        match difference {
            Difference::BreaksFirm => "now breaks a firm promise".into(),
            Difference::Stands { before, after } => match (before, after) {
                (_, Level::InTime) => format!("no longer {}", standing(*before)),
                (Level::InTime, _) => format!("now {}", standing(*after)),
                _ => format!("was {}", standing(*before)),
            },
            Difference::Began(what) => format!("now {what}"),
            Difference::Ended(what) => format!("no longer {what}"),
            Difference::Forecast { before, after } => format!("forecast {}", self.moved(*before, *after)),
            Difference::Promise { before, after } => format!("promise {}", self.moved(*before, *after)),
            Difference::Costs { .. } => String::new(),
            Difference::RiskCosts { risk, before, after } => {
                format!("risk {risk} up to {} → {}", days(*before), days(*after))
            }
            Difference::BlockEnds { before: None, after: Some(after) } => {
                format!("block to end {}", date(*after, self.near))
            }
            Difference::BlockEnds { before, after } => {
                format!("end of the block {}", self.moved(*before, *after))
            }
            Difference::Health { before, after } => {
                format!("{} → {}", together(before.words()), together(after.words()))
            }
            Difference::Owner { before, after } => format!("of {}, was of {}", who(after), who(before)),
            Difference::WaitingOn { before, after } => {
                format!("waiting on {}, was on {}", who(after), who(before))
            }
        }
    }

    /// Returns `16 Sep → 23 Sep`.
    fn moved(&self, before: Option<Day>, after: Option<Day>) -> String {
        let day = |day: Option<Day>| day.map_or_else(|| "none".into(), |day| date(day, self.near));
        format!("{} → {}", day(before), day(after))
    }

    /// Returns then as it follows "since": `yesterday`, `Fri 11 Sep`.
    fn then(&self, news: &News) -> String {
        match self.near.since(news.on) {
            0 => "earlier today".into(),
            1 => "yesterday".into(),
            _ => together(&news.on.with_weekday(self.near)),
        }
    }

    /// Adds a line that counts what is new, or says why nothing is compared. So many programs have
    /// another health.
    pub(super) fn headline(&self, report: &mut Report, since: &Since, programs: usize) {
        if let Since::Uncompared(because) = since {
            report
                .line([Cell::toned(phrases::keep_dates(&format!("Not compared: {because}.")), Tone::Faint)]);
        }
        let Some(news) = self.news else { return };
        let (then, commit) = (self.then(news), news.commit.get(..7).unwrap_or(&news.commit));
        let counted = [Mark::New, Mark::Worse, Mark::Better];
        let counted = counted.map(|mark| (self.counts.get(&mark).copied().unwrap_or(0), mark.word()));
        let rest = [(self.otherwise, "changed otherwise"), (news.gone.len(), "gone")];
        let told: Vec<String> = counted
            .into_iter()
            .chain(rest)
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| together(&format!("{count} {word}")))
            .chain(
                (programs > 0).then(|| together(&format!("{} changed", phrases::count(programs, "program")))),
            )
            .collect();
        let commit = Cell::toned(together(&format!(" (commit {commit})")), Tone::Faint);
        let text = match told.is_empty() {
            true => format!("Nothing new since {then}"),
            false => format!("Since {then}: {}", told.join(", ")),
        };
        report.line([Cell::toned(text, Tone::Strong), commit]);
    }

    /// Adds a line for what is as then, one for what only the days moved, and one for what is gone.
    pub(super) fn folded(&self, report: &mut Report) {
        let Some(news) = self.news else { return };
        let then = match self.near.since(news.on) {
            0 | 1 => self.then(news),
            _ => format!("on {}", self.then(news)),
        };
        let count: usize = self.folded.iter().map(|(_, ids)| ids.len()).sum();
        let folded: Vec<String> =
            self.folded.iter().map(|(list, ids)| format!("{list}{}", self.some(ids))).collect();
        let shut = || Cell::toned(" (--all)", Tone::Faint);
        if count > 0 {
            report.line([Cell::from(format!("{count} as {then}: {}", folded.join(" · "))), shut()]);
        }
        if !self.drifted.is_empty() {
            let days = if self.near.since(news.on) == 1 { "the day" } else { "the days" };
            let text = format!(
                "{} as {then}, but for {days} that passed: {}",
                self.drifted.len(),
                self.some(&self.drifted)
            );
            report.line([Cell::from(text), shut()]);
        }
        if !news.gone.is_empty() {
            let gone: Vec<String> = news.gone.iter().map(|gone| self.left(gone)).collect();
            report.line([Cell::from(format!("Gone since {}: {}", self.then(news), self.some(&gone)))]);
        }
        report.gap();
    }

    /// Returns a list that fits in two or three lines.
    fn some(&self, items: &[String]) -> String {
        let most = if self.all { usize::MAX } else { NAMED };
        match items.len().saturating_sub(most) {
            0 => items.join(", "),
            more => format!("{} and {more} more", items[..most].join(", ")),
        }
    }

    fn left(&self, gone: &Gone) -> String {
        let day = |day: Day| date(day, self.near);
        let why = match &gone.reason {
            Reason::Done(on) => format!("done {}", day(*on)),
            Reason::Cancelled(on) => format!("cancelled {}", day(*on)),
            Reason::Removed => "taken out of the plan".into(),
            Reason::PromiseMoved(Some(due)) => format!("promise moved to {}", day(*due)),
            Reason::PromiseMoved(None) => "no promise any more".into(),
            Reason::ToldWith(cause) => format!("still late, stands under {cause}"),
            Reason::InTime => "in time again".into(),
            Reason::Over(what) => format!("no longer {}", list(what)),
        };
        format!("{} ({})", gone.id, together(&why))
    }
}

/// Returns what a slip begins and ceases to cost, and costs otherwise: the first promise of each,
/// and how many more there are.
fn costs(differences: &[Difference], home: &str) -> Vec<String> {
    let (mut more, mut less, mut other) = (Vec::new(), Vec::new(), Vec::new());
    for difference in differences {
        let Difference::Costs { promise, before, after } = difference else { continue };
        let promise = inside(promise, home);
        match (before.map(days), after.map(days)) {
            (Some(before), Some(after)) => other.push(format!("{promise} {before} → {after}")),
            (None, after) => more.push(format!("{promise} {}", after.unwrap_or_default())),
            (Some(before), None) => less.push(format!("{promise} {before}")),
        }
    }
    let kinds = [("now costs", more), ("costs", other), ("no longer costs", less)];
    let told = |(words, costs): (&str, Vec<String>)| {
        let (first, others) = costs.split_first()?;
        let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        Some(format!("{words} {first}{others}"))
    };
    kinds.into_iter().filter_map(told).collect()
}

fn days(days: i32) -> String {
    together(&format!("{days}wd"))
}

fn standing(level: Level) -> &'static str {
    match level {
        Level::InTime => "in time",
        Level::Slips => "slipping",
        Level::Late => "late",
        Level::Missed => "missed",
    }
}

/// Returns an id without its program if that is `home`.
fn inside<'i>(id: &'i str, home: &str) -> &'i str {
    id.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id)
}
