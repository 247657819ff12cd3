//! `document!`: one row for each key, and what is made of it.
//!
//! A row is
//!
//! ```text
//! field: Form => Nature = default Looser, "example", "doc", ["habit", …], required, …;
//! ```
//!
//! where all but form, example and doc may be left out. From the rows of a document come
//!
//! - its [`Table`]: what the decoder looks keys up in, and what the schema is made from,
//! - its struct, each field of the type that its form is read as,
//! - its decoding,
//! - for a limit, a method of the key's name: what is written, or the default.
//!
//! The kind of document says what else is in it: a `file` knows how much of it could be read, an
//! `item` of a list where it stands too, and an `entry` by id its id as well; a `part` is its keys
//! alone. A `table` has no struct. Where a field cannot be named as its key, the key stands behind
//! it: `url_links "links"`. What follows the habits are methods of [`Key`](super::Key).

// What the rows are made with: a file of rows imports it all.
pub(super) use super::{Document, Looser, Nature, Table, habits, key};
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
                /// Where it stands.
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
                /// Where the id stands.
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

    ($(#[$about:meta])* table $name:ident, $what:literal; $($rows:tt)*) => {
        $(#[$about])*
        pub(in crate::syntax) static $name: Table =
            Table { what: $what, keys: document! { @keys $($rows)* }, strangers: &[] };
    };

    (@struct $(#[$about:meta])* $name:ident { $($more:tt)* } $what:literal $(, $strangers:expr)?; $($rows:tt)*) => {
        document! { @fields $(#[$about])* $name { $($more)* } $($rows)* }

        impl Document for $name {
            const TABLE: &'static Table = {
                static TABLE: Table = Table {
                    what: $what,
                    keys: document! { @keys $($rows)* },
                    strangers: document! { @strangers $($strangers)? },
                };
                &TABLE
            };
        }
    };

    (@fields $(#[$about:meta])* $name:ident { $($more:tt)* } $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)?
            $(=> $nature:ident)? $(= $usual:literal $looser:ident)?,
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
                Self {
                    $($field: reader.key::<forms::$form $(<$inner>)?>(
                        section,
                        document! { @name $field $($key)? },
                    ),)*
                    ..Self::default()
                }
            }
        }
    };

    (@keys $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)?
            $(=> $nature:ident)? $(= $usual:literal $looser:ident)?,
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
                $(.nature(Nature::$nature))?
                $(.limit($usual, Looser::$looser))?
                $(.habits(&[$($habit),*]))?
                $(.$method($($argument)?))*,
        )*]
    };

    (@strangers) => { &[] };
    (@strangers $strangers:expr) => { $strangers };

    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}
