//! Resolves ids and files on the command line.

use super::args::Labelled;
use super::session::Session;
use crate::analysis::Assessment;
use crate::analysis::critical_path::NoForecast;
use crate::analysis::selection::{Labels, Named, Selection};
use crate::io::refusal::Refusal;
use crate::io::tree::Tree;
use crate::model::{MilestoneId, OwnerId, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use crate::syntax::did_you_mean;
use anyhow::{Result, bail};
use std::collections::BTreeSet;

/// Whether an argument is a file rather than an id: ids have no dots.
pub(super) fn is_file(argument: &str) -> bool {
    argument.ends_with(".yaml") || argument.ends_with(".yml")
}

/// Returns the selection of the arguments; everything if there are none.
pub(super) fn selection(
    arguments: &[String],
    labelled: &Labelled,
    session: &Session,
    tree: &dyn Tree,
) -> Result<Selection> {
    let mut named = Named::default();
    for argument in arguments {
        add(&mut named, argument, (session, tree))?;
    }
    let workspace = &session.workspace;
    let named = (!arguments.is_empty()).then_some(named);
    Ok(Selection::new(workspace, named, labels(labelled, workspace, &[workspace])?))
}

/// A workspace, and the tree that it was read from.
pub(super) type Read<'a> = (&'a Session, &'a dyn Tree);

/// Returns the selections of the arguments in a base and a head; none if there are no arguments. An
/// argument must be known to one of the two.
pub(super) fn selections(
    arguments: &[String],
    labelled: &Labelled,
    (base, head): (Read<'_>, Read<'_>),
) -> Result<Option<[Selection; 2]>> {
    if arguments.is_empty() && labelled.is_empty() {
        return Ok(None);
    }
    let mut named = [Named::default(), Named::default()];
    for argument in arguments {
        let of_base = add(&mut named[0], argument, base);
        add(&mut named[1], argument, head).or(of_base)?;
    }
    let all = [&base.0.workspace, &head.0.workspace];
    let [of_base, of_head] = named.map(|named| (!arguments.is_empty()).then_some(named));
    Ok(Some([
        Selection::new(all[0], of_base, labels(labelled, all[0], &all)?),
        Selection::new(all[1], of_head, labels(labelled, all[1], &all)?),
    ]))
}

/// Adds the program or milestone that an argument names.
fn add(named: &mut Named, argument: &str, read: Read<'_>) -> Result<()> {
    let workspace = &read.0.workspace;
    if is_file(argument) {
        named.add_program(workspace, program_of_file(argument, read)?);
    } else if let Some(program) = program(argument, workspace) {
        named.add_program(workspace, program);
    } else {
        named.add_milestone(milestone(argument, workspace)?);
    }
    Ok(())
}

/// Returns the labels that the flags select in a workspace. Each value must be known to one of its
/// versions in `all`.
fn labels(typed: &Labelled, workspace: &Workspace, all: &[&Workspace]) -> Result<Labels> {
    let owners = || all.iter().flat_map(|workspace| &workspace.owners);
    let milestones = || all.iter().flat_map(|workspace| &workspace.milestones);
    let ids = known("owner", &typed.owner, owners().map(|owner| owner.id.as_str()))?;
    let teams = known("team", &typed.team, owners().filter_map(|owner| owner.team.as_deref()))?;
    let tags = milestones().flat_map(|milestone| &milestone.tags).map(String::as_str);
    let streams = milestones().filter_map(|milestone| milestone.workstream.as_deref());
    let people = (0..workspace.owners.len() as u32).map(OwnerId).filter(|id| {
        let owner = &workspace.owners[id.index()];
        let is_of_teams =
            |teams: &BTreeSet<String>| owner.team.as_ref().is_some_and(|team| teams.contains(team));
        ids.as_ref().is_none_or(|ids| ids.contains(&owner.id)) && teams.as_ref().is_none_or(is_of_teams)
    });
    Ok(Labels {
        people: (ids.is_some() || teams.is_some()).then(|| people.collect()),
        tags: known("tag", &typed.tag, tags)?,
        workstreams: known("workstream", &typed.workstream, streams)?,
    })
}

/// Returns the values of a flag; none if it was not given. An unknown value is an error.
fn known<'w>(
    what: &str,
    typed: &[String],
    exist: impl Iterator<Item = &'w str>,
) -> Result<Option<BTreeSet<String>>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let exist: BTreeSet<&str> = exist.collect();
    if let Some(unknown) = typed.iter().find(|value| !exist.contains(value.as_str())) {
        let help = did_you_mean(unknown, exist.iter().copied()).unwrap_or_else(|| match exist.is_empty() {
            true => format!("the plans have no {what}"),
            false => format!("the plans name {}", exist.iter().copied().collect::<Vec<_>>().join(", ")),
        });
        bail!(Refusal::new(format!("there is no {what} `{unknown}`"), help));
    }
    Ok(Some(typed.iter().cloned().collect()))
}

