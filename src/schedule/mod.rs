//! Dates, floats and drivers by the critical path method.
//!
//! [`forward`] and [`backward`] are functions of a [`Plan`] (network, calendars, inputs) that write
//! into buffers of the caller, so trials, float to one milestone and simulation can run them in a
//! loop without allocating. [`Scheduled`] runs once what every report needs, and answers questions
//! about it. `docs/method.md` defines each value with its formula and edge cases.
//!
//! On a first reading, begin with `inputs` (what a milestone contains), `row` (where that puts it)
//! and `links` (the bounds of its dependencies); then read `forward`, `backward` and `float`.

mod as_planned;
mod backward;
mod by_input;
mod commitment;
mod could_start;
mod critical;
mod dates;
mod decisive;
mod drivers;
mod finishes;
mod float;
mod floats_to;
mod forward;
mod giving;
mod handoff;
mod held;
mod inputs;
mod last_days;
mod links;
mod plan;
mod room;
mod row;
mod scheduled;
mod targets;
#[cfg(test)]
mod tests;

pub use backward::{Late, backward};
pub use by_input::{ByInput, by_input, each_input, without_inputs};
pub use commitment::{Commitment, Commitments};
pub use dates::Dates;
pub use decisive::Decisive;
pub use drivers::{Driver, Hold};
pub use finishes::{ProgramFinish, forecast_finish, may_finish};
pub use floats_to::FloatsTo;
pub use forward::{date, date_again, forward};
pub use giving::{Givers, Way};
pub use handoff::{Handoff, Until};
pub use inputs::{Held, Inputs, Later, Reading, State, Task};
pub use last_days::LastDays;
pub use plan::{Dated, Plan};
pub use room::{FreeFinish, Room};
pub use scheduled::Scheduled;
pub use targets::{Bound, PromiseHolder, PromiseId, Promises, Targets};
