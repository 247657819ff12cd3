//! The corpus: nothing is misread, nine in ten are understood, what comes back says more only where it was meant.

use serde_json::Value;
use std::fmt::Write;
use tpm::replies::{Asked, Known, Question, Reading, Says, Wanted, read};
use tpm::time::Day;

/// A row of `corpus.yaml`.
pub struct Row {
    pub who: String,
    pub asked: Day,
    pub questions: Vec<String>,
    pub asks: Wanted,
    pub says: String,
    /// The answers that were meant; none is `unread`.
    means: Vec<String>,
    pub is_clear: bool,
    pub is_outsider: bool,
}

/// The milestones: id, name, day.
pub type Plan = Vec<(String, String, Day)>;

/// Returns the corpus.
pub fn corpus() -> (Plan, Vec<Row>) {
    let yaml: Value = serde_yaml::from_str(include_str!("corpus.yaml")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let day = |value: &Value| Day::parse(value.as_str().unwrap()).unwrap();
    let plan = yaml["milestones"].as_object().unwrap().iter();
    let plan = plan
        .map(|(id, fields)| (format!("checkout/{id}"), text(&fields["name"]), day(&fields["day"])))
        .collect();
    let row = |row: &Value| {
        let list =
            |key: &str| row[key].as_array().map(|list| list.iter().map(text).collect()).unwrap_or_default();
        let is_outsider = row["outsider"] == true;
        Row {
            who: text(&row["who"]),
            asked: day(&row["asked"]),
            questions: list("questions"),
            asks: match row["asks"].as_str() {
                Some("block") => Wanted::Until,
                Some("start") => Wanted::Started,
                Some(_) => Wanted::Finish,
                None if is_outsider => Wanted::Finish,
                None => Wanted::Holds,
            },
            says: text(&row["says"]),
            means: list("means"),
            is_clear: row["clear"] == true,
            is_outsider,
        }
    };
    (plan, yaml["replies"].as_array().unwrap().iter().map(row).collect())
}

/// Returns the answers that were meant.
pub fn answers_of(row: &Row) -> &[String] {
    &row.means
}

fn asked<'a>(plan: &'a Plan, row: &'a Row) -> Asked<'a> {
    let known = |(id, name, day): &'a (String, String, Day)| Known {
        id,
        name,
        is_own: row.questions.iter().any(|own| is_called(id, own)),
        day: Some(*day),
        may_hold: true,
    };
    let place = |id: &String| plan.iter().position(|(full, _, _)| is_called(full, id)).unwrap();
    Asked {
        today: row.asked,
        by: &row.who,
        owners: Vec::new(),
        milestones: plan.iter().map(known).collect(),
        questions: row.questions.iter().map(|id| Question { milestone: place(id), asks: row.asks }).collect(),
    }
}

fn is_called(full: &str, id: &str) -> bool {
    full.strip_prefix("checkout/") == Some(id)
}

/// Returns the answers as the corpus writes them.
fn answers(reading: &Reading, plan: &Plan) -> Vec<String> {
    let id = |milestone: usize| plan[milestone].0.trim_start_matches("checkout/");
    reading.answers.iter().map(|answer| format!("{} {}", id(answer.milestone), answer.says)).collect()
}

#[test]
fn the_corpus_is_large_enough_and_in_the_words_of_others_too() {
    let (_, rows) = corpus();
    assert!(rows.len() >= 200);
    assert!(rows.iter().filter(|row| row.is_outsider).count() >= 50);
}

// A reading may leave out what it did not understand, and returns it then. It says nothing else than was meant.
#[test]
fn no_reply_is_misread() {
    let (plan, rows) = corpus();
    let mut wrong = String::new();
    for row in &rows {
        let reading = read(&row.says, &asked(&plan, row));
        let answers = answers(&reading, &plan);
        let is_more = answers.iter().any(|answer| !row.means.contains(answer));
        let is_lost = !row.means.iter().all(|meant| answers.contains(meant)) && reading.unread.is_empty();
        if is_more || is_lost {
            writeln!(wrong, "{:?}\n  meant {:?}\n  read  {answers:?}", row.says, row.means).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Returns how many replies with an answer in them, of those that are clear, are understood whole, and how many there are.
fn share(outsider: bool) -> (usize, usize, String) {
    let (plan, rows) = corpus();
    let clear =
        rows.iter().filter(|row| row.is_outsider == outsider && row.is_clear && !row.means.is_empty());
    let clear: Vec<&Row> = clear.collect();
    let is_understood = |row: &&&Row| {
        let reading = read(&row.says, &asked(&plan, row));
        answers(&reading, &plan) == row.means && reading.unread.is_empty()
    };
    let understood = clear.iter().filter(is_understood).count();
    let not: Vec<String> =
        clear.iter().filter(|row| !is_understood(row)).map(|row| format!("{:?}", row.says)).collect();
    (understood, clear.len(), not.join("\n"))
}

#[test]
fn nine_in_ten_clear_replies_are_understood() {
    let (understood, clear, not) = share(false);
    assert!(understood * 10 >= clear * 9, "{understood} of {clear}; not:\n{not}");
}

// They had not seen the answers that tpm takes, and most of them write sentences. What is understood without guessing
// is held here; the others come back.
#[test]
fn replies_of_somebody_who_knows_no_form_are_understood_as_far_as_that_goes() {
    let (understood, clear, not) = share(true);
    assert_eq!((understood, clear), (8, 30), "not:\n{not}");
}

// What comes back says what can be said instead, or why it is not taken.
#[test]
fn what_comes_back_does_so_with_forms_that_work_or_a_reason() {
    let (plan, rows) = corpus();
    let mut without = String::new();
    for row in &rows {
        let asked = asked(&plan, row);
        for unread in read(&row.says, &asked).unread {
            let forms: Vec<&String> = unread.did_you_mean.iter().chain(&unread.answers).collect();
            let works = |form: &&String| {
                let again = read(form, &asked);
                !again.answers.is_empty() && again.unread.is_empty()
            };
            if !forms.iter().all(works) || forms.is_empty() && unread.because.is_none() {
                writeln!(without, "{:?}: {forms:?} {:?}", unread.text, unread.because).unwrap();
            }
        }
    }
    assert!(without.is_empty(), "{without}");
}

// A form in the words of a reply says what was meant; other forms end, start and clear nothing.
#[test]
fn no_form_says_more_than_was_meant() {
    let (plan, rows) = corpus();
    let mut wrong = String::new();
    for row in &rows {
        let asked = asked(&plan, row);
        for unread in read(&row.says, &asked).unread {
            let is_ending = |form: &&String| {
                let mut says = read(form, &asked).answers.into_iter().map(|answer| answer.says);
                says.any(|says| matches!(says, Says::Done(_) | Says::Started(_) | Says::Unblocked))
            };
            let is_said = unread.because.as_deref() == Some("which of them?");
            if !is_said && unread.answers.iter().any(|form| is_ending(&form)) {
                writeln!(wrong, "{:?}: {:?}", unread.text, unread.answers).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
