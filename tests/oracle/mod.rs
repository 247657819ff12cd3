//! A second, independent schedule, to hold the engine against.
//!
//! The oracle is written from the text of the plan language alone (sections 1 to 5 of the contract)
//! and shares nothing with the engine: it has its own day numbers, its own calendars and its own
//! plan data. It walks day by day and searches where the engine may calculate; it is slow and meant
//! to be obviously right. The doc comments quote the sentence that each function stands for.
//!
//! What it covers: all of these sections. Programs with `start`, `due`, `moved`, `finish`, `calendar`,
//! `freezes`; milestones with every key that moves a date, `cancelled`, windows and elapsed durations
//! included; links of all types with working and elapsed lags and leads; owners with calendars and
//! leave; calendars that extend others, with workdays and with slots; freezes; `assume_progress`;
//! cycles. Of the answer: early dates and what drives them, work left, total, free and commitment
//! float and the promise named, late dates, criticality, floors, variances, overdue days, undated
//! milestones, and the programs' forecasts. Health, the tightest chain and floats of programs are
//! left to others.
//!
//! What searches: late dates try one instant after the other from late to early and check forward
//! that each successor's bound is in time (`late`); free float tries slips of 0, 1, 2… working days
//! and schedules the successors again; commitment float runs one pass for each promise and takes
//! the smallest (`floats`).
//!
//! Its own examples, worked on paper, are in `by_hand`; what the drawn cases have to meet, in `reach`; `replay` plays total float back
//! with early dates alone. Nothing is drawn that leads out of a calendar whose slots end, nor an FF or SF link without a positive lag
//! out of what is cancelled (`generate::keep_points_in_order`). A case that differs is made smaller by taking
//! away one thing after the other (`shrink`).
//!
//! To run more cases than usual: `TPM_ORACLE_CASES=20000 cargo test --release --test main -- oracle laws::`.

pub mod answer;
mod by_hand;
pub mod calendar;
pub mod case;
pub mod compare;
pub mod days;
pub mod early;
pub mod floats;
pub mod generate;
pub mod late;
pub mod laws;
pub mod left;
mod reach;
pub mod replay;
pub mod settle;
pub mod shrink;

pub use case::Case;
pub use compare::differences;
pub use generate::{Family, strategy};

/// The workspace of a case: paths from its root, and texts.
pub fn files(case: &Case) -> Vec<(String, String)> {
    case.files()
}

/// The as-of day of a case, as it is typed.
pub fn as_of(case: &Case) -> String {
    days::iso(case.as_of)
}

/// How many cases of each family to run: `TPM_ORACLE_CASES`, else as many as of any other property.
pub fn cases(otherwise: u32) -> u32 {
    let asked = std::env::var("TPM_ORACLE_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or_else(|| crate::support::part::cases(otherwise))
}
