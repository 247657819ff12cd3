//! Which patches write what is said, and what that brings along: the day of a word on progress, the
//! entry of a moved promise, the reason.

use super::find::{self, Entry, Place};
use super::{Assignment, Changes, Operation, Refused, Said, Target};
use crate::syntax::fields::Form;
use crate::syntax::{Content, Nature, Outline, Patch, Style};
use crate::time::Day;
use std::collections::BTreeSet;

/// Returns a text that is never taken for none.
pub(super) fn scalar(text: impl Into<String>) -> Outline {
    Outline::new(Style::Plain, Content::Scalar { text: text.into(), plain: false })
}

pub(super) fn list(items: Vec<Outline>) -> Outline {
    Outline::new(Style::Flow, Content::Sequence(items))
}

/// What of what was said beside the values found its place.
#[derive(Default)]
pub(super) struct Used {
    pub(super) why: bool,
    pub(super) cause: bool,
    pub(super) agreed: bool,
    pub(super) by: bool,
}

/// Writes what is said of one target.
pub(super) struct Writing<'w> {
    pub(super) entry: Entry,
    pub(super) target: &'w Target,
    pub(super) said: Said<'w>,
    pub(super) used: &'w mut Used,
    pub(super) changes: &'w mut Changes,
}

impl Writing<'_> {
    /// Adds the patches of all that is said of the target.
    pub(super) fn all(&mut self, list: &[&Assignment]) -> Result<(), Refused> {
        if list.iter().any(|said| said.address.keys.is_empty()) {
            return self.out(list);
        }
        self.rename_word(list);
        let mut met: BTreeSet<&[String]> = BTreeSet::new();
        for assignment in list {
            let place = find::place(&self.entry, &assignment.address)?;
            if is_list(place.row.form) {
                // All that is said of a list is one change of it.
                if met.insert(&assignment.address.keys) {
                    let of_list = list.iter().filter(|said| said.address.keys == assignment.address.keys);
                    self.list(&place, &of_list.copied().collect::<Vec<_>>())?;
                }
                continue;
            }
            match assignment.operation {
                Operation::Set => self.set(&place, &assignment.value)?,
                Operation::Add | Operation::Remove => return Err(not_a_list(&place, assignment)),
            }
        }
        self.follows(list)
    }

    /// Writes a word on what is left in place of the other one, whose comment stays on the line.
    fn rename_word(&mut self, list: &[&Assignment]) {
        if !matches!(self.target, Target::Milestone(_)) {
            return;
        }
        let is_given =
            |key: &str| list.iter().any(|said| said.address.keys[..] == [key] && !said.value.is_empty());
        for (key, other) in [("progress", "remaining"), ("remaining", "progress")] {
            let is_said = is_given(key) && !is_given(other);
            if !is_said || self.entry.at(&[key]).is_some() || self.entry.at(&[other]).is_none() {
                continue;
            }
            if let Some(at) = find::index(&self.entry, other)
                && let Some(Content::Mapping(pairs)) =
                    self.entry.outline.as_mut().map(|outline| &mut outline.content)
            {
                pairs[at].0 = Outline::text(key);
                self.patch(&[other], Patch::Rename { path: self.entry.to(&[other]), to: Outline::text(key) });
                self.changes.notes.push(format!("`{key}` takes the place of `{other}`"));
            }
        }
    }

    /// Takes a freeze out.
    fn out(&mut self, list: &[&Assignment]) -> Result<(), Refused> {
        if list.len() > 1 {
            let help = "say that alone, or set its keys";
            return Err(Refused::new(
                format!("`{}` is taken out and changed at once", self.target.text()),
                help,
            ));
        }
        let named = |key: &Outline| Some((self.entry.name.clone(), find::text(key)?.to_owned()));
        if let Some(Content::Mapping(pairs)) = self.entry.outline.as_ref().map(|outline| &outline.content) {
            self.changes.keys.extend(pairs.iter().filter_map(|(key, _)| named(key)));
        }
        let path = self.entry.path.clone();
        self.changes.patches.entry(self.entry.file).or_default().push(Patch::Remove { path });
        Ok(())
    }

    /// Adds what the new values bring along.
    fn follows(&mut self, list: &[&Assignment]) -> Result<(), Refused> {
        let is_set = |keys: &[&str]| {
            list.iter().any(|said| said.address.keys.iter().map(String::as_str).eq(keys.iter().copied()))
        };
        let is_given = |keys: &[&str]| {
            let mut of = list
                .iter()
                .filter(|said| said.address.keys.iter().map(String::as_str).eq(keys.iter().copied()));
            of.any(|said| !said.value.is_empty())
        };
        let is_about = |key: &str| list.iter().find(|said| said.address.keys[0] == key);
        let today = self.said.as_of.to_string();
        if matches!(self.target, Target::Milestone(_)) {
            let words = ["progress", "remaining", "eta"];
            if words.iter().any(|key| is_given(&[key])) && !is_set(&["updated"]) {
                let later = self.entry.text(&["updated"]).and_then(|text| Day::parse(text).ok());
                if later.is_none_or(|day| day < self.said.as_of) {
                    self.bring(&["updated"], today.clone());
                }
            }
            // Both say what is left, and only one was said for this day.
            for (key, other) in [("progress", "remaining"), ("remaining", "progress")] {
                if is_given(&[key]) && !is_set(&[other]) && self.entry.at(&[other]).is_some() {
                    self.patch(&[other], Patch::Remove { path: self.entry.to(&[other]) });
                    self.changes.notes.push(format!("`{key}` takes the place of `{other}`"));
                }
            }
            let (blocked, cancelled) = (is_about("blocked"), is_about("cancelled"));
            if blocked.is_some_and(|said| said.address.keys.len() > 1 && !said.value.is_empty()) {
                if self.entry.at(&["blocked", "since"]).is_none() && !is_set(&["blocked", "since"]) {
                    self.bring(&["blocked", "since"], today.clone());
                }
                self.reason(&["blocked", "why"]);
            }
            if cancelled.is_some_and(|said| said.address.keys.len() > 1 && !said.value.is_empty()) {
                self.reason(&["cancelled", "reason"]);
            }
        }
        if is_given(&["health", "rag"]) {
            if !is_set(&["health", "on"]) {
                self.bring(&["health", "on"], today);
            }
            if let Some(by) = self.said.by {
                self.used.by = true;
                self.bring(&["health", "by"], by.to_owned());
            }
        }
        match is_about("due") {
            Some(said) if matches!(self.target, Target::Milestone(_) | Target::Program(_)) => {
                self.moved(&said.value)
            }
            _ => Ok(()),
        }
    }

    /// Writes a reason where one was given.
    fn reason(&mut self, keys: &[&str]) {
        if let Some(why) = self.said.why {
            self.used.why = true;
            self.bring(keys, why.to_owned());
        }
    }

    /// Sets a value that was not assigned itself.
    fn bring(&mut self, keys: &[&str], value: String) {
        if self.entry.text(keys) != Some(value.as_str()) {
            self.put(keys, scalar(value));
        }
    }

    /// Sets a value. A new key stands near those that it goes with: what is said of progress
    /// together, the moves of a promise behind it.
    fn put(&mut self, keys: &[&str], value: Outline) {
        let path = self.entry.to(keys);
        let Some((first, at)) = keys.first().and_then(|key| Some((*key, self.place_of_new(key)?))) else {
            self.patch(keys, Patch::Set { path, value });
            return;
        };
        let inside = |value, key: &&str| {
            Outline::new(Style::Flow, Content::Mapping(vec![(Outline::text(*key), value)]))
        };
        let value = keys[1..].iter().rev().fold(value, inside);
        let (key, into) = (Outline::text(first), self.entry.path.clone());
        if let Some(Content::Mapping(pairs)) = self.entry.outline.as_mut().map(|outline| &mut outline.content)
        {
            pairs.insert(at, (key.clone(), value.clone()));
        }
        self.patch(keys, Patch::Insert { path: into, key: Some(key), at, value });
    }

    /// Returns the index of a key that is not there yet; none if it goes to the end.
    fn place_of_new(&self, key: &str) -> Option<usize> {
        let Content::Mapping(pairs) = &self.entry.outline.as_ref()?.content else { return None };
        let nature = |key: &str| self.entry.table.find(key).map(|row| row.nature);
        let names: Vec<&str> = pairs.iter().map(|(key, _)| find::text(key).unwrap_or_default()).collect();
        if names.contains(&key) {
            return None;
        }
        let promise = names.iter().rposition(|name| *name == "due");
        let word = names.iter().rposition(|name| nature(name) == Some(Nature::Word));
        match key {
            "moved" => promise,
            key if nature(key) == Some(Nature::Word) => word.or(promise),
            _ => None,
        }
        .map(|at| at + 1)
    }

    /// Writes that a promise was moved, where it was.
    fn moved(&mut self, typed: &str) -> Result<(), Refused> {
        let before = self.entry.text(&["due"]).and_then(|text| Day::parse(text).ok());
        let value = self.day(typed);
        let Some(from) = before.filter(|day| day.to_string() != value) else { return Ok(()) };
        let is_firm = self.entry.text(&["firm"]) == Some("true");
        let asked = [
            (self.said.why.is_none(), "--why", "\"the reason\""),
            (self.said.cause.is_none(), "--cause", "vendor, scope, estimate or so"),
            (is_firm && self.said.agreed.is_none(), "--agreed", "NAME"),
        ];
        let missing = || asked.iter().filter(|(is_missing, ..)| *is_missing);
        let (Some(why), Some(cause), None) = (self.said.why, self.said.cause, missing().next()) else {
            let flags: Vec<&str> = missing().map(|(_, flag, _)| *flag).collect();
            let flags = crate::english::list(&flags);
            let typed: Vec<String> = missing().map(|(_, flag, what)| format!("`{flag} {what}`")).collect();
            let firm = if is_firm { "is firm, and " } else { "" };
            return Err(Refused::new(
                format!("the promise of `{}` {firm}was {from}: moving it needs {flags}", self.entry.name),
                format!(
                    "add {}; it is written to `moved`, beside the date that was promised",
                    typed.join(" and ")
                ),
            ));
        };
        let on = self.said.as_of.to_string();
        let mut pairs =
            vec![("from", from.to_string()), ("on", on), ("cause", cause.into()), ("why", why.into())];
        pairs.extend(self.said.agreed.map(|agreed| ("agreed", agreed.to_owned())));
        let pairs = pairs.into_iter().map(|(key, text)| (Outline::text(key), scalar(text))).collect();
        let value = Outline::new(Style::Flow, Content::Mapping(pairs));
        if self.entry.at(&["moved"]).is_some() {
            let path = self.entry.to(&["moved"]);
            self.patch(&["moved"], Patch::Insert { path, key: None, at: usize::MAX, value });
        } else {
            self.put(&["moved"], list(vec![value]));
        }
        self.used.why = true;
        self.used.cause = true;
        self.used.agreed = true;
        Ok(())
    }

    pub(super) fn patch(&mut self, keys: &[&str], patch: Patch) {
        self.changes.keys.insert((self.entry.name.clone(), keys.join(".")));
        self.changes.patches.entry(self.entry.file).or_default().push(patch);
    }

    fn set(&mut self, place: &Place, typed: &str) -> Result<(), Refused> {
        let keys: Vec<&str> = place.keys.iter().map(String::as_str).collect();
        let path = self.entry.to(&keys);
        if typed.is_empty() {
            if self.entry.at(&keys).is_some() {
                self.patch(&keys, Patch::Remove { path });
            }
            return Ok(());
        }
        if let Some(refused) = several(place) {
            return Err(refused);
        }
        let value = match place.row.form {
            Form::Date | Form::DateOrTbd => scalar(self.resolved(typed)),
            Form::Duration(_) | Form::Impact(_) if typed.starts_with('[') => structured(typed)?,
            _ => scalar(typed),
        };
        let is_same = match (self.entry.at(&keys).map(|old| &old.content), &value.content) {
            (Some(Content::Scalar { .. }), Content::Scalar { text, .. }) => {
                self.entry.text(&keys) == Some(text)
            }
            (Some(Content::Sequence(_)), Content::Sequence(items)) => {
                let texts = |items: &[Outline]| {
                    items.iter().map(|item| find::text(item).map(str::to_owned)).collect::<Vec<_>>()
                };
                matches!(self.entry.at(&keys).map(|old| &old.content), Some(Content::Sequence(old)) if texts(old) == texts(items))
            }
            _ => false,
        };
        if !is_same {
            // A freeze is known by its name: another one is told as another freeze.
            if let (Target::Freeze(_), ["name"], Some(Content::Mapping(pairs))) =
                (self.target, &keys[..], self.entry.outline.as_ref().map(|outline| &outline.content))
            {
                for key in pairs.iter().filter_map(|(key, _)| find::text(key)) {
                    let names = [self.entry.name.clone(), typed.to_owned()];
                    self.changes.keys.extend(names.map(|name| (name, key.to_owned())));
                }
            }
            self.put(&keys, value);
        }
        Ok(())
    }

    /// Returns a day as it is written, and says so where it was typed in another form.
    pub(super) fn resolved(&mut self, typed: &str) -> String {
        let day = self.day(typed);
        if day != typed {
            let note = format!("{typed} is {day}");
            if !self.changes.notes.contains(&note) {
                self.changes.notes.push(note);
            }
        }
        day
    }

    fn day(&self, typed: &str) -> String {
        (self.said.day)(typed).map_or_else(|| typed.to_owned(), |day| day.to_string())
    }
}

