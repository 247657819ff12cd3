//! Section 5: total, free and commitment float.

use super::case::Link;
use super::days::{Day, Instant, Side, end_of, start_of};
use super::early::{Early, Plan, is_promise_event, is_work};
use super::late::{Backward, Late, printed_event};
use super::left::Block;

/// The floats of one milestone, with the late dates and promises behind them.
#[derive(Clone, Debug, Default)]
pub struct Floats {
    pub total: Option<i32>,
    pub free: Option<i32>,
    pub commitment: Option<i32>,
    /// The promises that may be named, such as `checkout/cutover` or `checkout`. There is one if
    /// the text decides. If several that are not the milestone's own allow the same late instant,
    /// all of them are accepted, because one backward pass carries only the tightest.
    pub promises: Vec<String>,
    /// What they ask for; if there is none, what its own promise does.
    pub asked: Vec<Asked>,
    pub late_start: Option<Day>,
    pub late_finish: Option<Day>,
    /// Whether no working day is early enough for some promise, so that civil days count.
    pub is_civil: bool,
}

/// "`start_by`, `finish_by` = the late dates against the nearest promise".
#[derive(Clone, Debug)]
pub struct Asked {
    pub promise: String,
    /// Start by, finish by.
    pub days: [Option<Day>; 2],
    /// Whether another promise asks for that no later: one backward pass carries only the tightest,
    /// and an `eta` holds start and finish apart. `cases` has those that both have to say so.
    pub may_be_silent: [bool; 2],
}

/// The floats of all milestones.
pub fn floats(plan: &Plan) -> Vec<Floats> {
    let all = 0..plan.case.milestones.len();
    let total = Backward::pass(plan, total_caps(plan));
    let promises = promises(plan);
    let each = all.map(|m| match plan.is_live(m) {
        true => floats_of(plan, m, &total, &promises),
        false => Floats::default(),
    });
    each.collect()
}

fn floats_of(plan: &Plan, m: usize, pass: &Backward, promises: &[Promise]) -> Floats {
    let late = pass.late[m];
    let (total, _) = side_float(plan, m, late).expect("every program has a latest finish");
    let commitment = commitment(plan, m, promises);
    let named = commitment.iter().flat_map(|(_, named)| named);
    let mut asked: Vec<Asked> = named.map(|named| asked_by(plan, m, promises, named)).collect();
    if asked.is_empty() {
        let own = promises.iter().filter(|promise| promise.own == Some(m));
        asked.extend(own.map(|own| asked_by(plan, m, promises, own)));
    }
    let mut floats = Floats {
        total: Some(total),
        free: Some(free_float(plan, m).unwrap_or(total)),
        commitment: commitment.as_ref().map(|(float, _)| *float),
        promises: commitment.into_iter().flat_map(|(_, named)| named).map(|named| named.id.clone()).collect(),
        asked,
        late_start: late.start.map(|start| start.day),
        late_finish: late.finish.map(|finish| finish.day),
        is_civil: promises.iter().any(|promise| promise.pass.late[m].is_civil()),
    };
    if plan.milestone(m).started.is_some() {
        floats.late_start = None;
    }
    if !is_work(plan.milestone(m)) {
        let instant = late.finish.expect("an instant");
        let day = printed_event(pass, m, instant, total);
        (floats.late_start, floats.late_finish) = (day, day);
    }
    floats
}

/// The milestones of a program that have dates.
pub fn dated_of(plan: &Plan, program: usize) -> Vec<usize> {
    (0..plan.case.milestones.len())
        .filter(|m| plan.milestone(*m).program == program && plan.early[*m].is_some())
        .collect()
}

/// "the latest finish" of a program.
pub fn latest_finish(plan: &Plan, program: usize) -> Option<Instant> {
    let dated = dated_of(plan, program).into_iter();
    dated.map(|m| finish_of(plan, m)).max()
}

fn finish_of(plan: &Plan, milestone: usize) -> Instant {
    plan.early[milestone].as_ref().expect("dated").finish
}

/// "that of its `finish` milestone (a cancelled one counts as none given)"
pub fn given_finish(plan: &Plan, program: usize) -> Option<usize> {
    plan.case.programs[program].finish.filter(|finish| !plan.is_cancelled(*finish))
}

