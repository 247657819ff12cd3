//! Every number in text reports is in the JSON too: dates, working days, percentages, counts.
//!
//! The test reads the numbers in the text of each report on the example programs and on two dense
//! plans. It first removes names and other texts that the JSON repeats from the plan, but not texts
//! that `tpm` words itself (`WORDED`): each number in those must be a value in the JSON.

use super::outputs::{FULL, kinds};
use crate::property::bytes::{DENSE, SHARED};
use crate::support::{self, part::one_in};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Texts in the JSON that `tpm` words from numbers.
const WORDED: [&str; 7] =
    ["detail", "fingerprint", "floor_because", "health_reason", "message", "neglected", "undated_because"];

/// Numbers that only the text has: the report, the text around the number, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("brief", "working days never", "the line names who slips, and the promise is that of the program"),
    ("brief", "working days late", "the line names the milestone, and the program has how late that is"),
    ("brief", "days of room, needs", "the line names the milestone, and the program has the room it needs"),
    ("brief", " more", "a line counts what it leaves out"),
    ("handoffs", " with over ", "the limit is that of `--within`, and a screen counts what it leaves out"),
    ("load", "owners with on", "a screen counts what it leaves out"),
    ("odds", " late in the pl", "the same"),
    ("odds", " likely to be", "the same"),
    ("recover", "27 Oct from 25 ", "the line names who is away, and the option a milestone of theirs"),
    ("critical-path", "with 6–20wd", "the key says it: `from_6_to_20_workdays`"),
    (
        "risks",
        "4: 51–75 %",
        "a band begins behind the one before it, whose end is in `probability_bands_percent`",
    ),
    ("risks", "3: 26–50 %", "the same"),
    ("risks", "2: 11–25 %", "the same"),
    ("risks", "6–10  11–20", "the same, of `impact_bands_workdays`"),
];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The contents of the JSON.
#[derive(Debug, Default)]
struct Held {
    /// Text that is not worded from numbers, and dates.
    texts: BTreeSet<String>,
    /// Numbers with their keys, without sign.
    numbers: Vec<(String, f64)>,
    /// The lengths of lists, and how many items of a list share a value of a key.
    counts: BTreeSet<usize>,
}

impl Held {
    fn read(&mut self, value: &Value, key: &str) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| self.read(value, key)),
            Value::Array(values) => {
                self.counts.insert(values.len());
                self.shared(values);
                values.iter().for_each(|value| self.read(value, key));
            }
            Value::String(text) if !WORDED.contains(&key) => drop(self.texts.insert(text.clone())),
            Value::Number(number) => self.numbers.push((key.to_owned(), number.as_f64().unwrap().abs())),
            _ => {}
        }
    }

    fn shared(&mut self, values: &[Value]) {
        let Some(first) = values.first().and_then(Value::as_object) else { return };
        for key in first.keys() {
            for value in values {
                let same = values.iter().filter(|other| other[key] == value[key]).count();
                self.counts.insert(same);
            }
        }
    }

    fn has(&self, token: &Token) -> bool {
        let under = |unit: &str, wanted: f64| {
            let near = |found: f64| (found - wanted).abs() < 1e-9;
            self.numbers.iter().any(|(key, found)| key.ends_with(unit) && near(*found))
        };
        match token {
            Token::Date(date) => self.texts.contains(date),
            Token::Workdays(days) => under("workdays", *days),
            Token::Elapsed(days) => under("elapsed_days", *days) || under("assumed_worked_workdays", *days),
            Token::Percent(percent) => under("percent", *percent) || under("percentile", *percent),
            Token::Plain(number) => {
                under("", *number) || self.counts.iter().any(|count| (*count as f64 - number).abs() < 1e-9)
            }
        }
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Date(String),
    Workdays(f64),
    Elapsed(f64),
    Percent(f64),
    Plain(f64),
}

