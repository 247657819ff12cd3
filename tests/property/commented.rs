//! Every command that writes, on random commented plans in every style: the difference is what was
//! said, no comment is lost, and another reader reads the same.

use super::{cases, for_all};
use crate::reading::differential;
use crate::support::TODAY;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use tpm::analysis::Assessment;
use tpm::analysis::diff::{self, EditKind, Side};
use tpm::edits::{self, Assignment, Edited, New, Plans, Refused, Said, Saying};
use tpm::graph::Network;
use tpm::model::{AsOf, Documents, Trees, Workspace, read};
use tpm::source::{SourceFile, Sources};
use tpm::syntax::Tree;
use tpm::time::Day;

/// Choices from which plans and edits are made; they end in zeros.
struct Dice(std::vec::IntoIter<u8>);

impl Dice {
    fn choose(&mut self, of: usize) -> usize {
        self.0.next().map_or(0, |choice| usize::from(choice) % of.max(1))
    }

    fn flip(&mut self, of: usize) -> bool {
        self.choose(of) == of - 1
    }

    fn pick<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.choose(of.len())]
    }
}

const IDS: [&str; 5] = ["api", "ledger", "canary", "cutover", "docs"];
const OTHERS: [&str; 5] = ["model", "serving", "drift", "launch", "notes"];
const COMMENTS: [&str; 4] = ["# why", "# é 🚀 발표", "#", "# a: b, [c] &d *e"];

fn ids(home: &str) -> [&'static str; 5] {
    if home == "one" { IDS } else { OTHERS }
}

/// Writes one plan.
struct Writer<'d> {
    dice: &'d mut Dice,
    out: String,
    anchors: usize,
}

