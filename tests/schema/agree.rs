//! Decoder and schema agree on every key with every kind of value, and on random plans.

use super::places::{Place, Step, places};
use super::{BEYOND_A_SCHEMA, Kind, Verdict, validator};
use crate::property::{cases, for_all};
use crate::support::part::one_in;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::sample::{Index, select};
use std::collections::{BTreeMap, BTreeSet};

/// Values of every form and of no form, as YAML.
const VALUES: &[&str] = &[
    // Nothing, and shapes.
    "",
    "~",
    "null",
    "''",
    "' '",
    "\"\\t\\u00a0\"",
    "[]",
    "{}",
    "[~]",
    "[[a]]",
    "[{}]",
    "[a, b]",
    "[a, [b]]",
    "{a: b}",
    "!!str a",
    "{a: {b: c}}",
    "{x-a: [1]}",
    "{x-ray: 5, a: ~}",
    "{A b: c}",
    "{a: 2026}",
    "[{x-a: 1}]",
    // Words and ids.
    "a",
    "api-freeze",
    "checkout/cutover",
    "a/b/c",
    "/a",
    "a/",
    "A",
    "a b",
    "-a",
    "_a",
    "a_b",
    "2026",
    "007",
    "@bo",
    "é",
    "\"a\"",
    "\"A\"",
    "\"null\"",
    "\"~\"",
    "tbd",
    "TBD",
    "green",
    "Green",
    "blue",
    "mitigate",
    "mitigated",
    "mon",
    "Mon",
    "monday",
    "[mon, fri]",
    "[mon, Fri]",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    // Dates.
    "2026-09-18",
    "\"2026-09-18\"",
    "2026-9-18",
    "2026/09/18",
    "18.09.2026",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-01-32",
    "1899-12-31",
    "2200-01-01",
    "1900-01-01",
    "2199-12-31",
    "2026-02-30",
    "2026-09-18T10:00",
    "2026-09-18 ",
    "Q4",
    "2026-12-24..2027-01-01",
    "2027-01-01..2026-12-24",
    "2026-12-24 - 2027-01-01",
    "[2026-12-25, 2026-12-28..2027-01-01]",
    "[2026-12-25, soon]",
    // Amounts.
    "5d",
    "0d",
    "2w",
    "30ed",
    "5",
    "0",
    "-5",
    "5.5",
    "0.5d",
    "2 weeks",
    "1mo",
    "20001d",
    "d",
    "-5d",
    "[4w, 6w, 11w]",
    "[4w, 6w]",
    "[4w, 6w, 8w, 9w]",
    "[4w, 6w, x]",
    "[2ed, 3ed, 4ed]",
    "[2d, 5d, 10d, 20d]",
    "[20d, 5d, 10d, 2d]",
    "{optimistic: 4w, likely: 6w, pessimistic: 11w}",
    "{optimistic: 4w, likely: 6w}",
    "{optimistic: 4w, likely: 6w, pessimistic: 11w, best: 1w}",
    "120000",
    "30000",
    // Shares.
    "40%",
    "101%",
    "040%",
    "0.4",
    "34/84",
    "34 / 84",
    "9/8",
    "very-high",
];

/// More of them: dependencies.
const DEPENDENCIES: &[&str] = &[
    "a +2d",
    "a -2d",
    "a-2d",
    "a+2d",
    "a FS",
    "a FS+2d",
    "a  SS - 3ed",
    "a\tFF",
    "a ss",
    "a XX",
    "aFS+2d",
    "a SS+1mo",
    "a +2",
    "\"a \"",
    "\"a, b\"",
    "[a, b SS+1w, c/d FF -2d]",
    "[a, b ss]",
    "a FSx",
    "a +20001d",
    "[2026, true]",
];

