//! The versions of `tpm` that a workspace takes: `>=0.2`, `>=0.2, <0.4`, `=0.2.1`.

use super::Complaint;
use std::fmt;

/// Major, minor and patch. Any part that is not written is 0.
type Version = [u32; 3];

/// A condition on a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    AtLeast(Version),
    Below(Version),
    /// The parts that are written.
    Exactly(Version, usize),
}

/// The versions of `tpm` that a workspace takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    text: String,
    conditions: Vec<Condition>,
}

impl Requirement {
    /// Whether a version is one of them; one that cannot be read is not.
    pub fn allows(&self, version: &str) -> bool {
        // What comes before a release counts as the release: 0.2.0-rc.1.
        let release = version.split(['-', '+']).next().unwrap_or(version);
        let Some((version, _)) = parts(release) else { return false };
        self.conditions.iter().all(|condition| match *condition {
            Condition::AtLeast(least) => version >= least,
            Condition::Below(limit) => version < limit,
            Condition::Exactly(wanted, written) => {
                version.iter().zip(&wanted).take(written).all(|(is, wanted)| is == wanted)
            }
        })
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads conditions with commas between them.
pub(in crate::syntax) fn requirement(text: &str) -> Result<Requirement, Complaint> {
    let conditions: Option<Vec<Condition>> = text.split(',').map(|part| condition(part.trim())).collect();
    let conditions = conditions.ok_or_else(|| {
        let bare = text.trim().trim_start_matches(['^', '~', 'v', ' ']);
        let help = match parts(bare) {
            Some(_) => format!("write `\">={bare}\"`, in quotes"),
            None => "write `\">=0.2\"`, `\"<0.4\"`, `\"=0.2.1\"`, or several with commas, in quotes".into(),
        };
        Complaint::not("unknown-word", text, "a requirement on the version of tpm")
            .label("not a requirement")
            .help(help)
    })?;
    Ok(Requirement { text: text.to_owned(), conditions })
}

fn condition(text: &str) -> Option<Condition> {
    let version = |rest: &str| parts(rest.trim());
    if let Some(rest) = text.strip_prefix(">=") {
        version(rest).map(|(version, _)| Condition::AtLeast(version))
    } else if let Some(rest) = text.strip_prefix('<') {
        version(rest).map(|(version, _)| Condition::Below(version))
    } else {
        version(text.strip_prefix('=')?).map(|(version, written)| Condition::Exactly(version, written))
    }
}

/// Returns a version, and how many of its parts are written.
fn parts(text: &str) -> Option<(Version, usize)> {
    let (mut version, mut written) = (Version::default(), 0_usize);
    for part in text.split('.') {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        *version.get_mut(written).filter(|_| is_number)? = part.parse().ok()?;
        written = written.saturating_add(1);
    }
    Some((version, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_meets_every_condition_or_none_of_it_counts() {
        for (text, allowed, others) in [
            (">=0.2", &["0.2.0", "0.2.7", "0.3.0", "1.0.0", "0.2.0-rc.1"][..], &["0.1.9", "0.1.0", "x"][..]),
            (">=0.2, <0.4", &["0.2.0", "0.3.9"], &["0.1.9", "0.4.0", "1.0.0"]),
            ("=0.2", &["0.2.0", "0.2.9"], &["0.1.0", "0.3.0"]),
            ("=0.2.1", &["0.2.1"], &["0.2.0", "0.2.2"]),
            ("< 1", &["0.9.9"], &["1.0.0"]),
        ] {
            let requirement = requirement(text).unwrap();
            assert!(allowed.iter().all(|version| requirement.allows(version)), "{text}");
            assert!(!others.iter().any(|version| requirement.allows(version)), "{text}");
        }
    }

    #[test]
    fn other_forms_get_a_hint() {
        for text in ["0.2", "^0.2", "~0.2", "v0.2", ">0.2", "<=0.3", "*", "", "0.2.1.4", ">=0.x", "newest"] {
            let help = requirement(text).unwrap_err().help.unwrap();
            assert!(help.contains("`\">=0.2\"`"), "{text}: {help}");
        }
    }
}
