//! Pictures: the rows that are drawn, and where they stand in a terminal and in SVG.

mod charts;
pub mod colors;
mod documents;
mod drawn;
mod graph;
mod inert;
mod rows;
mod terminal;

use crate::property::samples;
use crate::support::{self, borrowed};
use proptest::prelude::*;
use std::fmt::Write as _;

type Files = Vec<(String, String)>;

/// Returns what a command prints over plans that may have errors in them.
#[track_caller]
fn printed(files: &Files, arguments: &[&str]) -> String {
    let output = support::run(&borrowed(files), arguments);
    assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}\n{files:?}");
    output.out
}

/// One milestone of a generated plan.
#[derive(Debug, Clone)]
struct Made {
    name: String,
    /// Days from the first day of the plan.
    at: i32,
    days: u32,
    kind: u8,
    waits: Option<prop::sample::Index>,
}

/// Names of 2 to 120 characters: words, other scripts, right-to-left text, emoji, marks, and one
/// word without an end.
fn name() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        Just("abcdefghij klmnopqrstuvw xyz MWQ @-."),
        Just("发布计划推迟到下个季度支付团队王小明"),
        Just("قسم الشؤون القانونية عرض العقد"),
        Just("שרה כהן חוזה ספק אישור"),
        Just("🚀👩\u{200d}💻🏳\u{fe0f}✅ 🇩🇪👍🏽 a"),
        Just("e\u{301}n\u{303}o\u{308} Ünïcödé ŒÆ नमस्ते ไทย"),
        Just("WWWWMMMM@@@@"),
        Just("ΑΒΓ Жщ ﷽ ௌ 𒈙 ‱"),
    ];
    let size = prop_oneof![2_usize..30, 30_usize..=120];
    (letters, size, any::<u64>()).prop_map(|(letters, size, seed)| {
        let letters: Vec<char> = letters.chars().collect();
        let mut state = seed | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            letters[(state % letters.len() as u64) as usize]
        };
        let name: String = (0..size).map(|_| next()).collect();
        let name = name.trim().to_owned();
        if name.chars().count() < 2 { format!("x{name}x") } else { name }
    })
}

/// Plans of 5 to 200 milestones over one day to eight years.
fn plans() -> impl Strategy<Value = Files> {
    let count = prop_oneof![4 => 5_usize..40, 1 => 40_usize..=200];
    let span = prop_oneof![1_i32..10, 10_i32..200, 200_i32..2920];
    (count, span).prop_flat_map(|(count, span)| {
        let waits = prop::option::of(any::<prop::sample::Index>());
        let made = (name(), 0..span, 1..=(span as u32 / 4 + 1), 0_u8..12, waits)
            .prop_map(|(name, at, days, kind, waits)| Made { name, at, days, kind, waits });
        (name(), prop::collection::vec(made, count)).prop_map(move |(name, made)| files(&name, &made, span))
    })
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The as-of day of a generated plan: within it, so that some of it has passed.
pub const AS_OF: &str = "2026-09-14";

fn files(name: &str, made: &[Made], span: i32) -> Files {
    let today = tpm::time::Day::parse(AS_OF).unwrap();
    let first = today.plus(-span / 3);
    let mut text = format!("name: {}\nstart: {}\nfreezes:\n", quoted(name), first);
    let freeze = first.plus(span / 2);
    let _ = writeln!(text, "  - {{name: {}, dates: [{}..{}]}}", quoted(name), freeze, freeze.plus(span / 20));
    text.push_str("milestones:\n");
    for (at, one) in made.iter().enumerate() {
        let (day, days) = (first.plus(one.at), one.days);
        let due = day.plus(days as i32 * 2);
        let mut keys = vec![format!("name: {}", quoted(&one.name))];
        match one.kind {
            // Done work and a done event.
            0 if day < today => {
                keys.push(format!("duration: {days}d, started: {day}, done: {today}, due: {due}"));
            }
            1 if day < today => keys.push(format!("done: {day}, due: {due}")),
            // Begun, without word since, or blocked.
            2 if day < today => keys.push(format!(
                "duration: {days}d, started: {day}, progress: 30%, updated: {today}, due: {due}"
            )),
            3 if day < today => {
                keys.push(format!("duration: {days}d, started: {day}, blocked: {{since: {day}}}"));
            }
            4 => keys.push(format!("due: {due}, moved: [{{from: {day}, on: {today}, why: x}}]")),
            5 => keys.push(format!("duration: {days}d, not_before: {day}, baseline: {day}")),
            6 => keys.push(format!("due: {due}, baseline: {day}")),
            _ => keys.push(format!("duration: {days}d, not_before: {day}, due: {due}")),
        }
        if let Some(waits) = one.waits.filter(|_| at > 0 && one.kind > 6) {
            keys.push(format!("depends_on: [m{}]", waits.index(at)));
        }
        let _ = writeln!(text, "  m{at}: {{{}}}", keys.join(", "));
    }
    vec![("programs/p.yaml".to_owned(), text)]
}

/// Returns generated plans, the same ones each time.
pub fn generated(count: u32) -> impl Iterator<Item = Files> {
    samples(count, plans())
}
