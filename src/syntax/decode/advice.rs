//! Hints for plans that are written as in another tool.

use super::section::lower_first;
use super::{Reader, is_null};
use crate::syntax::fields::{
    DATES_RECORD_PROGRESS, Document, Form, Key, MilestoneDoc, MoveDoc, ProgramDoc, SharedDoc, Table, plain,
    risk_status_advice, status_advice,
};
use crate::syntax::values::{self, Complaint};
use crate::syntax::yaml::{Kind, NodeId};
use std::borrow::Cow;

impl Reader<'_> {
    /// Returns what to write instead of an unknown key.
    pub(super) fn advice(&mut self, name: &str, value: NodeId, table: &'static Table) -> Option<String> {
        let structured = !matches!(self.tree.kind(value), Kind::Scalar { .. });
        if let Some(hint) = table.foreign(name) {
            self.misplaced_milestones |= structured && std::ptr::eq(table, MilestoneDoc::TABLE);
            return Some(hint);
        }
        let rule = table.keys.iter().find(|key| matches!(key.form, Form::Rule));
        if let Some(rule) = rule.filter(|_| values::rule(name).is_ok()) {
            return Some(format!("write `{{{}}}`", keys_for(table, rule, Some(name))));
        }
        let meant = table.meant(name)?;
        if matches!(self.tree.kind(value), Kind::Mapping)
            && meant.name == "name"
            && std::ptr::eq(table, ProgramDoc::TABLE)
        {
            self.misplaced_milestones = true;
            return Some(format!(
                "a program begins with its own keys, such as `name:` and `milestones:`: delete `{name}:`, and unindent what is under it"
            ));
        }
        if matches!(meant.name, "done" | "progress" | "health")
            && let Some(hint) = self.status(name, value)
        {
            return Some(hint.into());
        }
        if meant.name == "closed" && is_status(name) {
            return Some(risk_status_advice(self.tree.text(value).unwrap_or_default()).into());
        }
        if meant.name == "depends_on" && self.tree.text(value).is_some_and(|day| values::date(day).is_ok()) {
            return Some("for work that cannot begin before a day, write `not_before:` with it".into());
        }
        let its_value = self.value_help(meant.form, value);
        if let (Form::Text | Form::Reason, Some(text)) = (meant.form, self.tree.text(value)) {
            if is_flag(text) {
                return Some("delete it: plans have no such key".into());
            }
            if values::date(text).is_ok() {
                return not_text(meant, table, text);
            }
        }
        Some(match (meant.otherwise, its_value) {
            (Some(hint), Some(help)) => format!("{hint}. Its value: {help}"),
            (Some(hint), None) => hint.into(),
            (None, its_value) => did_you_mean(name, meant, its_value),
        })
    }

    fn status(&self, name: &str, value: NodeId) -> Option<&'static str> {
        let text = self.tree.text(value)?;
        status_advice(text).or(is_status(name).then_some(DATES_RECORD_PROGRESS))
    }

    /// Returns what to write for a value of this form, if it has another form.
    fn value_help(&self, form: Form, node: NodeId) -> Option<String> {
        let complaint = reader(form)?;
        if let Some(wanted) = self.one_owner(form, node) {
            return Some(format!("write {wanted}"));
        }
        let nodes = match self.tree.kind(node) {
            Kind::Sequence => self.tree.children(node).collect(),
            _ => vec![node],
        };
        nodes.into_iter().find_map(|node| match self.tree.kind(node) {
            Kind::Scalar { text, plain } if !(*plain && is_null(text)) => {
                self.dated(text, complaint(text)?).help
            }
            Kind::Mapping if matches!(form, Form::Dependencies) => {
                Some(format!("write `{}`", self.link(node)?))
            }
            _ => None,
        })
    }

    /// Returns what a field takes, to end the sentence "write …".
    pub(super) fn wanted(&self, node: NodeId, key: &Key) -> Cow<'static, str> {
        self.one_owner(key.form, node).map_or(Cow::Borrowed(key.form.wanted()), Cow::Owned)
    }

    /// Returns the first owner of a list, as only one is allowed.
    fn one_owner(&self, form: Form, node: NodeId) -> Option<String> {
        if !matches!((form, self.tree.kind(node)), (Form::Owner, Kind::Sequence | Kind::Mapping)) {
            return None;
        }
        let first = self.tree.children(node).next()?;
        let person = self.tree.key(first).and_then(|key| self.tree.text(key));
        let first = self.tree.text(first)?;
        let said = person.map_or(first.to_owned(), |person| format!("{person} {first}"));
        if let Some((person, share)) = values::share_of(&said) {
            return Some(format!("`{person}`: {}", values::no_share(&share)));
        }
        if person.is_some() {
            return None;
        }
        let first = values::slug(first);
        let others = if self.tree.children(node).count() > 1 { "; name the others in `note:`" } else { "" };
        (!first.is_empty()).then(|| format!("`{first}`: one owner only{others}"))
    }

    /// Returns what a list or one of its items takes, to end the sentence "write …".
    pub(super) fn list_wanted(&self, node: NodeId, key: &Key) -> Cow<'static, str> {
        let link = match (key.form, self.tree.kind(node)) {
            (Form::Dependencies, Kind::Mapping) => self.link(node),
            _ => None,
        };
        link.map_or(Cow::Borrowed(key.form.wanted()), |link| Cow::Owned(format!("`{link}`")))
    }

    /// Returns the dependency that a mapping means: `{ledger: SS+2d}`, `{FS: ledger}`,
    /// `{id: ledger, type: SS, lag: 2d}`.
    fn link(&self, node: NodeId) -> Option<String> {
        let (mut target, mut kind, mut lag) = ("", "", String::new());
        for value in self.tree.children(node) {
            let (key, text) = (self.tree.text(self.tree.key(value)?)?, self.tree.text(value)?);
            match plain(key).as_str() {
                "type" | "kind" | "link" | "link_type" | "relation" => kind = text,
                "lag" | "delay" | "offset" | "wait" => lag = text.to_owned(),
                // A lead is a lag of less than nothing.
                "lead" => lag = format!("-{}", text.trim_start_matches('-')),
                "fs" | "ss" | "ff" | "sf" => (target, kind) = (text, key),
                "id" | "milestone" | "task" | "on" | "name" | "predecessor" | "key" => target = text,
                _ if target.is_empty() => (target, lag) = (key, text.to_owned()),
                _ => return None,
            }
        }
        values::link(target, kind, &lag)
    }

    /// Returns what to write where a mapping is expected but another value is found.
    pub(super) fn keys_wanted(&self, node: NodeId, table: &'static Table) -> String {
        if std::ptr::eq(table, ProgramDoc::TABLE) {
            return "keys and values: `name:` with text, and under `milestones:` an entry for each, such as `cutover: {owner: ana, duration: 2w}`".into();
        }
        let plain = table.keys.iter().find(|key| key.required || matches!(key.form, Form::Text));
        let Some(first) = plain.or(table.keys.first()) else { return "nothing".into() };
        let (Some(name), text) =
            (self.tree.key(node).and_then(|key| self.tree.text(key)), self.tree.text(node))
        else {
            return match self
                .tree
                .text(node)
                .filter(|text| !is_flag(text) && !matches!(first.form, Form::Text))
            {
                Some(text) => format!("`{{{}}}`{}", keys_for(table, first, Some(text)), either(table, text)),
                None => format!("the keys of {}, such as `{}: {}`", table.what, first.name, first.example),
            };
        };
        let entry = match text {
            Some(text) if std::ptr::eq(table, MilestoneDoc::TABLE) => values::row(name, text),
            Some(text) if matches!(first.form, Form::Text) => {
                Some(format!("{}: {{{}: {text}}}", values::slug(name), first.name))
            }
            _ if !matches!(first.form, Form::Text) => {
                let keys = format!("{{{}}}", keys_for(table, first, text));
                let either = text.map_or_else(String::new, |text| either(table, text));
                return match is_listed(name, table) {
                    true => format!("`{name}: [{keys}]`{either}"),
                    false => format!("`{name}: {keys}`{either}"),
                };
            }
            _ => None,
        };
        match entry {
            Some(entry) => format!("`{entry}`"),
            None => format!("the keys of {}, such as `{{owner: ana, duration: 2w}}`", table.what),
        }
    }
}

