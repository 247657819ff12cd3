//! Every key of the plan language, once.
//!
//! A row says all that is to be said of a key: [`rows`] tells what is made of it. The decoder asks the tables which
//! keys exist and what people type instead of them, the JSON Schema and the catalogue of keys are made from them, and
//! a diff asks what hangs on a key.
//!
//! By design the rows name how their forms are read, in `decode::forms`, and the decoder names the documents of
//! files and milestones.

#[macro_use]
mod rows;

mod checks;
mod form;
mod habits;
mod limit;
mod milestone;
mod program;
mod risk;
mod said;
mod shared;

pub use checks::{ChecksDoc, Measure};
pub(super) use checks::{FAIL_ON, PROGRAMS};
pub(crate) use form::Form;
pub(super) use habits::{TOLD_BY_DATES, told_by_dates};
pub(crate) use limit::{Limit, Looser};
pub(in crate::syntax) use milestone::THREE_POINTS;
pub use milestone::{BlockedDoc, CancelledDoc, MilestoneDoc};
pub use program::{AssertionDoc, ProgramDoc};
pub use risk::{AskDoc, ResidualDoc, RiskDoc};
pub use said::{HealthDoc, MoveDoc, WaiverDoc};
pub use shared::{AtRiskDoc, CalendarDoc, FreezeDoc, OwnerDoc, SharedDoc};

/// One key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// As it is written.
    pub(crate) name: &'static str,
    /// What kind of value it takes.
    pub(crate) form: Form,
    /// What kind of thing it says.
    pub(crate) nature: Nature,
    /// For a limit that the gate or a judgement measures with: its default, and which way is looser.
    pub(crate) limit: Option<Limit>,
    /// What the key says, in one sentence.
    pub(crate) doc: &'static str,
    /// A telling value, as it is written in a file.
    pub(crate) example: &'static str,
    /// What people coming from other tools type when they mean it.
    pub(crate) habits: &'static [&'static str],
    /// What to say to them, where "did you mean" would mislead.
    pub(crate) otherwise: Option<&'static str>,
    /// Whether its mapping says nothing without it.
    pub(crate) required: bool,
    /// Whether what cannot be read under it leaves what holds it whole.
    pub(crate) apart: bool,
}

/// What kind of thing a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// How the work is planned: its dates follow from it.
    Plan,
    /// What is known of the work: how far it is, what holds it up, when its owner expects it.
    Word,
    /// What was promised. The date of an event stands on it.
    Promise,
    /// Nothing that a date or a promise hangs on.
    Text,
}

impl Nature {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Word => "word",
            Self::Promise => "promise",
            Self::Text => "text",
        }
    }

    /// Whether a date can hang on it.
    pub fn moves_dates(self) -> bool {
        self != Self::Text
    }
}

/// The keys that one kind of mapping may hold.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the mapping is, for messages: "a milestone".
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [Key],
    /// What people coming from other tools write that has no key here.
    pub(crate) strangers: &'static [Stranger],
}

/// Keys of other tools that the language has no counterpart for.
#[derive(Debug)]
pub(crate) struct Stranger {
    words: &'static [&'static str],
    /// What to do instead; `{key}` stands for what was written.
    says: &'static str,
}

/// What a mapping with the keys of a table says.
pub(crate) trait Document: Default + 'static {
    /// The keys that it may hold.
    const TABLE: &'static Table;
}

impl Table {
    /// Returns the key at the end of a path such as `at_risk.share`.
    pub(crate) fn at(&self, path: &str) -> Option<&'static Key> {
        match path.split_once('.') {
            None => self.find(path).map(|(_, key)| key),
            Some((section, path)) => self.find(section)?.1.form.table()?.find(path).map(|(_, key)| key),
        }
    }

    /// Returns the key of this name and its place in the table.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &'static Key)> {
        self.keys.iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// Returns the key that someone most likely meant: by habit first, then by spelling.
    pub(super) fn meant(&self, word: &str) -> Option<&'static Key> {
        let plain = plain(word);
        let habit = self.keys.iter().find(|key| key.name == plain || key.habits.contains(&plain.as_str()));
        habit.or_else(|| {
            let name = super::near::nearest(&plain, self.keys.iter().map(|key| key.name))?;
            self.find(name).map(|(_, key)| key)
        })
    }

    /// Returns the place of the key for entries by id that someone most likely meant.
    pub(super) fn entries_meant(&self, word: &str) -> Option<usize> {
        let meant = self.meant(word).filter(|key| matches!(key.form, Form::Entries(_)))?;
        self.find(meant.name).filter(|_| self.stranger(word).is_none()).map(|(index, _)| index)
    }

    /// Returns what to say of a key that has no counterpart here.
    pub(super) fn stranger(&self, word: &str) -> Option<String> {
        let plain = plain(word);
        let stranger = self.strangers.iter().find(|stranger| stranger.words.contains(&plain.as_str()))?;
        let own: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect();
        Some(stranger.says.replace("{key}", &own))
    }

    /// Whether a word is what people give the id of an entry by.
    pub(super) fn names(&self, word: &str) -> bool {
        let plain = plain(word);
        let by_id =
            |stranger: &Stranger| stranger.says == habits::NAMED && stranger.words.contains(&plain.as_str());
        self.strangers.iter().any(by_id)
    }

    /// Whether a word is, or means, one of the keys.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.find(word).is_some() || self.meant(word).is_some() || self.stranger(word).is_some()
    }
}

