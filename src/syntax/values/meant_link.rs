//! Hints for dependencies that are written in another form.

use super::dependency::LinkKind;
use super::{id, is_short, meant_time};

/// Returns the entry of `depends_on`, or the list of entries, that a text most likely means.
pub(super) fn meant(text: &str) -> Option<String> {
    if !is_short(text) {
        return None;
    }
    if text.contains([',', ';']) {
        let parts: Vec<&str> =
            text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        // `ledger, SS, 2d`: the parts of one entry.
        let is_part = |part: &&str| {
            LinkKind::of(part).is_some()
                || meant_time::rewritten(part.trim_start_matches(['+', '-'])).is_some()
        };
        if parts.iter().skip(1).any(is_part) {
            return one(&parts.join(" "));
        }
        let links: Option<Vec<String>> = parts.into_iter().map(one).collect();
        return links.map(|links| format!("[{}]", links.join(", ")));
    }
    one(text)
}

/// Returns the entry for a milestone, a link type and a lag, each as written by the user.
pub(in crate::syntax) fn link(target: &str, kind: &str, lag: &str) -> Option<String> {
    // `{sensor: a}`: neither a type nor a lag, but a milestone of a program.
    let (first, rest) = lag.split_once(' ').unwrap_or((lag, ""));
    let is_kind = |text: &str| {
        let text = in_letters(text);
        let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        LinkKind::of(&word.to_ascii_uppercase()).is_some()
    };
    let is_link = rest.is_empty() || rest.starts_with(['+', '-']) || is_kind(rest);
    let across = id::across(&format!("{target}:{first}")).filter(|_| kind.is_empty() && is_link);
    let across = across.filter(|_| !is_kind(lag)).and_then(|across| meant(&format!("{across} {rest}")));
    across.or_else(|| meant(&format!("{target} {kind} {lag}")))
}

fn one(text: &str) -> Option<String> {
    let text = in_letters(text);
    let (rest, lag) = lag(text.trim());
    let (rest, kind) = kind(rest.trim_end());
    let target = target(rest.trim())?;
    let kind =
        kind.filter(|kind| *kind != LinkKind::Fs).map_or(String::new(), |kind| format!(" {}", kind.word()));
    let space = if kind.is_empty() && !lag.is_empty() { " " } else { "" };
    Some(format!("{target}{kind}{space}{lag}"))
}

/// Writes `finish-to-start` as `FS`.
#[expect(clippy::arithmetic_side_effects, reason = "the end of what was found in a text")]
fn in_letters(text: &str) -> String {
    let words = [("finish", "F"), ("start", "S")];
    let mut text = text.to_owned();
    for (from, first) in words {
        for (to, second) in words {
            for between in ["-", " ", "_"] {
                let long = format!("{from}{between}to{between}{to}");
                while let Some(at) = text.to_ascii_lowercase().find(&long) {
                    text.replace_range(at..at + long.len(), &format!("{first}{second}"));
                }
            }
        }
    }
    text
}

/// Takes a lag off the end: `+3d`, `- 2 days`, `+ 1 wk`, or one without a sign after a space.
#[expect(clippy::arithmetic_side_effects, reason = "a sign has one byte")]
fn lag(text: &str) -> (&str, String) {
    let sign = |c: char| c == '+' || c == '-';
    for (at, c) in text.char_indices().rev().filter(|(_, c)| sign(*c) || *c == ' ') {
        let behind = text[at + 1..].trim();
        let glued = c == '-' && !text[..at].ends_with([' ', 'S', 'F']);
        if glued || !behind.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let number = sign(c) && behind.bytes().all(|byte| byte.is_ascii_digit());
        let amount = if number { Some(format!("{behind}d")) } else { meant_time::rewritten(behind) };
        if let Some(amount) = amount {
            let before = text[..at].trim_end();
            // `ledger + 2d`: the sign is before the space.
            let (before, c) = match before.chars().next_back() {
                Some(last) if c == ' ' && sign(last) => (&before[..before.len() - 1], last),
                _ => (before, if c == ' ' { '+' } else { c }),
            };
            let zero = amount.starts_with('0');
            return (before, if zero { String::new() } else { format!("{c}{amount}") });
        }
    }
    (text, String::new())
}

