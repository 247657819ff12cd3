//! A second, independent scheduler to compare the first one with.
//!
//! The oracle is written only from the text of the plan language (sections 1 to 5 of the contract)
//! and shares nothing with the scheduler under test: it has its own day numbers, calendars and plan
//! data. It counts day by day and searches where the other calculates; it is slow and meant to be
//! obviously right. The doc comments quote the sentence that each function implements.
//!
//! It covers all of these sections. Input: programs with `start`, `due`, `moved`, `finish`,
//! `calendar`, `freezes`; milestones with every key that moves a date, including `cancelled`,
//! windows and elapsed durations; links of all types with working and elapsed lags and leads;
//! owners with calendars and leave; calendars that extend others, with workdays, with slots and
//! unbroken; freezes with exceptions and pauses; program ids as dependencies; `assume_progress`;
//! cycles. Output: early dates and their drivers, remaining work, total, free and commitment float,
//! the promise named and the dates by which it asks, late dates, criticality, floors and what rests
//! on them, variances, overdue days, undated milestones, and the programs' forecasts. Health, the
//! tightest chain and floats of programs are tested elsewhere.
//!
//! Three results are found by search: late dates try one instant after the other, from late to
//! early, and check forward that each successor's bound is on time (`late`); free float tries slips
//! of 0, 1, 2… working days and schedules the successors again; commitment float runs one pass for
//! each promise and takes the smallest (`floats`).
//!
//! `by_hand`, `by_started` and `by_cases` have examples calculated on paper, and `reach` checks that
//! the drawn cases cover enough. With early dates only, `replay` checks total float and `promised`
//! the dates by which a promise asks. Generated cases never lead out of a calendar whose slots end. A
//! failing case is reduced by removing one thing after the other (`shrink`).
//!
//! To run more cases than usual: `TPM_ORACLE_CASES=20000 cargo test --release --test main -- oracle
//! laws::`.

pub mod answer;
mod by_cases;
mod by_hand;
mod by_started;
pub mod calendar;
pub mod case;
pub mod compare;
pub mod critical;
pub mod days;
mod drives;
pub mod early;
pub mod floats;
pub mod generate;
pub mod late;
pub mod laws;
pub mod left;
pub mod promised;
mod reach;
pub mod replay;
mod resting;
mod rows;
pub mod settle;
pub mod shrink;

pub use case::Case;
pub use compare::differences;
pub use generate::{Family, strategy};

/// The workspace of a case: paths from its root, and texts.
pub fn files(case: &Case) -> Vec<(String, String)> {
    case.files()
}

/// The as-of day of a case, as given on the command line.
pub fn as_of(case: &Case) -> String {
    days::iso(case.as_of)
}

/// How many cases of each family to run: `TPM_ORACLE_CASES`, otherwise as many as for any other
/// property.
pub fn cases(otherwise: u32) -> u32 {
    let asked = std::env::var("TPM_ORACLE_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or_else(|| crate::support::part::cases(otherwise))
}
