//! The gate: rules about scheduled plans, what a workspace makes of them, and what it excuses.
//!
//! A rule is a module and a text beside it: `no_owner.rs` finds, `no_owner.md` explains, and a row
//! of `finding/gate_rules.rs` names it. It is a function of a [`Case`]: the model, its schedule and
//! what is judged of it. It knows nothing of levels, waivers or formats; [`Gate`] brings those in,
//! in this order: the policy says how much a finding matters, waivers take out what is excused, and
//! what belongs to one cause is put together.

mod case;
mod counted;
mod gate;
mod known;
mod policy;
mod registry;
mod violation;
mod waiving;
mod words;

pub use case::Case;
pub use gate::{Gate, Story, Verdict, Waived};
pub use known::Known;
pub use policy::{Overrides, Policy};
pub use registry::{Rule, rule};
pub use unknown_baseline::NoBaseline;
pub use violation::{Topic, Violation};
pub use waiving::{Granted, WaiverKey, granted};

use crate::finding::gate_rules::{NAMES, gate_rules};
use crate::syntax::Importance;
use std::sync::LazyLock;

/// Declares the module of each rule and registers it. `cargo fmt` does not look behind a macro;
/// `.ci/run` formats these modules by name.
macro_rules! register {
    ($($module:ident: $set:ident $level:ident $($by_comparison:ident)? $summary:literal,)*) => {
        $(mod $module;)*

        /// The rules, in the order of their list.
        pub static REGISTRY: LazyLock<Vec<Rule>> = LazyLock::new(|| {
            let rules = [$((
                Importance::$level,
                !stringify!($($by_comparison)?).is_empty(),
                include_str!(concat!(stringify!($module), ".md")),
                $module::check as registry::Check,
            )),*];
            NAMES.iter().zip(rules).map(Rule::new).collect()
        });
    };
}
gate_rules!(register);