/// Returns why a place does not take one value, if it does not.
fn several(place: &Place) -> Option<Refused> {
    let name = place.keys.join(".");
    match place.row.form {
        Form::Section(table) if table_of(place).is_some() => {
            let keys: Vec<String> = table.keys.iter().map(|key| format!("{name}.{}", key.name)).collect();
            let help = format!("set what is in it: {}", keys.join(", "));
            Some(Refused::new(format!("`{name}` has several values"), help))
        }
        Form::Entries(_) | Form::List(_) => {
            let help = match place.row.name {
                "moved" => "set `due`, with `--why` and `--cause`: the entry is written with it",
                _ => "edit its entries in the file",
            };
            Some(Refused::new(format!("`{name}` holds entries of several keys each"), help))
        }
        Form::UrlLinks if place.keys.len() == 1 => {
            let help = format!("name one, as in `{name}.jira=ABC-12`");
            Some(Refused::new(format!("`{name}` has several values"), help))
        }
        _ => None,
    }
}

/// Returns why nothing can be added to a place, or taken from it.
fn not_a_list(place: &Place, said: &Assignment) -> Refused {
    let name = place.keys.join(".");
    several(place).unwrap_or_else(|| {
        let help = match said.operation {
            Operation::Remove => format!("`{name}=` takes out what it says"),
            _ => format!("write `{name}={}`", said.value),
        };
        Refused::new(format!("`{name}` is not a list"), help)
    })
}

/// Returns the table of a section if the address ends at it.
fn table_of(place: &Place) -> Option<()> {
    (place.keys.last().map(String::as_str) == Some(place.row.name)).then_some(())
}

fn is_list(form: Form) -> bool {
    matches!(
        form,
        Form::Dates
            | Form::Words
            | Form::References
            | Form::Ids
            | Form::Dependencies
            | Form::Weekdays
            | Form::Bands
    )
}

/// Reads a value in brackets.
pub(super) fn structured(typed: &str) -> Result<Outline, Refused> {
    crate::syntax::outline(typed).ok_or_else(|| {
        Refused::new(format!("`{typed}` cannot be read"), "write a list such as `[4w, 6w, 11w]`")
    })
}
