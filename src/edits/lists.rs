//! What is said of one list, as one change: what it has at the end of all of it.

use super::find::{self, Place};
use super::write::{Writing, list, scalar};
use super::{Assignment, Operation, Refused};
use crate::syntax::fields::Form;
use crate::syntax::{Content, Patch, Step};
use std::collections::BTreeSet;

/// An item of a list, with its place among those that were there; a new one has none.
struct Item {
    at: Option<usize>,
    text: String,
}

impl Writing<'_> {
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

    /// Writes what is said of a list, as one change: what it has at the end of all of it.
    pub(super) fn list(&mut self, place: &Place, said: &[&Assignment]) -> Result<(), Refused> {
        let keys: Vec<&str> = place.keys.iter().map(String::as_str).collect();
        let there: Vec<String> = self.items(&keys).iter().map(|item| normal(item)).collect();
        let mut now: Vec<Item> =
            there.iter().enumerate().map(|(at, text)| Item { at: Some(at), text: text.clone() }).collect();
        let (mut goes, mut is_set) = (false, false);
        for said in said {
            match said.operation {
                Operation::Set if said.value.is_empty() => {
                    now.clear();
                    goes = true;
                }
                Operation::Set => {
                    is_set = true;
                    self.replace(&keys, &mut now, &said.value)?;
                }
                Operation::Add => self.add(place, &mut now, &said.value),
                Operation::Remove => self.take(place, &mut now, &said.value)?,
            }
        }
        let path = self.entry.to(&keys);
        let is_there = self.entry.at(&keys).is_some();
        if now.is_empty() && goes {
            if is_there {
                self.patch(&keys, Patch::Remove { path });
            }
            return Ok(());
        }
        if there.is_empty() {
            if !now.is_empty() || is_set {
                let value = list(now.into_iter().map(|item| scalar(item.text)).collect());
                self.patch(&keys, Patch::Set { path, value });
            }
            return Ok(());
        }
        let is_kept = |now: &[Item], at: usize| now.iter().any(|item| item.at == Some(at));
        // What is taken out and added again was there all the time; another lag of a link is
        // written in its place.
        let first = |text: &str| self.name_of(place, text.split(' ').next().unwrap_or_default());
        let is_link = matches!(place.row.form, Form::Dependencies);
        let mut changed = Vec::new();
        for is_exact in [true, false] {
            for (at, old) in there.iter().enumerate() {
                let is_it = |item: &Item| match is_exact {
                    true => self.name_of(place, &item.text) == self.name_of(place, old),
                    false => is_link && first(&item.text) == first(old),
                };
                if is_kept(&now, at) {
                    continue;
                }
                if let Some(item) = now.iter_mut().find(|item| item.at.is_none() && is_it(item)) {
                    item.at = Some(at);
                    if !is_exact {
                        changed.push((at, item.text.clone()));
                    }
                }
            }
        }
        let is_sequence = matches!(self.entry.at(&keys).map(|old| &old.content), Some(Content::Sequence(_)));
        let item_path = |at: usize| match is_sequence {
            true => [&path[..], &[Step::Index(at)]].concat(),
            false => path.clone(),
        };
        for (at, text) in changed {
            self.patch(&keys, Patch::Set { path: item_path(at), value: scalar(text) });
        }
        // New ones go behind the old ones, and the last goes first: so each place is still
        // where it was.
        for item in now.iter().filter(|item| item.at.is_none()) {
            let (path, value) = (path.clone(), scalar(item.text.as_str()));
            self.patch(&keys, Patch::Insert { path, key: None, at: usize::MAX, value });
        }
        for at in (0..there.len()).rev().filter(|at| !is_kept(&now, *at)) {
            let path = [&path[..], &[Step::Index(at)]].concat();
            self.patch(&keys, Patch::Remove { path });
        }
        Ok(())
    }

    /// Returns an item as it is known: in its own program a milestone has two names.
    fn name_of(&self, place: &Place, text: &str) -> String {
        let home = self.entry.home.as_str();
        let is_link = matches!(place.row.form, Form::Dependencies | Form::References);
        let short = text.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')).filter(|_| is_link);
        short.unwrap_or(text).to_owned()
    }

    fn replace(&mut self, keys: &[&str], now: &mut Vec<Item>, typed: &str) -> Result<(), Refused> {
        let typed_items = split(typed);
        if !now.is_empty() {
            let typed: BTreeSet<String> = typed_items.iter().map(|item| normal(item)).collect();
            if now.iter().map(|item| item.text.clone()).collect::<BTreeSet<_>>() == typed {
                return Ok(());
            }
            let name = keys.join(".");
            let all: Vec<&str> = now.iter().map(|item| item.text.as_str()).collect();
            return Err(Refused::new(
                format!("`{name}` has {}: `=` would replace what is there", all.join(", ")),
                format!("write `{name}+=…` to add to it, or `{name}-=…` to take from it"),
            ));
        }
        now.extend(typed_items.iter().map(|item| Item { at: None, text: self.resolved_item(item) }));
        Ok(())
    }

    fn resolved_item(&mut self, item: &str) -> String {
        // Only a word that is a day by itself: an id may be called `today`.
        let is_relative = item.starts_with(['+', '-']);
        if is_relative { self.resolved(item) } else { normal(item) }
    }

    fn add(&mut self, place: &Place, now: &mut Vec<Item>, typed: &str) {
        for item in split(typed) {
            let text = self.resolved_item(&item);
            if !now.iter().any(|item| self.name_of(place, &item.text) == self.name_of(place, &text)) {
                now.push(Item { at: None, text });
            }
        }
    }

    fn take(&mut self, place: &Place, now: &mut Vec<Item>, typed: &str) -> Result<(), Refused> {
        for item in split(typed) {
            let item = self.name_of(place, &normal(&item));
            let names: Vec<String> = now.iter().map(|item| self.name_of(place, &item.text)).collect();
            let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            let same: Vec<usize> = (0..names.len()).filter(|at| names[*at] == item).collect();
            // A dependency may be named without its type and lag.
            let named: Vec<usize> = match place.row.form {
                Form::Dependencies if same.is_empty() => {
                    (0..names.len()).filter(|at| first(&names[*at]) == item).collect()
                }
                _ => same,
            };
            if named.len() > 1 && matches!(place.row.form, Form::Dependencies) {
                let all: Vec<String> = named.iter().map(|at| format!("`{}`", names[*at])).collect();
                return Err(Refused::new(
                    format!("`{item}` is there {} times", named.len()),
                    format!("write one in full: {}", all.join(" or ")),
                ));
            }
            if named.is_empty() {
                self.changes.notes.push(format!("`{item}` is not in `{}`", place.keys.join(".")));
            }
            for at in named.into_iter().rev() {
                now.remove(at);
            }
        }
        Ok(())
    }
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
