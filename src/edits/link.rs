//! A dependency by its two ends: `link:canary:cutover.lag=+2d`. It is an item of `depends_on` of
//! what waits.

use super::find::{self, Entry};
use super::{Assignment, Changes, Operation, Plans, Refused, Target};
use crate::source::FileId;
use crate::syntax::{Content, LinkKind, Outline, Patch, Step, Style};
use std::collections::BTreeSet;

/// An item of `depends_on` as it is written: `mlops/fraud-model SS+1w`.
pub(super) struct Item {
    pub(super) path: Vec<Step>,
    pub(super) name: String,
    kind: String,
    lag: String,
}

impl Item {
    fn new(path: Vec<Step>, text: &str) -> Self {
        let text = text.trim();
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        let kind = LinkKind::ALL.into_iter().map(LinkKind::word).find(|word| rest.starts_with(word));
        let (kind, lag) = rest.split_at(kind.map_or(0, str::len));
        let [name, kind, lag] = [name, kind, lag.trim()].map(str::to_owned);
        Self { path, name, kind, lag }
    }

    fn text(&self) -> String {
        let rest = format!("{}{}", self.kind, self.lag);
        if rest.is_empty() { self.name.clone() } else { format!("{} {rest}", self.name) }
    }
}

/// A change of an item of `depends_on`.
pub(super) struct Changed {
    file: FileId,
    path: Vec<Step>,
    /// The milestone that waits.
    name: String,
    patch: Patch,
}

/// Refuses a command in which one place of a list depends on what becomes of another.
pub(super) fn refuse_mixed(targets: &[&Target], assignments: &[Assignment]) -> Result<(), Refused> {
    let is_linked =
        |name: &str| targets.iter().any(|other| matches!(other, Target::Link(_, to) if to == name));
    let mixed_in = assignments.iter().find_map(|said| match &said.address.target {
        Target::Milestone(name) if said.address.keys.iter().any(|key| key == "depends_on") => {
            is_linked(name).then_some(name)
        }
        _ => None,
    });
    mixed_in.map_or(Ok(()), |name| Err(mixed(name)))
}

/// Adds changes of links: the last of a list first, so that each place is still where it was.
pub(super) fn add(mut links: Vec<Changed>, changes: &mut Changes) -> Result<(), Refused> {
    links.sort_by(|one, other| (other.file, &other.path).cmp(&(one.file, &one.path)));
    let is_same = |pair: &&[Changed]| pair[0].file == pair[1].file && pair[0].path == pair[1].path;
    if let Some(pair) = links.windows(2).find(is_same) {
        return Err(mixed(&pair[0].name));
    }
    for link in links {
        changes.keys.insert((link.name, "depends_on".into()));
        changes.patches.entry(link.file).or_default().push(link.patch);
    }
    Ok(())
}

fn mixed(name: &str) -> Refused {
    Refused::new(
        format!("`depends_on` of `{name}` is changed in two ways at once"),
        "say one after the other, in two commands",
    )
}

/// Returns the change that is said of a link, if it is another one then.
pub(super) fn write(
    plans: Plans<'_>,
    (from, to): (&str, &str),
    said: &[&Assignment],
) -> Result<Option<Changed>, Refused> {
    let entry = find::entry(plans, &Target::Milestone(to.to_owned()))?;
    let item = found(plans, &entry, from)?;
    let (path, before) = (item.path.clone(), item.text());
    let mut after = item;
    let mut patch = None;
    for said in said {
        let keys: Vec<&str> = said.address.keys.iter().map(String::as_str).collect();
        if said.operation != Operation::Set {
            let help = format!("write `{}={}`", keys.join("."), said.value);
            return Err(Refused::new(format!("`{}` of a link is not a list", keys.join(".")), help));
        }
        match keys[..] {
            [] => patch = Some(Patch::Remove { path: path.clone() }),
            ["type"] => after.kind = said.value.to_uppercase(),
            ["lag"] => after.lag = lag(&said.value),
            _ => {
                let help = "a link has `type` (FS, SS, FF or SF) and `lag` (`+2d`, `-1w`, `+3ed`)";
                return Err(Refused::new(format!("`{}` is not a key of a link", keys.join(".")), help));
            }
        }
    }
    if patch.is_some() && said.len() > 1 {
        let name = Target::Link(from.into(), to.into()).text();
        return Err(Refused::new(format!("`{name}` is taken out and changed at once"), "say that alone"));
    }
    // FS need not be written.
    let plain = |item: &Item| (item.kind.replace("FS", ""), item.lag.clone());
    if patch.is_none() && plain(&after) != plain(&Item::new(Vec::new(), &before)) {
        let content = Content::Scalar { text: after.text(), plain: false };
        patch = Some(Patch::Set { path: path.clone(), value: Outline::new(Style::Plain, content) });
    }
    Ok(patch.map(|patch| Changed { file: entry.file, path, name: entry.name, patch }))
}

