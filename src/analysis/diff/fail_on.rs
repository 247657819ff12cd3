//! The conditions of `--fail-on`, and which of them a change meets.

use super::{Diff, Finish, PromiseChange};
use crate::syntax::nearest;

/// A condition on which a diff fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// A promise is moved or withdrawn, or is no longer firm.
    MovedPromise,
    /// A promise is newly missed, or newly forecast to be, or no day is left for it.
    NewlyLate,
    /// The forecast of a program or a promised milestone is at least this many working days later.
    Slip(u32),
    /// Milestones newly wait for each other in a circle.
    NewCycle,
}

/// The conditions, as on the command line.
const WORDS: [&str; 4] = ["moved-promise", "newly-late", "slip=3wd", "new-cycle"];

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// The message names the condition that was probably meant, or lists all.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = [Self::MovedPromise, Self::NewlyLate, Self::NewCycle];
        if let Some(condition) = plain.into_iter().find(|condition| condition.word() == text) {
            return Ok(condition);
        }
        if let Some(days) = text.strip_prefix("slip=") {
            let number = days.strip_suffix("wd").or_else(|| days.strip_suffix('d')).unwrap_or("");
            return match number.parse() {
                Ok(days @ 1..=20_000) => Ok(Self::Slip(days)),
                _ => Err(format!("`{text}` is not a slip in working days; write `slip=3wd`")),
            };
        }
        let help = match nearest(text, WORDS) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the conditions are {}", WORDS.join(", ")),
        };
        Err(format!("`{text}` is not a condition; {help}"))
    }

    /// Returns it as on the command line.
    pub fn word(self) -> String {
        match self {
            Self::MovedPromise => "moved-promise".into(),
            Self::NewlyLate => "newly-late".into(),
            Self::Slip(days) => format!("slip={days}wd"),
            Self::NewCycle => "new-cycle".into(),
        }
    }
}

/// A condition that a change meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub condition: Condition,
    /// The programs and milestones that meet it, by id.
    pub by: Vec<String>,
}

/// Returns the conditions that a change meets, in the given order.
pub fn failures(diff: &Diff<'_>, conditions: &[Condition]) -> Vec<Failure> {
    let of = |condition: &Condition| {
        let promises = |meets: fn(&PromiseChange) -> bool| {
            let promises = diff.promises.iter().filter(move |promise| meets(promise));
            promises.map(|promise| diff.id(promise.holder).to_owned()).collect()
        };
        let mut by: Vec<String> = match condition {
            Condition::MovedPromise => promises(|promise| promise.is_moved() || promise.is_loosened()),
            Condition::NewlyLate => {
                promises(|promise| promise.is_newly_late() || promise.is_newly_without_day())
            }
            Condition::Slip(days) => slips(diff, *days),
            Condition::NewCycle => diff.new_cycles.iter().map(|cycle| cycle.join(" → ")).collect(),
        };
        by.sort();
        by.dedup();
        (!by.is_empty()).then_some(Failure { condition: *condition, by })
    };
    conditions.iter().filter_map(of).collect()
}

fn slips(diff: &Diff<'_>, days: u32) -> Vec<String> {
    let slips = |finish: &Finish| finish.by.is_some_and(|by| i64::from(by.workdays) >= i64::from(days));
    let is_promised = |id| diff.head.workspace().milestone(id).promise.due.is_some();
    let programs = diff.programs.iter().filter(|change| slips(&change.finish));
    let programs = programs.map(|change| change.pair.holder());
    let milestones = diff.milestones.iter().filter(|change| slips(&change.finish));
    let promised = milestones.filter(|change| change.pair.head().is_some_and(is_promised));
    let holders = programs.chain(promised.map(|change| change.pair.holder()));
    holders.map(|holder| diff.id(holder).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_they_are_typed() {
        for word in ["moved-promise", "newly-late", "slip=3wd", "new-cycle"] {
            assert_eq!(Condition::parse(word).map(Condition::word), Ok(word.to_owned()));
        }
        assert_eq!(Condition::parse("slip=12d"), Ok(Condition::Slip(12)));
        for wrong in ["slip", "slip=0wd", "slip=-1wd", "slip=3", "slip=99999wd", "", "newly late"] {
            assert!(Condition::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            Condition::parse("newlylate").unwrap_err(),
            "`newlylate` is not a condition; did you mean `newly-late`?"
        );
    }
}