/// Texts on which the two differ, and why. Most are scalars that a YAML parser types, so that a
/// schema sees their value and not their text.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "{milestones: {some-id: {links: []}}}",
        "a list of no links is read as none; an editor should ask for names",
    ),
    (
        "{milestones: {a: {firm: 'true'}}}",
        "text to YAML; editors should offer `true` and `false` without quotes",
    ),
    ("{milestones: {a: {firm: True}}}", "a flag to YAML; `tpm` asks for `true`"),
    ("{owner: True}", "a flag to YAML, as `true` is; as an id it has a capital letter"),
    ("{owner: 1.0}", "a whole number to JSON Schema"),
    ("{owner: 1e-3}", "a fraction to YAML, and an id as it is written"),
    ("{owner: 0x1F}", "the number 31 to YAML; as an id it has a capital letter"),
    ("{risks: {a: {cost: +5}}}", "the number 5 to YAML; `tpm` asks for digits"),
    ("{risks: {a: {cost: '99999999999999999999'}}}", "digits, but more than a sum of money can have"),
];

#[test]
fn decoder_and_schema_accept_the_same_values() {
    let mut beyond = BTreeSet::new();
    let (mut taken, mut refused, part) = (0, 0, one_in(6));
    for kind in [Kind::Program, Kind::Shared] {
        let validator = validator(kind);
        for (at, place) in places(kind).into_iter().enumerate() {
            // Where a part is tried, of one place other values than of the next.
            let values = VALUES.iter().chain(DEPENDENCIES).copied().skip(at % part).step_by(part);
            for value in values.chain([place.example.as_str()]) {
                let text = place.document(value);
                let verdict = Verdict::of(&text, kind, &validator);
                let differ = DIFFERENT.iter().any(|(known, _)| *known == text);
                assert!(verdict.agree() != differ, "{text}\n{verdict:#?}");
                beyond.extend(verdict.missed());
                let count = if verdict.form.is_empty() { &mut taken } else { &mut refused };
                *count += 1;
            }
            let example = Verdict::of(&place.document(&place.example), kind, &validator);
            assert!(example.schema.is_empty(), "{}: {example:#?}", place.document(&place.example));
        }
    }
    assert!(taken > 1000 / part && refused > 5000 / part, "{taken} taken, {refused} refused");
    let listed: BTreeSet<&str> = BEYOND_A_SCHEMA.iter().map(|(rule, _)| *rule).collect();
    let is_right = if part == 1 { beyond == listed } else { beyond.is_subset(&listed) };
    assert!(is_right, "{beyond:?}: the list of what is beyond a schema is no longer right");
}

#[test]
fn known_differences_of_decoder_and_schema_remain() {
    let validator = validator(Kind::Program);
    for (text, reason) in DIFFERENT {
        let verdict = Verdict::of(text, Kind::Program, &validator);
        assert!(!verdict.agree(), "`{text}` makes no difference any more ({reason}): take it off the list");
    }
}

#[test]
fn unknown_keys_are_refused_in_every_mapping() {
    for kind in [Kind::Program, Kind::Shared] {
        let validator = validator(kind);
        for place in places(kind) {
            let needs = place.document(&place.example);
            for key in ["deps", "end", "assignee", "title", "zzz", "Name", "X-a", "\"\"", "<", "name "] {
                let inner =
                    place.needs.iter().map(|(key, value)| format!(", {key}: {value}")).collect::<String>();
                let text = place.around(&format!("{}: {}{inner}, {key}: a", place.key, place.example));
                let verdict = Verdict::of(&text, kind, &validator);
                assert!(verdict.agree(), "{text}\n{verdict:#?}");
            }
            let verdict = Verdict::of(&needs, kind, &validator);
            assert!(verdict.agree(), "{needs}\n{verdict:#?}");
        }
    }
}

