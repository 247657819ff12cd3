//! Lowers dependencies. Those on the finish of a program come last, when all others are known.

use super::lower::Lowering;
use super::named::NamedProgram;
use super::names::{Found, Reference, Target};
use super::{LagDays, Link, LinkKind, MilestoneId, ProgramId, Workspace};
use crate::finding::Finding;
use crate::source::Place;
use crate::syntax::{Lag, MilestoneDoc};
use std::collections::{BTreeMap, BTreeSet};

/// How many milestones may be the last of a program that names no finish, for others to depend on
/// it.
const MOST_ENDS: usize = 64;

/// How many links may come of all dependencies on such programs together.
const MOST_LINKS: usize = 200_000;

/// What a milestone waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Awaited {
    Milestone(MilestoneId),
    Finish(ProgramId),
}

/// A dependency on the finish of a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnFinish {
    of: ProgramId,
    /// The link, without its predecessor.
    link: Link,
}

/// Adds the dependencies of a milestone.
pub(super) fn lower(lowering: &mut Lowering<'_>, to: MilestoneId, named: &NamedProgram, doc: &MilestoneDoc) {
    let milestone = lowering.workspace.shared(to).clone();
    let (full_id, home) = (&milestone.full_id, milestone.program);
    let week = lowering.workspace.base(to).week().length() as i32;
    let mut written = BTreeMap::new();
    for dependency in &doc.depends_on {
        let place = Place { file: named.file, span: dependency.span };
        let target = Place { span: dependency.span.part(0, dependency.value.target_length), ..place };
        let reference = Reference {
            text: &dependency.value.target,
            home: &named.id,
            place: target,
            rule: "unknown-dependency",
            subject: full_id,
        };
        let found = match lowering.names.find_target(&reference, &mut lowering.sink) {
            Target::Finish(of) => Ok(Awaited::Finish(of)),
            Target::Milestone(Found::Milestone(from)) => Ok(Awaited::Milestone(from)),
            Target::Milestone(Found::Unreadable(program)) => {
                Err(format!("it depends on `{program}`, which could not be read to its end"))
            }
            Target::Milestone(Found::Nothing) => Err("one of its dependencies is not known".into()),
        };
        let lag = match dependency.value.lag {
            Lag::Working(days) => LagDays::Working(days),
            Lag::Weeks(weeks) => LagDays::Working(weeks.saturating_mul(week)),
            Lag::Elapsed(days) => LagDays::Elapsed(days),
        };
        let kind = dependency.value.kind;
        let link =
            Link { from: to, to, kind, lag, written: dependency.value.lag, origin: place, by_program: false };
        let error = |rule, message: String| Finding::error(rule, place, message).subject(full_id);
        let because = match found {
            Err(because) => because,
            Ok(awaited) if awaited == Awaited::Milestone(to) || awaited == Awaited::Finish(home) => {
                let (what, help) = match awaited {
                    Awaited::Milestone(_) => ("itself", "remove it from its own `depends_on`"),
                    Awaited::Finish(_) => {
                        ("the finish of its own program", "name the milestone that it waits for")
                    }
                };
                let message = format!("`{}` depends on {what}", doc.id);
                lowering.sink.add(error("self-dependency", message).label("itself").help(help));
                "it depends on itself".into()
            }
            Ok(awaited) => match written.insert((awaited, kind, lag), place) {
                Some(twin) => {
                    let message = format!("`{}` is listed twice in the same way", reference.text);
                    let finding =
                        error("duplicate-dependency", message).label("second").related(twin, "first");
                    lowering.sink.add(finding.help("remove one of the two"));
                    "a dependency is written twice".into()
                }
                None => {
                    match awaited {
                        Awaited::Milestone(from) => lowering.workspace.links.push(Link { from, ..link }),
                        Awaited::Finish(of) => lowering.on_finishes.push(OnFinish { of, link }),
                    }
                    continue;
                }
            },
        };
        lowering.undate(to, because);
    }
}

