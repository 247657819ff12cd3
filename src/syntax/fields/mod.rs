//! Every key of the plan language, once.
//!
//! The decoder asks these tables which keys exist and what people type instead of them; the JSON Schema and
//! the catalogue of keys are made from them, and a test fails where decoder and table differ.

mod checks;
mod habits;
mod limit;
mod plan;
mod risk;
mod shared;

pub(crate) use checks::CHECKS;
pub use checks::Measure;
pub(super) use habits::{TOLD_BY_DATES, told_by_dates};
pub(crate) use limit::{Limit, Looser};
use plan::THREE_POINTS;
pub(crate) use plan::{MILESTONE, PROGRAM};
pub(crate) use shared::SHARED;

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

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Text,
    /// A text that says something.
    Reason,
    Id,
    /// The id of a person, a team or a vendor.
    Owner,
    /// The id of a calendar.
    Calendar,
    Reference,
    /// The name of a rule of the gate, or of a set of them.
    Rule,
    /// What a rule's findings are.
    Level,
    /// From which level on the gate fails.
    FailOn,
    Date,
    DateOrTbd,
    Dates,
    /// One estimate or three, working or elapsed.
    Duration,
    /// One estimate or three, working time only.
    Impact,
    /// One amount of time, working or elapsed.
    Amount,
    /// Whole working days: a setting that counts in no calendar in particular.
    Days,
    /// Civil days as a plain number.
    Count,
    Bands,
    Progress,
    Percent,
    Probability,
    Number,
    Flag,
    Rag,
    Response,
    Weekdays,
    Words,
    References,
    Ids,
    Dependencies,
    /// Names of people's own, each with a text.
    Links,
    /// Keys and values.
    Section(&'static Table),
    /// Entries by id, each with keys and values.
    Entries(&'static Table),
    /// A list, each item of which has keys and values.
    List(&'static Table),
}

impl Form {
    /// Returns the keys of the mappings that stand under a key of this form.
    pub(crate) fn table(self) -> Option<&'static Table> {
        match self {
            Self::Section(table) | Self::Entries(table) | Self::List(table) => Some(table),
            Self::Duration | Self::Impact => Some(&THREE_POINTS),
            _ => None,
        }
    }

    /// Returns what to write, as the end of the sentence "write …".
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Reason => "a reason, in a few words",
            Self::Id => "an id such as `api-freeze`",
            Self::Owner => "the one who answers for it, such as `ana`",
            Self::Calendar => "the id of a calendar, such as `us`",
            Self::Reference => "a milestone such as `cutover` or `checkout/cutover`",
            Self::Rule => "the name of a rule such as `overdue-milestone`",
            Self::Level => "`off`, `warn` or `error`",
            Self::FailOn => "`error`, `warn` or `never`",
            Self::Date => "a date such as `2026-09-18`",
            Self::DateOrTbd => "a date such as `2026-09-18`, or `tbd`",
            Self::Dates => "a list of dates such as `[2026-12-25, 2026-12-28..2027-01-01]`",
            Self::Duration => {
                "working time such as `5d` or `2w`, three points such as `[4w, 6w, 11w]`, or elapsed days such as `30ed`"
            }
            Self::Impact => "working time such as `5d` or `2w`, or three points such as `[3d, 5d, 15d]`",
            Self::Amount => "working time such as `5d` or `2w`",
            Self::Days => "working days such as `5d`",
            Self::Count => "a number of days such as `14`",
            Self::Bands => "four limits such as `[2d, 5d, 10d, 20d]`",
            Self::Progress => "`40%` or `34/84`",
            Self::Percent => "a percentage such as `10%`",
            Self::Probability => "`30%`, or one of very-low, low, medium, high, very-high",
            Self::Number => "a number",
            Self::Flag => "`true` or `false`",
            Self::Rag => "`green`, `amber` or `red`",
            Self::Response => "avoid, mitigate, transfer, accept or escalate",
            Self::Weekdays => "a list of weekdays such as `[mon, tue, wed, thu, fri]`",
            Self::Words => "a list such as `[release, security]`",
            Self::References => "a list of milestones such as `[ledger, checkout/cutover]`",
            Self::Ids => "a list of ids such as `[old-id]`",
            Self::Dependencies => "a list such as `[api-freeze, ledger +2d]`",
            Self::Links => "names and addresses such as `{jira: ABC-12}`",
            Self::Section(_) => "keys and values, indented under it",
            Self::Entries(_) => "named entries, indented under it",
            Self::List(_) => "a list of entries, each behind a `-`",
        }
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
pub(crate) trait Document: 'static {
    /// Returns the keys that it may hold.
    fn table() -> &'static Table;
}

macro_rules! documents {
    ($($document:ident $table:expr;)*) => {
        $(impl Document for crate::syntax::document::$document {
            fn table() -> &'static Table {
                &$table
            }
        })*
    };
}

documents! {
    ProgramDoc PROGRAM;
    MilestoneDoc MILESTONE;
    RiskDoc risk::RISK;
    AskDoc risk::ASK;
    SharedDoc SHARED;
    OwnerDoc shared::OWNER;
    CalendarDoc shared::CALENDAR;
    FreezeDoc shared::FREEZE;
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every table, found from the two that a file may begin with.
    fn tables() -> Vec<&'static Table> {
        let mut tables: Vec<&Table> = vec![&PROGRAM, &SHARED];
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
        let meant = |word| MILESTONE.meant(word).map(|key| key.name);
        assert_eq!(meant("deps"), Some("depends_on"));
        assert_eq!(meant("Assignee"), Some("owner"));
        assert_eq!(meant("depends-on"), Some("depends_on"));
        assert_eq!(meant("progess"), Some("progress"));
        assert_eq!(meant("Start Date"), Some("start"));
        assert_eq!(meant("dueDate"), Some("due"));
        assert_eq!(meant("% Complete"), Some("progress"));
        assert!(MILESTONE.stranger("Subtasks").is_some_and(|says| says.contains("`workstream:`")));
        assert_eq!(meant("zzz"), None);
    }
}
