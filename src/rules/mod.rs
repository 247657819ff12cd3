//! The gate: rules about scheduled plans, what a workspace makes of them, and what it excuses.
//!
//! One file a rule. A rule is a function of a [`Case`]: the model, its schedule and what is judged of it. It
//! knows nothing of levels, waivers or formats; [`Gate`] brings those in, in this order: the policy says how
//! much a finding matters, waivers take out what is excused, and what belongs to one cause is put together.

mod case;
mod counted;
mod gate;
mod offence;
mod policy;
mod known;
mod registry;
mod waiving;
mod words;

mod blocked_by_nobody;
mod blocked_without_end;
mod broken_assertion;
mod dangling_end;
mod due_on_day_off;
mod duration_from_promise;
mod eta_before_start;
mod eta_disagrees;
mod expired_waiver;
mod fired_risk_not_in_plan;
mod lead;
mod long_lag;
mod needed_by_another_program;
mod no_due_date;
mod no_owner;
mod no_predecessor;
mod out_of_sequence;
mod overdue_milestone;
mod overdue_mitigation;
mod overdue_program;
mod overdue_risk_review;
mod promise_before_its_input;
mod promise_forecast_late;
mod promise_moved_without_reason;
mod quiet_owner;
mod redundant_dependency;
mod risk_without_live_target;
mod risk_without_owner;
mod risk_without_response;
mod says_green_computed_late;
mod slipped_baseline;
mod stale_eta;
mod start_to_finish_link;
mod unknown_baseline;
mod unused_waiver;

pub use case::Case;
pub use gate::{Gate, Story, Verdict, Waived};
pub use known::Known;
pub use offence::{Offence, On};
pub use policy::{Overrides, Policy};
pub use registry::{REGISTRY, Rule, rule};
pub use unknown_baseline::NoBaseline;
pub use waiving::{Granted, WaiverKey, granted};
