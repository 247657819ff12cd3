//! The gate: rules over scheduled plans, the policy of a workspace, and its waivers.
//!
//! A rule is a module with a text beside it: `no_owner.rs` finds, `no_owner.md` explains, and a row
//! of `finding/gate_rules.rs` names it. It is a function of a [`Case`]: the model, its schedule and
//! its assessment. It knows nothing of levels, waivers or formats. [`Gate`] applies those, in this
//! order: the policy sets the level of a finding, waivers remove what they excuse, and findings
//! with one cause are grouped.

mod case;
mod counted;
mod gate;
mod known;
mod policy;
mod registry;
mod violation;
mod waiving;
mod words;

pub use case::{Case, Commits};
pub use gate::{Gate, Story, Verdict, Waived};
pub use known::Known;
pub use policy::{Levels, Overrides, Policy, Saying};
pub use promise_moved_without_reason::FirmMove;
pub use registry::{Rule, rule};
pub use unknown_baseline::NoBaseline;
pub use violation::{Topic, Violation};
pub use waiving::{Granted, WaiverKey};

use crate::finding::gate_rules::{NAMES, gate_rules};
use crate::syntax::Importance;
use std::sync::LazyLock;

/// Declares and registers the module of each rule. `cargo fmt` does not see modules that a macro
/// declares, so `.ci/run` formats them by name.
macro_rules! register {
    ($($module:ident: $set:ident $level:ident $($mark:ident)* $summary:literal,)*) => {
        $(mod $module;)*

        /// The rules, in the order of their list.
        pub static REGISTRY: LazyLock<Vec<Rule>> = LazyLock::new(|| {
            let rules = [$((
                Importance::$level,
                &[$(stringify!($mark)),*][..],
                include_str!(concat!(stringify!($module), ".md")),
                $module::check as registry::Check,
            )),*];
            NAMES.iter().zip(rules).map(Rule::new).collect()
        });
    };
}
gate_rules!(register);
