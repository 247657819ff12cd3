//! Random cases, all of them valid plans.
//!
//! Fields are drawn as small numbers relative to the as-of day and to the milestone's place; `build`
//! makes a valid plan of whatever was drawn, so that shrinking can take anything away.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::case::{
    Blocked, CalendarSpec, Case, Duration, Link, LinkKind, MONDAY_TO_FRIDAY, Milestone, OwnerSpec, Program,
    Range, Span, Unit,
};
use super::days::{Day, civil};

/// What kind of cases to draw; each holds all that the ones before it hold, but for `Plain`'s
/// simplicity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// FS links, one calendar, nothing started.
    Plain,
    /// Leads, lags, SS links, `eta` and `blocked`; up to two programs.
    Constrained,
    /// Several calendars and leave; up to two programs.
    Calendars,
    /// Done and started work, also out of sequence; up to three programs.
    Progress,
}

impl Family {
    pub const ALL: [Family; 4] = [Family::Plain, Family::Constrained, Family::Calendars, Family::Progress];

    fn programs(self) -> usize {
        match self {
            Family::Plain => 1,
            Family::Constrained | Family::Calendars => 2,
            Family::Progress => 3,
        }
    }
}

#[derive(Clone, Debug)]
struct RawLink {
    back: usize,
    kind: LinkKind,
    lag: Span,
}

#[derive(Clone, Debug)]
struct RawMilestone {
    program: usize,
    owner: Option<usize>,
    duration: Option<Duration>,
    links: Vec<RawLink>,
    due: Option<Day>,
    eta: Option<Day>,
    blocked: Option<(Day, Option<Day>)>,
    progress: RawProgress,
}

#[derive(Clone, Debug)]
enum RawProgress {
    None,
    Started { ago: Day, said: RawSaid, updated: Option<Day> },
    Done { ago: Day, started: Option<Day> },
}

#[derive(Clone, Copy, Debug)]
enum RawSaid {
    Nothing,
    Progress(i32),
    Remaining(Span),
}

#[derive(Clone, Debug)]
struct RawProgram {
    start: Option<Day>,
    due: Option<Day>,
    finish: Option<usize>,
}

/// Cases of a family.
pub fn strategy(family: Family) -> BoxedStrategy<Case> {
    (
        0..42,
        vec(milestone(family), 1..=9),
        vec(program(), family.programs()),
        calendars(family),
        owners(family),
        weighted(0.04, (0..9usize, 0..9usize)),
        any::<bool>(),
    )
        .prop_map(|(day, milestones, programs, calendars, owners, back, reversed)| {
            let mut case = Case {
                as_of: first_day() + day,
                calendars,
                owners,
                programs: Vec::new(),
                milestones: Vec::new(),
                reversed_ids: reversed,
            };
            build(&mut case, milestones, programs, back);
            case
        })
        .boxed()
}

/// Monday, 31 August 2026.
fn first_day() -> Day {
    civil(2026, 8, 31)
}

fn build(
    case: &mut Case,
    milestones: Vec<RawMilestone>,
    programs: Vec<RawProgram>,
    back: Option<(usize, usize)>,
) {
    let owners = case.owners.len();
    let used: Vec<usize> =
        (0..programs.len()).filter(|p| milestones.iter().any(|m| m.program == *p)).collect();
    for raw in milestones {
        let place = case.milestones.len();
        let mut milestone = build_milestone(case.as_of, place, owners, &raw);
        let program = used.iter().position(|p| *p == raw.program);
        milestone.program = program.expect("a used program");
        case.milestones.push(milestone);
    }
    if let Some((from, to)) = back {
        close(case, from, to);
    }
    for (index, used) in used.into_iter().enumerate() {
        let raw = &programs[used];
        let members = (0..case.milestones.len())
            .filter(|m| case.milestones[*m].program == index)
            .collect::<Vec<usize>>();
        case.programs.push(Program {
            start: raw.start.map(|day| case.as_of + day),
            // A program that is promised for a day before its start is an error.
            due: raw
                .due
                .filter(|due| raw.start.is_none_or(|start| *due >= start))
                .map(|day| case.as_of + day),
            finish: raw.finish.map(|finish| members[finish % members.len()]),
            calendar: None,
        });
    }
}

/// Makes the earlier of two milestones depend on the later one, which may close a cycle.
fn close(case: &mut Case, from: usize, to: usize) {
    let (from, to) = (from.min(to), from.max(to));
    if from < to && to < case.milestones.len() {
        case.milestones[from].links.push(Link { on: to, kind: LinkKind::FinishStart, lag: days(0) });
    }
}

