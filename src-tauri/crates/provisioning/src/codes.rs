//! Lists of identifiers that stand in JSON, metrics and words.

/// An enum with the identifier of each variant.
macro_rules! codes {
    ($(#[$of:meta])* $enum:ident, $($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        $(#[$of])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum $enum { $($(#[$doc])* #[serde(rename = $id)] $name,)* }

        impl $enum {
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

pub(crate) use codes;