/// Returns the keys that a single value means: the first key if the value has its form, else the
/// first text key; with them the keys that are required, for the user to fill in. A day that may
/// belong to several keys is left to the user too.
fn keys_for(table: &Table, first: &Key, text: Option<&str>) -> String {
    let example = format!("{}: {}", first.name, first.example);
    let Some(text) = text.filter(|text| !is_flag(text)) else { return format!("{example}, …") };
    let days = days_in(table, text);
    if days.len() > 1 {
        let blanks: Vec<String> = days.iter().map(|key| format!("{}: …", key.name)).collect();
        return blanks.join(", ");
    }
    let is_first = reader(first.form).is_some_and(|complaint| complaint(text).is_none());
    let of_text = |key: &&Key| matches!(key.form, Form::Text | Form::Reason);
    let filled = match days[..] {
        _ if is_first => Some(first),
        [day] => Some(day),
        _ => table.keys.iter().find(of_text),
    };
    let Some(filled) = filled else { return format!("{example}, …") };
    let write = |key: &Key| match key.name {
        name if name == filled.name => format!("{name}: {text}"),
        name if name == first.name && !matches!(key.form, Form::Rule) => example.clone(),
        name => format!("{name}: …"),
    };
    let told = |key: &&Key| key.required || key.name == filled.name || key.name == first.name;
    table.keys.iter().filter(told).map(write).collect::<Vec<_>>().join(", ")
}

