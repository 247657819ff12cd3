//! Random cases, all of them valid plans.
//!
//! Fields are drawn as small numbers relative to the as-of day and to the milestone's index;
//! `build` turns whatever was drawn into a valid plan, so that shrinking can remove anything.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::case::{
    Blocked, CalendarSpec, Case, Duration, Freeze, Link, LinkKind, MONDAY_TO_FRIDAY, Milestone, OwnerSpec,
    Program, Progress, Range, Span, Unit,
};
use super::days::{Day, civil};
use super::settle::settle;

/// The kind of cases to draw. Each includes everything that the ones before it include, except the
/// restrictions of `Plain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// FS links, one calendar, nothing started; up to two programs.
    Plain,
    /// All link types, leads and lags, `not_before`, windows, elapsed durations, `eta`, `blocked`
    /// and cancelled milestones; up to two programs.
    Constrained,
    /// Several calendars, including some that extend others or have slots, leave and freezes; up to
    /// two programs.
    Calendars,
    /// Done and started work, also out of sequence; up to three programs.
    Progress,
}

impl Family {
    pub const ALL: [Family; 4] = [Family::Plain, Family::Constrained, Family::Calendars, Family::Progress];

    fn programs(self) -> usize {
        match self {
            Family::Plain | Family::Constrained | Family::Calendars => 2,
            Family::Progress => 3,
        }
    }
}

#[derive(Clone, Debug)]
struct RawLink {
    back: usize,
    kind: LinkKind,
    lag: Span,
    by_program: bool,
}

#[derive(Clone, Debug)]
struct RawMilestone {
    program: usize,
    owner: Option<usize>,
    calendar: Option<usize>,
    tags: Vec<usize>,
    pauses: Vec<Range>,
    duration: Option<Duration>,
    links: Vec<RawLink>,
    said: RawDates,
    progress: RawProgress,
}

/// In days from the as-of day; for a window, from its `due`; for a moved promise, likewise.
#[derive(Clone, Debug)]
struct RawDates {
    due: Option<Day>,
    moved: Option<Day>,
    window: Option<Day>,
    not_before: Option<Day>,
    eta: Option<Day>,
    blocked: Option<(Day, Option<Day>)>,
    cancelled: Option<Day>,
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
    Progress(Progress),
    Remaining(Span),
}

#[derive(Clone, Debug)]
struct RawProgram {
    start: Option<Day>,
    due: Option<Day>,
    moved: Option<Day>,
    finish: Option<usize>,
    calendar: Option<usize>,
    freezes: Vec<Freeze>,
}

/// Returns a strategy for cases of a family.
pub fn strategy(family: Family) -> BoxedStrategy<Case> {
    (
        0..42,
        vec(milestone(family), 1..=9),
        vec(program(family), family.programs()),
        calendars(family),
        owners(family),
        freezes(family),
        progress_assumed(family),
        weighted(0.04, (0..9usize, 0..9usize)),
        any::<bool>(),
    )
        .prop_map(|(day, milestones, programs, calendars, owners, freezes, assume, back, reversed)| {
            let mut case = Case {
                as_of: first_day() + day,
                calendars,
                owners,
                programs: Vec::new(),
                milestones: Vec::new(),
                freezes,
                assume_progress: assume,
                reversed_ids: reversed,
            };
            build(&mut case, milestones, programs, back);
            settle(&mut case);
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
    let used: Vec<usize> =
        (0..programs.len()).filter(|p| milestones.iter().any(|m| m.program == *p)).collect();
    for raw in milestones {
        let place = case.milestones.len();
        let mut milestone = build_milestone(case.as_of, place, &raw);
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
            due: raw.due.map(|day| case.as_of + day),
            finish: raw.finish.map(|finish| members[finish % members.len()]),
            calendar: raw.calendar,
            freezes: raw.freezes.clone(),
            moved_from: raw.moved.map(|day| case.as_of + day),
        });
    }
}

