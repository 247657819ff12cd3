//! The grammar by hand, on a plan with two programs.

use crate::support::part::cases;
use proptest::prelude::*;
use tpm::replies::{Asked, Known, Question, Reading, Wanted, read};
use tpm::time::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Bo owns `checkout/ledger` and `checkout/cutover`; there is another `cutover`. It is Monday.
fn asked(questions: &[(usize, Wanted)]) -> Asked<'static> {
    let known = |id, name, is_own| Known { id, name, is_own, day: Some(day("2026-09-18")), may_hold: true };
    Asked {
        today: day("2026-09-14"),
        by: "bo",
        owners: vec![("marco", "Marco Rossi"), ("kim", "Kim A"), ("kim-b", "Kim")],
        milestones: vec![
            known("billing/cutover", "Billing moved", false),
            known("billing/ledger", "Ledger of billing", false),
            known("checkout/ledger", "Ledger migration", true),
            known("checkout/cutover", "Traffic cut over", true),
            known("mlops/model", "Model", false),
            known("risk/model", "Model of risk", false),
        ],
        questions: questions
            .iter()
            .map(|(milestone, asks)| Question { milestone: *milestone, asks: *asks })
            .collect(),
    }
}

fn said(reading: &Reading, asked: &Asked<'_>) -> Vec<String> {
    reading
        .answers
        .iter()
        .map(|answer| format!("{} {}", asked.milestones[answer.milestone].id, answer.says))
        .collect()
}

#[track_caller]
fn check(asked: &Asked<'_>, text: &str, expected: &[&str]) {
    let reading = read(text, asked);
    assert_eq!(said(&reading, asked), expected, "{text}: {:?}", reading.unread);
    assert_eq!(reading.unread.is_empty(), !expected.is_empty(), "{text}");
}

#[test]
fn names_are_ones_own_first() {
    let asked = asked(&[(2, Wanted::Holds)]);
    check(&asked, "cutover done", &["checkout/cutover done 2026-09-14"]);
    check(&asked, "billing/cutover done", &["billing/cutover done 2026-09-14"]);
    check(&asked, "Traffic cut over done", &["checkout/cutover done 2026-09-14"]);
    // Two others are called so.
    check(&asked, "risk/model done", &["risk/model done 2026-09-14"]);
    assert_eq!(read("model done", &asked).answers, []);
}

#[test]
fn a_day_alone_answers_what_was_asked() {
    check(&asked(&[(2, Wanted::Holds)]), "2 oct", &["checkout/ledger eta 2026-10-02"]);
    check(&asked(&[(2, Wanted::Until)]), "2 oct", &["checkout/ledger blocked; until 2026-10-02"]);
    for text in ["ledger 2 oct", "1 2 oct", "ledger: by 2 oct", "1) fri 2 oct"] {
        check(&asked(&[(2, Wanted::Until)]), text, &["checkout/ledger blocked; until 2026-10-02"]);
    }
    check(&asked(&[(2, Wanted::Until)]), "ledger eta 2 oct", &["checkout/ledger eta 2026-10-02"]);
    check(&asked(&[(2, Wanted::Until)]), "ledger 60%, 2 oct", &[]);
    // The start, or the finish?
    check(&asked(&[(2, Wanted::Started)]), "2 oct", &[]);
    check(&asked(&[(2, Wanted::Started)]), "ledger eta 2 oct", &["checkout/ledger eta 2026-10-02"]);
}

#[test]
fn ok_is_an_answer_only_where_a_day_can_hold() {
    check(&asked(&[(2, Wanted::Holds)]), "ok", &["checkout/ledger ok"]);
    check(
        &asked(&[(2, Wanted::Holds), (3, Wanted::Holds)]),
        "ok",
        &["checkout/ledger ok", "checkout/cutover ok"],
    );
    check(&asked(&[(2, Wanted::Holds), (3, Wanted::Until)]), "ok", &[]);
    check(&asked(&[(2, Wanted::Until)]), "ledger ok", &[]);
    let mut passed = asked(&[(2, Wanted::Holds)]);
    passed.today = day("2026-09-19");
    check(&passed, "ledger ok", &[]);
    passed.milestones[2].day = None;
    check(&passed, "ledger +1w", &[]);
}