/// "that of its `finish` milestone, by default the latest of its milestones; of those that tie for
/// latest the ones that no other of them waits for are finishes"
pub fn finishes(plan: &Plan, program: usize) -> Vec<usize> {
    let dated = dated_of(plan, program).into_iter();
    match given_finish(plan, program) {
        Some(finish) => dated.filter(|m| *m == finish).collect(),
        None => {
            let latest = latest_finish(plan, program);
            let tied: Vec<usize> = dated.filter(|m| Some(finish_of(plan, *m)) == latest).collect();
            let awaited = |m: &usize| tied.iter().any(|other| waits_for(plan, *other, *m));
            tied.iter().copied().filter(|m| !awaited(m)).collect()
        }
    }
}

/// Whether a milestone waits for the finish of another, directly or through others. A link from a
/// start, or with a lead, lets it finish first.
fn waits_for(plan: &Plan, milestone: usize, other: usize) -> bool {
    plan.milestone(milestone).links.iter().any(|link| {
        let to_finish = link.kind.runs_from_finish() && link.lag.count >= 0;
        to_finish && !plan.cyclic[link.on] && (link.on == other || waits_for(plan, link.on, other))
    })
}

/// "late finish of a finish milestone = its early finish, of the others = the latest finish of
/// their program"
fn total_caps(plan: &Plan) -> Vec<Option<Instant>> {
    let cap = |m: usize| {
        let program = plan.milestone(m).program;
        match finishes(plan, program).contains(&m) {
            true => plan.early[m].as_ref().map(|early| early.finish),
            false => latest_finish(plan, program),
        }
    };
    (0..plan.case.milestones.len()).map(cap).collect()
}

/// "In working days of the milestone's full calendar"; "the smaller of start and finish float";
/// "started ones have finish float only". With the late instant of the side that decides.
fn side_float(plan: &Plan, m: usize, late: Late) -> Option<(i32, Instant)> {
    let early = plan.early[m].as_ref().expect("dated");
    let full = &plan.full[m];
    let finish = late.finish.map(|to| (full.between(early.finish, to), to));
    let start = late.start.filter(|_| plan.milestone(m).started.is_none());
    let start = start.map(|to| (full.between(early.start, to), to));
    match (start, finish) {
        (Some(start), Some(finish)) if start.0 < finish.0 => Some(start),
        (start, None) => start,
        (_, finish) => finish,
    }
}

/// "**Free float**: slip, in its own calendar, that leaves every unfinished successor's early dates
/// as they are": `None` "without such successors". The search looks through cancelled milestones.
fn free_float(plan: &Plan, m: usize) -> Option<i32> {
    let started = plan.milestone(m).started.is_some();
    let binds = |link: &Link| link.kind.runs_from_finish() || !started;
    let successors = plan.successors(m, &binds);
    if successors.is_empty() {
        return None;
    }
    let stay = |slipped: &Early| successors.iter().all(|s| stays(plan, m, slipped, *s));
    let alike = last_slip(&stay, |slip| slipped(plan, m, slip));
    let (block, early) = (plan.block(m), plan.early[m].as_ref().expect("dated"));
    let full = &plan.full[m];
    let uneven = block.elapsed || full.unbroken;
    if !is_work(plan.milestone(m)) || !uneven && !early.by_eta || early.by_eta && started {
        return Some(alike);
    }
    // Elapsed time, work that must not be broken, and a start that makes an eta void change the finish
    // unevenly: calculate the row again.
    let begins = if started { early.remaining_start.expect("a rest") } else { early.start };
    let again = |slip: i32| {
        let begins = plan.snapped(m, block, full.slipped(begins, slip)?)?;
        let by_eta = early.by_eta && plan.milestone(m).eta.is_some_and(|eta| begins.day <= eta);
        let finish = if by_eta { early.finish } else { plan.run(m, block, begins)?.max(early.finish) };
        let start = if started { early.start } else { begins };
        Some(Early { start, finish, ..early.clone() })
    };
    let slip = last_slip(&stay, again);
    if early.by_eta || slip == FREE_FOR_EVER {
        return Some(slip.min(alike));
    }
    let finish = if slip == 0 { early.finish } else { again(slip).expect("a slip").finish };
    let of_finish = full.between(early.finish, finish);
    Some(if started { of_finish } else { slip.min(of_finish) })
}