fn build_milestone(as_of: Day, place: usize, owners: usize, raw: &RawMilestone) -> Milestone {
    let mut milestone = Milestone {
        owner: raw.owner.filter(|owner| *owner < owners),
        duration: raw.duration,
        due: raw.due.map(|day| as_of + day),
        eta: raw.eta.map(|day| as_of + day),
        ..Milestone::default()
    };
    for link in raw.links.iter().filter(|link| link.back <= place && link.back > 0) {
        let on = place - link.back;
        let same = |known: &&Link| known.on == on && known.kind == link.kind;
        if milestone.links.iter().find(same).is_none() {
            let (kind, lag) = (link.kind, link.lag);
            milestone.links.push(Link { on, kind, lag });
        }
    }
    milestone.blocked = raw
        .blocked
        .map(|(ago, until)| Blocked { since: as_of - ago, until: until.map(|day| as_of - ago + day) });
    build_progress(&mut milestone, as_of, &raw.progress);
    milestone
}

/// Writes actuals that obey the errors of section 2: none after the as-of day, `done` not before
/// `started`, no progress of events, and a size for what is started.
fn build_progress(milestone: &mut Milestone, as_of: Day, progress: &RawProgress) {
    match progress {
        RawProgress::None => {}
        RawProgress::Started { ago, said, updated } => {
            let started = as_of - ago;
            milestone.started = Some(started);
            match said {
                RawSaid::Nothing => {}
                RawSaid::Progress(percent) => milestone.progress = Some(*percent),
                RawSaid::Remaining(left) => milestone.remaining = Some(*left),
            }
            if !matches!(said, RawSaid::Nothing) {
                milestone.updated = updated.map(|ago| (as_of - ago).max(started));
            }
            size_what_started(milestone);
        }
        RawProgress::Done { ago, started } => {
            let done = as_of - ago;
            milestone.done = Some(done);
            milestone.blocked = None;
            milestone.eta = milestone.eta.map(|eta| done + eta.rem_euclid(3) - 1);
            milestone.started = started.map(|before| done - before);
            if milestone.started.is_some() {
                milestone.remaining = None;
                size_what_started(milestone);
            }
        }
    }
}

/// Started work needs a duration, `due`, `eta` or `remaining`; `0d` is none. Done work that was
/// started is given a duration or a `due`.
fn size_what_started(milestone: &mut Milestone) {
    let nothing = milestone.duration.is_some_and(|d| d.likely().count == 0);
    if nothing {
        milestone.duration = None;
    }
    let by_eta = milestone.eta.is_some() && milestone.done.is_none();
    let sized = milestone.due.is_some() || by_eta || milestone.remaining.is_some();
    if milestone.duration.is_none() && !sized {
        milestone.duration = Some(Duration::One(days(3)));
    }
}

fn days(count: i32) -> Span {
    Span { count, unit: Unit::Days }
}

fn milestone(family: Family) -> BoxedStrategy<RawMilestone> {
    (
        0..family.programs(),
        owner(family),
        duration(),
        vec(link(family), 0..=3),
        weighted(0.4, -8..36),
        said_of_dates(family),
        progress(family),
    )
        .prop_map(|(program, owner, duration, links, due, (eta, blocked), progress)| RawMilestone {
            program,
            owner,
            duration,
            links,
            due,
            eta,
            blocked,
            progress,
        })
        .boxed()
}

fn owner(family: Family) -> BoxedStrategy<Option<usize>> {
    match family >= Family::Calendars {
        true => weighted(0.7, 0..3usize).boxed(),
        false => Just(None).boxed(),
    }
}

/// An event without a duration, `0d`, days, weeks, or three points.
fn duration() -> BoxedStrategy<Option<Duration>> {
    let weeks = (1..=2i32).prop_map(|count| Span { count, unit: Unit::Weeks });
    let three = (1..=4i32, 0..=4i32, 0..=9i32).prop_map(|(low, likely, high)| {
        let likely = low + likely;
        Duration::Three(days(low), days(likely), days(likely + high))
    });
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(Duration::One(days(0)))),
        7 => (1..=8i32).prop_map(|count| Some(Duration::One(days(count)))),
        1 => weeks.prop_map(|span| Some(Duration::One(span))),
        1 => three.prop_map(Some),
    ]
    .boxed()
}

fn link(family: Family) -> BoxedStrategy<RawLink> {
    let plain = Just((LinkKind::FinishStart, days(0)));
    let how = match family {
        Family::Plain => plain.boxed(),
        _ => prop_oneof![1 => plain, 3 => (kind(), lag())].boxed(),
    };
    (1..=5usize, how).prop_map(|(back, (kind, lag))| RawLink { back, kind, lag }).boxed()
}