impl Writer<'_> {
    /// Ends a line, perhaps with a comment, and with others below it.
    fn end(&mut self, indent: usize) {
        if self.dice.flip(4) {
            self.out += self.dice.pick(&[" ", "   ", "\t"]);
            self.out += self.dice.pick(&COMMENTS);
        } else if self.dice.flip(16) {
            self.out += "  ";
        }
        self.out.push('\n');
        self.rest(indent);
    }

    fn rest(&mut self, indent: usize) {
        while self.dice.flip(5) {
            if self.dice.flip(2) {
                let indent = [indent, indent + 2, 0][self.dice.choose(3)];
                self.out += &" ".repeat(indent);
                self.out += self.dice.pick(&COMMENTS);
            }
            self.out.push('\n');
        }
    }

    fn quoted(&mut self, text: &str) -> String {
        match self.dice.choose(5) {
            3 => format!("'{text}'"),
            4 => format!("\"{text}\""),
            _ => text.to_owned(),
        }
    }

    fn list(&mut self, items: &[String]) -> String {
        let items: Vec<String> = items.iter().map(|item| self.quoted(item)).collect();
        match &items[..] {
            [one] if self.dice.flip(2) => one.clone(),
            _ => format!("[{}]", items.join(self.dice.pick(&[", ", ",", " , "]))),
        }
    }

    /// Returns the keys of a milestone that waits for some of those before it.
    fn keys(&mut self, home: &str, before: usize) -> Vec<(&'static str, String)> {
        let mut keys = Vec::new();
        if self.dice.flip(2) {
            let name = self.dice.pick(&["Ledger, live", "발표", "it is: done", "x"]);
            keys.push(("name", format!("\"{name}\"")));
        }
        let owner = self.dice.pick(&["ana", "bo", "wen"]).to_owned();
        let owner = match self.dice.choose(8) {
            6 => {
                self.anchors += 1;
                format!("&o{} {owner}", self.anchors)
            }
            7 if self.anchors > 0 => format!("*o{}", self.anchors),
            _ => self.quoted(&owner),
        };
        keys.push(("owner", owner));
        let duration =
            self.dice.pick(&["3d", "2w", "[1w, 2w, 4w]", "{optimistic: 4d, likely: 6d, pessimistic: 9d}"]);
        keys.push(("duration", duration.into()));
        let mut inputs = Vec::new();
        for id in &ids(home)[..before] {
            if self.dice.flip(2) {
                let prefix = if self.dice.flip(4) { format!("{home}/") } else { String::new() };
                inputs.push(format!("{prefix}{id}{}", self.dice.pick(&["", "", " +2d", " SS+1w", " FF"])));
            }
        }
        if home == "two" && self.dice.flip(3) {
            inputs.push(format!("one/{}", self.dice.pick(&IDS)));
        }
        if !inputs.is_empty() {
            let list = self.list(&inputs);
            keys.push(("depends_on", list));
        }
        if self.dice.flip(3) {
            keys.push(("due", self.dice.pick(&["2026-10-30", "2026-12-18"]).into()));
        }
        if self.dice.flip(4) {
            let list = self.list(&["release".into()]);
            keys.push(("tags", list));
        }
        keys
    }

    fn milestone(&mut self, home: &str, at: usize, indent: usize) {
        let keys = self.keys(home, at);
        let pad = " ".repeat(indent);
        self.out += &format!("{pad}{}:", ids(home)[at]);
        match self.dice.choose(4) {
            // In braces.
            0 => {
                let all: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                self.out += &format!(" {{{}}}", all.join(", "));
                self.end(indent);
            }
            // In braces on several lines.
            1 => {
                let all: Vec<String> =
                    keys.iter().map(|(key, value)| format!("{pad}    {key}: {value}")).collect();
                self.out += &format!(" {{\n{}\n{pad}  }}", all.join(",\n"));
                self.end(indent);
            }
            _ => {
                let step = [2, 4][self.dice.choose(2)];
                self.end(indent + step);
                let inner = " ".repeat(indent + step);
                for (key, value) in keys {
                    if let (Some(items), true) =
                        (value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')), key == "depends_on")
                        && self.dice.flip(2)
                    {
                        self.out += &format!("{inner}{key}:");
                        self.end(indent + step);
                        for item in items.split(',') {
                            self.out += &format!("{inner}- {}", item.trim());
                            self.end(indent + step);
                        }
                        continue;
                    }
                    self.out += &format!("{inner}{key}: {value}");
                    self.end(indent + step);
                }
            }
        }
    }

    fn program(&mut self, home: &str) {
        self.rest(0);
        self.out += &format!("name: {home}");
        self.end(0);
        self.out += "milestones:";
        let indent = [2, 4][self.dice.choose(2)];
        self.end(indent);
        for at in 0..=1 + self.dice.choose(IDS.len() - 1) {
            self.milestone(home, at, indent);
            if self.dice.flip(3) {
                self.out.push('\n');
            }
        }
        if self.dice.flip(2) {
            let first = ids(home)[0];
            self.out +=
                &format!("risks:\n  perf: {{title: Slow, probability: 30%, impact: 5d, affects: [{first}]}}");
            self.end(0);
        }
    }
}

fn plans(dice: &mut Dice) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for home in ["one", "two", "tpm"] {
        let mut writer = Writer { dice: &mut *dice, out: String::new(), anchors: 0 };
        if home == "tpm" {
            writer.out += "freezes:";
            writer.end(2);
            for name in ["End", "Audit, 1.5"] {
                writer.out += &format!("  - {{name: \"{name}\", dates: [2026-12-24], except: [one/api]}}");
                writer.end(2);
            }
        } else {
            writer.program(home);
        }
        let mut text = writer.out;
        if dice.flip(4) {
            text = text.replace('\n', "\r\n");
        }
        if dice.flip(6) {
            text.insert(0, '\u{feff}');
        }
        if dice.flip(4) {
            text = text.trim_end().to_owned();
        }
        files.push((format!("programs/{home}.yaml"), text));
    }
    files
}

struct Read {
    sources: Sources,
    documents: Documents,
    workspace: Workspace,
    errors: BTreeSet<String>,
}

