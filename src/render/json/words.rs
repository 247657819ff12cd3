//! Values that are written as one word of a closed set; the schema lists the set.

use crate::analysis::ask::Reason;
use crate::analysis::changes::ScopeMove;
use crate::analysis::diff::{EditKind, Later, Moving, PolicyKind, PromiseOutcome, RiskMove};
use crate::analysis::ending::End;
use crate::analysis::gantt::By;
use crate::analysis::health::Health;
use crate::analysis::news::Mark;
use crate::analysis::promises::Kept;
use crate::analysis::risk::RiskState;
use crate::analysis::trend::{Every, Flag, Gap};
use crate::analysis::week::{DecisionKind, ReviewKind};
use crate::finding::Level;
use crate::finding::gate_rules::Set;
use crate::replies::Wanted;
use crate::schedule::Hold;
use crate::syntax::{Class, Declared, Importance, LinkKind, Nature, Response};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A value that is written as its word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<T>(pub(super) T);

/// A type that has a word for each of its values.
pub(super) trait Closed: Copy + 'static {
    const ALL: &'static [Self];

    fn as_word(self) -> &'static str;
}

impl<T: Closed> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_word())
    }
}

impl<T: Closed> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn schema_id() -> Cow<'static, str> {
        std::any::type_name::<T>().into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = T::ALL.iter().map(|value| value.as_word()).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// Lists the values of a type by hand; a missing one does not compile. A type declared by
/// [`words`](crate::words) has its own list.
macro_rules! closed {
    ($($type:ident),+) => {$(
        impl Closed for $type {
            const ALL: &'static [Self] = &Self::ALL;

            fn as_word(self) -> &'static str {
                self.word()
            }
        }
    )+};
    ($type:ident, $word:ident: $($value:ident),+) => {
        impl Closed for $type {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn as_word(self) -> &'static str {
                match self {
                    $(Self::$value)|+ => self.$word(),
                }
            }
        }
    };
}

closed!(Class, Declared, Health, Importance, Level, LinkKind, Response, RiskState, Set);
closed!(By, End, Every, Flag, Gap, Kept, Mark, Reason, ScopeMove, Wanted);
closed!(DecisionKind, EditKind, Later, Moving, PolicyKind, PromiseOutcome, ReviewKind, RiskMove);
closed!(Hold, word: DataDate, ProgramStart, NotBefore, BlockedUntil, Updated, Eta, Due, Actual, Calendar);
closed!(Nature, word: Plan, Word, Promise, Text);
