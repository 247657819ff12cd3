//! A case: the plain data of one workspace with its as-of day, and its text.

use super::days::{Day, iso};

/// A workspace and the day as of which it is scheduled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub as_of: Day,
    /// The first one is `default`.
    pub calendars: Vec<CalendarSpec>,
    pub owners: Vec<OwnerSpec>,
    pub programs: Vec<Program>,
    /// The milestones of all programs; each program's file keeps their order.
    pub milestones: Vec<Milestone>,
    pub freezes: Vec<Freeze>,
    /// The setting `assume_progress` in working days; without it, 5 apply.
    pub assume_progress: Option<i32>,
    /// Ids run against the order of the file, so that "smallest id" differs from "first".
    pub reversed_ids: bool,
}

/// Civil days, both ends included.
pub type Range = (Day, Day);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarSpec {
    /// The index of another calendar, which must come before this one.
    pub extends: Option<usize>,
    /// Monday first.
    pub week: Option<[bool; 7]>,
    pub holidays: Vec<Range>,
    pub workdays: Vec<Range>,
    pub unbroken: Option<bool>,
}

/// Days on which nobody works, or only those without one of the tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    pub dates: Vec<Range>,
    pub tags: Vec<usize>,
    /// The milestones that may work all the same.
    pub except: Vec<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerSpec {
    pub calendar: Option<usize>,
    pub away: Vec<Range>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    pub start: Option<Day>,
    pub due: Option<Day>,
    /// Index into the milestones of the case.
    pub finish: Option<usize>,
    pub calendar: Option<usize>,
    pub freezes: Vec<Freeze>,
    /// The original promise.
    pub moved_from: Option<Day>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestone {
    pub program: usize,
    pub owner: Option<usize>,
    pub calendar: Option<usize>,
    pub tags: Vec<usize>,
    pub duration: Option<Duration>,
    pub links: Vec<Link>,
    pub not_before: Option<Day>,
    /// The first day of a planned window.
    pub window: Option<Day>,
    pub due: Option<Day>,
    /// The original promise.
    pub moved_from: Option<Day>,
    pub eta: Option<Day>,
    pub started: Option<Day>,
    pub done: Option<Day>,
    pub cancelled: Option<Day>,
    pub progress: Option<Progress>,
    pub remaining: Option<Span>,
    pub updated: Option<Day>,
    pub blocked: Option<Blocked>,
    pub pauses: Vec<Range>,
}

/// `40%`, which is 40 of 100, or `34/84`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: i32,
    pub whole: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub since: Day,
    pub until: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Days,
    Weeks,
    Elapsed,
}

/// `5d`, `2w`, `30ed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub count: i32,
    pub unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    One(Span),
    /// Optimistic, likely, pessimistic.
    Three(Span, Span, Span),
}

impl Duration {
    /// "The schedule uses `likely`."
    pub fn likely(self) -> Span {
        match self {
            Duration::One(span) | Duration::Three(_, span, _) => span,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    FinishStart,
    StartStart,
    FinishFinish,
    StartFinish,
}

impl LinkKind {
    pub const ALL: [LinkKind; 4] =
        [LinkKind::FinishStart, LinkKind::StartStart, LinkKind::FinishFinish, LinkKind::StartFinish];

    pub fn code(self) -> &'static str {
        match self {
            LinkKind::FinishStart => "FS",
            LinkKind::StartStart => "SS",
            LinkKind::FinishFinish => "FF",
            LinkKind::StartFinish => "SF",
        }
    }

    /// "FS `start ≥ finish(p)+lag`, … FF `finish ≥ finish(p)+lag`": whether it runs from the
    /// finish.
    pub fn runs_from_finish(self) -> bool {
        matches!(self, LinkKind::FinishStart | LinkKind::FinishFinish)
    }

    /// "FF `finish ≥ finish(p)+lag`, SF `finish ≥ start(p)+lag`": whether it holds the finish.
    pub fn holds_finish(self) -> bool {
        matches!(self, LinkKind::FinishFinish | LinkKind::StartFinish)
    }
}

/// A dependency of the milestone that contains it, on `on`, with a signed lag (0 means none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub on: usize,
    pub kind: LinkKind,
    pub lag: Span,
    /// Written as the id of a program whose finish it is, where it is that.
    pub by_program: bool,
}

/// Days worked from Monday to Friday.
pub const MONDAY_TO_FRIDAY: [bool; 7] = [true, true, true, true, true, false, false];