#[test]
fn ids_are_the_same_in_every_mapping_of_entries() {
    let validators = [validator(Kind::Program), validator(Kind::Shared)];
    let long = "a".repeat(64);
    let longer = "a".repeat(65);
    for id in ["a", "A", "2026", "a b", "-a", "x-ray", "x-", "~", "true", "a/b", "\"\"", &long, &longer] {
        for (kind, key) in [
            (Kind::Program, "milestones"),
            (Kind::Program, "risks"),
            (Kind::Program, "asks"),
            (Kind::Shared, "owners"),
            (Kind::Shared, "calendars"),
        ] {
            for value in ["", "~", "{}", "{x-a: 1}", "5"] {
                let text = format!("{{{key}: {{? {id} : {value}}}}}");
                let verdict = Verdict::of(&text, kind, &validators[kind as usize]);
                assert!(verdict.agree(), "{text}\n{verdict:#?}");
            }
        }
    }
}

/// A document with several keys in it.
#[derive(Debug, Clone, Default)]
struct Document {
    keys: BTreeMap<Vec<Step>, BTreeMap<String, String>>,
}

impl Document {
    /// Puts a value at a place, with the required keys of its mapping, unless something else is in
    /// the way.
    fn put(&mut self, place: &Place, value: &str) {
        let on_the_way = (0..place.path.len()).any(|end| {
            let next = &place.path[end];
            matches!(next, Step::Key(key) if self.keys.get(&place.path[..end]).is_some_and(|keys| keys.contains_key(key)))
        });
        let below = [&place.path[..], &[Step::Key(place.key.clone())]].concat();
        if on_the_way || self.keys.keys().any(|path| path.starts_with(&below)) {
            return;
        }
        let mapping = self.keys.entry(place.path.clone()).or_default();
        mapping.insert(place.key.clone(), value.to_owned());
        for (key, value) in &place.needs {
            mapping.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }

    fn text(&self) -> String {
        self.mapping(&[])
    }

    fn mapping(&self, path: &[Step]) -> String {
        let own = self.keys.get(path).into_iter().flatten();
        let mut parts: Vec<String> = own.map(|(key, value)| format!("{key}: {value}")).collect();
        let below: BTreeSet<&[Step]> = self
            .keys
            .keys()
            .filter(|other| other.len() > path.len() && other.starts_with(path))
            .map(|other| {
                let deep = matches!(other.get(path.len() + 1), Some(Step::Entry | Step::Item));
                &other[..path.len() + if deep { 2 } else { 1 }]
            })
            .collect();
        for steps in below {
            let Step::Key(key) = &steps[path.len()] else { continue };
            let inner = self.mapping(steps);
            parts.push(match steps.last() {
                Some(Step::Entry) => format!("{key}: {{some-id: {inner}}}"),
                Some(Step::Item) => format!("{key}: [{inner}]"),
                _ => format!("{key}: {inner}"),
            });
        }
        format!("{{{}}}", parts.join(", "))
    }
}

#[test]
fn decoder_and_schema_agree_on_random_plans() {
    for kind in [Kind::Program, Kind::Shared] {
        let (validator, places) = (validator(kind), places(kind));
        let values: Vec<&str> = VALUES.iter().chain(DEPENDENCIES).copied().collect();
        // Most values are valid, so that plans with many keys often are.
        let pick = (any::<Index>(), 0..40_u8, select(values));
        let (mut taken, mut refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
        for_all(cases(400), vec(pick, 1..25), |picks| {
            let mut document = Document::default();
            for (index, luck, value) in picks {
                let place = index.get(&places);
                document.put(place, if luck > 0 { &place.example } else { value });
            }
            let text = document.text();
            let verdict = Verdict::of(&text, kind, &validator);
            let count = if verdict.schema.is_empty() { &taken } else { &refused };
            count.set(count.get() + 1);
            // Errors beyond a schema may hide others.
            if verdict.agree() || !verdict.beyond.is_empty() || text.contains("links: []") {
                Ok(())
            } else {
                Err(format!("{text}\n{verdict:#?}"))
            }
        });
        let least = 50 / one_in(20);
        assert!(
            *taken.get_mut() > least && *refused.get_mut() > least,
            "{taken:?} taken, {refused:?} refused"
        );
    }
}