impl Read {
    fn new(files: Vec<(String, String)>) -> Self {
        let today = Day::parse(TODAY).unwrap();
        let sources =
            Sources::new(files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect());
        let shared = sources.iter().find(|(_, file)| file.path.ends_with("/tpm.yaml")).map(|(id, _)| id);
        let (documents, mut findings) = read(&sources, shared, Trees::Kept, today);
        let workspace =
            documents.lower(AsOf { day: today, from_clock: false, is_past: false }, &mut findings);
        let errors = findings.sorted().into_iter().map(|finding| finding.message).collect();
        Self { sources, documents, workspace, errors }
    }

    fn plans(&self) -> Plans<'_> {
        Plans { documents: &self.documents, workspace: &self.workspace, sources: &self.sources }
    }

    fn with(&self, edited: &Edited) -> Self {
        let text = |(id, file): (_, &SourceFile)| {
            (file.path.clone(), edited.files.get(&id).unwrap_or(&file.text).clone())
        };
        Self::new(self.sources.iter().map(text).collect())
    }

    fn texts(&self) -> BTreeMap<&str, &str> {
        self.sources.iter().map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect()
    }

    /// Returns every comment, in any order.
    fn comments(&self) -> Vec<String> {
        let of = |text: &&str| {
            let tree = Tree::with_comments(text);
            let slice =
                |span: &tpm::source::Span| text[span.start as usize..span.end as usize].trim_end().to_owned();
            tree.comments().iter().map(slice).collect::<Vec<_>>()
        };
        let mut all: Vec<String> = self.texts().values().flat_map(of).collect();
        all.sort();
        all
    }

    /// Returns every line that is not empty, without its indent, with how often it is there.
    fn lines(&self) -> BTreeMap<String, isize> {
        let mut lines = BTreeMap::new();
        let lines_of = self.texts().into_values().flat_map(str::lines);
        for line in lines_of.filter(|line| !line.trim().is_empty()) {
            *lines.entry(line.trim().to_owned()).or_default() += 1;
        }
        lines
    }
}

/// What a difference tells: the kind, the subject and the key.
type Told = (EditKind, String, String);
/// Whether it was meant.
type Meant = Box<dyn Fn(&Told) -> bool>;

fn differences(base: &Read, head: &Read) -> BTreeSet<Told> {
    let today = Day::parse(TODAY).unwrap();
    let networks = [base, head].map(|read| Network::new(&read.workspace));
    let assessments = [(base, &networks[0]), (head, &networks[1])]
        .map(|(read, network)| Assessment::new(&read.workspace, network, today));
    let sides = [(base, &assessments[0]), (head, &assessments[1])].map(|(read, assessment)| Side {
        commit: None,
        documents: &read.documents,
        sources: &read.sources,
        assessment,
    });
    let edits = diff::edits(sides[0], sides[1]).into_iter();
    edits.map(|edit| (edit.kind, edit.subject.name().to_owned(), edit.key)).collect()
}

/// A command, what may differ after it, and how many lines may be no more.
struct Command {
    name: &'static str,
    result: Result<Edited, Refused>,
    meant: Meant,
    lines: isize,
}

fn said<'s>(day: &'s dyn Fn(&str) -> Option<Day>) -> Said<'s> {
    Said::nothing(Day::parse(TODAY).unwrap(), day)
}