/// Returns a key as the tables hold it: `Start Date`, `start-date` and `startDate` are `start_date`.
pub(super) fn plain(word: &str) -> String {
    let mut plain = String::new();
    let mut small = false;
    for c in word.chars() {
        if c.is_alphanumeric() || "%#".contains(c) {
            if small && c.is_uppercase() {
                plain.push('_');
            }
            plain.extend(c.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
        small = c.is_lowercase();
    }
    plain.trim_end_matches('_').into()
}

const fn key(name: &'static str, form: Form, example: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        form,
        nature: Nature::Text,
        limit: None,
        doc,
        example,
        habits: &[],
        otherwise: None,
        required: false,
        apart: false,
    }
}

impl Key {
    /// Returns the keys of the mappings that stand under this one; none of any kind under most.
    pub(crate) fn table(&self) -> &'static Table {
        static NONE: Table = Table { what: "nothing", keys: &[], strangers: &[] };
        debug_assert!(self.form.table().is_some(), "no mapping stands under `{}`", self.name);
        self.form.table().unwrap_or(&NONE)
    }

    const fn nature(self, nature: Nature) -> Self {
        Self { nature, ..self }
    }

    const fn limit(self, usual: u32, looser: Looser) -> Self {
        Self { limit: Some(Limit { usual, looser }), ..self }
    }

    const fn habits(self, habits: &'static [&'static str]) -> Self {
        Self { habits, ..self }
    }

    const fn otherwise(self, says: &'static str) -> Self {
        Self { otherwise: Some(says), ..self }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every table, found from the two that a file may begin with.
    fn tables() -> Vec<&'static Table> {
        let mut tables: Vec<&Table> = vec![ProgramDoc::TABLE, SharedDoc::TABLE];
        let mut next = 0;
        while let Some(table) = tables.get(next) {
            for key in table.keys {
                if let Some(inner) = key.form.table()
                    && !tables.iter().any(|known| std::ptr::eq(*known, inner))
                {
                    tables.push(inner);
                }
            }
            next += 1;
        }
        assert!(tables.len() > 12, "the tables are no longer found");
        tables
    }

    #[test]
    fn each_key_stands_once_and_says_what_it_is() {
        for table in tables() {
            let names: BTreeSet<_> = table.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), table.keys.len(), "{}", table.what);
            for key in table.keys {
                assert!(key.doc.ends_with('.') && !key.form.wanted().is_empty(), "{}", key.name);
            }
        }
    }

    #[test]
    fn no_habit_hides_a_key_and_none_has_two_meanings() {
        for table in tables() {
            let mut seen = BTreeSet::new();
            let strangers = table.strangers.iter().flat_map(|stranger| stranger.words);
            for habit in table.keys.iter().flat_map(|key| key.habits).chain(strangers) {
                assert!(table.find(habit).is_none(), "{habit} is a key of {}", table.what);
                assert!(seen.insert(habit), "{habit} stands twice in {}", table.what);
            }
        }
    }

    #[test]
    fn people_of_other_tools_are_understood() {
        let meant = |word| MilestoneDoc::TABLE.meant(word).map(|key| key.name);
        assert_eq!(meant("deps"), Some("depends_on"));
        assert_eq!(meant("Assignee"), Some("owner"));
        assert_eq!(meant("depends-on"), Some("depends_on"));
        assert_eq!(meant("progess"), Some("progress"));
        assert_eq!(meant("Start Date"), Some("start"));
        assert_eq!(meant("dueDate"), Some("due"));
        assert_eq!(meant("% Complete"), Some("progress"));
        assert!(MilestoneDoc::TABLE.stranger("Subtasks").is_some_and(|says| says.contains("`workstream:`")));
        assert_eq!(meant("zzz"), None);
    }
}
