//! Every number that people read stands in the JSON too: dates, working days, percentages, counts.
//!
//! The text of each report over the example programs is read for numbers. Names and other texts that the JSON repeats from the plan are taken out before; what
//! `tpm` words itself (`WORDED`) is not, so that each number in it must stand somewhere as a value.

use super::outputs::FULL;
use crate::support;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Texts of the JSON that are worded by `tpm` from numbers.
const WORDED: [&str; 7] = [
    "detail",
    "fingerprint",
    "floor_because",
    "health_reason",
    "message",
    "neglected_because",
    "undated_because",
];

/// What stands in the text alone: the report, the text around the number, and why.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("critical-path", "with 6–20wd", "the key says it: `from_6_to_20_workdays`")];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What the JSON holds.
#[derive(Debug, Default)]
struct Held {
    /// Text that is not worded from numbers, and dates.
    texts: BTreeSet<String>,
    /// Numbers with their keys, without sign.
    numbers: Vec<(String, f64)>,
    /// How long lists are, and how many in one share a value of a key.
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
            Token::Percent(percent) => under("percent", *percent),
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
    Percent(f64),
    Plain(f64),
}

/// Returns the numbers of a text, each with what stands around it.
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
                ' ' | '\u{a0}' | '\u{202f}' if thousand(&chars[end + 1..]) => {}
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

/// Whether three digits and no more come next.
fn thousand(chars: &[char]) -> bool {
    chars.iter().take_while(|c| c.is_ascii_digit()).count() == 3
}

/// Returns a text without the lines' parts that the JSON has word for word, longest first.
fn without(text: &str, texts: &BTreeSet<String>) -> String {
    let mut longest: Vec<&String> = texts.iter().filter(|text| !is_number_like(text)).collect();
    longest.sort_by_key(|text| std::cmp::Reverse(text.len()));
    longest.into_iter().fold(text.to_owned(), |text, part| text.replace(part.as_str(), "…"))
}

/// Whether a text is a date, or too short to be a name with a number in it.
fn is_number_like(text: &str) -> bool {
    tpm::time::Day::parse(text).is_ok() || text.len() < 3 || !text.contains(|c: char| c.is_ascii_digit())
}

/// What the JSON holds of each thing that has an id, or is a chain or an ask about some, which is all that a line about it may tell.
#[derive(Debug, Default)]
struct Things {
    all: Held,
    /// By full id and by the part behind the program's.
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
                let named = ["id", "finish", "joins", "unlocks"].into_iter().filter_map(|key| map.get(key));
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

    /// Whether a number of a line stands in what the line names or, where it names nothing, anywhere.
    fn have(&self, token: &Token, line: &str) -> bool {
        let is_of_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
        let mut named = line.split(|c| !is_of_id(c)).filter_map(|word| self.of.get(word)).peekable();
        match named.peek() {
            Some(_) => named.any(|held| held.has(token)),
            None => self.all.has(token),
        }
    }
}

/// Returns the numbers of all reports over a workspace that the JSON has not, and how many there are. `met` are the exceptions that there were.
fn missing(files: &[(&str, &str)], met: &mut BTreeSet<usize>) -> (Vec<String>, usize) {
    let (mut missing, mut seen) = (Vec::new(), 0);
    let milestones = support::schedule(files, support::TODAY);
    let programs = milestones["data"]["programs"].as_array().unwrap().iter();
    let ids = programs.flat_map(|program| program["milestones"].as_array().unwrap());
    let whys = ids.map(|milestone| vec!["why", milestone["id"].as_str().unwrap()]);
    let reports = ["status", "critical-path", "slippage", "risks", "schedule"].map(|report| vec![report]);
    for words in reports.into_iter().chain(whys) {
        let json = support::json(files, &[&words[..], &["--format", "json"]].concat());
        let things = Things::new(&json);
        let text = support::run(files, &words).out;
        let lines = text.lines().flat_map(|line| {
            let tokens = tokens(&without(line, &things.all.texts), &support::TODAY[..4]);
            tokens.into_iter().map(move |(token, around)| (token, around, line))
        });
        for (token, around, line) in lines {
            seen += 1;
            if things.have(&token, line) {
                continue;
            }
            let exception =
                EXCEPTIONS.iter().position(|(report, part, _)| *report == words[0] && around.contains(part));
            match exception {
                Some(exception) => drop(met.insert(exception)),
                None => missing.push(format!("{words:?}: {token:?} in {around:?}")),
            }
        }
    }
    (missing, seen)
}

#[test]
fn every_number_in_text_stands_in_json() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sound: Vec<(&str, &str)> =
        FULL.iter().filter(|(path, _)| !path.contains("broken")).copied().collect();
    let mut met = BTreeSet::new();
    for (files, least) in [(&files[..], 900), (&sound, 200)] {
        let (missing, seen) = missing(files, &mut met);
        assert!(missing.is_empty(), "{seen} numbers, not in JSON:\n{}", missing.join("\n"));
        assert!(seen > least, "only {seen} numbers");
    }
    for (index, exception) in EXCEPTIONS.iter().enumerate() {
        assert!(met.contains(&index), "no such number any more: {exception:?}");
    }
}

#[test]
fn numbers_are_read_off_a_text() {
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