/// Returns the numbers in a text, each with the text around it.
fn tokens(text: &str, year: &str) -> Vec<(Token, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let word_before =
            at > 0 && (chars[at - 1].is_alphanumeric() || matches!(chars[at - 1], '-' | '_' | '.'));
        if !chars[at].is_ascii_digit() || (word_before && chars[at - 1] != '-') {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut digits = String::new();
        while let Some(c) = chars.get(end) {
            let next_is_digit = chars.get(end + 1).is_some_and(char::is_ascii_digit);
            match c {
                '0'..='9' => digits.push(*c),
                '.' if next_is_digit => digits.push('.'),
                ',' | ' ' | '\u{a0}' | '\u{202f}' if thousand(&chars[end + 1..]) => {}
                _ => break,
            }
            end += 1;
        }
        let number: f64 = digits.parse().expect("a number");
        let rest: String = chars[end..].iter().take(12).collect();
        let rest = rest.replace(['\u{a0}', '\u{202f}'], " ");
        let month = MONTHS.iter().position(|month| rest.starts_with(&format!(" {month}")));
        let (token, length) = if let Some(month) = month {
            let written = rest.get(5..9).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
            let of = written.unwrap_or(year);
            (
                Token::Date(format!("{of}-{:02}-{:02}", month + 1, number)),
                if written.is_some() { 9 } else { 4 },
            )
        } else if rest.starts_with("wd") || rest.starts_with('–') && rest.contains("wd") {
            (Token::Workdays(number), 0)
        } else if rest.starts_with("ed") {
            (Token::Elapsed(number), 0)
        } else if rest.starts_with(" %") || rest.starts_with('%') {
            (Token::Percent(number), 1)
        } else {
            (Token::Plain(number), 0)
        };
        let around: String = chars[at.saturating_sub(20)..(end + 20).min(chars.len())].iter().collect();
        found.push((token, around.replace(['\u{a0}', '\u{202f}'], " ")));
        at = end + length;
    }
    found
}

/// Whether exactly three digits follow.
fn thousand(chars: &[char]) -> bool {
    chars.iter().take_while(|c| c.is_ascii_digit()).count() == 3
}

/// Removes the parts of a text that the JSON has verbatim, or as an id within its program, longest
/// first.
fn without(text: &str, texts: &BTreeSet<String>) -> String {
    let ids = texts.iter().filter_map(|text| text.split_once('/').map(|(_, id)| id));
    let mut longest: Vec<&str> = texts.iter().map(String::as_str).chain(ids).collect();
    longest.retain(|text| !is_number_like(text));
    longest.sort_by_key(|text| std::cmp::Reverse(text.len()));
    longest.into_iter().fold(text.to_owned(), |text, part| text.replace(part, "…"))
}

/// Whether a text is a date, or too short to be a name with a number in it.
fn is_number_like(text: &str) -> bool {
    tpm::time::Day::parse(text).is_ok() || text.len() < 3 || !text.contains(|c: char| c.is_ascii_digit())
}

/// The JSON of each item with an id, and of each chain or ask about some: a line about an item may
/// only contain these numbers.
#[derive(Debug, Default)]
struct Things {
    all: Held,
    /// By full id and by the part after the program's.
    of: BTreeMap<String, Held>,
}

impl Things {
    fn new(json: &Value) -> Self {
        let mut things = Self::default();
        things.all.read(json, "");
        things.read(json);
        things
    }