/// Makes the earlier of two milestones depend on the later one, which may close a cycle.
fn close(case: &mut Case, from: usize, to: usize) {
    let (from, to) = (from.min(to), from.max(to));
    if from < to && to < case.milestones.len() {
        case.milestones[from].links.push(Link {
            on: to,
            kind: LinkKind::FinishStart,
            lag: days(0),
            by_program: false,
        });
    }
}

fn build_milestone(as_of: Day, place: usize, raw: &RawMilestone) -> Milestone {
    let said = &raw.said;
    let due = said.due.map(|day| as_of + day);
    let mut milestone = Milestone {
        owner: raw.owner,
        calendar: raw.calendar,
        tags: raw.tags.clone(),
        pauses: raw.pauses.clone(),
        duration: raw.duration,
        not_before: said.not_before.map(|day| as_of + day),
        window: said.window.and_then(|days| due.map(|due| due - days)),
        due,
        moved_from: said.moved.and_then(|days| due.map(|due| due + days)),
        eta: said.eta.map(|day| as_of + day),
        cancelled: said.cancelled.map(|ago| as_of - ago),
        ..Milestone::default()
    };
    for link in raw.links.iter().filter(|link| link.back <= place && link.back > 0) {
        let RawLink { back, kind, lag, by_program } = *link;
        milestone.links.push(Link { on: place - back, kind, lag, by_program });
    }
    milestone.blocked = said
        .blocked
        .map(|(ago, until)| Blocked { since: as_of - ago, until: until.map(|day| as_of - ago + day) });
    build_progress(&mut milestone, as_of, &raw.progress);
    milestone
}

/// Sets actual dates, none of them after the as-of day.
fn build_progress(milestone: &mut Milestone, as_of: Day, progress: &RawProgress) {
    match progress {
        RawProgress::None => {}
        RawProgress::Started { ago, said, updated } => {
            milestone.started = Some(as_of - ago);
            match said {
                RawSaid::Nothing => {}
                RawSaid::Progress(progress) => milestone.progress = Some(*progress),
                RawSaid::Remaining(left) => milestone.remaining = Some(*left),
            }
            if !matches!(said, RawSaid::Nothing) {
                milestone.updated = updated.map(|ago| as_of - ago);
            }
        }
        RawProgress::Done { ago, started } => {
            let done = as_of - ago;
            milestone.done = Some(done);
            milestone.eta = milestone.eta.map(|eta| done + eta.rem_euclid(3) - 1);
            milestone.started = started.map(|before| done - before);
        }
    }
}

fn days(count: i32) -> Span {
    Span { count, unit: Unit::Days }
}

fn elapsed(count: i32) -> Span {
    Span { count, unit: Unit::Elapsed }
}

fn milestone(family: Family) -> BoxedStrategy<RawMilestone> {
    let named = family >= Family::Calendars;
    let tags = if named { vec(0..2usize, 0..=2).boxed() } else { Just(Vec::new()).boxed() };
    let pauses = some(named, 0.1, vec(range(60, 9), 1..=2)).prop_map(Option::unwrap_or_default);
    (
        0..family.programs(),
        some(named, 0.6, 0..3usize),
        some(named, 0.15, 0..4usize),
        (tags, pauses),
        duration(family),
        vec(link(family), 0..=3),
        said_of_dates(family),
        progress(family),
    )
        .prop_map(|(program, owner, calendar, (mut tags, pauses), duration, links, said, progress)| {
            tags.sort_unstable();
            tags.dedup();
            RawMilestone { program, owner, calendar, tags, pauses, duration, links, said, progress }
        })
        .boxed()
}

/// A value with some probability if the family has this key, otherwise none.
fn some<S: Strategy + 'static>(known: bool, probability: f64, value: S) -> BoxedStrategy<Option<S::Value>>
where
    S::Value: Clone,
{
    match known {
        true => weighted(probability, value).boxed(),
        false => Just(None).boxed(),
    }
}

