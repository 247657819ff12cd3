//! `document!`: one row for each key, and the code that is generated from it.
//!
//! A row is
//!
//! ```text
//! field: Form => Nature Class = default Looser, "example", "doc", ["habit", …], required, …;
//! ```
//!
//! where everything but form, example and doc is optional. The rows of a document generate
//!
//! - its [`Table`], which the decoder and the schema use,
//! - its struct, with each field of the type of its form,
//! - its decoding,
//! - for a limit, a method with the name of the key, which returns the written value or the
//!   default.
//!
//! The kind of document adds fields: a `file` has how much of it could be read, an `item` of a list
//! also its place, and an `entry` by id also its id; a `part` has only its keys. A `table` has no
//! struct. A field whose name differs from its key has the key after it: `url_links "links"`. The
//! words after the habits are methods of [`Key`](super::Key).

// Everything that `document!` expands to; each file of rows imports it all.
pub(super) use super::{Class, Document, Looser, Nature, Table, habits, key};
pub(super) use crate::source::Span;
pub(super) use crate::syntax::decode::{Decode, Entry, Item, Reader, Reads, Section, Takes, forms};
pub(super) use crate::syntax::document::Reading;

macro_rules! document {
    ($(#[$about:meta])* file $name:ident, $($rest:tt)*) => {
        document! {
            @struct $(#[$about])* $name {
                /// How much of it could be read.
                pub reading: Reading,
            }
            $($rest)*
        }
    };

    ($(#[$about:meta])* item $name:ident, $($rest:tt)*) => {
        document! {
            @struct $(#[$about])* $name {
                /// Where it is written.
                pub span: Span,
                /// How much of it could be read.
                pub reading: Reading,
            }
            $($rest)*
        }

        impl Item for $name {
            fn at(self, span: Span, reading: Reading) -> Self {
                Self { span, reading, ..self }
            }
        }
    };

    ($(#[$about:meta])* entry $name:ident, $($rest:tt)*) => {
        document! {
            @struct $(#[$about])* $name {
                /// The id.
                pub id: String,
                /// Where the id is written.
                pub span: Span,
                /// How much of it could be read.
                pub reading: Reading,
            }
            $($rest)*
        }

        impl Entry for $name {
            fn named(self, id: String, span: Span, reading: Reading) -> Self {
                Self { id, span, reading, ..self }
            }
        }
    };

    ($(#[$about:meta])* part $name:ident, $($rest:tt)*) => {
        document! { @struct $(#[$about])* $name {} $($rest)* }
    };

    ($(#[$about:meta])* table $name:ident, $what:literal, $foreign:expr; $($rows:tt)*) => {
        $(#[$about])*
        pub(in crate::syntax) static $name: Table =
            Table { what: $what, keys: document! { @keys $($rows)* }, foreign: $foreign };
    };

    (@struct $(#[$about:meta])* $name:ident { $($more:tt)* } $what:literal $(, $foreign:expr)?; $($rows:tt)*) => {
        document! { @fields $(#[$about])* $name { $($more)* } $($rows)* }

        impl Document for $name {
            const TABLE: &'static Table = {
                static TABLE: Table = Table {
                    what: $what,
                    keys: document! { @keys $($rows)* },
                    foreign: document! { @foreign $($foreign)? },
                };
                &TABLE
            };
        }
    };

    (@fields $(#[$about:meta])* $name:ident { $($more:tt)* } $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)?
            $(=> $nature:ident $($class:ident)?)? $(= $usual:literal $looser:ident)?,
            $example:literal, $doc:literal
            $(, [$($habit:literal),* $(,)?])? $(, $method:ident $(($argument:expr))?)*;
    )*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($more)*
            $(#[doc = $doc] pub $field: <forms::$form $(<$inner>)? as Takes>::Read,)*
        }

        impl $name {$($(
            #[doc = $doc]
            #[doc = concat!("Without one, ", $usual, ".")]
            pub fn $field(&self) -> u32 {
                self.$field.value().copied().unwrap_or($usual)
            }
        )?)*}

        impl Decode for $name {
            #[allow(clippy::needless_update, reason = "a part has no other fields")]
            fn decode(reader: &mut Reader<'_>, section: &Section) -> Self {
                let mut keys = Self::TABLE.keys.iter();
                Self {
                    $($field: reader.key::<forms::$form $(<$inner>)?>(section, keys.next()),)*
                    ..Self::default()
                }
            }
        }
    };

    (@keys $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)?
            $(=> $nature:ident $($class:ident)?)? $(= $usual:literal $looser:ident)?,
            $example:literal, $doc:literal
            $(, [$($habit:literal),* $(,)?])? $(, $method:ident $(($argument:expr))?)*;
    )*) => {
        &[$(
            key(
                document! { @name $field $($key)? },
                <forms::$form $(<$inner>)? as Reads>::FORM,
                $example,
                $doc,
            )
                $(.nature(Nature::$nature)$(.class(Class::$class))?)?
                $(.limit($usual, Looser::$looser))?
                $(.habits(&[$($habit),*]))?
                $(.$method($($argument)?))*,
        )*]
    };

    (@foreign) => { &[] };
    (@foreign $foreign:expr) => { $foreign };

    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}
