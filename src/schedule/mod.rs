//! Dates, floats and drivers by the critical path method.
//!
//! [`forward`] and [`backward`] are functions of a [`Plan`] (network, calendars, inputs) and of buffers that the
//! caller owns: trials, float to one milestone and simulation are loops over them that allocate nothing.
//! [`Scheduled`] runs what every report needs once and answers questions about it. Definitions, with formula and
//! edges: `docs/method.md`.
//!
//! To read it for the first time: `inputs` (what a milestone says), `row` (where that puts it), `links` (what its
//! dependencies ask), `forward`, then `backward` and `float`.

mod backward;
mod commitment;
mod critical;
mod dates;
mod drivers;
mod finishes;
mod float;
mod floats_to;
mod forward;
mod handoff;
mod inputs;
mod links;
mod plan;
mod row;
mod scheduled;
mod targets;

pub use backward::{Late, backward};
pub use commitment::{Commitment, Commitments};
pub use dates::Dates;
pub use drivers::{Driver, Hold};
pub use finishes::{ProgramFinish, forecast_finish};
pub use floats_to::FloatsTo;
pub use forward::{date, forward};
pub use handoff::{Handoff, Until};
pub use inputs::{Inputs, Reading, State, Task};
pub use plan::{Dated, Plan};
pub use scheduled::Scheduled;
pub use targets::{Bound, PromiseHolder, PromiseId, Promises, Targets};