fn command(dice: &mut Dice, read: &Read) -> Command {
    let (plans, day) = (read.plans(), |text: &str| Day::parse(text).ok());
    let said = said(&day);
    let all: Vec<&str> = read.workspace.milestones.iter().map(|one| one.full_id.as_str()).collect();
    let id = all[dice.choose(all.len())].to_owned();
    let (home, bare) = id.split_once('/').map(|(home, bare)| (home.to_owned(), bare.to_owned())).unwrap();
    let set = |arguments: &[String]| {
        let assignments = Assignment::parse(arguments).unwrap();
        edits::edited(plans, &[Saying { assignments: &assignments, said }])
    };
    let keys = |subject: String, keys: &'static [&'static str]| -> Meant {
        Box::new(move |(kind, name, key)| {
            *kind == EditKind::Set && *name == subject && keys.contains(&key.as_str())
        })
    };
    match dice.choose(10) {
        0 => {
            let value = dice.pick(&[
                "eta=2026-10-02",
                "note=a: b # c",
                "owner=zoe",
                "tags+=new",
                "duration=[4w, 6w, 11w]",
            ]);
            let result = set(&[id.clone(), value.to_owned()]);
            let meant = keys(id, &["eta", "updated", "note", "owner", "tags", "duration"]);
            Command { name: "set", result, meant, lines: 8 }
        }
        1 => {
            let links: Vec<(String, String)> = read
                .documents
                .programs
                .iter()
                .flat_map(|program| {
                    program.doc.milestones.iter().flat_map(move |one| {
                        one.depends_on.iter().map(move |link| {
                            (link.value.target.clone(), format!("{}/{}", program.id, one.id))
                        })
                    })
                })
                .collect();
            let Some((from, to)) = links.get(dice.choose(links.len())).cloned() else {
                return Command {
                    name: "none",
                    result: Ok(Edited::default()),
                    meant: Box::new(|_| false),
                    lines: 0,
                };
            };
            let value = dice.pick(&[".lag=+3d", ".type=FF", "=", ".lag="]);
            let result = set(&[format!("link:{from}:{to}{value}")]);
            Command { name: "link", result, meant: keys(to, &["depends_on"]), lines: 3 }
        }
        2 => {
            let name = dice.pick(&["End", "Audit, 1.5"]);
            let value = dice.pick(&[
                ".dates+=2026-12-28",
                ".tags+=release",
                "=",
                ".except-=one/api",
                ".dates-=2026-12-24",
            ]);
            let result = set(&[format!("freeze:\"{name}\"{value}")]);
            Command {
                name: "freeze",
                result,
                meant: keys(name.to_owned(), &["dates", "tags", "except"]),
                lines: 2,
            }
        }
        3 | 4 => {
            let (new, typed): (New, &[&str]) = match dice.choose(3) {
                0 => (
                    New::Risk,
                    &["title=Too slow: at peak", "probability=30%", "impact=5d", "affects=one/api"],
                ),
                1 => (New::Ask, &["ask=One more", "of=sara", "by=2026-10-02"]),
                _ => (
                    New::Milestone,
                    &["owner=ana", "duration=2w", "depends_on=one/api +2d", "note=it's # so"],
                ),
            };
            let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
            let result = edits::added(plans, new, ("brand-new", Some(&home)), &typed, said);
            let full = format!("{home}/brand-new");
            let meant = Box::new(move |(kind, name, _): &Told| *kind == EditKind::Added && *name == full);
            Command { name: "new", result: result.map(|(edited, _)| edited), meant, lines: 1 }
        }
        5 | 6 => {
            let parts = [
                ("part-one".to_owned(), "3d".to_owned()),
                ("part-two".to_owned(), "[1d, 2d, 3d]".to_owned()),
            ];
            let result = edits::split(plans, &id, &parts, dice.flip(2));
            let meant = Box::new(move |(kind, name, key): &Told| match kind {
                EditKind::Added => *name == format!("{home}/part-one") || *name == format!("{home}/part-two"),
                EditKind::Set => {
                    *name == id && ["duration", "depends_on", "not_before"].contains(&key.as_str())
                }
                _ => false,
            });
            Command { name: "split", result: result.map(|(edited, ..)| edited), meant, lines: 9 }
        }
        7 => {
            let other = if home == "one" { "two" } else { "one" };
            let result = edits::moved(plans, &id, other);
            let to = format!("{other}/{bare}");
            let meant = Box::new(move |(kind, name, _): &Told| *kind == EditKind::Renamed && *name == to);
            Command { name: "move", result: result.map(|(edited, _)| edited), meant, lines: 20 }
        }
        8 => {
            let result = edits::program_renamed(plans, &home, "shop");
            let meant = Box::new(move |(kind, name, key): &Told| {
                name == "shop" && (*kind == EditKind::Renamed || key == "formerly")
            });
            Command { name: "rename a program", result, meant, lines: 20 }
        }
        _ => {
            let result = edits::renamed(plans, &id, "core");
            let to = format!("{home}/core");
            let meant = Box::new(move |(kind, name, key): &Told| {
                *name == to && (*kind == EditKind::Renamed || key == "formerly")
            });
            Command { name: "rename", result: result.map(|(edited, _)| edited), meant, lines: 20 }
        }
    }
}

