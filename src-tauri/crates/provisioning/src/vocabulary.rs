//! Closed lists of identifiers that stay the same in the window, JSON, metrics and words.

macro_rules! vocabulary {
    ($(#[$about:meta])* $list:ident, $($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, ts_rs::TS,
        )]
        pub enum $list { $($(#[$doc])* #[serde(rename = $id)] $name,)* }

        impl $list {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The identifier as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

pub(crate) use vocabulary;