/// Returns the keys that a text may belong to because it is a day.
fn days_in(table: &Table, text: &str) -> Vec<&'static Key> {
    let takes_day = |key: &&Key| matches!(key.form, Form::Date | Form::DateOrTbd);
    let is_day = values::date(text).is_ok();
    table.keys.iter().filter(|key| is_day && takes_day(key)).collect()
}

/// Returns what each of the keys means to which a day may belong; nothing if it belongs to one.
fn either(table: &'static Table, text: &str) -> String {
    let days = days_in(table, text);
    if days.len() < 2 {
        return String::new();
    }
    let meaning = |key: &&Key| format!("`{}:` is {}", key.name, lower_first(key.doc).trim_end_matches('.'));
    let promise = match std::ptr::eq(table, MoveDoc::TABLE) {
        true => "; the day to which it was moved is `due:`",
        false => "",
    };
    format!(": {}{promise}", days.iter().map(meaning).collect::<Vec<_>>().join(", "))
}

/// Whether the mappings of a table are the items of a list under a key of this name.
fn is_listed(name: &str, table: &'static Table) -> bool {
    let is_item = |key: &Key| matches!(key.form, Form::List(of) if std::ptr::eq(of, table));
    let files = [MilestoneDoc::TABLE, ProgramDoc::TABLE, SharedDoc::TABLE];
    files.into_iter().filter_map(|file| file.find(name)).any(is_item)
}

/// Returns the hint for a day under a name for a text: the keys that take a day.
fn not_text(meant: &Key, table: &Table, day: &str) -> Option<String> {
    let days: Vec<String> =
        days_in(table, day).iter().take(3).map(|key| format!("`{}:`", key.name)).collect();
    let name = meant.name;
    (!days.is_empty()).then(|| {
        format!("`{name}:` takes text, and a day goes under what happens on it, such as {}", days.join(", "))
    })
}

/// Whether other tools use a key for the status of an entry.
fn is_status(key: &str) -> bool {
    matches!(plain(key).as_str(), "status" | "state" | "resolution")
}

fn is_flag(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no")
}

/// Returns ``did you mean `owner`?`` and what the key takes.
fn did_you_mean(word: &str, key: &Key, its_value: Option<String>) -> String {
    let name = key.name;
    let meant = match word.to_lowercase() == name {
        true => format!("keys are lower case: `{name}`."),
        false => format!("did you mean `{name}`?"),
    };
    match (its_value, key.form) {
        (Some(help), _) => format!("{meant} Its value: {help}"),
        (None, Form::Section(_) | Form::List(_)) => {
            format!("{meant} It is written `{name}: {}`", key.example)
        }
        (None, form) => format!("{meant} It takes {}", form.wanted()),
    }
}

/// Returns the complaint about a text in a field of this form.
fn reader(form: Form) -> Option<fn(&str) -> Option<Complaint>> {
    Some(match form {
        Form::Id | Form::Calendar => |text| values::id(text).err(),
        Form::Owner => |text| values::owner(text).err(),
        Form::Rule => |text| values::rule(text).err(),
        Form::Date => |text| values::date(text).err(),
        Form::DateOrTbd => |text| values::due(text).err(),
        Form::Duration(_) | Form::Amount => |text| values::amount(text).err(),
        Form::Impact(_) => |text| values::impact(text).err(),
        Form::Progress => |text| values::progress(text).err(),
        Form::Probability => |text| values::probability(text).err(),
        Form::Reference | Form::References => |text| values::reference(text).err(),
        Form::Dependencies => |text| values::dependency(text).err(),
        Form::Version => |text| values::requirement(text).err(),
        Form::Flag => |text| values::flag(text).err(),
        Form::Rag => |text| values::declared(text).err(),
        Form::Dates => |text| values::range(text).err(),
        _ => return None,
    })
}