    fn read(&mut self, value: &Value) {
        match value {
            Value::Object(map) => {
                let named = [
                    "/id",
                    "/finish",
                    "/joins",
                    "/unlocks",
                    "/giver/id",
                    "/milestones",
                    "/milestone",
                    "/target",
                ];
                // What `recover` is about, and no target of a cliff.
                let is_named = |path: &&str| *path != "/target" || map.contains_key("by");
                let named = named.into_iter().filter(is_named).filter_map(|path| value.pointer(path));
                let ids = named
                    .flat_map(|named| named.as_array().map_or(std::slice::from_ref(named), Vec::as_slice));
                for id in ids.filter_map(Value::as_str) {
                    let short = id.split('/').next_back().unwrap();
                    for name in BTreeSet::from([id, short]) {
                        self.of.entry(name.to_owned()).or_default().read(value, "");
                    }
                }
                map.values().for_each(|value| self.read(value));
            }
            Value::Array(values) => values.iter().for_each(|value| self.read(value)),
            _ => {}
        }
    }

    /// Whether a number of a line is in the items that the line names, or anywhere if it names
    /// none.
    fn have(&self, token: &Token, line: &str) -> bool {
        let is_of_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
        let mut named = line.split(|c| !is_of_id(c)).filter_map(|word| self.of.get(word)).peekable();
        match named.peek() {
            Some(_) => named.any(|held| held.has(token)),
            None => self.all.has(token),
        }
    }
}

/// Commands with a schema whose text is findings or a rule, with the plan's own lines; `diff`, whose
/// text has edits in it as the plans write them, and `edits`, which has one in it; `changes`, `promises` and `trend`, which need a
/// history. `untold` is asked about those four. `gantt` has an axis: its days are held by `tests/pictures`.
const OTHERS: [&str; 8] = ["changes", "check", "diff", "edits", "explain", "gantt", "promises", "trend"];

/// Returns the reports.
fn reports() -> Vec<String> {
    kinds().into_iter().filter(|kind| !OTHERS.contains(&kind.as_str())).collect()
}

/// The output of one report, as text and as JSON.
struct Told {
    words: Vec<String>,
    text: String,
    json: Value,
}

/// Returns every report over a workspace, in each of its forms: `why` and `--to` of every
/// milestone, the measures of `slippage`, the matrix, a team's handoffs.
fn told(files: &[(&str, &str)]) -> Vec<Told> {
    let schedule = support::schedule(files, support::TODAY);
    let programs = schedule["data"]["programs"].as_array().unwrap().iter();
    let milestones = programs.flat_map(|program| program["milestones"].as_array().unwrap());
    let ids: Vec<&str> = milestones.map(|milestone| milestone["id"].as_str().unwrap()).collect();
    let ids: Vec<&str> = ids.into_iter().step_by(one_in(12)).collect();
    let kinds = reports();
    let mut asked: Vec<Vec<&str>> = Vec::new();
    for kind in &kinds {
        match kind.as_str() {
            "why" => asked.extend(ids.iter().map(|id| vec!["why", id])),
            "what-if" => asked.push(vec!["what-if", "--each", "+5d"]),
            report => asked.push(vec![report]),
        }
    }
    asked.extend(ids.iter().map(|id| vec!["critical-path", "--to", id]));
    asked.extend(["due", "baseline"].map(|against| vec!["slippage", "--against", against]));
    asked.extend([
        vec!["risks", "--matrix"],
        vec!["handoffs", "--owner", "bo"],
        vec!["status", "--owner", "bo"],
    ]);
    let told = |words: Vec<&str>| Told {
        text: without_weeks(without_findings(&support::run(files, &words).out)),
        json: support::json(files, &[&words[..], &["--format", "json"]].concat()),
        words: words.into_iter().map(str::to_owned).collect(),
    };
    asked.into_iter().map(told).collect()
}

/// Removes the findings of the gate below a week: as in `check`, their words are all that is said.
fn without_findings(text: &str) -> &str {
    text.split("\nNew for the gate on").next().unwrap()
}

/// Removes the weeks that text adds to working days: the JSON has those in civil days.
fn without_weeks(text: &str) -> String {
    let text = text.replace('\u{a0}', " ");
    let text = (2..60).fold(text, |text, weeks| text.replace(&format!("wd late, {weeks} weeks"), "wd late"));
    (2..200).fold(text, |text, weeks| text.replace(&format!(" days ({weeks} weeks)"), " days"))
}