const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Case {
    /// The id of a program.
    pub fn program_id(&self, program: usize) -> String {
        format!("p{program}")
    }

    /// The id of a milestone within its program.
    pub fn local_id(&self, milestone: usize) -> String {
        let number = if self.reversed_ids { self.milestones.len() - 1 - milestone } else { milestone };
        format!("m{number}")
    }

    /// The id of a milestone as other programs write it.
    pub fn full_id(&self, milestone: usize) -> String {
        let program = self.program_id(self.milestones[milestone].program);
        format!("{program}/{}", self.local_id(milestone))
    }

    /// The files of the workspace: path and text.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![("programs/tpm.yaml".to_owned(), self.shared_text())];
        for program in 0..self.programs.len() {
            let path = format!("programs/{}.yaml", self.program_id(program));
            files.push((path, self.program_text(program)));
        }
        files
    }

    fn shared_text(&self) -> String {
        let mut text = String::from("calendars:\n");
        for (index, calendar) in self.calendars.iter().enumerate() {
            text += &format!("  {}: {{{}}}\n", calendar_name(index), calendar_text(calendar));
        }
        if !self.owners.is_empty() {
            text += "owners:\n";
        }
        for (index, owner) in self.owners.iter().enumerate() {
            let calendar = owner.calendar.map(calendar_name);
            let calendar = calendar.map_or(String::new(), |name| format!(", calendar: {name}"));
            let away = ranges_text(&owner.away);
            text += &format!("  o{index}: {{name: Owner {index}{calendar}, away: {away}}}\n");
        }
        self.freezes_text(&mut text, &self.freezes);
        if let Some(days) = self.assume_progress {
            text += &format!("assume_progress: {days}d\n");
        }
        text
    }

    fn program_text(&self, index: usize) -> String {
        let program = &self.programs[index];
        let mut text = format!("name: Program {index}\n");
        date_line(&mut text, "", "start", program.start);
        date_line(&mut text, "", "due", program.due);
        if let Some(finish) = program.finish {
            text += &format!("finish: {}\n", self.local_id(finish));
        }
        if let Some(calendar) = program.calendar {
            text += &format!("calendar: {}\n", calendar_name(calendar));
        }
        moved_text(&mut text, "", program.moved_from);
        self.freezes_text(&mut text, &program.freezes);
        text += "milestones:\n";
        for milestone in 0..self.milestones.len() {
            if self.milestones[milestone].program == index {
                text += &self.milestone_text(milestone);
            }
        }
        text
    }

    fn milestone_text(&self, index: usize) -> String {
        let milestone = &self.milestones[index];
        let id = self.local_id(index);
        let mut text = format!("  {id}:\n    name: Milestone {id}\n");
        if let Some(owner) = milestone.owner {
            text += &format!("    owner: o{owner}\n");
        }
        if let Some(calendar) = milestone.calendar {
            text += &format!("    calendar: {}\n", calendar_name(calendar));
        }
        if !milestone.tags.is_empty() {
            text += &format!("    tags: {}\n", tags_text(&milestone.tags));
        }
        if let Some(duration) = milestone.duration {
            text += &format!("    duration: {}\n", duration_text(duration));
        }
        let links: Vec<String> =
            milestone.links.iter().map(|link| self.link_text(milestone.program, link)).collect();
        if !links.is_empty() {
            text += &format!("    depends_on: [{}]\n", links.join(", "));
        }
        said_text(&mut text, milestone);
        text
    }

    fn freezes_text(&self, text: &mut String, freezes: &[Freeze]) {
        if !freezes.is_empty() {
            *text += "freezes:\n";
        }
        for freeze in freezes {
            let (dates, tags) = (ranges_text(&freeze.dates), tags_text(&freeze.tags));
            let tags = if freeze.tags.is_empty() { String::new() } else { format!(", tags: {tags}") };
            let except: Vec<String> = freeze.except.iter().map(|m| self.full_id(*m)).collect();
            let except = match except.is_empty() {
                true => String::new(),
                false => format!(", except: [{}]", except.join(", ")),
            };
            *text += &format!("  - {{name: Freeze, dates: {dates}{tags}{except}}}\n");
        }
    }

    fn link_text(&self, from_program: usize, link: &Link) -> String {
        let on = &self.milestones[link.on];
        let is_finish = self.programs[on.program].finish == Some(link.on) && on.cancelled.is_none();
        let id = match on.program == from_program {
            true => self.local_id(link.on),
            // "A program id alone in `depends_on` … means that program's finish."
            false if link.by_program && is_finish => self.program_id(on.program),
            false => self.full_id(link.on),
        };
        match (link.kind, lag_text(link.lag)) {
            (LinkKind::FinishStart, None) => id,
            (LinkKind::FinishStart, Some(lag)) => format!("{id} {lag}"),
            (kind, lag) => format!("{id} {}{}", kind.code(), lag.unwrap_or_default()),
        }
    }
}

