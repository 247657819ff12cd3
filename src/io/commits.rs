//! Makes commits. Only commands that write plans can, and only where `--commit` asks for it.

use std::io;

/// A place where commits are made. Paths are relative to the current directory.
pub trait Commits {
    /// Checks that a commit of just these files can be made of what is about to be written: none
    /// of them differs from the last commit. An error says what to do about it.
    fn check(&self, directory: &str, files: &[&str]) -> io::Result<()>;

    /// Commits these files as they are now, and nothing else. Returns the hash of the commit.
    fn commit(&self, directory: &str, files: &[&str], message: &str) -> io::Result<String>;
}