/// The largest slip that leaves every successor unchanged.
fn last_slip(stay: &dyn Fn(&Early) -> bool, slipped: impl Fn(i32) -> Option<Early>) -> i32 {
    for slip in 1.. {
        match slipped(slip) {
            None => return FREE_FOR_EVER,
            Some(slipped) if !stay(&slipped) => return slip - 1,
            Some(_) => {}
        }
    }
    FREE_FOR_EVER
}

/// No slip moves a successor: a lead leads back to the last slot of its calendar from any start.
pub const FREE_FOR_EVER: i32 = i32::MAX;

/// Whether the successor keeps its early dates after the milestone has slipped.
fn stays(plan: &Plan, m: usize, slipped: &Early, successor: usize) -> bool {
    let bounds = plan.link_bounds(successor, &|on| match on == m {
        true => Some(slipped.clone()),
        false => plan.early[on].clone(),
    });
    let Some(bounds) = bounds else { return false };
    let before = plan.early[successor].as_ref().expect("dated");
    let after = plan.row(successor, plan.case.as_of, &bounds);
    after.is_some_and(|after| (after.start, after.finish) == (before.start, before.finish))
}

/// The position this many working days later; start and finish slip alike.
fn slipped(plan: &Plan, m: usize, slip: i32) -> Option<Early> {
    let full = &plan.full[m];
    let mut early = plan.early[m].clone().expect("dated");
    if plan.milestone(m).started.is_none() {
        early.start = full.slipped(early.start, slip)?;
    }
    early.finish = full.slipped(early.finish, slip)?;
    Some(early)
}

/// One promise, and the late dates that it allows by itself.
struct Promise<'p> {
    id: String,
    due: Day,
    /// The milestone that holds the promise, unless a program does.
    own: Option<usize>,
    pass: Backward<'p>,
}

/// "late finish capped by the end of its own `due`, and of a finish milestone by its program's
/// `due` (without `finish:`, of every unfinished milestone of the program)": one pass for each.
fn promises<'p>(plan: &'p Plan<'p>) -> Vec<Promise<'p>> {
    let case = plan.case;
    let live: Vec<usize> = (0..case.milestones.len()).filter(|m| plan.is_live(*m)).collect();
    let mut promises = Vec::new();
    for m in &live {
        if let Some(due) = plan.milestone(*m).due {
            promises.push(promise(plan, case.full_id(*m), due, Some(*m), &[*m]));
        }
    }
    for (program, promised) in case.programs.iter().enumerate() {
        let held = live.iter().copied().filter(|m| match given_finish(plan, program) {
            Some(finish) => *m == finish,
            None => plan.milestone(*m).program == program,
        });
        let held: Vec<usize> = held.collect();
        if let Some(due) = promised.due {
            promises.push(promise(plan, case.program_id(program), due, None, &held));
        }
    }
    promises
}

fn promise<'p>(plan: &'p Plan<'p>, id: String, due: Day, own: Option<usize>, held: &[usize]) -> Promise<'p> {
    let cap = |m| held.contains(&m).then_some(end_of(due));
    let caps = (0..plan.case.milestones.len()).map(cap).collect();
    let pass = Backward::pass(plan, caps);
    Promise { id, due, own, pass }
}

/// The smallest float to any promise: "on ties of the float the earlier late instant, then own due,
/// earliest due, id".
fn commitment<'a>(plan: &Plan, m: usize, promises: &'a [Promise<'a>]) -> Option<(i32, Vec<&'a Promise<'a>>)> {
    let rooms = promises.iter().enumerate().filter_map(|(place, promise)| {
        let own = promise.own == Some(m);
        let (float, late) = room(plan, m, promise.pass.late[m], own)?;
        Some((float, late, !own, promise.due, promise.id.clone(), place))
    });
    let rooms: Vec<(i32, Instant, bool, Day, String, usize)> = rooms.collect();
    let (float, late, not_own, ..) = rooms.iter().min()?;
    // Late instants of a start and of a finish cannot be compared: work with an eta has both, and
    // those of elapsed work differ by an uneven number of working days.
    let milestone = plan.milestone(m);
    let held_apart =
        is_work(milestone) && (milestone.eta.is_some() || (plan.block(m).elapsed || plan.full[m].unbroken));
    let tied =
        rooms.iter().filter(|room| room.0 == *float && (held_apart || (room.1, room.2) == (*late, *not_own)));
    Some((*float, tied.map(|room| &promises[room.5]).collect()))
}

