//! `document!`: one row for each key, and what is made of it.
//!
//! A row is `field: Form => Nature = default Looser, "example", "doc", ["habit", …], required, …;`, where all but form,
//! example and doc may be left out. From the rows of a document come
//!
//! - its [`Table`](super::Table): what the decoder looks keys up in, and what the schema is made from,
//! - its struct, each field of the type that its form is read as,
//! - its decoding,
//! - for a limit, a method of the key's name: what is written, or the default.
//!
//! The kind of document says what else is in it: a `file` knows how much of it could be read, an `item` of a list
//! where it stands too, and an `entry` by id its id as well; a `part` is its keys alone. A `table` has no struct.
//! Where a field cannot be named as its key, the key stands behind it: `url_links "links"`.

macro_rules! document {
    ($(#[$about:meta])* file $name:ident, $($rest:tt)*) => {
        document! {
            @struct $(#[$about])* $name {
                /// How much of it could be read.
                pub reading: $crate::syntax::Reading,
            }
            $($rest)*
        }
    };

    ($(#[$about:meta])* item $name:ident, $($rest:tt)*) => {
        document! {
            @struct $(#[$about])* $name {
                /// Where it stands.
                pub span: $crate::source::Span,
                /// How much of it could be read.
                pub reading: $crate::syntax::Reading,
            }
            $($rest)*
        }

        impl $crate::syntax::decode::Item for $name {
            fn at(self, span: $crate::source::Span, reading: $crate::syntax::Reading) -> Self {
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
                pub span: $crate::source::Span,
                /// How much of it could be read.
                pub reading: $crate::syntax::Reading,
            }
            $($rest)*
        }

        impl $crate::syntax::decode::Entry for $name {
            fn named(self, id: String, span: $crate::source::Span, reading: $crate::syntax::Reading) -> Self {
                Self { id, span, reading, ..self }
            }
        }
    };

    ($(#[$about:meta])* part $name:ident, $($rest:tt)*) => {
        document! { @struct $(#[$about])* $name {} $($rest)* }
    };

    ($(#[$about:meta])* table $name:ident, $what:literal; $($rows:tt)*) => {
        $(#[$about])*
        pub(in crate::syntax) static $name: $crate::syntax::fields::Table =
            $crate::syntax::fields::Table { what: $what, keys: document! { @keys $($rows)* }, strangers: &[] };
    };

    (@struct $(#[$about:meta])* $name:ident { $($more:tt)* } $what:literal $(, $strangers:expr)?; $($rows:tt)*) => {
        document! { @fields $(#[$about])* $name { $($more)* } $($rows)* }

        impl $crate::syntax::fields::Document for $name {
            const TABLE: &'static $crate::syntax::fields::Table = {
                static TABLE: $crate::syntax::fields::Table = $crate::syntax::fields::Table {
                    what: $what,
                    keys: document! { @keys $($rows)* },
                    strangers: document! { @strangers $($strangers)? },
                };
                &TABLE
            };
        }
    };

    (@fields $(#[$about:meta])* $name:ident { $($more:tt)* } $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)? $(=> $nature:ident)? $(= $usual:literal $looser:ident)?,
        $example:literal, $doc:literal
        $(, [$($habit:literal),* $(,)?])? $(, $method:ident $(($argument:expr))?)*;
    )*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($more)*
            $(#[doc = $doc] pub $field: <$crate::syntax::decode::forms::$form $(<$inner>)? as $crate::syntax::decode::Takes>::Read,)*
        }

        impl $name {$($(
            #[doc = $doc]
            #[doc = concat!("Without one, ", $usual, ".")]
            pub fn $field(&self) -> u32 {
                self.$field.value().copied().unwrap_or($usual)
            }
        )?)*}

        impl $crate::syntax::decode::Decode for $name {
            #[allow(clippy::needless_update, reason = "a part has no other fields")]
            fn decode(reader: &mut $crate::syntax::decode::Reader<'_>, section: &$crate::syntax::decode::Section) -> Self {
                Self {
                    $($field: reader.key::<$crate::syntax::decode::forms::$form $(<$inner>)?>(section, document! { @name $field $($key)? }),)*
                    ..Self::default()
                }
            }
        }
    };

    (@keys $(
        $field:ident $($key:literal)?: $form:ident $(<$inner:ty>)? $(=> $nature:ident)? $(= $usual:literal $looser:ident)?,
        $example:literal, $doc:literal
        $(, [$($habit:literal),* $(,)?])? $(, $method:ident $(($argument:expr))?)*;
    )*) => {
        &[$(
            $crate::syntax::fields::key(document! { @name $field $($key)? }, <$crate::syntax::decode::forms::$form $(<$inner>)? as $crate::syntax::decode::Reads>::FORM, $example, $doc)
                $(.nature($crate::syntax::fields::Nature::$nature))?
                $(.limit($usual, $crate::syntax::fields::Looser::$looser))?
                $(.habits(&[$($habit),*]))?
                $(.$method($($argument)?))*,
        )*]
    };

    (@strangers) => { &[] };
    (@strangers $strangers:expr) => { $strangers };

    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}
