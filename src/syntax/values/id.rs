//! Ids and references to them.

use super::{Complaint, is_short};
use crate::finding::gate_rules;
use crate::syntax::near::did_you_mean;

/// The longest id, in characters.
const LONGEST: usize = 64;

/// What a hint says before a reference to another program.
pub(super) const ACROSS: &str = "a milestone of another program has a `/` after the program: write ";

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

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    id(text).is_ok()
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
    if let Some((person, share)) = share(text) {
        return Some(format!("write `{person}`: {}", no_share(&share)));
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

/// Returns the id of the first person in a text that says a share of their time: `ben` and `50%`
/// for `ben 50%`, `Ben [50%], Ana` and `50% ben`.
pub(in crate::syntax) fn share(text: &str) -> Option<(String, String)> {
    let (before, behind) = text.split_once('%').filter(|_| text.is_ascii())?;
    let number = before.trim_end();
    let start = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let names = [&number[..start], behind];
    let mut people = names.into_iter().flat_map(|names| names.split([',', ';', '/', '&'])).map(slug);
    let person = people.find(|person| !person.is_empty())?;
    (start < number.len()).then(|| (person, format!("{}%", &number[start..])))
}

/// Returns the words for a share that a hint leaves out.
pub(in crate::syntax) fn no_share(share: &str) -> String {
    format!("one owner only, and a share of a person has no counterpart: `x-share: {share}` keeps it")
}

/// Returns `sensor/a` for `sensor.a`, `sensor:a` and `sensor: a`; none for files, and for numbers
/// of versions and outlines.
pub(super) fn across(text: &str) -> Option<String> {
    if text.ends_with(".yaml") || text.ends_with(".yml") {
        return None;
    }
    let (program, milestone) = ["::", ":", ".", "\\"].iter().find_map(|between| text.split_once(between))?;
    let milestone = if text.contains(": ") { milestone.trim_start() } else { milestone };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    (is_name(program) && is_name(milestone)).then(|| format!("{}/{}", slug(program), slug(milestone)))
}

/// Reads a reference to a milestone: `cutover` or `checkout/cutover`.
#[expect(clippy::arithmetic_side_effects, reason = "lengths of parts of one text")]
pub(in crate::syntax) fn reference(text: &str) -> Result<String, Complaint> {
    let Some((program, milestone)) = text.split_once('/') else {
        return id(text).map_err(|complaint| match across(text) {
            Some(form) => complaint.help(format!("{ACROSS}`{form}`")),
            None => complaint,
        });
    };
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
        for text in ["ben 50%", "ben (50%)", "ben: 50 %", "Ben [50%], Ana", "50% ben", "ben 50%, ana 50%"] {
            let help = help(text);
            assert!(help.starts_with("write `ben`:") && help.contains("`x-share: 50%`"), "{text}: {help}");
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
        for text in ["sensor.a", "sensor:a", "Sensor::A", "sensor: a", "sensor\\a"] {
            let help = reference(text).unwrap_err().help.unwrap();
            assert!(help.ends_with("write `sensor/a`"), "{text}: {help}");
        }
        for text in ["v1.2", "1.2", "e.g. a", "St. Gallen", "a.b.c"] {
            let help = reference(text).unwrap_err().help.unwrap();
            assert!(!help.contains('/'), "{text}: {help}");
        }
    }
}
