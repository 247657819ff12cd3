//! `tpm init`: writes a starter workspace.

mod dates;
mod files;

use super::args::ReportFormat;
use super::call::Call;
use super::{ANSWERED, at};
use crate::io::create::create_all;
use crate::io::refusal::Refusal;
use crate::io::tree::{Tree, plain};
use crate::io::workspace;
use crate::render::escape::terminal_text;
use anyhow::{Result, bail};
use files::{EXAMPLE_DAY, New};
use std::collections::BTreeSet;

/// Write a starter workspace
///
/// Writes one program that shows the language on one screen, a `tpm.yaml` with what programs share,
/// and the JSON Schemas that let an editor complete and check both. The dates are around today. No
/// file is overwritten, and nothing is written beside existing plans.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tpm init\n  tpm init web\n  tpm init --example")]
pub(in crate::cli) struct Args {
    /// Write to `programs/` in this directory instead of here
    #[arg(value_name = "DIR", conflicts_with = "programs")]
    directory: Option<String>,
    /// Write the five example programs instead
    #[arg(long)]
    example: bool,
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    if call.common.format.is_some() || !call.common.output.is_empty() {
        bail!(Refusal::new("`tpm init` prints no report", "leave out `--format` and `--output`"));
    }
    at::refuse(call.common)?;
    let as_of = call.as_of()?;
    let files = if args.example { files::example()? } else { files::starter(as_of.day)? };
    let (directory, is_found) = directory(args, &call);
    let path = |file: &New| workspace::below(&directory, file.name);
    let texts: Vec<(String, String)> = files.iter().map(|file| (path(file), file.text.clone())).collect();
    refuse_inside_another(call.world.tree, &directory)?;
    refuse_to_disturb(call.world.tree, &directory, &texts)?;
    if let Err((path, error)) = create_all(call.world.create, &texts) {
        bail!("nothing was written: `{path}`: {error}");
    }
    let width = texts.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    for (file, (path, _)) in files.iter().zip(&texts) {
        writeln!(call.out, "wrote {}  {}", terminal_text(&format!("{path:width$}")), file.about)?;
    }
    let mut options = if is_found { String::new() } else { format!(" --programs {}", quoted(&directory)) };
    if args.example {
        options.push_str(&format!(" --as-of {EXAMPLE_DAY}"));
    } else if !as_of.from_clock {
        options.push_str(&format!(" --as-of {}", as_of.day));
    }
    let options = terminal_text(&options);
    writeln!(call.out, "\nNow try:\n  tpm status{options}\n  tpm critical-path{options}")?;
    Ok(ANSWERED)
}

/// Returns the directory of the new workspace, and whether other commands find it without a flag.
fn directory(args: &Args, call: &Call<'_, ReportFormat>) -> (String, bool) {
    let variable = call.world.variables.programs.as_deref().filter(|directory| !directory.is_empty());
    let named = match (args.directory.as_deref(), call.common.programs.as_deref()) {
        (Some(directory), _) => {
            let directory = plain(directory);
            let is_workspace = directory.rsplit('/').next() == Some("programs");
            if is_workspace { directory } else { workspace::below(&directory, "programs") }
        }
        (None, Some(directory)) => plain(directory),
        (None, None) => return (plain(variable.unwrap_or("programs")), true),
    };
    let is_found = named == "programs" && variable.is_none();
    (named, is_found)
}

/// Refuses a directory inside an existing workspace, which would read the new files as its own
/// programs.
fn refuse_inside_another(tree: &dyn Tree, directory: &str) -> Result<()> {
    let Ok(outer) = workspace::locate(tree, None, None) else { return Ok(()) };
    let parts: Vec<&str> = directory.split('/').collect();
    let above = (1..=parts.len()).rev().map(|length| parts[..length].join("/"));
    let mut there = above.chain([".".to_owned()]).filter_map(|path| Some((tree.resolve(&path)?, path)));
    // The deepest part of the path that exists.
    let Some((place, known)) = there.next() else { return Ok(()) };
    let Some(around) = tree.resolve(&outer) else { return Ok(()) };
    let is_inside = place.starts_with(&format!("{around}/")) || (place == around && known != directory);
    if is_inside {
        bail!(Refusal::new(
            format!("nothing was written: `{directory}` would be inside the workspace `{outer}`"),
            "name a directory outside it, such as `tpm init DIR`"
        ));
    }
    Ok(())
}

/// Refuses to overwrite a file, and to write beside plans: the starter's `tpm.yaml` would declare
/// owners that they do not use.
fn refuse_to_disturb(tree: &dyn Tree, directory: &str, files: &[(String, String)]) -> Result<()> {
    let listed = if tree.is_directory(directory) { tree.list(directory)? } else { Vec::new() };
    let plain = |path: &str| path.strip_prefix("./").unwrap_or(path).to_owned();
    let plans = listed.iter().map(|listed| plain(&listed.path)).filter(|path| workspace::is_plan(path));
    let is_there = |path: &String| tree.is_file(path) || tree.is_directory(path);
    let there: BTreeSet<String> =
        plans.chain(files.iter().map(|(path, _)| path.clone()).filter(is_there)).collect();
    if there.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = there.iter().map(|path| format!("`{path}`")).collect();
    let exist = if names.len() == 1 { "exists" } else { "exist" };
    bail!(Refusal::new(
        format!("nothing was written: {} already {exist}", names.join(", ")),
        "name a directory without plans, such as `tpm init mine`"
    ));
}

/// Quotes a path for a shell, if needed.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+".contains(c);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
