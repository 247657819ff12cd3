//! Every key of the plan language, once.
//!
//! A row defines everything about a key; [`rows`] describes what is generated from it. The decoder
//! looks up keys and their nicknames here, the JSON Schema and the catalogue of keys are generated
//! from the tables, and a diff looks up what a key affects.
//!
//! This module and `decode` use each other by design: rows name the readers in `decode::forms`, and
//! the decoder names the documents of files and milestones.

#[macro_use]
mod rows;

mod checks;
mod form;
mod habits;
mod limit;
mod milestone;
mod program;
mod records;
mod risk;
mod shared;

use crate::words::words;

pub use checks::{ChecksDoc, Measure};
pub(super) use checks::{FAIL_ON, PROGRAMS};
pub(crate) use form::Form;
pub(super) use habits::{DATES_RECORD_PROGRESS, risk_status_advice, status_advice};
pub(crate) use limit::{Limit, Looser};
pub(in crate::syntax) use milestone::THREE_POINTS;
pub use milestone::{BlockedDoc, CancelledDoc, MilestoneDoc};
pub use program::{AssertionDoc, ProgramDoc};
pub use records::{HealthDoc, MoveDoc, WaiverDoc};
pub use risk::{AskDoc, ResidualDoc, RiskDoc};
pub use shared::{AtRiskDoc, CalendarDoc, DefaultRangeDoc, FreezeDoc, OddsDoc, OwnerDoc, SharedDoc};

/// One key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// Its name in plans.
    pub(crate) name: &'static str,
    /// What kind of value it takes.
    pub(crate) form: Form,
    /// What it affects.
    pub(crate) nature: Nature,
    /// What kind of change it is to change it; none if that moves no date.
    pub(crate) class: Option<Class>,
    /// Its default and direction, if it is a limit of the gate or of a judgement.
    pub(crate) limit: Option<Limit>,
    /// The meaning of the key, in one sentence.
    pub(crate) doc: &'static str,
    /// An example value, as written in a file.
    pub(crate) example: &'static str,
    /// Names that users of other tools write for it.
    pub(crate) habits: &'static [&'static str],
    /// The hint for those names, where "did you mean" would mislead.
    pub(crate) otherwise: Option<&'static str>,
    /// Whether its mapping is invalid without it.
    pub(crate) required: bool,
    /// Whether errors under it leave the enclosing document whole.
    pub(crate) apart: bool,
}

/// What a key affects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// The planned work, from which dates follow.
    Plan,
    /// Reports on the work: its progress, what blocks it, when its owner expects it.
    Word,
    /// A promise. An event is expected on its promised day.
    Promise,
    /// Text that affects neither dates nor promises.
    Text,
}

impl Nature {
    /// Returns its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Word => "word",
            Self::Promise => "promise",
            Self::Text => "text",
        }
    }

    /// Whether it can affect a date.
    pub fn moves_dates(self) -> bool {
        self != Self::Text
    }
}

words! {
    /// The kinds of changes that move dates. The cause of a move is a subject and one of these.
    pub enum Class {
        /// What happened, and what is reported of the work.
        Actuals = "actuals",
        /// How long it takes.
        Estimate = "estimate",
        /// What waits for what.
        Logic = "logic",
        /// What is done at all.
        Scope = "scope",
        /// When people work.
        Calendar = "calendar",
        /// Days that something is held to.
        Constraint = "constraint",
        /// Who does it.
        Owner = "owner",
    }
}

/// The keys that one kind of mapping may hold.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the mapping is, for messages: "a milestone".
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [Key],
    /// Keys of other tools without a counterpart here.
    pub(crate) foreign: &'static [ForeignKeys],
}

/// Keys of other tools that have no counterpart in the language.
#[derive(Debug)]
pub(crate) struct ForeignKeys {
    words: &'static [&'static str],
    /// What to do instead; `{key}` is replaced by the key as written.
    hint: &'static str,
}

/// A mapping that was read by a table of keys.
pub(crate) trait Document: Default + 'static {
    /// The keys that it may have.
    const TABLE: &'static Table;
}

impl Table {
    /// Returns the key of this name.
    pub(crate) fn find(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Returns the key that someone most likely meant: by habit first, then by spelling.
    pub(crate) fn meant(&self, word: &str) -> Option<&'static Key> {
        let plain = plain(word);
        let habit = self.keys.iter().find(|key| key.name == plain || key.habits.contains(&plain.as_str()));
        habit.or_else(|| {
            let alike = self.keys.iter().map(|key| key.name).filter(|name| is_typo(&plain, name));
            let name = super::near::nearest(&plain, alike)?;
            self.find(name)
        })
    }

