//! The commits between then and now, and those of them that matter.

use super::session::Session;
use super::since::Since;
use crate::analysis::Assessment;
use crate::analysis::changes::{Commits, matters};
use crate::analysis::diff::Side;
use crate::finding::{Findings, Level};
use crate::graph::Network;
use crate::io::history::Commit;
use crate::io::tree::Tree;
use crate::io::workspace::{self, WorkspaceFiles};
use crate::model::{AsOf, Documents, Trees, Workspace, read};
use crate::source::Sources;
use crate::time::Day;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the commits after then along first parents, as far as they lead to now. `disk` holds
/// the plans of now, unless those are committed.
pub(super) fn commits(since: &Since, now: &Session, disk: Option<&dyn Tree>) -> Result<Commits> {
    let (then, last) = (&since.then.commit, &since.last);
    // Then may be one of several commits of its day; a clone that is cut off there has no more.
    let line = since.repository.line(last, then.day.plus(-1));
    let line = line.or_else(|_| since.repository.line(last, then.day))?;
    let count = line.iter().position(|commit| commit.hash == then.hash);
    let tree = |commit: &Commit| since.repository.tree(commit);
    let mut removed = BTreeMap::new();
    let uncommitted = disk.map(|disk| differ(now, &*tree(last), disk, &mut removed)).transpose()?;
    let mut matter = Vec::new();
    for pair in line[..=count.unwrap_or(0)].windows(2) {
        let [newer, older] = pair else { continue };
        if differ(now, &*tree(older), &*tree(newer), &mut removed)? {
            matter.push(newer.hash.clone());
        }
    }
    let archived = removed.into_iter().filter_map(|(id, done)| Some((id, done?))).collect();
    Ok(Commits { count, matter, uncommitted: uncommitted.unwrap_or(false), archived })
}

/// Whether what changed from one version to the next matters. Only files that differ are read.
/// Adds what a newer version has not removed to `removed`, with the day on which it was done.
fn differ(
    now: &Session,
    before: &dyn Tree,
    after: &dyn Tree,
    removed: &mut BTreeMap<String, Option<Day>>,
) -> Result<bool> {
    let names = |tree: &dyn Tree| -> Result<BTreeSet<(String, Option<String>)>> {
        let files = files(now, tree, &|_| true)?;
        Ok(files.sources.iter().map(|(_, file)| (file.path.clone(), file.id.clone())).collect())
    };
    let (old, new) = (names(before)?, names(after)?);
    let same: BTreeSet<&str> = old.intersection(&new).filter_map(|(_, id)| id.as_deref()).collect();
    let is_same = |id: &str| same.contains(id);
    let (old, new) = (files(now, before, &is_same)?, files(now, after, &is_same)?);
    let texts = |files: &WorkspaceFiles| -> BTreeSet<(String, String)> {
        files.sources.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect()
    };
    let both: BTreeSet<(String, String)> = texts(&old).intersection(&texts(&new)).cloned().collect();
    // Where only one side has a tpm.yaml, nothing of it is compared below.
    let is_first = old.shared.is_some() != new.shared.is_some();
    let (old, new) = (Version::new(old, &both, now.as_of), Version::new(new, &both, now.as_of));
    if old.is_empty() && new.is_empty() {
        return Ok(is_first);
    }
    let is_kept = |id: &str| new.workspace.milestone_called(id).is_some();
    for milestone in old.workspace.milestones.iter().filter(|milestone| !is_kept(&milestone.full_id)) {
        removed.entry(milestone.full_id.clone()).or_insert(milestone.done);
    }
    let (old_dates, new_dates) = (old.assess(now.as_of), new.assess(now.as_of));
    Ok(is_first || old.is_broken || new.is_broken || matters(old.side(&old_dates), new.side(&new_dates)))
}

/// Returns the files of a version; the texts whose ids are known are left empty.
fn files(now: &Session, tree: &dyn Tree, is_known: &dyn Fn(&str) -> bool) -> Result<WorkspaceFiles> {
    let directory = now.location.find(tree).unwrap_or_else(|_| now.files.directory.clone());
    match tree.is_directory(&directory) {
        true => workspace::read_unknown(tree, &directory, &|id, _| is_known(id)),
        false => Ok(WorkspaceFiles { directory, sources: Sources::default(), shared: None }),
    }
}

/// The files of a version that another does not have, read by themselves.
struct Version {
    sources: Sources,
    documents: Documents,
    workspace: Workspace,
    network: Network,
    /// Whether a part of them cannot be read.
    is_broken: bool,
}

impl Version {
    fn new(files: WorkspaceFiles, both: &BTreeSet<(String, String)>, as_of: AsOf) -> Self {
        let shared = files.shared.map(|id| files.sources.get(id).path.clone());
        let all = files.sources.iter().map(|(_, file)| file);
        let kept = all.filter(|file| !both.contains(&(file.path.clone(), file.text.clone())));
        let sources = Sources::new(kept.cloned().collect());
        let shared = sources.iter().find(|(_, file)| Some(&file.path) == shared.as_ref()).map(|(id, _)| id);
        let (documents, findings) = read(&sources, shared, Trees::Kept, as_of.day);
        let is_broken = findings.sorted().iter().any(|finding| finding.level == Level::Error);
        // Names of other files are not known here.
        let workspace = documents.lower(as_of, &mut Findings::default());
        let network = Network::new(&workspace);
        Self { sources, documents, workspace, network, is_broken }
    }

    fn is_empty(&self) -> bool {
        self.sources.iter().next().is_none()
    }

    fn assess(&self, as_of: AsOf) -> Assessment<'_> {
        Assessment::new(&self.workspace, &self.network, as_of.day)
    }

    fn side<'v>(&'v self, assessment: &'v Assessment<'v>) -> Side<'v> {
        Side { commit: None, documents: &self.documents, sources: &self.sources, assessment }
    }
}
