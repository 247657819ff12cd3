//! Which patches write what is said, and what that brings along: the day of a word on progress, the
//! entry of a moved promise, the reason.

use super::find::{self, Entry, Place};
use super::{Assignment, Changes, Operation, Refused, Said, Target};
use crate::syntax::fields::Form;
use crate::syntax::{Content, Nature, Outline, Patch, Step, Style};
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
        for assignment in list {
            let place = find::place(&self.entry, &assignment.address)?;
            match assignment.operation {
                Operation::Set => self.set(&place, &assignment.value)?,
                Operation::Add | Operation::Remove if !is_list(place.row.form) => {
                    let name = place.keys.join(".");
                    let help = format!("write `{name}={}`", assignment.value);
                    return Err(Refused::new(format!("`{name}` is not a list"), help));
                }
                Operation::Add => self.add(&place, &assignment.value)?,
                Operation::Remove => self.remove(&place, &assignment.value)?,
            }
        }
        self.follows(list)
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
        let nature = |key: &str| self.entry.table.find(key).map(|(_, row)| row.nature);
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
        let missing = |flag: &str, what: &str| {
            Refused::new(
                format!("the promise of `{}` was {from}: moving it needs {flag}", self.entry.name),
                format!("add `{flag} {what}`; it is written to `moved`, beside the date that was promised"),
            )
        };
        let why = self.said.why.ok_or_else(|| missing("--why", "\"the reason\""))?;
        let cause = self.said.cause.ok_or_else(|| missing("--cause", "vendor, scope, estimate or so"))?;
        let is_firm = self.entry.text(&["firm"]) == Some("true");
        if is_firm && self.said.agreed.is_none() {
            return Err(Refused::new(
                format!("the promise of `{}` is firm: moving it needs --agreed", self.entry.name),
                "add `--agreed NAME`, who agreed to it",
            ));
        }
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

    fn patch(&mut self, keys: &[&str], patch: Patch) {
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
        let name = keys.join(".");
        let value = match place.row.form {
            Form::Section(table) if table_of(place).is_some() => {
                let keys: Vec<String> = table.keys.iter().map(|key| format!("{name}.{}", key.name)).collect();
                let help = format!("set what is in it: {}", keys.join(", "));
                return Err(Refused::new(format!("`{name}` has several values"), help));
            }
            Form::Entries(_) | Form::List(_) => {
                let help = match place.row.name {
                    "moved" => "set `due`, with `--why` and `--cause`: the entry is written with it",
                    _ => "edit its entries in the file",
                };
                return Err(Refused::new(format!("`{name}` holds entries of several keys each"), help));
            }
            Form::UrlLinks if keys.len() == 1 => {
                let help = format!("name one, as in `{name}.jira=ABC-12`");
                return Err(Refused::new(format!("`{name}` has several values"), help));
            }
            form if is_list(form) => return self.set_list(&keys, typed),
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
    fn resolved(&mut self, typed: &str) -> String {
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

    /// Returns the items of a list as they are written.
    fn items(&self, keys: &[&str]) -> Vec<String> {
        match self.entry.at(keys).map(|outline| &outline.content) {
            Some(Content::Sequence(items)) => {
                items.iter().map(|item| find::text(item).unwrap_or_default().to_owned()).collect()
            }
            Some(_) => self.entry.text(keys).map(str::to_owned).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn set_list(&mut self, keys: &[&str], typed: &str) -> Result<(), Refused> {
        let (there, typed_items) = (self.items(keys), split(typed));
        if !there.is_empty() {
            let sorted = |items: &[String]| items.iter().map(|item| normal(item)).collect::<BTreeSet<_>>();
            if sorted(&there) == sorted(&typed_items) {
                return Ok(());
            }
            let name = keys.join(".");
            return Err(Refused::new(
                format!("`{name}` has {}: `=` would replace what is there", there.join(", ")),
                format!("write `{name}+=…` to add to it, or `{name}-=…` to take from it"),
            ));
        }
        let items = typed_items.into_iter().map(|item| scalar(self.resolved_item(&item))).collect();
        self.patch(keys, Patch::Set { path: self.entry.to(keys), value: list(items) });
        Ok(())
    }

    fn resolved_item(&mut self, item: &str) -> String {
        // Only a word that is a day by itself: an id may be called `today`.
        let is_relative = item.starts_with(['+', '-']);
        if is_relative { self.resolved(item) } else { normal(item) }
    }

    fn add(&mut self, place: &Place, typed: &str) -> Result<(), Refused> {
        let keys: Vec<&str> = place.keys.iter().map(String::as_str).collect();
        let mut there: Vec<String> = self.items(&keys).iter().map(|item| normal(item)).collect();
        for item in split(typed) {
            let item = self.resolved_item(&item);
            if there.contains(&item) {
                continue;
            }
            there.push(item.clone());
            let path = self.entry.to(&keys);
            self.patch(&keys, Patch::Insert { path, key: None, at: usize::MAX, value: scalar(item) });
        }
        Ok(())
    }

    fn remove(&mut self, place: &Place, typed: &str) -> Result<(), Refused> {
        let keys: Vec<&str> = place.keys.iter().map(String::as_str).collect();
        let there: Vec<String> = self.items(&keys).iter().map(|item| normal(item)).collect();
        let mut out: BTreeSet<usize> = BTreeSet::new();
        let home = self.entry.home.as_str();
        let short = |text: &str| {
            text.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')).unwrap_or(text).to_owned()
        };
        let is_link = matches!(place.row.form, Form::Dependencies | Form::References);
        // In its own program a milestone has two names.
        let there: Vec<String> = if is_link { there.iter().map(|item| short(item)).collect() } else { there };
        for item in split(typed) {
            let item = if is_link { short(&normal(&item)) } else { normal(&item) };
            let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            let same: Vec<usize> = (0..there.len()).filter(|at| there[*at] == item).collect();
            // A dependency may be named without its type and lag.
            let named: Vec<usize> = match place.row.form {
                Form::Dependencies if same.is_empty() => {
                    (0..there.len()).filter(|at| first(&there[*at]) == item).collect()
                }
                _ => same,
            };
            if named.len() > 1 && matches!(place.row.form, Form::Dependencies) {
                let all: Vec<String> = named.iter().map(|at| format!("`{}`", there[*at])).collect();
                return Err(Refused::new(
                    format!("`{item}` is there {} times", named.len()),
                    format!("write one in full: {}", all.join(" or ")),
                ));
            }
            if named.is_empty() {
                self.changes.notes.push(format!("`{item}` is not in `{}`", keys.join(".")));
            }
            out.extend(named);
        }
        for at in out.into_iter().rev() {
            let mut path = self.entry.to(&keys);
            path.push(Step::Index(at));
            self.patch(&keys, Patch::Remove { path });
        }
        Ok(())
    }
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

/// Splits a list as typed: `a, b` or `[a, b]`.
fn split(typed: &str) -> Vec<String> {
    let inner = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(typed);
    inner.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// Returns a text with single spaces.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a value in brackets.
pub(super) fn structured(typed: &str) -> Result<Outline, Refused> {
    crate::syntax::outline(typed).ok_or_else(|| {
        Refused::new(format!("`{typed}` cannot be read"), "write a list such as `[4w, 6w, 11w]`")
    })
}
