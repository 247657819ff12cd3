//! Which files make up the workspace.

use super::refusal::Refusal;
use super::tree::{Tree, plain};
use crate::source::{FileId, SourceFile, Sources};
use anyhow::{Context, Result, bail};

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 20;
/// The largest workspace that is read, in bytes.
const WORKSPACE_LIMIT: u64 = 256 << 20;

/// The files of a workspace.
#[derive(Debug)]
pub struct WorkspaceFiles {
    /// The directory, for display.
    pub directory: String,
    /// Its files.
    pub sources: Sources,
    /// Its `tpm.yaml`.
    pub shared: Option<FileId>,
}

/// Returns the directory of the workspace: the given one, else that of a given file, else
/// `programs/` here or in the nearest directory above, up to the root of the repository. An error
/// says what to do about it.
pub fn locate(tree: &dyn Tree, named: Option<&str>, file: Option<&str>) -> Result<String> {
    if let Some(directory) = named {
        let directory = if directory.is_empty() { "." } else { directory };
        if !tree.is_directory(directory) {
            bail!("there is no directory `{directory}` to read programs from");
        }
        return Ok(plain(directory));
    }
    let candidates = tree.ancestors().into_iter().map(|prefix| format!("{prefix}programs"));
    let found = candidates.into_iter().find(|candidate| tree.is_directory(candidate));
    if let Some(file) = file {
        let holds = |directory: &String| match (tree.resolve(directory), tree.resolve(file)) {
            (Some(directory), Some(file)) => file.starts_with(&format!("{directory}/")),
            _ => false,
        };
        return Ok(found.filter(holds).unwrap_or_else(|| around(file)));
    }
    match found {
        Some(directory) => Ok(directory),
        None => bail!(Refusal::new(
            "there is no `programs` directory here or above",
            "name one with `--programs DIR`, or put your plans into `programs/`"
        )),
    }
}

/// Returns the workspace of a file outside of the default one: the nearest `programs/` above it,
/// else its own directory.
fn around(file: &str) -> String {
    let parts: Vec<&str> = file.split('/').collect();
    let inside = &parts[..parts.len() - 1];
    let programs = inside.iter().rposition(|part| *part == "programs");
    let directory = inside[..programs.map_or(inside.len(), |at| at + 1)].join("/");
    plain(if directory.is_empty() && !file.starts_with('/') { "." } else { &directory })
}

/// Returns the path of a name in a directory for display, without a leading `./`.
pub fn below(directory: &str, name: &str) -> String {
    if directory == "." { name.to_owned() } else { format!("{directory}/{name}") }
}

/// Whether a file of this name is read as a plan.
pub fn is_plan(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// Reads every program file of a workspace and its `tpm.yaml`.
///
/// A file that cannot be read is included with the reason, so that the others can still be
/// reported. Fails if the files are too large in all.
pub fn read(tree: &dyn Tree, directory: &str) -> Result<WorkspaceFiles> {
    let listed = tree.list(directory).with_context(|| format!("cannot list `{directory}`"))?;
    let mut files = Vec::new();
    let mut budget = WORKSPACE_LIMIT;
    for mut entry in listed {
        entry.path = entry.path.strip_prefix("./").map_or(entry.path.clone(), str::to_owned);
        if !is_plan(&entry.path) && !entry.is_directory {
            continue;
        }
        let file = match entry.refused {
            Some(reason) => SourceFile::unreadable(entry.path, reason),
            None => read_file(tree, entry.path, &mut budget)?,
        };
        files.push(file);
    }
    let sources = Sources::new(files);
    let shared_path = below(directory, "tpm.yaml");
    let shared = sources.iter().find(|(_, file)| file.path == shared_path).map(|(id, _)| id);
    Ok(WorkspaceFiles { directory: directory.to_owned(), sources, shared })
}

fn read_file(tree: &dyn Tree, path: String, budget: &mut u64) -> Result<SourceFile> {
    // Files beyond the limit are never read.
    let bytes = match tree.read(&path, FILE_LIMIT.min(*budget)) {
        Ok(Some(bytes)) => bytes,
        Ok(None) if *budget < FILE_LIMIT => {
            bail!("the plans are larger than {} MiB in all", WORKSPACE_LIMIT >> 20)
        }
        Ok(None) => {
            return Ok(SourceFile::unreadable(path, format!("it is larger than {} MiB", FILE_LIMIT >> 20)));
        }
        Err(error) => return Ok(SourceFile::unreadable(path, format!("it cannot be read: {error}"))),
    };
    *budget = budget.saturating_sub(bytes.len() as u64);
    Ok(match String::from_utf8(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            SourceFile::unreadable(path, format!("it is not UTF-8 text: byte {at} cannot be read"))
        }
    })
}