#[test]
fn a_line_that_takes_back_sends_the_whole_reply_back() {
    let asked = asked(&[(2, Wanted::Holds), (3, Wanted::Holds)]);
    let reading = read("ledger done\nwrong thread, ignore that", &asked);
    assert!(reading.answers.is_empty());
    assert_eq!(reading.unread.iter().map(|unread| unread.line).collect::<Vec<_>>(), [1, 2]);
    let reading = read("ledger done\ncutover: who knows", &asked);
    assert_eq!(said(&reading, &asked), ["checkout/ledger done 2026-09-14"]);
    assert_eq!(reading.unread.len(), 1);
}

#[test]
fn a_line_that_is_not_understood_holds_back_what_is_said_of_its_milestones() {
    let asked = asked(&[(2, Wanted::Holds), (3, Wanted::Holds)]);
    let unclear = [
        "ledger not done",
        "ledger: not yet",
        "1 not done",
        "ledger ok?",
        "ledger \"ok\"",
        "🚧 ledger <2 oct>",
        "cutover waits for ledger, not done",
        "2 and ledger who knows",
        "2 ok, 1 not done",
        "Ledger migration nope",
    ];
    for unclear in unclear {
        for text in [format!("ledger done\n{unclear}"), format!("{unclear}\nledger 60%, 2 oct")] {
            let reading = read(&text, &asked);
            assert_eq!(said(&reading, &asked), [] as [&str; 0], "{text}");
            assert_eq!(reading.unread.len(), 2, "{text}");
            let because = reading.unread.iter().find_map(|unread| unread.because.as_deref());
            assert_eq!(because, Some("another line about it is not understood"), "{text}");
        }
        if !unclear.contains(['2', 'c']) {
            let reading = read(&format!("{unclear}\ncutover done"), &asked);
            assert_eq!(said(&reading, &asked), ["checkout/cutover done 2026-09-14"], "{unclear}");
        }
    }
}

#[test]
fn who_blocks_it_is_waited_on_where_it_is_an_owner() {
    let asked = asked(&[(2, Wanted::Holds)]);
    let until = "checkout/ledger blocked; on marco; until 2026-09-18";
    for text in ["by marco until fri", "by Marco Rossi until fri", "on marco, until fri"] {
        check(&asked, &format!("ledger blocked {text}"), &[until]);
    }
    check(&asked, "ledger blocked by marco", &["checkout/ledger blocked; on marco"]);
    check(&asked, "ledger blocked by redlines", &["checkout/ledger blocked: redlines"]);
    // Two owners are called so.
    check(&asked, "ledger blocked by kim", &["checkout/ledger blocked: kim"]);
}

/// Checks what is said of the only line of a reply: its form, other forms, why.
#[track_caller]
fn back(asked: &Asked<'_>, text: &str, form: &str, answers: &[&str], because: &str) {
    let reading = read(text, asked);
    let [unread] = reading.unread.as_slice() else { panic!("{text}: {reading:?}") };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let found = (said(&unread.did_you_mean), unread.answers.clone(), said(&unread.because));
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    assert_eq!(found, (form.to_owned(), answers, because.to_owned()), "{text}");
}

#[test]
fn forms_are_of_the_milestone_that_a_line_names_and_say_no_more_than_it() {
    let asked = asked(&[(2, Wanted::Holds), (3, Wanted::Holds), (5, Wanted::Until)]);
    let of = |name: &str| [format!("{name} 60%"), format!("{name} eta 25 sep")];
    let (ledger, cutover) = (of("ledger"), of("cutover"));
    let (ledger, cutover) = (ledger.each_ref().map(String::as_str), cutover.each_ref().map(String::as_str));
    for text in [
        "ledger 1000 weeks left",
        "ledger 40 days late",
        "ledger moved from 21 sep to 5 oct",
        "ledger not done",
        "ledger \"2 oct\"",
        "ledger <done>",
        "ledger 👎",
        "1 not 2 oct",
        "ledger done on staging",
        "ledger 100%",
        "ledger next friday",
        "ledger maybe 2 oct",
        "ledger not started",
        "ledger 2 oct is dead",
    ] {
        back(&asked, text, "", &ledger, "");
    }
    for text in
        ["2 who knows", "#2: not yet", "cutover until done", "2 \"ok\", half", "well, cutover, who knows"]
    {
        let answers: &[&str] =
            if text.contains("ok") { &["cutover ok", cutover[0], cutover[1]] } else { &cutover };
        back(&asked, text, "", answers, "");
    }
    back(&asked, "ledger blocked until done", "", &["ledger blocked until 25 sep", "ledger eta 25 sep"], "");
    back(&asked, "3 not blocked", "", &["risk/model eta 25 sep"], "");
    back(&asked, "ledger 60", "ledger 60%", &[], "");
    back(&asked, "ledgr ok", "ledger ok", &[], "");
    for text in ["ledger is done as of friday", "ledger finished on thursday", "1 done fri"] {
        back(&asked, text, "", &[], "give the date on which it was done");
    }
}