    /// Returns the key for entries by id that someone most likely meant.
    pub(super) fn entries_meant(&self, word: &str) -> Option<&'static Key> {
        let meant = self.meant(word).filter(|key| matches!(key.form, Form::Entries(_)))?;
        Some(meant).filter(|_| self.foreign(word).is_none())
    }

    /// Returns the hint for a key that has no counterpart here.
    pub(super) fn foreign(&self, word: &str) -> Option<String> {
        let plain = plain(word);
        let foreign = self.foreign.iter().find(|foreign| foreign.words.contains(&plain.as_str()))?;
        let own: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect();
        Some(foreign.hint.replace("{key}", &own))
    }

    /// Whether other tools use this key for the id of an entry.
    pub(super) fn names(&self, word: &str) -> bool {
        let plain = plain(word);
        let by_id =
            |foreign: &ForeignKeys| foreign.hint == habits::NAMED && foreign.words.contains(&plain.as_str());
        self.foreign.iter().any(by_id)
    }

    /// Whether a word is, or means, one of the keys.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.find(word).is_some() || self.meant(word).is_some() || self.foreign(word).is_some()
    }
}

/// Whether a key of several words can be a typo of another: word by word, as `end_before` is not
/// `not_before`.
fn is_typo(word: &str, key: &str) -> bool {
    let (words, keys): (Vec<_>, Vec<_>) = (word.split('_').collect(), key.split('_').collect());
    let is_near = |(word, key): (&str, &str)| super::near::nearest(word, [key]).is_some();
    words.len() != keys.len() || words.into_iter().zip(keys).all(is_near)
}

/// Returns a key in the form of the tables: `Start Date`, `start-date` and `startDate` are
/// `start_date`.
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
        class: None,
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
    /// Returns the table for the mappings under this key; an empty one if it takes no mapping.
    pub(crate) fn table(&self) -> &'static Table {
        static NONE: Table = Table { what: "nothing", keys: &[], foreign: &[] };
        debug_assert!(self.form.table().is_some(), "no mapping stands under `{}`", self.name);
        self.form.table().unwrap_or(&NONE)
    }

    const fn nature(self, nature: Nature) -> Self {
        let class = match nature {
            Nature::Word => Some(Class::Actuals),
            Nature::Promise => Some(Class::Constraint),
            Nature::Plan | Nature::Text => None,
        };
        Self { nature, class, ..self }
    }

    const fn class(self, class: Class) -> Self {
        Self { class: Some(class), ..self }
    }

    const fn limit(self, usual: u32, looser: Looser) -> Self {
        Self { limit: Some(Limit { usual, looser }), ..self }
    }

    const fn habits(self, habits: &'static [&'static str]) -> Self {
        Self { habits, ..self }
    }

    const fn otherwise(self, hint: &'static str) -> Self {
        Self { otherwise: Some(hint), ..self }
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

    /// Every table, found from the two of whole files.
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
    fn each_key_is_unique_and_described() {
        for table in tables() {
            let names: BTreeSet<_> = table.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), table.keys.len(), "{}", table.what);
            for key in table.keys {
                assert!(key.doc.ends_with('.') && !key.form.wanted().is_empty(), "{}", key.name);
            }
        }
    }

    #[test]
    fn habits_are_unique_and_hide_no_key() {
        for table in tables() {
            let mut seen = BTreeSet::new();
            let foreign = table.foreign.iter().flat_map(|foreign| foreign.words);
            for habit in table.keys.iter().flat_map(|key| key.habits).chain(foreign) {
                assert!(table.find(habit).is_none(), "{habit} is a key of {}", table.what);
                assert!(seen.insert(habit), "{habit} stands twice in {}", table.what);
            }
        }
    }

    #[test]
    fn keys_of_other_tools_are_recognized() {
        let meant = |word| MilestoneDoc::TABLE.meant(word).map(|key| key.name);
        assert_eq!(meant("deps"), Some("depends_on"));
        assert_eq!(meant("Assignee"), Some("owner"));
        assert_eq!(meant("depends-on"), Some("depends_on"));
        assert_eq!(meant("progess"), Some("progress"));
        assert_eq!(meant("Start Date"), Some("start"));
        assert_eq!(meant("dueDate"), Some("due"));
        assert_eq!(meant("% Complete"), Some("progress"));
        assert!(MilestoneDoc::TABLE.foreign("Subtasks").is_some_and(|hint| hint.contains("`workstream:`")));
        assert_eq!(meant("zzz"), None);
        assert_eq!(meant("end_before"), Some("due"));
        assert_eq!(meant("old_before"), None);
        assert_eq!(meant("dependson"), Some("depends_on"));
    }
}