fn program(id: &str, workspace: &Workspace) -> Option<ProgramId> {
    workspace.program_ids().find(|program| workspace.program(*program).id == id)
}

/// Whether an argument names a milestone rather than a program.
pub(super) fn is_milestone(argument: &str, workspace: &Workspace) -> bool {
    !is_file(argument) && program(argument, workspace).is_none()
}

fn program_of_file(path: &str, (session, tree): Read<'_>) -> Result<ProgramId> {
    let Session { workspace, files, .. } = session;
    let typed = tree.resolve(path);
    let of_program = |id: &ProgramId| &files.sources.get(workspace.program(*id).origin.file).path;
    let found = workspace.program_ids().find(|id| typed.is_some() && tree.resolve(of_program(id)) == typed);
    match found {
        Some(program) => Ok(program),
        None => bail!("`{path}` is not a program of the workspace `{}`", files.directory),
    }
}

/// Returns a program or a milestone. A program named like a milestone wins, as in a selection.
pub(super) fn holder(id: &str, workspace: &Workspace) -> Result<PromiseHolder> {
    match program(id, workspace) {
        Some(program) => Ok(program.into()),
        None => Ok(milestone(id, workspace)?.into()),
    }
}

/// Returns the milestone with a full id, or a bare one if that is unique.
pub(super) fn milestone(id: &str, workspace: &Workspace) -> Result<MilestoneId> {
    let fits = |candidate: &MilestoneId| {
        let milestone = workspace.milestone(*candidate);
        milestone.full_id == id || milestone.id == id
    };
    let found: Vec<MilestoneId> = workspace.milestone_ids().filter(fits).collect();
    match found[..] {
        [milestone] => Ok(milestone),
        [] => bail!(unknown(id, workspace)),
        _ => {
            let names: Vec<&str> = found.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect();
            bail!(Refusal::new(
                format!("`{id}` is a milestone of several programs"),
                format!("write one of {}", names.join(", "))
            ))
        }
    }
}

/// Refuses a program where a milestone is asked for: its only date is that of its finish.
pub(super) fn refuse_a_program(id: &str, assessment: &Assessment<'_>, command: &str) -> Result<()> {
    let workspace = assessment.workspace;
    let Some(program) = program(id, workspace) else { return Ok(()) };
    if workspace.milestones.iter().any(|milestone| milestone.id == id) {
        return Ok(());
    }
    match assessment.finish_milestone(program) {
        Some(finish) => {
            let finish = &workspace.milestone(finish).full_id;
            bail!(Refusal::new(
                format!("`{id}` is a program"),
                format!("its finish is a milestone: `tpm {command} {finish}`")
            ))
        }
        None => bail!(Refusal::new(
            format!("`{id}` is a program without a known finish"),
            NoForecast::Program(program).because(assessment)
        )),
    }
}

fn unknown(id: &str, workspace: &Workspace) -> Refusal {
    let programs = || workspace.programs.iter().map(|program| program.id.as_str());
    let full = workspace.milestones.iter().map(|milestone| milestone.full_id.as_str());
    let bare = workspace.milestones.iter().map(|milestone| milestone.id.as_str());
    let help = renamed(id, workspace)
        .or_else(|| did_you_mean(id, programs().chain(full).chain(bare)))
        .unwrap_or_else(|| format!("the programs are {}", programs().collect::<Vec<_>>().join(", ")));
    Refusal::new(format!("there is no program or milestone `{id}`"), help)
}

/// Says what had this id before, if anything did.
fn renamed(id: &str, workspace: &Workspace) -> Option<String> {
    let (of, bare) = id.split_once('/').map_or((None, id), |(program, rest)| (Some(program), rest));
    let had = |formerly: &[String], name: &str| formerly.iter().any(|former| former == name);
    let programs = workspace.programs.iter().filter(|program| had(&program.formerly, id));
    let milestones = workspace.milestones.iter().filter(|milestone| {
        let program = workspace.program(milestone.program);
        let is_of = of.is_none_or(|of| program.id == of || had(&program.formerly, of));
        is_of && (milestone.id == bare || had(&milestone.formerly, bare)) || had(&milestone.formerly, id)
    });
    let mut names: Vec<&str> = programs.map(|program| program.id.as_str()).collect();
    names.extend(milestones.map(|milestone| milestone.full_id.as_str()));
    (!names.is_empty()).then(|| format!("`{id}` was renamed: it is `{}` now", names.join("` or `")))
}