/// Adds the links of dependencies on the finish of a program: from the milestone that it names as
/// its finish; else from each that could be its latest, so that the latest binds.
pub(super) fn link_finishes(lowering: &mut Lowering<'_>) {
    let waiting = std::mem::take(&mut lowering.on_finishes);
    if waiting.is_empty() {
        return;
    }
    let who: BTreeSet<MilestoneId> = waiting.iter().map(|wait| wait.link.to).collect();
    let all = lowering.workspace.links.iter();
    let key = |link: &Link| (link.to, link.from, link.kind, link.lag);
    let mut known: BTreeSet<(MilestoneId, MilestoneId, LinkKind, LagDays)> =
        all.filter(|link| who.contains(&link.to)).map(key).collect();
    let held = held_finishes(&lowering.workspace);
    let mut ends: BTreeMap<ProgramId, Result<Vec<MilestoneId>, String>> = BTreeMap::new();
    let mut left = MOST_LINKS;
    for OnFinish { of, link } in waiting {
        let workspace = &mut lowering.workspace;
        let ends = ends.entry(of).or_insert_with(|| ends_of(workspace, &held, of));
        let because = match ends {
            Ok(ends) if ends.len() <= MOST_ENDS.min(left) => {
                left = left.saturating_sub(ends.len());
                let links = ends.iter().map(|from| Link { from: *from, by_program: true, ..link });
                workspace.links.extend(links.filter(|link| known.insert(key(link))));
                continue;
            }
            Ok(ends) => {
                let (name, count) = (&workspace.program(of).id, ends.len());
                let message =
                    format!("`{name}` names no `finish`, and {count} of its milestones could be the last");
                let finding = Finding::error("unclear-finish", link.origin, message)
                    .label("which one?")
                    .subject(&workspace.milestone(link.to).full_id)
                    .help(format!("add `finish:` to `{name}`, or depend on the milestone that is needed"));
                lowering.sink.add(finding);
                format!("it depends on `{name}`, of which it is not clear when it is finished")
            }
            Err(because) => because.clone(),
        };
        lowering.undate(link.to, because);
    }
}

/// Returns, by program, the pairs of its milestones of which the second cannot finish before the
/// first.
fn held_finishes(workspace: &Workspace) -> BTreeMap<ProgramId, Vec<(MilestoneId, MilestoneId)>> {
    let mut held: BTreeMap<ProgramId, Vec<(MilestoneId, MilestoneId)>> = BTreeMap::new();
    for link in &workspace.links {
        let (from, to) = (workspace.milestone(link.from), workspace.milestone(link.to));
        if link.holds_until_finish() && from.program == to.program && from.is_live() && to.is_unfinished() {
            held.entry(from.program).or_default().push((link.from, link.to));
        }
    }
    held
}

/// Returns the milestone that a program names as its finish, else those of which one must be its
/// latest. The error is why a milestone that waits for it has no date.
fn ends_of(
    workspace: &Workspace,
    held: &BTreeMap<ProgramId, Vec<(MilestoneId, MilestoneId)>>,
    id: ProgramId,
) -> Result<Vec<MilestoneId>, String> {
    let program = workspace.program(id);
    if let Some(finish) = program.finish {
        return Ok(vec![finish]);
    }
    if program.undated_because.is_some() || !program.reading.is_whole() {
        return Err(format!("it depends on the finish of `{}`, which is not known", program.id));
    }
    let live: BTreeSet<MilestoneId> =
        program.milestone_ids().filter(|id| workspace.milestone(*id).is_live()).collect();
    if live.is_empty() {
        return Err(format!("it depends on `{}`, which has no milestone to finish", program.id));
    }
    let held = held.get(&id).map_or(&[][..], Vec::as_slice);
    let mut awaits: BTreeMap<MilestoneId, Vec<MilestoneId>> = BTreeMap::new();
    for (from, to) in held {
        awaits.entry(*to).or_default().push(*from);
    }
    let mut ends = live.clone();
    for (from, _) in held {
        ends.remove(from);
    }
    // What no end waits for lies on a cycle: it has no date, and neither has the program's finish.
    let mut rest = live;
    let mut open: Vec<MilestoneId> = ends.iter().copied().collect();
    while let Some(id) = open.pop() {
        if rest.remove(&id) {
            open.extend(awaits.get(&id).into_iter().flatten());
        }
    }
    Ok(ends.into_iter().chain(rest).collect())
}
