//! How likely each date is: the schedule, calculated over and over with lengths that are drawn.
//!
//! One **run** draws the length of each unfinished work ([`Spread`]) and which risks happen, and
//! dates the plan with `schedule`: there is no second engine. [`simulate`] counts what many runs
//! give. Every number drawn depends on the seed, the run, the id of what it is for and the purpose
//! alone (`draw`), so that neither threads nor the order of files nor the rest of the plan change
//! it, and a plan and a variant of it see the same luck.

mod beta;
mod chances;
mod draw;
mod expected;
mod holder;
mod merge;
mod run;
mod settings;
mod simulate;
mod spread;
mod tally;
mod without_risk;

pub use beta::beta_survival;
pub use chances::{Chances, LiveRisk, RiskChance};
pub use draw::{Key, Purpose};
pub use expected::Expected;
pub use merge::Merge;
pub use settings::Settings;
pub use simulate::{Finish, RiskEffect, Simulated, simulate, simulate_finishes};
pub use spread::{Points, Spread};
pub use tally::Tally;
