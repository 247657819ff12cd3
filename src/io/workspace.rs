//! Which files make up the workspace.

use super::refusal::Refusal;
use super::tree::{Tree, plain};
use crate::source::{FileId, SourceFile, Sources, Unread};
use anyhow::{Context, Result, bail};

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 20;
/// The largest workspace that is read, in bytes.
const WORKSPACE_LIMIT: u64 = 256 << 20;

/// The files of a workspace.
#[derive(Debug, Clone)]
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
    let ancestors = tree.ancestors();
    if ancestors.is_empty() {
        bail!(Refusal::new(
            "the current directory is not there any more",
            "go to another one, or name that of the plans by its whole path with `--programs DIR`"
        ));
    }
    let found = ancestors.into_iter().find(|prefix| tree.is_directory(&format!("{prefix}programs")));
    if let Some(prefix) = found.as_deref().filter(|prefix| leaves_repository(tree, prefix)) {
        bail!(Refusal::new(
            format!("`{prefix}programs` is a link that leaves the repository"),
            "if you trust the plans there, name their directory with `--programs DIR`"
        ));
    }
    let found = found.map(|prefix| format!("{prefix}programs"));
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

/// Whether the `programs` below a prefix lies outside the repository that the prefix is in.
fn leaves_repository(tree: &dyn Tree, prefix: &str) -> bool {
    let around = if prefix.is_empty() { "." } else { prefix };
    let (root, place) = (tree.repository(around), tree.resolve(&format!("{prefix}programs")));
    root.zip(place)
        .is_some_and(|(root, place)| !place.starts_with(&format!("{}/", root.trim_end_matches('/'))))
}

/// Returns the workspace of a file outside of the default one: the nearest `programs/` above it,
/// else its own directory.
fn around(file: &str) -> String {
    let parts: Vec<&str> = file.split('/').collect();
    let inside = parts.split_last().map_or(&[][..], |(_, inside)| inside);
    let programs = inside.iter().rposition(|part| *part == "programs");
    let directory = programs.and_then(|at| inside.get(..=at)).unwrap_or(inside).join("/");
    plain(if directory.is_empty() && !file.starts_with('/') { "." } else { &directory })
}

/// Returns the path of a name in a directory for display, without a leading `./`.
pub fn below(directory: &str, name: &str) -> String {
    if directory == "." { name.to_owned() } else { format!("{directory}/{name}") }
}

/// Whether a file of this name is read as a plan.
pub fn is_plan(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// Reads every program file of a workspace and its `tpm.yaml`.
///
/// A file that cannot be read is included with the reason, so that the others can still be
/// reported. Fails if the files are too large in all.
pub fn read(tree: &dyn Tree, directory: &str) -> Result<WorkspaceFiles> {
    read_unknown(tree, directory, &|_, _| false)
}

/// Does the same, but leaves a file's text empty if `is_known` says so of its id, and of whether it
/// is `tpm.yaml`.
pub fn read_unknown(
    tree: &dyn Tree,
    directory: &str,
    is_known: &dyn Fn(&str, bool) -> bool,
) -> Result<WorkspaceFiles> {
    let shared_path = below(directory, "tpm.yaml");
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
            None => {
                let id = tree.id(&entry.path);
                let is_shared = entry.path == shared_path;
                let file = match &id {
                    Some(id) if is_known(id, is_shared) => SourceFile::new(entry.path, ""),
                    _ => read_file(tree, entry.path, &mut budget)?,
                };
                file.with_id(id)
            }
        };
        files.push(file);
    }
    let sources = Sources::new(files);
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
        // What the repository cannot bring is not the fault of the file.
        Err(error) if Refusal::of(&error).is_some() => {
            return Err(error).with_context(|| format!("`{path}` cannot be read"));
        }
        Err(error) => return Ok(SourceFile::unreadable(path, format!("it cannot be read: {error}"))),
    };
    *budget = budget.saturating_sub(bytes.len() as u64);
    Ok(match text(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(unread) => SourceFile::unreadable(path, unread),
    })
}

/// Returns the text of a plan, or what its bytes are instead.
fn text(bytes: Vec<u8>) -> Result<String, Unread> {
    let save = "save it as UTF-8";
    let has = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    if has(&[b"version https://git-lfs.github.com/spec/"]) {
        return Err(Unread::new(
            "it is a pointer of git LFS and not the file itself",
            "`git lfs pull` brings the file; to compare plans with commits, keep them in git itself: `git lfs untrack`",
        ));
    }
    // A text in ASCII has a zero in every other byte of its UTF-16, and none between these.
    let zeros = |odd: usize| bytes.iter().take(64).skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let is_wide = match (zeros(0), zeros(1)) {
        (zeros, 0) | (0, zeros) => zeros.saturating_mul(3) >= bytes.len().clamp(3, 64),
        _ => false,
    };
    if is_wide || has(&[b"\xff\xfe", b"\xfe\xff"]) {
        return Err(Unread::new("it is UTF-16 text, and plans are UTF-8", save));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Unread::new(format!("it is not UTF-8 text: byte {at} cannot be read"), save)
    })
}