#[test]
fn a_line_that_comes_back_says_what_is_missing() {
    let three = asked(&[(2, Wanted::Holds), (3, Wanted::Holds), (5, Wanted::Until)]);
    back(&three, "7 ok", "", &[], "there is no question 7");
    back(&three, "#0 60%", "", &[], "there is no question 0");
    back(&three, "done", "", &["ledger done", "cutover done", "risk/model done"], "which of them?");
    back(&three, "60%", "", &["ledger 60%", "cutover 60%", "risk/model 60%"], "which of them?");
    let called = "more than one milestone is called `model`";
    back(&asked(&[]), "model done", "", &["mlops/model done", "risk/model done"], called);
    back(&asked(&[]), "done", "", &[], "it names no milestone");
    let without = Asked { by: "", ..asked(&[]) };
    back(&without, "1 done", "", &[], "there is no question 1 without `--by`");
}

#[test]
fn a_space_that_mail_adds_is_a_space() {
    let asked = asked(&[(2, Wanted::Holds)]);
    check(&asked, "ledger\u{a0}2\u{a0}oct", &["checkout/ledger eta 2026-10-02"]);
    check(&asked, "\u{a0}Ledger\u{202f}migration done\u{a0}", &["checkout/ledger done 2026-09-14"]);
}

#[test]
fn what_a_reason_may_change_is_not_read() {
    let asked = asked(&[(2, Wanted::Holds)]);
    for text in [
        "ledger 2 oct on staging",
        "ledger 2 oct, but only half of it",
        "ledger 2 oct for the first part",
        "ledger 2 oct fingers crossed",
        "ledger 2 oct, cutover too",
        "ledger blocked yesterday",
        "ledger blocked since monday",
        "ledger blocked, done",
        "ledger blocked by redlines, now solved",
        "ledger done on staging",
        "ledger 60% of the tables",
        "ledger 60% left",
        "ledger monday",
        "ledger 2 oct. Then again, no",
        "ledger 2 oct. Marco says so",
        "ledger thu 31st sep",
        "ledger tue 23rd",
    ] {
        check(&asked, text, &[]);
    }
    check(&asked, "ledger 2 oct, vendor is slow", &["checkout/ledger eta 2026-10-02: vendor is slow"]);
    check(&asked, "ledger done\n\nSent from my phone", &["checkout/ledger done 2026-09-14"]);
}

// `started` cannot be to come, and `unblocked` beside a day may be.
#[test]
fn a_day_to_come_beside_what_has_passed_comes_back() {
    let without = Asked { by: "", questions: Vec::new(), ..asked(&[]) };
    for asked in [asked(&[(2, Wanted::Holds)]), asked(&[(2, Wanted::Started)]), without] {
        for day in [
            "fri",
            "on thursday",
            "18 sep",
            "tomorrow",
            "by fri",
            "eow",
            "this fri",
            "2026-09-18",
            "+1w",
            "one week later",
            "18 sep replication lag",
        ] {
            for verb in ["started", "has started", "unblocked", "is underway"] {
                for text in [
                    format!("ledger {verb} {day}"),
                    format!("ledger {verb}, {day}"),
                    format!("ledger {verb} and {day}"),
                    format!("ledger {day} {verb}"),
                    format!("ledger {day}, {verb}"),
                    format!("ledger {day}, 60%, {verb}"),
                ] {
                    check(&asked, &text, &[]);
                }
            }
        }
        for text in ["ledger 60% by fri", "ledger 60% on fri", "ledger fri 60%", "ledger 4d left on fri"] {
            check(&asked, text, &[]);
        }
        let both = ["checkout/ledger started 2026-09-14", "checkout/ledger eta 2026-10-02"];
        check(&asked, "ledger started, eta 2 oct", &both);
        check(&asked, "ledger started 10 sep", &["checkout/ledger started 2026-09-10"]);
    }
}