/// Returns a lag as it is written; none is not.
fn lag(typed: &str) -> String {
    let amount = typed.trim_start_matches(['+', '-']);
    if matches!(amount, "0d" | "0w" | "0") {
        return String::new();
    }
    if typed.starts_with(|c: char| c.is_ascii_digit()) { format!("+{typed}") } else { typed.to_owned() }
}

/// Returns what `depends_on` of a milestone names, in order.
pub(super) fn items(entry: &Entry) -> Vec<Item> {
    let list = entry.to(&["depends_on"]);
    match entry.at(&["depends_on"]).map(|outline| &outline.content) {
        Some(Content::Sequence(items)) => {
            let item = |(at, item): (usize, &Outline)| {
                Some(Item::new([&list[..], &[Step::Index(at)]].concat(), find::text(item)?))
            };
            items.iter().enumerate().filter_map(item).collect()
        }
        Some(_) => entry.text(&["depends_on"]).map(|text| Item::new(list, text)).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Finds the item of `depends_on` that names a predecessor.
fn found(plans: Plans<'_>, entry: &Entry, from: &str) -> Result<Item, Refused> {
    let items = items(entry);
    // In its own program a milestone has two names; an id alone may be a program too.
    let ids: BTreeSet<&str> = plans.workspace.milestones.iter().map(|one| one.full_id.as_str()).collect();
    let full = |name: &str| {
        let own = format!("{}/{name}", entry.home);
        if ids.contains(own.as_str()) { own } else { name.to_owned() }
    };
    let wanted = full(from);
    let bare = |item: &Item| full(&item.name).rsplit_once('/').is_some_and(|(_, id)| id == from);
    let mut at: Vec<usize> = (0..items.len()).filter(|at| full(&items[*at].name) == wanted).collect();
    if at.is_empty() {
        at = (0..items.len()).filter(|at| bare(&items[*at])).collect();
    }
    let listed = |items: &[&Item]| {
        items.iter().map(|item| format!("`{}`", item.text())).collect::<Vec<_>>().join(", ")
    };
    match at[..] {
        [one] => items.into_iter().nth(one).ok_or_else(|| mixed(&entry.name)),
        [] => {
            let all = match items.is_empty() {
                true => "it waits for nothing".to_owned(),
                false => format!("it waits for {}", listed(&items.iter().collect::<Vec<_>>())),
            };
            let help = format!("{all}; `tpm set {} depends_on+={from}` adds a link", entry.name);
            Err(Refused::new(format!("`{}` does not wait for `{from}`", entry.name), help))
        }
        _ => {
            let all: Vec<&Item> = at.iter().map(|at| &items[*at]).collect();
            let is_one = all.iter().all(|item| full(&item.name) == full(&all[0].name));
            let help = match is_one {
                true => {
                    let anew = |item: &&Item| {
                        let (text, name, kind) = (item.text(), &item.name, &item.kind);
                        format!("`depends_on-=\"{text}\" depends_on+=\"{name} {kind}+2d\"`")
                    };
                    let ways: Vec<String> = all.iter().map(anew).collect();
                    format!("say which: `tpm set {}` with {}", entry.name, ways.join(" or "))
                }
                false => "write the predecessor with its program".into(),
            };
            Err(Refused::new(format!("`{}` waits for {}", entry.name, listed(&all)), help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_a_name_a_type_and_a_lag() {
        for text in ["ledger", "ledger SS", "mlops/model FF-3ed", "ledger +2d"] {
            assert_eq!(Item::new(Vec::new(), text).text(), text);
        }
        assert_eq!(Item::new(Vec::new(), " ledger  FS +2d ").text(), "ledger FS+2d");
    }

    #[test]
    fn a_lag_has_a_sign_and_none_is_not_written() {
        for (typed, written) in
            [("2d", "+2d"), ("+1w", "+1w"), ("-3ed", "-3ed"), ("0d", ""), ("", ""), ("+0ed", "+0ed")]
        {
            assert_eq!(lag(typed), written);
        }
    }
}
