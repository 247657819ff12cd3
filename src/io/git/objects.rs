//! Parses git's commits and trees.

use crate::time::Day;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitObject {
    /// The hashes of its parents.
    pub parents: Vec<String>,
    /// The day on which it was made, in its own time zone.
    pub day: Day,
    /// The name of its author.
    pub author: String,
}

impl CommitObject {
    /// Parses a commit; `None` if it cannot be read.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let header = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
        let (mut parents, mut day, mut author) = (Vec::new(), None, String::new());
        for line in header {
            if let Some(hash) = line.strip_prefix(b"parent ") {
                parents.push(hash_of(hash)?);
            } else if let Some(name) = line.strip_prefix(b"author ") {
                let name = name.rsplitn(2, |byte| *byte == b'<').last().unwrap_or(name);
                author = String::from_utf8_lossy(name).trim().to_owned();
            } else if let Some(committer) = line.strip_prefix(b"committer ") {
                day = day.or(Some(committed(committer)?));
            }
        }
        Some(Self { parents, day: day?, author })
    }
}

fn hash_of(text: &[u8]) -> Option<String> {
    let is_hash = matches!(text.len(), 40 | 64) && text.iter().all(u8::is_ascii_hexdigit);
    is_hash.then(|| String::from_utf8_lossy(text).into_owned())
}

/// Returns the day of `Ana Ruiz <ana@x.org> 1789380000 +0200`.
fn committed(committer: &[u8]) -> Option<Day> {
    const DAY: i64 = 24 * 60 * 60;
    let behind_the_name = committer.iter().rposition(|byte| *byte == b'>')?.checked_add(1)?;
    let mut words = std::str::from_utf8(committer.get(behind_the_name..)?).ok()?.split_ascii_whitespace();
    let seconds: i64 = words.next()?.parse().ok()?;
    let zone = words.next().and_then(zone).unwrap_or(0);
    let days = seconds.checked_add(zone)?.div_euclid(DAY);
    i32::try_from(days).ok().map(Day)
}

/// Returns the offset of a zone such as `+0530`, in seconds.
#[expect(clippy::arithmetic_side_effects, reason = "numbers of four digits")]
fn zone(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}

/// The kind of a tree entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Directory,
    File,
    Link,
    Submodule,
    /// A kind that this version of git's format does not define.
    Other,
}

/// One entry of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub name: Vec<u8>,
    pub hash: String,
}

/// Parses a tree of a repository whose hashes have the given length in bytes; `None` if it cannot
/// be read.
pub fn entries(bytes: &[u8], hash_length: usize) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let space = rest.iter().position(|byte| *byte == b' ')?;
        let (head, tail) = rest.split_at_checked(rest.iter().position(|byte| *byte == 0)?)?;
        let name = head.get(space.checked_add(1)?..)?.to_vec();
        let (hash, behind) = tail.get(1..)?.split_at_checked(hash_length)?;
        let kind = match head.get(..space)? {
            b"40000" | b"040000" => Kind::Directory,
            b"100644" | b"100755" | b"100664" => Kind::File,
            b"120000" => Kind::Link,
            b"160000" => Kind::Submodule,
            _ => Kind::Other,
        };
        let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        entries.push(Entry { kind, name, hash });
        rest = behind;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(committer: &str, expected: Option<&str>) {
        let text = format!(
            "tree {0}\nparent {0}\nparent {1}\nauthor Ana Ruiz <ana@example.com> 1 +0000\n{committer}\n\ncommitter <> 0 +0000\n",
            "a".repeat(40),
            "b".repeat(40)
        );
        let found = CommitObject::parse(text.as_bytes());
        let expected = expected.map(|day| CommitObject {
            parents: vec!["a".repeat(40), "b".repeat(40)],
            day: Day::parse(day).unwrap(),
            author: "Ana Ruiz".into(),
        });
        assert_eq!(found, expected, "{committer}");
    }

    // 1789336800 is 2026-09-13 22:00 in Greenwich.
    #[test]
    fn a_commit_has_the_day_of_its_own_time_zone() {
        check("committer Ana <a@x> 1789336800 +0000", Some("2026-09-13"));
        check("committer Ana <a@x> 1789336800 +0159", Some("2026-09-13"));
        check("committer Ana <a@x> 1789336800 +0200", Some("2026-09-14"));
        check("committer Ana <a@x> 1789336800 +1000", Some("2026-09-14"));
        check("committer Ana <a@x> 1789336799 +0200", Some("2026-09-13"));
        check("committer Ana <a@x> 1789336800 -1100", Some("2026-09-13"));
        check("committer Ana <a@x> 1789257600 -0001", Some("2026-09-12"));
        // Invalid zones count as Greenwich.
        for zone in ["", "+2400", "+0260", "0200", "+02:00", "+é", "Z"] {
            check(&format!("committer > 1 +0200 <a> 1789336800 {zone}"), Some("2026-09-13"));
        }
    }

    #[test]
    fn a_commit_without_a_day_cannot_be_read() {
        for committer in [
            "",
            "committer",
            "committer x 1 +0000",
            "committer <> x +0000",
            "committer <> 99999999999999999999 +0000",
            "committer <>",
            "committer <> 9223372036854775807 +0100",
            " committer <> 1 +0000",
        ] {
            check(committer, None);
        }
    }

    #[test]
    fn a_truncated_tree_cannot_be_read() {
        let mut bytes = b"100644 a b.yaml\0".to_vec();
        bytes.extend([0x0f; 20]);
        bytes.extend(b"40000 sub\0");
        bytes.extend([0xa0; 20]);
        let found = entries(&bytes, 20).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].kind, found[0].name.as_slice(), found[0].hash.as_str()),
            (Kind::File, &b"a b.yaml"[..], "0f".repeat(20).as_str())
        );
        assert_eq!((found[1].kind, found[1].name.as_slice()), (Kind::Directory, &b"sub"[..]));
        assert_eq!(entries(b"", 20), Some(Vec::new()));
        for cut in 1..bytes.len() {
            assert!(cut == 36 || entries(&bytes[..cut], 20).is_none(), "{cut}");
        }
    }
}