/// Takes the type of a link off the end: `ledger SS`, `ledger (ss)`, `ledger: SS`, `3FS`.
fn kind(text: &str) -> (&str, Option<LinkKind>) {
    let bare = text.trim_end_matches([')', ']', ':']);
    let Some(at) = bare.len().checked_sub(2).filter(|at| bare.is_char_boundary(*at)) else {
        return (text, None);
    };
    let (before, word) = bare.split_at(at);
    let apart = before.ends_with([' ', '(', '[', ':', '\t']);
    let upper_case = word.chars().all(|c| c.is_ascii_uppercase());
    match LinkKind::of(&word.to_ascii_uppercase()) {
        Some(kind) if !before.is_empty() && (apart || upper_case) => {
            (before.trim_end_matches([' ', '(', '[', ':', '\t']), Some(kind))
        }
        _ => (text, None),
    }
}

/// Returns the reference in the rest of the text, without words such as `after` before it.
fn target(text: &str) -> Option<String> {
    let words =
        ["after ", "needs ", "blocked by ", "is blocked by ", "depends on ", "start after ", "finish of "];
    let behind = |word: &&str| {
        let (before, named) = text.split_at_checked(word.len())?;
        before.eq_ignore_ascii_case(word).then_some(named)
    };
    let named = words.iter().find_map(behind).unwrap_or(text);
    if !named.is_ascii() {
        return None;
    }
    let file = [".yaml", ".yml"].iter().fold(named.to_owned(), |named, end| named.replace(end, ""));
    let named = id::across(&file).unwrap_or(file);
    let parts: Vec<String> = named.split('/').map(id::slug).collect();
    let sound = parts.len() <= 2 && parts.iter().all(|part| !part.is_empty() && part.len() <= 64);
    sound.then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{link, meant};
    use crate::syntax::values::dependency;

    #[test]
    fn dependencies_of_other_tools_get_our_form() {
        for (text, form) in [
            ("2FS+3d", "2 +3d"),
            ("3FS+3 days", "3 +3d"),
            ("3SS+2 days", "3 SS+2d"),
            ("ledgerFS-2d", "ledger -2d"),
            ("ledgerSS-1w", "ledger SS-1w"),
            ("ledger+2d", "ledger +2d"),
            ("ledger +2 business days", "ledger +2d"),
            ("ledger FS + 1 wk", "ledger +1w"),
            ("ledger SS", "ledger SS"),
            ("ledger (ss)", "ledger SS"),
            ("ledger: SS", "ledger SS"),
            ("ledger ss", "ledger SS"),
            ("after ledger", "ledger"),
            ("Build the API", "build-the-api"),
            ("PROJ-12", "proj-12"),
            ("mlops/Model FF", "mlops/model FF"),
            ("2,3", "[2, 3]"),
            ("2FS+3d; 4", "[2 +3d, 4]"),
            ("ledger 2d", "ledger +2d"),
            ("ledger, SS, +2d", "ledger SS+2d"),
            ("ledger SS+2", "ledger SS+2d"),
            ("ledger finish-to-start", "ledger"),
            ("ledger (Start to Start) +2 days", "ledger SS+2d"),
            ("Phase 2", "phase-2"),
            ("sensor.a", "sensor/a"),
            ("sensor:a SS+2 days", "sensor/a SS+2d"),
            ("after Sensor: A", "sensor/a"),
            ("sensor.yaml", "sensor"),
            ("sensor.yml/a +2d", "sensor/a +2d"),
            ("1.2", "1-2"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(form), "{text}");
            let entries: Vec<&str> = form.trim_matches(['[', ']']).split(", ").collect();
            assert!(entries.iter().all(|entry| dependency(entry).is_ok()), "{form}");
        }
        assert_eq!(meant("Überführung"), None);
        assert_eq!(meant(""), None);
        assert_eq!(meant(&"1 ".repeat(100_000)), None);
        assert_eq!(link("Ledger", "SS", "2 days").as_deref(), Some("ledger SS+2d"));
        assert_eq!(link("ledger", "", "").as_deref(), Some("ledger"));
        assert_eq!(link("sensor", "", "a").as_deref(), Some("sensor/a"));
        assert_eq!(link("sensor", "", "a ss +2 days").as_deref(), Some("sensor/a SS+2d"));
        assert_eq!(link("ledger", "", "finish-to-finish").as_deref(), Some("ledger FF"));
        assert_eq!(link("ledger", "", "ss").as_deref(), Some("ledger SS"));
        assert_eq!(link("ledger", "", "FS-2d").as_deref(), Some("ledger -2d"));
    }
}
