//! A case: the plain data of one workspace and its as-of day, and its text.

use super::days::{Day, iso};

/// One workspace and the day for which it is scheduled. Later keys become further fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub as_of: Day,
    /// The first one is `default`.
    pub calendars: Vec<CalendarSpec>,
    pub owners: Vec<OwnerSpec>,
    pub programs: Vec<Program>,
    /// The milestones of all programs; each program's file keeps their order.
    pub milestones: Vec<Milestone>,
    /// Ids run against the order of the file, so that "smallest id" is not "first".
    pub reversed_ids: bool,
}

/// Civil days, both ends included.
pub type Range = (Day, Day);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarSpec {
    /// Monday first.
    pub week: [bool; 7],
    pub holidays: Vec<Range>,
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
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestone {
    pub program: usize,
    pub owner: Option<usize>,
    pub duration: Option<Duration>,
    pub links: Vec<Link>,
    pub due: Option<Day>,
    pub eta: Option<Day>,
    pub started: Option<Day>,
    pub done: Option<Day>,
    /// Percent.
    pub progress: Option<i32>,
    pub remaining: Option<Span>,
    pub updated: Option<Day>,
    pub blocked: Option<Blocked>,
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

/// `5d`, `2w`.
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
}

impl LinkKind {
    pub fn code(self) -> &'static str {
        match self {
            LinkKind::FinishStart => "FS",
            LinkKind::StartStart => "SS",
        }
    }
}

/// A dependency of the milestone that holds it, on `on`, with a signed lag (a count of 0 is none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub on: usize,
    pub kind: LinkKind,
    pub lag: Span,
}

/// Days worked from Monday to Friday.
pub const MONDAY_TO_FRIDAY: [bool; 7] = [true, true, true, true, true, false, false];

const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Case {
    /// The id of a program.
    pub fn program_id(&self, program: usize) -> String {
        format!("p{program}")
    }

    /// The id of a milestone inside its program.
    pub fn local_id(&self, milestone: usize) -> String {
        let number = if self.reversed_ids { self.milestones.len() - 1 - milestone } else { milestone };
        format!("m{number}")
    }

    /// The id of a milestone from elsewhere.
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
            let name = calendar_name(index);
            let (week, holidays) = (week_text(calendar), ranges_text(&calendar.holidays));
            text += &format!("  {name}: {{week: {week}, holidays: {holidays}}}\n");
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

    fn link_text(&self, from_program: usize, link: &Link) -> String {
        let id = if self.milestones[link.on].program == from_program {
            self.local_id(link.on)
        } else {
            self.full_id(link.on)
        };
        match (link.kind, lag_text(link.lag)) {
            (LinkKind::FinishStart, None) => id,
            (LinkKind::FinishStart, Some(lag)) => format!("{id} {lag}"),
            (kind, lag) => format!("{id} {}{}", kind.code(), lag.unwrap_or_default()),
        }
    }
}

/// What people say of a milestone: dates, progress, what is in its way.
fn said_text(text: &mut String, milestone: &Milestone) {
    let indent = "    ";
    date_line(text, indent, "due", milestone.due);
    date_line(text, indent, "eta", milestone.eta);
    date_line(text, indent, "started", milestone.started);
    date_line(text, indent, "done", milestone.done);
    if let Some(progress) = milestone.progress {
        *text += &format!("    progress: {progress}%\n");
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

fn week_text(calendar: &CalendarSpec) -> String {
    let names: Vec<&str> = (0..7).filter(|day| calendar.week[*day]).map(|day| DAY_NAMES[day]).collect();
    format!("[{}]", names.join(", "))
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

/// A lag as it is written after the type of a link; none where it is nothing.
pub fn lag_text(lag: Span) -> Option<String> {
    (lag.count != 0).then(|| format!("{:+}{}", lag.count, unit_text(lag.unit)))
}
