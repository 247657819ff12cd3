//! Ids and files on the command line, to what they mean.

use crate::analysis::selection::Selection;
use crate::io::tree::Tree;
use crate::io::workspace::WorkspaceFiles;
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::syntax::nearest;
use anyhow::{Result, bail};

/// Whether an argument is a file rather than an id: ids have no dots.
pub(super) fn is_file(argument: &str) -> bool {
    argument.ends_with(".yaml") || argument.ends_with(".yml")
}

/// Returns what some arguments select; everything where there are none.
pub(super) fn selection(
    arguments: &[String],
    workspace: &Workspace,
    files: &WorkspaceFiles,
    tree: &dyn Tree,
) -> Result<Selection> {
    if arguments.is_empty() {
        return Ok(Selection::everything());
    }
    let mut selection = Selection::default();
    for argument in arguments {
        if is_file(argument) {
            selection.add_program(workspace, program_of_file(argument, workspace, files, tree)?);
        } else if let Some(program) = program(argument, workspace) {
            selection.add_program(workspace, program);
        } else {
            selection.add_milestone(milestone(argument, workspace)?);
        }
    }
    Ok(selection)
}

fn program(id: &str, workspace: &Workspace) -> Option<ProgramId> {
    workspace.program_ids().find(|program| workspace.program(*program).id == id)
}

/// Whether an argument means a milestone rather than a program.
pub(super) fn is_milestone(argument: &str, workspace: &Workspace) -> bool {
    !is_file(argument) && program(argument, workspace).is_none()
}

fn program_of_file(
    path: &str,
    workspace: &Workspace,
    files: &WorkspaceFiles,
    tree: &dyn Tree,
) -> Result<ProgramId> {
    let typed = tree.resolve(path);
    let of_program = |id: &ProgramId| &files.sources.get(workspace.program(*id).origin.file).path;
    let found = workspace.program_ids().find(|id| typed.is_some() && tree.resolve(of_program(id)) == typed);
    match found {
        Some(program) => Ok(program),
        None => bail!("`{path}` is not a program of the workspace `{}`", files.directory),
    }
}

/// Returns the milestone of an id: full, or bare where that is unique.
pub(super) fn milestone(id: &str, workspace: &Workspace) -> Result<MilestoneId> {
    let fits = |candidate: &MilestoneId| {
        let milestone = workspace.milestone(*candidate);
        milestone.full_id == id || milestone.id == id
    };
    let found: Vec<MilestoneId> = workspace.milestone_ids().filter(fits).collect();
    match found[..] {
        [milestone] => Ok(milestone),
        [] => bail!("{}", unknown(id, workspace)),
        _ => {
            let names: Vec<&str> = found.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect();
            bail!("`{id}` is a milestone of several programs\n  = help: write one of {}", names.join(", "))
        }
    }
}

fn unknown(id: &str, workspace: &Workspace) -> String {
    let programs = workspace.programs.iter().map(|program| program.id.as_str());
    let full = workspace.milestones.iter().map(|milestone| milestone.full_id.as_str());
    let bare = workspace.milestones.iter().map(|milestone| milestone.id.as_str());
    let meant = nearest(id, programs.chain(full).chain(bare));
    let mut text = format!("there is no program or milestone `{id}`");
    match meant {
        Some(meant) => text.push_str(&format!("\n  = help: did you mean `{meant}`?")),
        None => {
            let programs: Vec<&str> = workspace.programs.iter().map(|program| program.id.as_str()).collect();
            text.push_str(&format!("\n  = help: the programs are {}", programs.join(", ")));
        }
    }
    text
}