/// The keys that people update: dates, progress, what blocks it.
fn said_text(text: &mut String, milestone: &Milestone) {
    let indent = "    ";
    date_line(text, indent, "not_before", milestone.not_before);
    date_line(text, indent, "start", milestone.window);
    date_line(text, indent, "due", milestone.due);
    moved_text(text, indent, milestone.moved_from);
    date_line(text, indent, "eta", milestone.eta);
    date_line(text, indent, "started", milestone.started);
    date_line(text, indent, "done", milestone.done);
    if let Some(progress) = milestone.progress {
        match progress.whole {
            100 => *text += &format!("    progress: {}%\n", progress.done),
            whole => *text += &format!("    progress: {}/{whole}\n", progress.done),
        }
    }
    if let Some(cancelled) = milestone.cancelled {
        *text += &format!("    cancelled: {{on: {}, reason: Not needed}}\n", iso(cancelled));
    }
    if let Some(remaining) = milestone.remaining {
        *text += &format!("    remaining: {}\n", span_text(remaining));
    }
    date_line(text, indent, "updated", milestone.updated);
    if let Some(blocked) = milestone.blocked {
        let since = iso(blocked.since);
        let until = blocked.until.map(iso);
        let until = until.map_or(String::new(), |day| format!(", until: {day}"));
        *text += &format!("    blocked: {{since: {since}, why: Waiting{until}}}\n");
    }
    if !milestone.pauses.is_empty() {
        *text += &format!("    pauses: {}\n", ranges_text(&milestone.pauses));
    }
}

fn date_line(text: &mut String, indent: &str, key: &str, day: Option<Day>) {
    if let Some(day) = day {
        *text += &format!("{indent}{key}: {}\n", iso(day));
    }
}

fn calendar_name(index: usize) -> String {
    match index {
        0 => "default".to_owned(),
        _ => format!("c{index}"),
    }
}

fn calendar_text(calendar: &CalendarSpec) -> String {
    let extends = calendar.extends.map(|parent| format!("extends: {}", calendar_name(parent)));
    let week = calendar.week.map(|week| {
        let names: Vec<&str> = (0..7).filter(|day| week[*day]).map(|day| DAY_NAMES[day]).collect();
        format!("week: [{}]", names.join(", "))
    });
    let days =
        |key: &str, ranges: &[Range]| (!ranges.is_empty()).then(|| format!("{key}: {}", ranges_text(ranges)));
    let unbroken = calendar.unbroken.map(|unbroken| format!("unbroken: {unbroken}"));
    let (holidays, workdays) = (days("holidays", &calendar.holidays), days("workdays", &calendar.workdays));
    let parts = [extends, week, holidays, workdays, unbroken];
    parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
}

fn tags_text(tags: &[usize]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("t{tag}")).collect();
    format!("[{}]", tags.join(", "))
}

fn moved_text(text: &mut String, indent: &str, from: Option<Day>) {
    if let Some(from) = from {
        *text += &format!("{indent}moved: [{{from: {}}}]\n", iso(from));
    }
}

fn ranges_text(ranges: &[Range]) -> String {
    let ranges: Vec<String> = ranges
        .iter()
        .map(|(from, to)| match from == to {
            true => iso(*from),
            false => format!("{}..{}", iso(*from), iso(*to)),
        })
        .collect();
    format!("[{}]", ranges.join(", "))
}

fn unit_text(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "d",
        Unit::Weeks => "w",
        Unit::Elapsed => "ed",
    }
}

fn span_text(span: Span) -> String {
    format!("{}{}", span.count, unit_text(span.unit))
}

fn duration_text(duration: Duration) -> String {
    match duration {
        Duration::One(span) => span_text(span),
        Duration::Three(low, likely, high) if likely.count % 2 == 0 => {
            let [low, likely, high] = [low, likely, high].map(span_text);
            format!("{{optimistic: {low}, likely: {likely}, pessimistic: {high}}}")
        }
        Duration::Three(low, likely, high) => {
            format!("[{}]", [low, likely, high].map(span_text).join(", "))
        }
    }
}

/// A lag as written after the type of a link; empty if there is none.
pub fn lag_text(lag: Span) -> Option<String> {
    (lag.count != 0).then(|| format!("{:+}{}", lag.count, unit_text(lag.unit)))
}