/// Calls `each` with every number of a report's text, the text around it, its line, and the
/// contents of the JSON.
fn numbers(told: &Told, mut each: impl FnMut(&Token, &str, &str, &Things)) {
    let things = Things::new(&told.json);
    for line in told.text.lines() {
        for (token, around) in tokens(&without(line, &things.all.texts), &support::TODAY[..4]) {
            each(&token, &around, line, &things);
        }
    }
}

/// Returns the days, and the numbers with a unit, that are in a text but not in a JSON.
pub fn untold(text: &str, json: &Value) -> Vec<String> {
    let mut held = Held::default();
    held.read(json, "");
    let is_held = |token: &Token| match token {
        // As a plan writes it, within what it says.
        Token::Date(date) => held.texts.iter().any(|text| text.contains(date)),
        Token::Workdays(days) if held.texts.contains(&format!("{days}d")) => true,
        Token::Plain(_) => true,
        token => held.has(token),
    };
    let found = tokens(&without(text, &held.texts), &support::TODAY[..4]).into_iter();
    found
        .filter(|(token, _)| !is_held(token))
        .map(|(token, around)| format!("{token:?} in {around:?}"))
        .collect()
}

/// Returns the exception that a number is, if it is one.
fn exception(told: &Told, around: &str) -> Option<usize> {
    EXCEPTIONS.iter().position(|(report, part, _)| *report == told.words[0] && around.contains(part))
}

/// Returns the numbers of reports that are missing from their JSON.
fn missing(all: &[Told]) -> Vec<String> {
    let mut missing = Vec::new();
    for told in all {
        numbers(told, |token, around, line, things| {
            if !things.have(token, line) && exception(told, around).is_none() {
                missing.push(format!("{:?}: {token:?} in {around:?}", told.words));
            }
        });
    }
    missing
}

/// Removes a key everywhere.
fn take_out(value: &mut Value, key: &str) {
    match value {
        Value::Object(map) => {
            map.remove(key);
            map.values_mut().for_each(|value| take_out(value, key));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| take_out(value, key)),
        _ => {}
    }
}

/// The example programs, and two plans with something of everything.
fn workspaces() -> [Vec<(String, String)>; 3] {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    let sound = FULL.iter().filter(|(path, _)| !path.contains("broken")).map(owned).collect();
    let dense = [("programs/checkout.yaml", DENSE), ("programs/tpm.yaml", SHARED)];
    [support::examples(), sound, dense.iter().map(owned).collect()]
}

fn told_of(workspace: &[(String, String)]) -> Vec<Told> {
    let files: Vec<(&str, &str)> =
        workspace.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    told(&files)
}

#[test]
fn every_number_in_text_stands_in_json() {
    let mut met = BTreeSet::new();
    for (workspace, least) in workspaces().iter().zip([3000, 300, 200].map(|least| least / one_in(8))) {
        let all = told_of(workspace);
        let missing = missing(&all);
        assert!(missing.is_empty(), "not in JSON:\n{}", missing.join("\n"));
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for told in &all {
            numbers(told, |_, around, _, _| {
                *seen.entry(told.words[0].as_str()).or_default() += 1;
                met.extend(exception(told, around));
            });
        }
        assert!(seen.values().sum::<usize>() > least, "{seen:?}");
        // Dense as they are, not all of these plans have cliffs or are late.
        for kind in
            reports().into_iter().filter(|kind| !["cliffs", "recover", "what-if"].contains(&kind.as_str()))
        {
            assert!(seen.get(kind.as_str()).is_some_and(|count| *count > 4), "{kind}: {seen:?}");
        }
    }
    for (index, exception) in EXCEPTIONS.iter().enumerate() {
        assert!(met.contains(&index), "no such number any more: {exception:?}");
    }
}

