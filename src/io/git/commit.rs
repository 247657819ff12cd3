//! The commit of what a command wrote: the one call of git that runs what the user has set up for
//! it, hooks, filters and signatures, as `git commit` by hand does.
//!
//! Nothing that only reads gets here.

use super::{Checkout, Git, refusal};
use crate::io::commits::Commits;
use crate::io::signals;
use crate::io::tree::Tree as _;
use std::io;
use std::rc::Rc;

/// The message is given as it is: no line of it is a comment.
const COMMIT: [&str; 7] =
    ["--literal-pathspecs", "commit", "--quiet", "--only", "--cleanup=verbatim", "--file=-", "--"];

const UNKNOWN: [&str; 4] = ["ls-files", "--others", "-z", "--"];
const ADD: [&str; 4] = ["--literal-pathspecs", "add", "--intent-to-add", "--"];
const FORGET: [&str; 5] = ["--literal-pathspecs", "reset", "--quiet", "HEAD", "--"];

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
        // Where `^C` stops git, what it knew of new files is put right before we end.
        let _held = signals::hold();
        let checkout = self.checkout(directory)?;
        let paths = paths(&checkout, files)?;
        // A new file is not known to git yet; its contents come with the commit.
        let all = || paths.iter().map(String::as_str);
        let unknown: Vec<&str> = UNKNOWN.into_iter().chain(all()).collect();
        let listed = checkout.program.ask(&checkout.paths.top, &unknown)?;
        let listed = listed.map_err(|_| refusal::unexpected("ls-files"))?;
        let new: Vec<&str> = listed.split_terminator('\0').collect();
        let act = |options: &[&str], files: &[&str], input: &str| {
            checkout.program.act(&checkout.paths.top, &[options, files].concat(), input)
        };
        let done = match new.is_empty() {
            true => Ok(String::new()),
            false => act(&ADD, &new, "")?,
        };
        let done = match done {
            Ok(_) => act(&COMMIT, &all().collect::<Vec<_>>(), message)?,
            failed => failed,
        };
        if done.is_err() && !new.is_empty() {
            // It is as unknown to git as before.
            let _ = act(&FORGET, &new, "");
        }
        done.map_err(|said| refusal::no_commit_made(&said, &paths))?;
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
