//! The corpus through `tpm apply --dry-run`: each reply to the questions that `tpm ask` prints for a plan in which they
//! are asked.

use super::corpus::{Row, answers_of, corpus};
use crate::support::{self, MemoryDisk, Output};
use serde_json::Value;
use std::fmt::Write;
use tpm::replies::Wanted;
use tpm::time::Day;

/// Returns a plan in which the questions of a reply are asked, in their order: what is asked about stands before a promise
/// that is the nearer, the earlier it is asked about.
fn plan(milestones: &[(String, String, Day)], row: &Row) -> String {
    let mut text = "name: Checkout\nowner: zed\nmilestones:\n".to_owned();
    for (full, name, day) in milestones {
        let id = full.trim_start_matches("checkout/");
        let number = row.questions.iter().position(|asked| asked == id);
        let owner = if number.is_some() { &row.who } else { "zed" };
        let before = row.asked.plus(-40);
        let said = match row.asks {
            _ if number.is_none() => {
                format!("started: {before}, updated: {}, duration: 60d, eta: {day}", row.asked)
            }
            // Its owner is asked whether that day holds.
            Wanted::Holds => format!("started: {before}, updated: {before}, duration: 60d, eta: {day}"),
            // The day that was expected has passed.
            Wanted::Finish => {
                let left =
                    (0..=day.since(row.asked)).filter(|days| row.asked.plus(*days).weekday() < 5).count();
                let yesterday = row.asked.plus(-1);
                format!("started: {before}, remaining: {left}d, updated: {yesterday}, eta: {yesterday}")
            }
            Wanted::Until => {
                format!("started: {before}, duration: 60d, blocked: {{since: {before}, why: Something}}")
            }
            Wanted::Started => "duration: 5d".to_owned(),
        };
        writeln!(text, "  {id}: {{name: {name}, owner: {owner}, {said}}}").unwrap();
        if let Some(number) = number {
            let promise = row.asked.plus(300 + 140 * number as i32);
            writeln!(text, "  promise-{number}: {{depends_on: [{id}], due: {promise}}}").unwrap();
        }
    }
    text
}

fn run(text: &str, row: &Row, arguments: &[&str], reply: &str) -> Output {
    let files = [("programs/checkout.yaml", text)];
    let as_of = row.asked.to_string();
    let arguments = [arguments, &["--as-of", &as_of, "--format", "json"]].concat();
    support::run_typed(&MemoryDisk::default(), &files, &arguments, reply)
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&output.out).unwrap_or_else(|_| panic!("{}{}", output.out, output.err))
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_reply_is_misread_by_the_command() {
    let (milestones, rows) = corpus();
    let (mut wrong, mut not, mut understood, mut clear) = (String::new(), String::new(), [0, 0], [0, 0]);
    for row in &rows {
        let text = plan(&milestones, row);
        let asked = json(&run(&text, row, &["ask", "--owner", &row.who], ""));
        let questions: Vec<String> = row.questions.iter().map(|id| format!("checkout/{id}")).collect();
        assert_eq!(
            texts(&asked["data"]["questions"], "id"),
            questions,
            "{}\n{text}",
            asked["data"]["questions"]
        );
        let apply = ["apply", "--by", &row.who, "--dry-run"];
        let output = run(&text, row, &apply, &row.says);
        let data = &json(&output)["data"];
        let said = texts(&data["understood"], "id").into_iter().zip(texts(&data["understood"], "says"));
        let said: Vec<String> =
            said.map(|(id, says)| format!("{} {says}", id.trim_start_matches("checkout/"))).collect();
        let unread = data["unread"].as_array().unwrap();
        let meant = answers_of(row);
        let is_more = said.iter().any(|answer| !meant.contains(answer));
        let is_lost = !meant.iter().all(|meant| said.contains(meant)) && unread.is_empty();
        if is_more || is_lost || output.status != if unread.is_empty() { 0 } else { 2 } {
            writeln!(wrong, "{:?}\n  meant {meant:?}\n  read  {said:?} {unread:?}", row.says).unwrap();
        }
        // The forms with which a line comes back work.
        let forms = unread.iter().flat_map(|unread| {
            let answers = unread["answers"].as_array().unwrap();
            answers.iter().chain([&unread["did_you_mean"]]).filter_map(Value::as_str)
        });
        for form in forms {
            let again = run(&text, row, &apply, form);
            let answers = json(&again)["data"]["understood"].as_array().unwrap().len();
            assert!(again.status == 0 && answers > 0, "{:?}: {form}: {}", row.says, again.out);
        }
        // Nothing changes but what was said something of.
        for of in texts(&data["edits"], "of") {
            let is_said = said.iter().any(|answer| answer.starts_with(of.trim_start_matches("checkout/")));
            assert!(is_said, "{:?}: {of}", row.says);
        }
        assert_eq!(data["written"], false);
        if row.is_clear && !meant.is_empty() {
            let who = usize::from(row.is_outsider);
            clear[who] += 1;
            let is_understood = said == meant && unread.is_empty();
            understood[who] += usize::from(is_understood);
            if !is_understood {
                writeln!(not, "{:?} {said:?} {unread:?}", row.says).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(understood[0] * 10 >= clear[0] * 9, "{understood:?} of {clear:?}");
    // One says "still holds" where the question was whether it is done: then no day can hold.
    assert_eq!(understood[1], 7, "of {}, not:\n{not}", clear[1]);
}
