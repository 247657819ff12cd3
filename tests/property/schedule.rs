//! The scheduler against the oracle, and the laws of the schedule.

use super::{for_all, samples};
use crate::oracle::shrink::smallest;
use crate::oracle::{self, Case, Family, laws};
use crate::support::{self, part::one_in};
use serde_json::Value;
use tpm::graph::Network;
use tpm::model::{AsOf, load};
use tpm::schedule::Scheduled;
use tpm::source::{SourceFile, Sources};
use tpm::time::{Day, Instant};

pub fn scheduled(case: &Case) -> Value {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::schedule(&files, &oracle::as_of(case))
}

pub fn no_differences(case: &Case, differences: Vec<String>) -> Result<(), String> {
    if differences.is_empty() {
        return Ok(());
    }
    let files: Vec<String> =
        oracle::files(case).iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
    Err(format!("as of {}\n{}\n{}", oracle::as_of(case), differences.join("\n"), files.join("\n")))
}

fn agrees(family: Family) {
    let differences = |case: &Case| oracle::differences(case, &scheduled(case));
    for case in samples(oracle::cases(400), oracle::strategy(family)) {
        if !differences(&case).is_empty() {
            let small = smallest(case, &|case| !differences(case).is_empty());
            panic!("{}", no_differences(&small, differences(&small)).unwrap_err());
        }
    }
}

#[test]
fn plain_networks_agree_with_the_oracle() {
    agrees(Family::Plain);
}

#[test]
fn leads_lags_and_constraints_agree_with_the_oracle() {
    agrees(Family::Constrained);
}

#[test]
fn several_calendars_and_leave_agree_with_the_oracle() {
    agrees(Family::Calendars);
}

#[test]
fn progress_agrees_with_the_oracle() {
    agrees(Family::Progress);
}

#[test]
fn marking_a_milestone_done_on_its_forecast_moves_nothing_else() {
    for family in Family::ALL {
        for_all(oracle::cases(100), oracle::strategy(family), |case| {
            no_differences(&case, laws::done_today_moves_nothing(&case, &|case| scheduled(case)))
        });
    }
}

#[test]
fn nothing_unfinished_is_forecast_before_the_data_date() {
    for family in Family::ALL {
        for_all(oracle::cases(200), oracle::strategy(family), |case| {
            let value = scheduled(&case);
            no_differences(&case, laws::nothing_before_the_data_date(&case, &value))
        });
    }
}

#[test]
fn no_free_float_is_negative_and_no_total_float_either() {
    for family in Family::ALL {
        for_all(oracle::cases(200), oracle::strategy(family), |case| {
            let value = scheduled(&case);
            no_differences(&case, laws::no_float_below_zero(&case, &value))
        });
    }
}

/// Removes every promise except that of the first program, at its finish.
fn with_one_promise(mut case: Case) -> Case {
    for milestone in &mut case.milestones {
        (milestone.due, milestone.window, milestone.moved_from) = (None, None, None);
    }
    let promised = case.as_of + 20;
    for (place, program) in case.programs.iter_mut().enumerate() {
        program.due = (place == 0).then_some(promised);
        program.moved_from = None;
    }
    case
}

#[test]
fn the_float_towards_the_only_promise_is_the_commitment_float() {
    let mut compared = 0;
    for family in Family::ALL {
        for case in samples(oracle::cases(100), oracle::strategy(family)).map(with_one_promise) {
            let files = oracle::files(&case).into_iter();
            let sources = Sources::new(files.map(|(path, text)| SourceFile::new(path, text)).collect());
            let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
            let as_of = Day::parse(&oracle::as_of(&case)).unwrap();
            let workspace =
                load(&sources, shared, AsOf { day: as_of, from_clock: false, is_past: false }).workspace;
            let network = Network::new(&workspace);
            let schedule = Scheduled::new(&workspace, &network, as_of);
            let program = workspace.program_ids().next().unwrap();
            if workspace.program(program).undated_because.is_some() {
                continue;
            }
            // Other targets were measured before.
            let mut floats = schedule.floats();
            for other in workspace.milestone_ids() {
                floats.measure(std::iter::once((other, Instant::end_of(as_of))));
            }
            floats.measure_promise(&workspace, program);
            for id in workspace.milestone_ids() {
                let commitment = schedule.commitment(id).map(|commitment| commitment.float);
                assert_eq!(
                    floats.get(id),
                    commitment,
                    "{}",
                    no_differences(&case, vec![format!("{id:?}")]).unwrap_err()
                );
                compared += usize::from(commitment.is_some());
            }
        }
    }
    assert!(compared > 300 / one_in(24), "{compared}");
}