#[test]
fn a_day_without_a_year_is_the_near_one() {
    let mut asked = asked(&[(2, Wanted::Holds)]);
    asked.today = day("2026-12-30");
    check(&asked, "ledger 8 jan", &["checkout/ledger eta 2027-01-08"]);
    check(&asked, "ledger 8 jan 2027", &["checkout/ledger eta 2027-01-08"]);
    check(&asked, "ledger done 28 dec", &["checkout/ledger done 2026-12-28"]);
    check(&asked, "ledger end of week", &["checkout/ledger eta 2027-01-01"]);
    check(&asked, "ledger end of next week", &["checkout/ledger eta 2027-01-08"]);
    check(&asked, "ledger end of january", &["checkout/ledger eta 2027-01-31"]);
    check(&asked, "ledger 1 dec", &[]);
    asked.today = day("2027-01-04");
    check(&asked, "ledger done 28 dec", &["checkout/ledger done 2026-12-28"]);
    check(&asked, "ledger done last tue", &["checkout/ledger done 2026-12-29"]);
    asked.today = day("2027-01-07");
    // That of this week, or of the one before.
    check(&asked, "ledger done last tue", &[]);
}

// A greeting may be followed by a name, and by no word that changes what comes behind it.
#[test]
fn a_word_behind_a_greeting_is_a_name_or_counts() {
    let asked = asked(&[(2, Wanted::Holds)]);
    check(&asked, "hi ana, ok", &["checkout/ledger ok"]);
    for word in ["nicht", "not", "don't", "maybe", "if", "unless", "was", "blocked"] {
        for greeting in ["hi", "sorry", "hey"] {
            check(&asked, &format!("{greeting} {word}, ok"), &[]);
        }
    }
}

const WORDS: [&str; 40] = [
    "ledger",
    "cutover",
    "model",
    "1",
    "2",
    "#1",
    "ok",
    "done",
    "yes",
    "60%",
    "4d",
    "left",
    "2 oct",
    "11 sep",
    "oct",
    "3",
    "fri",
    "+1w",
    "blocked",
    "redlines",
    "waiting on marco",
    "until",
    "unblocked",
    "started",
    ",",
    ";",
    ".",
    "-",
    "and",
    "but",
    "all",
    "hi",
    "thanks",
    "eta",
    "by",
    "last",
    "end of week",
    "still",
    "\n",
    ">",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1600)))]

    #[test]
    fn any_text_is_read_or_comes_back(text in "\\PC{0,200}|(.|\n){0,80}") {
        let asked = asked(&[(2, Wanted::Holds), (3, Wanted::Until)]);
        let _ = read(&text, &asked);
    }

    #[test]
    fn a_line_that_denies_or_asks_says_nothing(
        words in prop::collection::vec(prop::sample::select(&WORDS[..38]), 0..12),
        at in 0_usize..12,
        denial in prop::sample::select(&["not", "no", "?", "don't", "nicht", "unless"][..]),
    ) {
        let mut words = words;
        words.insert(at.min(words.len()), denial);
        let text = words.join(" ");
        let reading = read(&text, &asked(&[(2, Wanted::Holds)]));
        prop_assert_eq!(reading.answers, []);
    }

    // Each answer is about a milestone that was named, or asked about, and never two that contradict each other.
    #[test]
    fn answers_go_together(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..14)) {
        let asked = asked(&[(2, Wanted::Holds), (3, Wanted::Holds)]);
        let text = words.join(" ");
        let reading = read(&text, &asked);
        let of = |kind: &str, milestone: usize| {
            let says = reading.answers.iter().filter(|answer| answer.milestone == milestone);
            says.filter(|answer| answer.says.to_string().starts_with(kind)).count()
        };
        for milestone in 0..asked.milestones.len() {
            prop_assert!(of("done", milestone) + of("eta", milestone) + of("ok", milestone) <= 1, "{}", text);
            prop_assert!(of("blocked", milestone) + of("unblocked", milestone) <= 1, "{}", text);
        }
        // What it says in its own words is read as the same.
        for answer in &reading.answers {
            let form = format!("{} {}", asked.milestones[answer.milestone].id, answer.says.form());
            let again = read(&form, &asked);
            let same = again.answers.first().map(|again| &again.says);
            prop_assert_eq!(same, Some(&answer.says), "{} -> {}", text, form);
        }
    }
}