/// An event without a duration, `0d`, days, weeks, three points, or elapsed days.
fn duration(family: Family) -> BoxedStrategy<Option<Duration>> {
    let weeks = (1..=2i32).prop_map(|count| Span { count, unit: Unit::Weeks });
    let three = (1..=4i32, 0..=4i32, 0..=9i32, 0..4i32).prop_map(move |(low, likely, high, unit)| {
        let likely = low + likely;
        let span = if unit == 3 && family > Family::Plain { elapsed } else { days };
        Duration::Three(span(low), span(likely), span(likely + high))
    });
    let in_working_time = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Duration::One(days(0)))),
        7 => (1..=8i32).prop_map(|count| Some(Duration::One(days(count)))),
        1 => weeks.prop_map(|span| Some(Duration::One(span))),
        1 => three.prop_map(Some),
    ];
    match family {
        Family::Plain => in_working_time.boxed(),
        _ => prop_oneof![
            8 => in_working_time,
            1 => (1..=18i32).prop_map(|count| Some(Duration::One(elapsed(count)))),
        ]
        .boxed(),
    }
}

fn link(family: Family) -> BoxedStrategy<RawLink> {
    let plain = Just((LinkKind::FinishStart, days(0)));
    let how = match family {
        Family::Plain => plain.boxed(),
        _ => prop_oneof![1 => plain, 4 => (kind(), lag())].boxed(),
    };
    (1..=5usize, how, any::<bool>())
        .prop_map(|(back, (kind, lag), by_program)| RawLink { back, kind, lag, by_program })
        .boxed()
}

fn kind() -> impl Strategy<Value = LinkKind> {
    prop::sample::select(LinkKind::ALL.to_vec())
}

fn lag() -> impl Strategy<Value = Span> {
    let unit = |unit| move |count| Span { count, unit };
    prop_oneof![
        3 => Just(days(0)),
        4 => (-4..=5i32).prop_map(unit(Unit::Days)),
        1 => (-1..=2i32).prop_map(unit(Unit::Weeks)),
        3 => (-5..=7i32).prop_map(unit(Unit::Elapsed)),
    ]
}

/// Keys with dates; `blocked` is drawn as days since, and days from then until.
fn said_of_dates(family: Family) -> BoxedStrategy<RawDates> {
    let more = family > Family::Plain;
    (
        weighted(0.4, -8..36i32),
        some(more, 0.15, -12..6i32),
        some(more, 0.25, 0..14i32),
        some(more, 0.12, -6..30i32),
        some(more, 0.25, -4..26i32),
        some(more, 0.12, (0..=20i32, weighted(0.7, 0..=30i32))),
        some(more, 0.1, 0..9i32),
    )
        .prop_map(|(due, moved, window, not_before, eta, blocked, cancelled)| RawDates {
            due,
            moved,
            window,
            not_before,
            eta,
            blocked,
            cancelled,
        })
        .boxed()
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
    let parts = (1..=12i32, 0..=12i32).prop_map(|(whole, done)| Progress { done: done.min(whole), whole });
    prop_oneof![
        3 => Just(RawSaid::Nothing),
        3 => (0..=100i32).prop_map(|done| RawSaid::Progress(Progress { done, whole: 100 })),
        1 => parts.prop_map(RawSaid::Progress),
        3 => (0..=9i32).prop_map(|left| RawSaid::Remaining(days(left))),
        1 => (1..=2i32).prop_map(move |left| RawSaid::Remaining(weeks(left))),
        1 => (0..=12i32).prop_map(|left| RawSaid::Remaining(elapsed(left))),
    ]
}

fn progress_assumed(family: Family) -> BoxedStrategy<Option<i32>> {
    some(family == Family::Progress, 0.3, 0..9i32)
}

fn program(family: Family) -> BoxedStrategy<RawProgram> {
    let named = family >= Family::Calendars;
    (
        weighted(0.4, -20..12i32),
        weighted(0.5, -4..40i32),
        some(family > Family::Plain, 0.15, -9..30i32),
        weighted(0.4, 0..9usize),
        some(named, 0.4, 0..4usize),
        freezes(family),
    )
        .prop_map(|(start, due, moved, finish, calendar, freezes)| RawProgram {
            start,
            due,
            moved,
            finish,
            calendar,
            freezes,
        })
        .boxed()
}

