//! What is wrong with an object, so that writing it to Microsoft Entra ID fails, or goes otherwise than people expect.

use super::{Directory, Flags, ObjectIndex};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Flaw {
    /// Another object of the tenant has its address.
    AddressTaken,
    /// A field that every object needs is empty.
    FieldEmpty,
    /// Its sign-in name ends in no domain of the tenant.
    DomainUnknown,
    /// It has no value in the property by which people are matched: it is passed over, and that is no failure.
    MatchEmpty,
    /// It is written, but without one of its addresses, which another object has.
    AddressLeftOff,
}

impl Flaw {
    pub(super) const ALL: [(Self, u16); 5] = [
        (Self::AddressTaken, Flags::ADDRESS_TAKEN),
        (Self::FieldEmpty, Flags::FIELD_EMPTY),
        (Self::DomainUnknown, Flags::DOMAIN_UNKNOWN),
        (Self::MatchEmpty, Flags::MATCH_EMPTY),
        (Self::AddressLeftOff, Flags::ADDRESS_LEFT_OFF),
    ];

    pub(super) fn flag(self) -> u16 {
        Self::ALL
            .iter()
            .find(|(flaw, _)| *flaw == self)
            .map_or(0, |(_, flag)| *flag)
    }

    fn fails(self) -> bool {
        !matches!(self, Self::MatchEmpty | Self::AddressLeftOff)
    }

    /// `errorCode` of the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AddressTaken | Self::AddressLeftOff => "AttributeValueMustBeUnique",
            Self::FieldEmpty => "MandatoryFieldsMissing",
            Self::DomainUnknown => "InvalidDomain",
            Self::MatchEmpty => "ImportSkipped",
        }
    }

    /// `reason` of the log.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::AddressTaken | Self::AddressLeftOff => {
                "Another object in this tenant has the same value in ProxyAddresses. Remove the value from one of the two objects."
            }
            Self::FieldEmpty => "The required property 'DisplayName' of the object has no value.",
            Self::DomainUnknown => "The domain portion of the userPrincipalName property is invalid.",
            Self::MatchEmpty => {
                "The object has no value for the matching property 'employeeID', so it was not evaluated."
            }
        }
    }
}

impl Directory {
    /// Why exporting it fails, if it does.
    #[must_use]
    pub fn flaw(&self, index: ObjectIndex) -> Option<Flaw> {
        let flags = self.object(index)?.flags;
        Flaw::ALL
            .into_iter()
            .find(|(flaw, flag)| flaw.fails() && flags.has(*flag))
            .map(|(flaw, _)| flaw)
    }

    /// Do the default filters leave it out?
    #[must_use]
    pub fn is_excluded(&self, index: ObjectIndex) -> bool {
        self.object(index)
            .is_some_and(|object| object.flags.has(Flags::EXCLUDED))
    }

    /// Has it this flaw?
    #[must_use]
    pub fn has_flaw(&self, index: ObjectIndex, flaw: Flaw) -> bool {
        self.object(index).is_some_and(|object| object.flags.has(flaw.flag()))
    }
}