/// The late dates against a promise. "No working day early enough: late dates null".
fn asked_by(plan: &Plan, m: usize, promises: &[Promise], promise: &Promise) -> Asked {
    let late = promise.pass.late[m];
    let is_started = plan.milestone(m).started.is_some();
    let day = |at: Option<Instant>, is_civil: bool| at.filter(|_| !is_civil).map(|at| at.day);
    let mut days = [day(late.start, late.civil[0] || is_started), day(late.finish, late.civil[1])];
    if !is_work(plan.milestone(m)) {
        let limit = late.finish.filter(|_| !late.civil[1]);
        let early = plan.early[m].as_ref().expect("dated").finish;
        let printed =
            limit.and_then(|late| printed_event(&promise.pass, m, late, event_room(plan, m, early, late)));
        days = [printed; 2];
    }
    let instants = |late: Late| [late.start, late.finish];
    let is_nearer = |side: usize| {
        let own = instants(late)[side];
        let others = promises.iter().filter(|other| other.id != promise.id);
        let others = others.filter_map(|other| instants(other.pass.late[m])[side]);
        is_work(plan.milestone(m)) && others.min().is_some_and(|other| Some(other) <= own)
    };
    Asked { promise: promise.id.clone(), days, may_be_silent: [is_nearer(0), is_nearer(1)] }
}

/// "slip before a promise is missed", and the late instant.
fn room(plan: &Plan, m: usize, late: Late, own: bool) -> Option<(i32, Instant)> {
    let milestone = plan.milestone(m);
    if is_work(milestone) {
        return side_float(plan, m, late);
    }
    let forecast = plan.early[m].as_ref().expect("dated").finish;
    let on_its_due = milestone.due.map(end_of) == Some(forecast);
    let from = match own && is_promise_event(milestone) && on_its_due {
        true => let_be(plan, m)?,
        false => forecast,
    };
    let late = late.finish?;
    Some((event_room(plan, m, from, late), late))
}

/// "An event of the promise row that is forecast exactly on its due date measures its OWN due from
/// where its predecessors and the data date would let it be (left out without unfinished
/// predecessors)".
fn let_be(plan: &Plan, m: usize) -> Option<Instant> {
    if !waits_for_unfinished(plan, m) {
        return None;
    }
    let bounds = plan.link_bounds(m, &|on| plan.early[on].clone())?;
    let latest = bounds.into_iter().flatten().chain([start_of(plan.case.as_of)]).max();
    plan.snapped(m, Block::default(), latest.expect("the data date at least"))
}

/// Whether it has unfinished predecessors, also behind cancelled ones.
fn waits_for_unfinished(plan: &Plan, m: usize) -> bool {
    let mut links = plan.milestone(m).links.iter();
    links.any(|link| match plan.is_cancelled(link.on) {
        true => waits_for_unfinished(plan, link.on),
        false => plan.milestone(link.on).done.is_none(),
    })
}

/// "An event at the start of a day counts the working days it can move and still lie, as printed,
/// on or before the promise (0 on its due day, negative after)."
fn event_room(plan: &Plan, m: usize, from: Instant, late: Instant) -> i32 {
    let full = &plan.full[m];
    if from.side == Side::End {
        return full.between(from, late);
    }
    if from <= late {
        let moved = (1..).take_while(|days| full.slipped(from, *days).is_some_and(|at| at <= late));
        return moved.count() as i32;
    }
    let back = (1..).find(|days| full.start_for(from, *days).is_none_or(|at| at <= late));
    -back.expect("an instant early enough")
}

/// "**Critical** for a program (`critical_for`) = unfinished, and slipping by one working day moves
/// the program's forecast finish: float to it 0." Where `finish` is not given, that is the latest of
/// its milestones.
pub fn critical_for(plan: &Plan, program: usize) -> Vec<usize> {
    let held = match given_finish(plan, program) {
        Some(_) => finishes(plan, program),
        None => dated_of(plan, program),
    };
    let forecast = finishes(plan, program).first().map(|finish| finish_of(plan, *finish));
    let cap = |m: usize| forecast.filter(|_| held.contains(&m));
    let pass = Backward::pass(plan, (0..plan.case.milestones.len()).map(cap).collect());
    let live = (0..plan.case.milestones.len()).filter(|m| plan.is_live(*m));
    live.filter(|m| side_float(plan, *m, pass.late[*m]).is_some_and(|(float, _)| float == 0)).collect()
}
