//! The plans of a workspace as they were committed at a revision, as another [`Tree`].

use super::refusal::Refusal;
use super::tree::Tree;
use crate::time::Day;
use std::io;
use std::rc::Rc;

/// How long a revision may be, in bytes.
const LONGEST: usize = 1024;

/// A commit as given on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// The last commit by the end of a day, following first parents from `HEAD`.
    Day(Day),
    /// A branch, a tag, a hash, `HEAD~3`: anything that git resolves to one commit.
    Name(String),
    /// The merge base of two names: `main...topic`.
    MergeBase(String, String),
}

impl Revision {
    /// Parses a revision. An error has the expected form.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if looks_like_a_day(text) {
            return Day::parse(text).map(Self::Day).map_err(|_| {
                let reason = format!("`{text}` is not a day of the years 1900 to 2199");
                Refusal::new(reason, "write YYYY-MM-DD")
            });
        }
        let Some((from, to)) = text.split_once("...") else { return Ok(Self::Name(name(text)?)) };
        if from.is_empty() && to.is_empty() {
            let help = "write `A...B`, such as `main...HEAD`";
            return Err(Refusal::new(format!("`{text}` names no commit"), help));
        }
        let side = |side: &str| if side.is_empty() { Ok("HEAD".to_owned()) } else { name(side) };
        Ok(Self::MergeBase(side(from)?, side(to)?))
    }
}

fn looks_like_a_day(text: &str) -> bool {
    let is_like =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_like)
}

/// Refuses names that git could take for anything but one commit.
fn name(text: &str) -> Result<String, Refusal> {
    let help = "a revision is a branch, a tag, a hash, `HEAD~3`, `A...B` or YYYY-MM-DD";
    let reason = if text.is_empty() {
        "an empty text names no commit"
    } else if text.starts_with('-') {
        "it begins with `-`, as an option does"
    } else if text.chars().any(char::is_control) {
        "it has a control character in it"
    } else if text.len() > LONGEST {
        "it is too long"
    } else if text.starts_with(':') || text.contains("^{/") {
        "it searches for a text and names no commit"
    } else if text.starts_with('.') || text.contains("..") {
        "it is a range, not one commit; `A...B` is where two histories part"
    } else {
        return Ok(text.to_owned());
    };
    let shown: String = text.chars().take(80).collect();
    Err(Refusal::new(format!("`{shown}` is not a revision: {reason}"), help))
}

/// A commit that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The full hash.
    pub hash: String,
    /// The day on which it was made, in the committer's time zone.
    pub day: Day,
}

/// Where a commit comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The commits that it follows: none for a first one, several for a merge.
    pub parents: Vec<Commit>,
    /// The name of its author, as git has it.
    pub author: String,
}

/// Opens repositories.
pub trait History {
    /// Returns the repository that contains a directory, which need not exist. An error says what
    /// to do about it.
    fn open(&self, directory: &str) -> io::Result<Rc<dyn Repository>>;
}

/// The commits of one repository.
pub trait Repository {
    /// Returns the commit of a revision. An error says what to do about it.
    fn find(&self, revision: &Revision) -> io::Result<Commit>;

    /// Returns a commit and those before it along first parents, the newest first: back to the
    /// first that was made by the end of a day; if none was, back to the first of all. An error
    /// says what to do about a history that is cut off.
    fn line(&self, from: &Commit, back_to: Day) -> io::Result<Vec<Commit>>;

    /// Returns where a commit comes from. An error says what to do about a history that is cut off.
    fn origin(&self, commit: &Commit) -> io::Result<Origin>;

    /// Whether it is a shallow clone, which has only the latest part of the history.
    fn is_shallow(&self) -> bool {
        false
    }

    /// Checks that the work tree has every plan in a directory that it should have: an error if it
    /// is a sparse checkout that leaves one out.
    fn check_work_tree(&self, _directory: &str) -> io::Result<()> {
        Ok(())
    }

    /// Returns the files of a commit, with the paths of a checkout.
    fn tree(&self, commit: &Commit) -> Box<dyn Tree>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_a_day_a_name_or_a_merge_base() {
        let name = |text: &str| Revision::Name(text.into());
        let day = Day::parse("2026-09-14").unwrap();
        assert_eq!(Revision::parse("2026-09-14"), Ok(Revision::Day(day)));
        for text in
            ["main", "v1.0", "HEAD~3", "@{u}", "topic@{2 days ago}", "2026-9-14", "a b", "é", "heads/-x"]
        {
            assert_eq!(Revision::parse(text), Ok(name(text)), "{text}");
        }
        let parted = |from: &str, to: &str| Ok(Revision::MergeBase(from.into(), to.into()));
        assert_eq!(Revision::parse("main...topic"), parted("main", "topic"));
        assert_eq!(Revision::parse("...topic"), parted("HEAD", "topic"));
        assert_eq!(Revision::parse("main..."), parted("main", "HEAD"));
    }

    #[test]
    fn ambiguous_revisions_are_refused() {
        let long = "x".repeat(LONGEST + 1);
        for text in [
            "",
            "-",
            "--output=x",
            "-n1",
            "a\nb",
            "a\0b",
            "a\u{1b}[m",
            ":/fix",
            ":programs",
            "HEAD^{/fix}",
            "a..b",
            "..b",
            "...",
            "a....b",
            "a...b...c",
            "a...-b",
            "-a...b",
            "2026-02-30",
            "1899-12-31",
            &long,
        ] {
            assert!(Revision::parse(text).is_err(), "{text}");
        }
    }
}
