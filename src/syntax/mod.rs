//! From text to typed documents, with every error of a file at once.
//!
//! `yaml` turns text into a flat tree of nodes with byte spans. `fields` lists every key of the
//! language, once. `values` reads the forms that a value may take. `decode` puts the three
//! together: it yields documents in which each field is absent, unreadable or read, and it never
//! stops at the first fault. `schema` describes the same keys to editors. `patch` changes a tree,
//! which is then decoded again; `splice` makes the same change in the text. `model` resolves names;
//! nothing here does.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod decode;
mod document;
pub(crate) mod fields;
mod near;
mod outline;
mod patch;
mod schema;
mod splice;
mod typed_day;
mod values;
mod yaml;

pub use decode::{
    Entity, ListedDependency, StatedValue, Statement, Statements, Value, decode_again, decode_program,
    decode_shared,
};
pub use document::{Entries, Field, Parsed, Reading, Spanned};
pub use fields::{
    AskDoc, AssertionDoc, AtRiskDoc, BlockedDoc, CalendarDoc, CancelledDoc, ChecksDoc, Class,
    DefaultRangeDoc, FreezeDoc, HealthDoc, Measure, MilestoneDoc, MoveDoc, Nature, OddsDoc, OwnerDoc,
    ProgramDoc, ResidualDoc, RiskDoc, SharedDoc, WaiverDoc,
};
pub use near::{Guesses, did_you_mean, nearest};
pub use outline::{Content, Outline, outline};
pub use patch::{Patch, Step};
pub use schema::{Schema, program_schema, shared_schema};
pub use splice::{Carried, Refused, cut, formatted, paste, splice};
pub use typed_day::TypedDay;
pub use values::{
    Amount, Capacity, Declared, DependencyDoc, Distribution, Due, Duration, FailOn, Importance, Lag,
    LinkKind, Probability, Progress, RUNS, Requirement, Response, TimeUnit, WEEKDAYS, month,
};
pub(crate) use values::{is_id, says_why};
pub use yaml::{Style, Tree, Version};