fn calendars(family: Family) -> BoxedStrategy<Vec<CalendarSpec>> {
    let others = match family >= Family::Calendars {
        true => vec(calendar(), 0..=3).boxed(),
        false => Just(Vec::new()).boxed(),
    };
    let of_a_week = free_days().prop_map(|holidays| CalendarSpec {
        week: Some(MONDAY_TO_FRIDAY),
        holidays,
        ..CalendarSpec::default()
    });
    let default = match family >= Family::Calendars {
        true => prop_oneof![9 => of_a_week, 1 => slot_calendar()].boxed(),
        false => of_a_week.boxed(),
    };
    (default, others).prop_map(|(default, others)| [vec![default], others].concat()).boxed()
}

fn calendar() -> BoxedStrategy<CalendarSpec> {
    let week = prop_oneof![
        2 => Just(MONDAY_TO_FRIDAY),
        1 => Just([true, true, true, true, false, false, false]),
        1 => Just([true, true, true, true, false, false, true]),
        1 => Just([true; 7]),
        1 => Just([false, true, false, true, false, true, false]),
    ];
    let of_a_week =
        (weighted(0.4, 0..3usize), weighted(0.7, week), free_days(), free_days(), weighted(0.1, Just(false)));
    let of_a_week = of_a_week.prop_map(|(extends, week, holidays, workdays, unbroken)| CalendarSpec {
        extends,
        week,
        holidays,
        workdays,
        unbroken,
    });
    prop_oneof![4 => of_a_week.boxed(), 1 => slot_calendar()].boxed()
}

fn slot_calendar() -> BoxedStrategy<CalendarSpec> {
    (2..=11i32, 0..=3i32, 12..=40i32, weighted(0.4, -20..50i32), weighted(0.4, Just(true)))
        .prop_map(|(every, more, count, begins, unbroken)| CalendarSpec {
            week: Some([false; 7]),
            workdays: slots(every, more, count, begins),
            unbroken,
            ..CalendarSpec::default()
        })
        .boxed()
}

/// "`{week: [], workdays: […]}` says an auditor's slots": a slot of some days every few days, and
/// after some of them every day. Either every day was a working day long ago, so that there is a slot before any
/// day that a report looks back to; or the first slot is near the as-of day with no working day
/// before it, so it may come after promises and after everything done.
fn slots(every: i32, more: i32, count: i32, begins: Option<Day>) -> Vec<Range> {
    let from = first_day() + begins.unwrap_or(-30);
    let mut workdays = Vec::new();
    if begins.is_none() {
        workdays.push((first_day() - 1_000, from - 1));
    }
    let slot = |first: Day| (first, first + more.min(every - 1));
    workdays.extend((0..count).map(|place| slot(from + place * every)));
    // The language leaves open what a milestone misses if it cannot slip because its calendar ends;
    // `hand` covers that.
    workdays.push((from + count * every, from + 1_500));
    workdays
}

/// Up to three short ranges of days around the as-of days.
fn free_days() -> impl Strategy<Value = Vec<Range>> {
    vec(range(90, 4), 0..=3)
}

fn range(until: Day, longest: Day) -> impl Strategy<Value = Range> {
    (-20..until, 0..=longest).prop_map(|(from, more)| {
        let from = first_day() + from;
        (from, from + more)
    })
}

fn owners(family: Family) -> BoxedStrategy<Vec<OwnerSpec>> {
    let owner = (weighted(0.5, 0..4usize), vec(range(80, 13), 0..=2));
    let owner = owner.prop_map(|(calendar, away)| OwnerSpec { calendar, away });
    match family >= Family::Calendars {
        true => vec(owner, 3).boxed(),
        false => Just(Vec::new()).boxed(),
    }
}

/// A few freezes, half of them for everyone.
fn freezes(family: Family) -> BoxedStrategy<Vec<Freeze>> {
    let freeze = (vec(range(70, 9), 1..=2), weighted(0.5, 0..2usize), vec(0..9usize, 0..=2));
    let freeze =
        freeze.prop_map(|(dates, tag, except)| Freeze { dates, tags: tag.into_iter().collect(), except });
    match family >= Family::Calendars {
        true => vec(freeze, 0..=1).boxed(),
        false => Just(Vec::new()).boxed(),
    }
}
