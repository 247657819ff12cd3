//! Every answer that `tpm ask` offers is read, and says something of the milestone that was asked about.

use crate::oracle::{self, Family};
use crate::property::samples;
use crate::support::{self, part::one_in};
use serde_json::Value;
use tpm::replies::{Asked, Known, Question, Wanted, read};
use tpm::time::Day;

fn asks(wanted: &str) -> Wanted {
    match wanted {
        "holds" => Wanted::Holds,
        "finish" => Wanted::Finish,
        "until" => Wanted::Until,
        "started" => Wanted::Started,
        other => panic!("{other} is not asked"),
    }
}

/// Checks every answer to every question of a day; returns how many there were.
fn check(files: &[(&str, &str)], as_of: &str) -> usize {
    let report = support::run(files, &["ask", "--format", "json", "--as-of", as_of]);
    let Ok(report) = serde_json::from_str::<Value>(&report.out) else { return 0 };
    let list = |key: &str| report["data"][key].as_array().unwrap().clone();
    let (people, all) = (list("people"), list("questions"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut count = 0;
    for person in &people {
        let questions: Vec<&Value> =
            all.iter().filter(|question| question["owner"] == person["owner"]).collect();
        let names: Vec<(String, String, Option<Day>)> = questions
            .iter()
            .map(|question| {
                let day = question["forecast"].as_str().map(|day| Day::parse(day).unwrap());
                (text(&question["id"]), text(&question["name"]), day)
            })
            .collect();
        let by = text(&person["owner"]);
        let asked = Asked {
            today: Day::parse(as_of).unwrap(),
            by: &by,
            owners: Vec::new(),
            milestones: names
                .iter()
                .map(|(id, name, day)| Known { id, name, is_own: true, day: *day, may_hold: true })
                .collect(),
            questions: questions
                .iter()
                .enumerate()
                .map(|(milestone, question)| Question {
                    milestone,
                    asks: asks(question["wanted"].as_str().unwrap()),
                })
                .collect(),
        };
        assert!((1..=3).contains(&questions.len()));
        for (index, question) in questions.iter().enumerate() {
            assert_eq!(question["number"], index + 1);
            for answer in question["answers"].as_array().unwrap() {
                let answer = answer.as_str().unwrap();
                let reading = read(answer, &asked);
                let about: Vec<usize> = reading.answers.iter().map(|answer| answer.milestone).collect();
                assert_eq!((about, reading.unread.len()), (vec![index], 0), "{answer}: {question}");
                count += 1;
            }
        }
    }
    count
}

#[test]
fn every_answer_that_is_offered_is_read() {
    let examples = support::examples();
    let files: Vec<(&str, &str)> =
        examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let days = ["2026-09-14", "2026-09-18", "2026-10-12", "2026-12-30", "2027-02-01"];
    let count: usize = days.iter().map(|day| check(&files, day)).sum();
    assert!(count > 100, "{count}");
}

#[test]
fn so_it_is_in_any_plan() {
    let mut count = 0;
    for family in Family::ALL.into_iter().step_by(one_in(2)) {
        for case in samples(oracle::cases(10), oracle::strategy(family)) {
            let files = oracle::files(&case);
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            count += check(&files, &oracle::as_of(&case));
        }
    }
    assert!(count > 0);
}
