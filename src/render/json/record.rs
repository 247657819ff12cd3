//! Objects of a report, one row per key: its meaning, its type, and where its value comes from.

/// Declares such an object, and `of`, which makes it of what stands in parentheses. What several
/// keys need stands before them, after `where`.
macro_rules! record {
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? of ($($from:ident: $of:ty),+) {
            $($keys:tt)*
        }
    ) => {
        record! {
            $(#[$about])* $vis struct $name $(<$life>)? of ($($from: $of),+) where {} from { $($keys)* }
        }
    };
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? of ($($from:ident: $of:ty),+) where {
            $($shared:stmt;)*
        } from {
            $($(#[$about_key:meta])* $key:ident: $type:ty = $value:expr,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Serialize, JsonSchema)]
        $vis struct $name $(<$life>)? {
            $($(#[$about_key])* $key: $type,)+
        }

        impl $(<$life>)? $name $(<$life>)? {
            $vis fn of($($from: $of),+) -> Self {
                $($shared)*
                Self { $($key: $value),+ }
            }
        }
    };
}
pub(super) use record;
