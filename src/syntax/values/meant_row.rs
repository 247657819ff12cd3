//! Hints for milestones that are written as a single value, as in Mermaid:
//! `crit, ledger, after api, 30d`.

use super::id::slug;
use super::is_short;
use super::meant_time;
use crate::time::Day;

/// Returns the entry that a name and the text after it mean; `None` if the text has no length, day
/// or dependency.
pub(in crate::syntax) fn row(name: &str, text: &str) -> Option<String> {
    if !is_short(text) {
        return None;
    }
    let mut row = Row::default();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        row.take(word);
    }
    row.entry(name)
}

#[derive(Default)]
struct Row<'t> {
    id: Option<&'t str>,
    days: Vec<Day>,
    duration: Option<String>,
    after: Vec<String>,
    done: bool,
    active: bool,
    tbd: bool,
}

impl<'t> Row<'t> {
    fn take(&mut self, word: &'t str) {
        match word.to_lowercase().as_str() {
            "done" => self.done = true,
            "active" | "in progress" => self.active = true,
            "tbd" | "tba" => self.tbd = true,
            // Criticality is calculated, and a milestone without a duration is an event.
            "crit" | "milestone" => {}
            _ => {
                if let Some(ids) = word.strip_prefix("after ") {
                    self.after = ids.split_whitespace().map(slug).filter(|id| !id.is_empty()).collect();
                } else if let Ok(day) = Day::parse(word) {
                    self.days.push(day);
                } else if let Some(duration) = meant_time::rewritten(word) {
                    self.duration = Some(duration);
                } else {
                    self.id = Some(word);
                }
            }
        }
    }

    fn entry(self, name: &str) -> Option<String> {
        let id = slug(self.id.unwrap_or(name));
        let has_time =
            !self.days.is_empty() || self.duration.is_some() || self.done || self.active || self.tbd;
        if id.is_empty() || !has_time && self.after.is_empty() {
            return None;
        }
        let mut keys = Vec::new();
        if id != name {
            keys.push(format!("name: {name}"));
        }
        keys.extend(self.duration.iter().map(|duration| format!("duration: {duration}")));
        if !self.after.is_empty() {
            keys.push(format!("depends_on: [{}]", self.after.join(", ")));
        }
        keys.extend(self.dates());
        Some(format!("{id}: {{{}}}", keys.join(", ")))
    }

    /// Returns the keys for its days and status words.
    fn dates(&self) -> Vec<String> {
        match self.days.as_slice() {
            [first, last, ..] if self.done => vec![format!("started: {first}"), format!("done: {last}")],
            [first, last, ..] => vec![format!("start: {first}"), format!("due: {last}")],
            [first] if self.done && self.duration.is_some() => {
                vec![format!("started: {first}"), "done: …".into()]
            }
            [day] if self.done => vec![format!("done: {day}")],
            [first] if self.active => vec![format!("started: {first}")],
            [first] if self.duration.is_some() => vec![format!("not_before: {first}")],
            [day] => vec![format!("due: {day}")],
            [] if self.tbd => vec!["due: tbd".into()],
            [] if self.done => vec!["done: …".into()],
            [] if self.active => vec!["started: …".into()],
            [] => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn rows_of_a_chart_are_entries() {
        for (name, text, entry) in [
            ("API", "api, after kick, 10d", "api: {name: API, duration: 10d, depends_on: [kick]}"),
            (
                "Ledger",
                "crit, led, after api sec, 30d",
                "led: {name: Ledger, duration: 30d, depends_on: [api, sec]}",
            ),
            (
                "Kickoff",
                "done, kick, 2026-09-01, 2026-09-02",
                "kick: {name: Kickoff, started: 2026-09-01, done: 2026-09-02}",
            ),
            ("Docs", "2026-10-05, 2026-10-16", "docs: {name: Docs, start: 2026-10-05, due: 2026-10-16}"),
            (
                "API",
                "active, api, 2026-09-02, 2 weeks",
                "api: {name: API, duration: 2w, started: 2026-09-02}",
            ),
            ("ledger", "10d", "ledger: {duration: 10d}"),
            ("legal", "2026-10-02", "legal: {due: 2026-10-02}"),
            ("legal", "done", "legal: {done: …}"),
            ("legal", "TBD", "legal: {due: tbd}"),
        ] {
            assert_eq!(row(name, text).as_deref(), Some(entry));
        }
        assert_eq!(row("ledger", "soon"), None);
    }
}