#[test]
fn a_wrong_number_is_not_found_in_json() {
    for workspace in &workspaces()[1..] {
        for told in told_of(workspace) {
            numbers(&told, |token, around, line, things| {
                let wrong = match token {
                    Token::Date(date) => Token::Date(format!("1{}", &date[1..])),
                    Token::Workdays(days) => Token::Workdays(days + 1000.0),
                    Token::Elapsed(days) => Token::Elapsed(days + 1000.0),
                    Token::Percent(percent) => Token::Percent(percent + 1000.0),
                    Token::Plain(number) => Token::Plain(number + 1e7),
                };
                assert!(!things.have(&wrong, line), "{:?}: {wrong:?} for {around:?}", told.words);
            });
        }
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "long: runs in release")]
fn a_number_missing_from_json_is_detected() {
    let shown = [
        (
            "status",
            "problems due_variance_workdays health_about_workdays first_promised milestones_done milestones_live",
        ),
        (
            "critical-path",
            "remaining_workdays remaining_elapsed_days assumed_worked_workdays due_variance_workdays float_workdays last_word forecast_finish",
        ),
        ("slippage", "forecast_finish lateness_workdays never_fitted_needs_due never_fitted_needs_finish"),
        ("risks", "probability_percent pessimistic_workdays expected_workdays exposure_cost up_to_workdays"),
        ("handoffs", "gap_workdays lag_workdays forecast promised promised_gap_workdays last_word"),
        ("schedule", "total_float_workdays free_float_workdays commitment_float_workdays early_start due"),
        ("why", "begins ends assumed_worked_workdays line days_off_inside"),
        ("ask", "early_start"),
        ("load", "excess_workdays forced_workdays from to"),
        ("week", "float_used_workdays commitment_float_workdays review_count"),
        ("what-if", "later_workdays forecast_after"),
        ("recover", "workdays forecast drag_workdays"),
        ("odds", "kept_percent p50 p80 plan days_at_p80"),
        ("brief", "milestones_live probability_percent due_variance_days forecast_finish"),
        ("graph", "forecast lag"),
        ("cliffs", "slip_workdays float_workdays moves_days before after"),
    ];
    let told: Vec<Told> = workspaces().iter().flat_map(|workspace| told_of(workspace)).collect();
    let mut unmissed = Vec::new();
    for (kind, keys) in shown {
        for key in keys.split(' ') {
            let of = told.iter().filter(|told| told.words[0] == kind);
            let without: Vec<Told> = of
                .map(|told| {
                    let mut json = told.json.clone();
                    take_out(&mut json, key);
                    Told { words: told.words.clone(), text: told.text.clone(), json }
                })
                .collect();
            if missing(&without).is_empty() {
                unmissed.push(format!("{kind}: `{key}`"));
            }
        }
    }
    assert!(unmissed.is_empty(), "nobody would miss {}", unmissed.join(", "));
    let tried: BTreeSet<String> = shown.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(tried, reports().into_iter().collect());
}

#[test]
fn numbers_are_parsed_from_text() {
    let text =
        "1  a-2 3wd late, 81\u{202f}500 EUR, 30\u{a0}% on 7 Jan 2027 · 9 Sep, 3–8–20wd (4.6wd) 6/16 -5";
    let tokens: Vec<Token> = tokens(text, "2026").into_iter().map(|(token, _)| token).collect();
    let expected = [
        Token::Plain(1.0),
        Token::Plain(2.0),
        Token::Workdays(3.0),
        Token::Plain(81_500.0),
        Token::Percent(30.0),
        Token::Date("2027-01-07".into()),
        Token::Date("2026-09-09".into()),
        Token::Workdays(3.0),
        Token::Workdays(8.0),
        Token::Workdays(20.0),
        Token::Workdays(4.6),
        Token::Plain(6.0),
        Token::Plain(16.0),
        Token::Plain(5.0),
    ];
    assert_eq!(tokens, expected);
}