/// Checks one command on some plans. Returns its name, and whether it wrote something.
fn check(choices: Vec<u8>) -> Result<(&'static str, bool), String> {
    let mut dice = Dice(choices.into_iter());
    let chosen = command_choices(&mut dice);
    let base = Read::new(plans(&mut dice));
    let shown =
        || base.texts().into_iter().map(|(path, text)| format!("--- {path}\n{text}")).collect::<String>();
    let Command { name, result, meant, lines } = command(&mut Dice(chosen.into_iter()), &base);
    let edited = match result {
        Ok(edited) if !edited.files.is_empty() => edited,
        _ => return Ok((name, false)),
    };
    let head = base.with(&edited);
    let after =
        || head.texts().into_iter().map(|(path, text)| format!("+++ {path}\n{text}")).collect::<String>();
    let complain = |what: String| Err(format!("{name}: {what}\n{}{}", shown(), after()));
    // `cli::write` refuses these.
    if head.errors.iter().any(|error| !base.errors.contains(error)) {
        return Ok((name, false));
    }
    let found = differences(&base, &head);
    if let Some(other) = found.iter().find(|told| !meant(told)) {
        return complain(format!("{other:?} differs too"));
    }
    if found.is_empty() {
        return complain("nothing differs".into());
    }
    let (mut comments, mut now) = (base.comments(), head.comments());
    comments.retain(|comment| !comment.is_empty());
    now.retain(|comment| !comment.is_empty());
    if comments != now {
        return complain("the comments are others".into());
    }
    let now = head.lines();
    let gone: isize =
        base.lines().iter().map(|(line, times)| (times - now.get(line).unwrap_or(&0)).max(0)).sum();
    if gone > lines {
        return complain(format!("{gone} lines are no more"));
    }
    for ((path, before), after) in base.texts().into_iter().zip(head.texts().into_values()) {
        let is_as_before = before.contains("\r\n") == after.contains("\r\n")
            && before.starts_with('\u{feff}') == after.starts_with('\u{feff}')
            && before.ends_with('\n') == after.ends_with('\n');
        if !is_as_before {
            return complain(format!("{path} is saved otherwise"));
        }
        if differential::difference(before).is_none() && differential::difference(after).is_some() {
            return complain(format!("another reader reads {path} otherwise"));
        }
    }
    Ok((name, true))
}

fn command_choices(dice: &mut Dice) -> Vec<u8> {
    (0..12).map(|_| dice.choose(256) as u8).collect()
}

#[test]
fn a_command_on_commented_plans_changes_what_it_says_and_nothing_else() {
    let counts: Cell<BTreeMap<&'static str, (u32, u32)>> = Cell::default();
    for_all(cases(10_000), prop::collection::vec(any::<u8>(), 40..300), |choices| {
        let (name, is_made) = check(choices)?;
        let mut all = counts.take();
        let (made, tried) = all.entry(name).or_default();
        *made += u32::from(is_made);
        *tried += 1;
        counts.set(all);
        Ok(())
    });
    let counts = counts.into_inner();
    for (name, (made, tried)) in counts {
        assert!(name == "none" || made * 3 > tried, "{name}: only {made} of {tried} were made");
    }
}
