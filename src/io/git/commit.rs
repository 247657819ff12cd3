//! The commit of what a command wrote: the one call of git that runs what the user has set up for
//! it, hooks, filters and signatures, as `git commit` by hand does.
//!
//! Nothing that only reads gets here.

use super::{Checkout, Git, refusal};
use crate::io::commits::Commits;
use crate::io::tree::Tree as _;
use std::io;
use std::rc::Rc;

/// The message is given as it is: no line of it is a comment.
const COMMIT: [&str; 7] =
    ["--literal-pathspecs", "commit", "--quiet", "--only", "--cleanup=verbatim", "--file=-", "--"];

const ADD: [&str; 4] = ["--literal-pathspecs", "add", "--intent-to-add", "--"];

impl Commits for Git {
    fn check(&self, directory: &str, files: &[&str]) -> io::Result<()> {
        let checkout = self.checkout(directory)?;
        for unfinished in ["MERGE_HEAD", "CHERRY_PICK_HEAD"] {
            let arguments = ["rev-parse", "--quiet", "--verify", unfinished];
            if checkout.program.ask(&checkout.around, &arguments)?.is_ok() {
                return Err(refusal::in_between(unfinished));
            }
        }
        let paths = paths(&checkout, files)?;
        let status =
            ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--no-renames", "--"];
        let arguments: Vec<&str> = status.into_iter().chain(paths.iter().map(String::as_str)).collect();
        let listed = checkout.program.ask(&checkout.paths.top, &arguments)?;
        let listed = listed.map_err(|_| refusal::unexpected("status"))?;
        if let Some((state, path)) = listed.split('\0').find_map(|entry| entry.split_at_checked(3)) {
            return Err(refusal::uncommitted(path, state.trim()));
        }
        for identity in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
            checkout
                .program
                .act(&checkout.paths.top, &["var", identity], "")?
                .map_err(|_| refusal::nobody())?;
        }
        Ok(())
    }

    fn commit(&self, directory: &str, files: &[&str], message: &str) -> io::Result<String> {
        let checkout = self.checkout(directory)?;
        let paths = paths(&checkout, files)?;
        // A new file is not known to git yet; its contents come with the commit.
        let there = files.iter().zip(&paths).filter(|(file, _)| checkout.paths.disk.is_file(file));
        let arguments: Vec<&str> = ADD.into_iter().chain(there.map(|(_, path)| path.as_str())).collect();
        let added = checkout.program.act(&checkout.paths.top, &arguments, "")?;
        added.map_err(|said| refusal::no_commit_made(&said))?;
        let arguments: Vec<&str> = COMMIT.into_iter().chain(paths.iter().map(String::as_str)).collect();
        let done = checkout.program.act(&checkout.paths.top, &arguments, message)?;
        done.map_err(|said| refusal::no_commit_made(&said))?;
        let head = checkout.program.ask(&checkout.around, &["rev-parse", "HEAD"])?;
        Ok(head.map_err(|_| refusal::unexpected("rev-parse"))?.trim().to_owned())
    }
}

/// Returns the paths of files from the root of the work tree, with links resolved: a link is
/// written through.
fn paths(checkout: &Rc<Checkout>, files: &[&str]) -> io::Result<Vec<String>> {
    let path = |file: &&str| {
        let real = checkout.paths.disk.resolve(file);
        let parts = checkout.paths.inside(real.as_deref().unwrap_or(file));
        parts.map(|parts| parts.join("/")).ok_or_else(|| refusal::outside(file))
    };
    files.iter().map(path).collect()
}
