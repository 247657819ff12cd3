//! Ids and references to them.

use super::{Complaint, is_short};
use crate::finding::gate_rules;
use crate::syntax::near::did_you_mean;

/// The longest id, in characters.
const LONGEST: usize = 64;

/// Reads an id: `[a-z0-9][a-z0-9_-]*`, at most 64 characters.
pub(in crate::syntax) fn id(text: &str) -> Result<String, Complaint> {
    let complaint = |label: &str| Complaint::new("bad-id", format!("`{text}` cannot be an id"), label);
    if text.is_empty() {
        return Err(complaint("empty"));
    }
    if text.len() > LONGEST {
        return Err(complaint("too long").help(format!("ids have at most {LONGEST} characters")));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    let Some((at, wrong)) =
        text.char_indices().find(|(at, c)| !allowed(*c) || (*at == 0 && "_-".contains(*c)))
    else {
        return Ok(text.into());
    };
    // Dropping letters would make a different word.
    let suggestion = if text.is_ascii() { slug(text) } else { String::new() };
    let help = if suggestion.is_empty() {
        "ids are lower-case letters, digits, `-` and `_`, such as `api-freeze`".into()
    } else {
        format!("ids are lower-case letters, digits, `-` and `_`: write `{suggestion}`")
    };
    Err(complaint("not allowed in an id").help(help).at(at, wrong.len_utf8()))
}

/// Reads the id of an owner. For names, addresses and lists of owners, the complaint suggests an
/// id.
pub(in crate::syntax) fn owner(text: &str) -> Result<String, Complaint> {
    id(text).map_err(|complaint| match meant_owner(text) {
        Some(help) => complaint.help(help),
        None => complaint,
    })
}

fn meant_owner(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    if matches!(lower.as_str(), "unassigned" | "tbd" | "tba" | "n/a" | "none" | "nobody" | "?" | "??") {
        return Some("nobody yet? leave the key out".into());
    }
    if !text.is_ascii() {
        return Some("an owner is named by id, such as `ana`; full names go in `tpm.yaml`".into());
    }
    let between = [",", ";", "/", "&", " + ", " and "];
    let first = between.iter().fold(text, |first, between| first.split(between).next().unwrap_or(first));
    let id = slug(first.split(['@', '[', '(', '<']).find(|part| !part.trim().is_empty())?);
    if id.is_empty() {
        return None;
    }
    Some(if first != text {
        format!("one owner only: write `{id}`, and name the others in `note:`")
    } else if first.trim().find(['@', '[', '(', '<']).is_some_and(|at| at > 0) {
        format!("write only the id: `{id}`; other details of owners go in `tpm.yaml`")
    } else if text.trim().contains(' ') {
        format!("ids are lower-case letters, digits, `-` and `_`: write `{id}`; full names go in `tpm.yaml`")
    } else {
        return None;
    })
}

/// Reads a reference to a milestone: `cutover` or `checkout/cutover`.
pub(in crate::syntax) fn reference(text: &str) -> Result<String, Complaint> {
    let Some((program, milestone)) = text.split_once('/') else { return id(text) };
    let shifted = |(start, length)| (start + program.len() + 1, length);
    let milestone =
        id(milestone).map_err(|complaint| Complaint { part: complaint.part.map(shifted), ..complaint });
    id(program)?;
    milestone.map(|_| text.into())
}

/// Reads the name of a rule of the gate, or of a set of them: `overdue-milestone`.
pub(in crate::syntax) fn rule(text: &str) -> Result<&'static str, Complaint> {
    if let Some(word) = gate_rules::words().find(|word| *word == text) {
        return Ok(word);
    }
    let meant = is_short(text).then(|| did_you_mean(&slug(text), gate_rules::words())).flatten();
    let help = meant.unwrap_or_else(|| {
        "name a rule, such as `overdue-milestone`, or a set of rules; `tpm check --list` shows all".into()
    });
    Err(Complaint::not("not-a-rule", text, "a rule").label("no such rule").help(help))
}

/// Returns the id that a text suggests: `API freeze` becomes `api-freeze`.
pub(in crate::syntax) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.trim_start_matches('@').chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').trim_start_matches('_').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_and_short() {
        assert!(id("api-freeze_2").is_ok());
        assert!(id(&"a".repeat(64)).is_ok());
        assert!(id(&"a".repeat(65)).is_err());
        for (text, meant) in [("API freeze", "api-freeze"), ("@bo", "bo"), ("-x", "x"), ("API  v2", "api-v2")]
        {
            let help = id(text).unwrap_err().help.unwrap_or_default();
            assert!(help.ends_with(&format!("write `{meant}`")), "{text}: {help}");
        }
    }

    #[test]
    fn names_and_addresses_of_owners_get_an_id_suggested() {
        let help = |text| owner(text).unwrap_err().help.unwrap_or_default();
        for text in ["@bo", "bo@example.com", "Bo[50%]", "Bo, Ana", "Bo / Ana", "Bo and Ana", "Bo"] {
            assert!(help(text).contains("`bo`"), "{text}: {}", help(text));
        }
        assert!(help("Ana Ruiz").contains("write `ana-ruiz`"));
        assert!(help("Unassigned").contains("leave the key out"));
        assert!(help("Zoë").contains("such as"));
    }

    #[test]
    fn a_reference_may_name_the_program() {
        assert!(reference("checkout/cutover").is_ok());
        assert_eq!(reference("checkout/Cutover").unwrap_err().part, Some((9, 1)));
        assert!(reference("a/b/c").is_err());
        assert!(reference("/x").is_err());
    }
}
