//! Who is not sent before something is settled, and why.

/// Why somebody is not sent before something is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They seem to be in the tenant, without a number: a second account would be made, or none.
    NoNumberHere,
    /// Several accounts of the tenant have their number.
    NumberTwiceHere,
    /// Somebody with another number signs in by their name.
    NameTaken,
    /// Somebody else of the file would have the same name.
    NameTwice,
    /// Nothing can be made of their names or number.
    NoName,
    /// What stands behind the `@` is no domain of the tenant.
    Domain,
    /// They come from Active Directory, which decides what is said of them.
    OfDirectory,
    /// They left, and there is nobody with their number.
    GoneHere,
    /// They would be switched off, and it is whoever sends, or who is told of trouble.
    Own,
    /// Nobody in the tenant has their number, and the feed creates nobody.
    NotHere,
}

impl Why {
    pub const ALL: [Self; 10] = [
        Self::NoNumberHere,
        Self::NumberTwiceHere,
        Self::NameTaken,
        Self::NameTwice,
        Self::NoName,
        Self::Domain,
        Self::OfDirectory,
        Self::GoneHere,
        Self::Own,
        Self::NotHere,
    ];

    /// The key of its words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoNumberHere => "no-number-here",
            Self::NumberTwiceHere => "number-twice-here",
            Self::NameTaken => "name-taken",
            Self::NameTwice => "name-twice",
            Self::NoName => "no-name",
            Self::Domain => "domain",
            Self::OfDirectory => "of-directory",
            Self::GoneHere => "gone-here",
            Self::Own => "own",
            Self::NotHere => "not-here",
        }
    }
}

/// Somebody who is not sent before something is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub number: String,
    /// 0 for somebody who is in the file no more.
    pub row: u64,
    pub why: Why,
}