fn kind() -> impl Strategy<Value = LinkKind> {
    prop_oneof![Just(LinkKind::FinishStart), Just(LinkKind::StartStart)]
}

fn lag() -> impl Strategy<Value = Span> {
    let unit = |unit| move |count| Span { count, unit };
    prop_oneof![
        2 => Just(days(0)),
        4 => (-4..=5i32).prop_map(unit(Unit::Days)),
        1 => (-1..=2i32).prop_map(unit(Unit::Weeks)),
        3 => (-5..=7i32).prop_map(unit(Unit::Elapsed)),
    ]
}

type Said = (Option<Day>, Option<(Day, Option<Day>)>);

/// `eta`, and `blocked` as days since and days from then until.
fn said_of_dates(family: Family) -> BoxedStrategy<Said> {
    let blocked = (0..=20i32, weighted(0.7, 0..=30i32));
    match family {
        Family::Plain => Just((None, None)).boxed(),
        _ => (weighted(0.3, -4..26i32), weighted(0.15, blocked)).boxed(),
    }
}

fn progress(family: Family) -> BoxedStrategy<RawProgress> {
    let ago = || prop_oneof![1 => 0..=3i32, 1 => 0..=24i32];
    let started = (ago(), said(), weighted(0.6, ago()));
    let started = started.prop_map(|(ago, said, updated)| RawProgress::Started { ago, said, updated });
    let done = (ago(), weighted(0.5, ago()));
    let done = done.prop_map(|(ago, started)| RawProgress::Done { ago, started });
    match family {
        Family::Progress => prop_oneof![
            5 => Just(RawProgress::None),
            4 => started,
            3 => done,
        ]
        .boxed(),
        _ => Just(RawProgress::None).boxed(),
    }
}

fn said() -> impl Strategy<Value = RawSaid> {
    let weeks = |count| Span { count, unit: Unit::Weeks };
    prop_oneof![
        3 => Just(RawSaid::Nothing),
        3 => (0..=100i32).prop_map(RawSaid::Progress),
        3 => (0..=9i32).prop_map(|left| RawSaid::Remaining(days(left))),
        1 => (1..=2i32).prop_map(move |left| RawSaid::Remaining(weeks(left))),
    ]
}

fn program() -> impl Strategy<Value = RawProgram> {
    let start = weighted(0.4, -20..12i32);
    let due = weighted(0.5, -4..40i32);
    (start, due, weighted(0.4, 0..9usize)).prop_map(|(start, due, finish)| RawProgram { start, due, finish })
}

fn calendars(family: Family) -> BoxedStrategy<Vec<CalendarSpec>> {
    let others = match family >= Family::Calendars {
        true => vec(calendar(), 2).boxed(),
        false => Just(Vec::new()).boxed(),
    };
    let default = free_days().prop_map(|holidays| CalendarSpec { week: MONDAY_TO_FRIDAY, holidays });
    (default, others).prop_map(|(default, others)| [vec![default], others].concat()).boxed()
}

fn calendar() -> impl Strategy<Value = CalendarSpec> {
    let week = prop_oneof![
        2 => Just(MONDAY_TO_FRIDAY),
        1 => Just([true, true, true, true, false, false, false]),
        1 => Just([true, true, true, true, false, false, true]),
        1 => Just([true; 7]),
        1 => Just([false, true, false, true, false, true, false]),
    ];
    (week, free_days()).prop_map(|(week, holidays)| CalendarSpec { week, holidays })
}

/// Up to three short ranges of days off around the as-of days.
fn free_days() -> impl Strategy<Value = Vec<Range>> {
    let range = (-20..90i32, 0..=4i32);
    let range = range.prop_map(|(from, more)| {
        let from = first_day() + from;
        (from, from + more)
    });
    vec(range, 0..=3)
}

fn owners(family: Family) -> BoxedStrategy<Vec<OwnerSpec>> {
    let owner = (weighted(0.6, 0..3usize), vec(leave(), 0..=2));
    let owner = owner.prop_map(|(calendar, away)| OwnerSpec { calendar, away });
    match family >= Family::Calendars {
        true => vec(owner, 3).boxed(),
        false => Just(Vec::new()).boxed(),
    }
}

fn leave() -> impl Strategy<Value = Range> {
    (-20..80i32, 0..=13i32).prop_map(|(from, more)| {
        let from = first_day() + from;
        (from, from + more)
    })
}
