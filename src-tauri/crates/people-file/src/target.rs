//! What a column may be sent as.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! targets {
    ($($target:ident = $key:literal, $path:literal, $most:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[ts(rename = "PeopleTarget")]
        pub enum Target {
            $(#[serde(rename = $key)] $target,)*
        }

        impl Target {
            pub const ALL: &[Self] = &[$(Self::$target),*];

            /// The key of its words.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$target => $key),* }
            }

            /// As a set-up file names it.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self { $(Self::$target => $path),* }
            }

            /// How many characters the attribute of a user takes at most, as Microsoft's page on the resource `user` says.
            #[must_use]
            pub fn most(self) -> usize {
                match self { $(Self::$target => $most),* }
            }
        }
    };
}

targets! {
    Number = "number", "externalId", 16;
    UserName = "user-name", "userName", 113;
    GivenName = "given-name", "name.givenName", 64;
    PreferredName = "preferred-name", "nickName", 64;
    MiddleName = "middle-name", "name.middleName", 64;
    Prefix = "prefix", "name.familyNamePrefix", 64;
    FamilyName = "family-name", "name.familyName", 64;
    FullName = "full-name", "displayName", 256;
    Title = "title", "title", 128;
    Department = "department", "department", 64;
    Division = "division", "division", 64;
    Company = "company", "organization", 64;
    CostCenter = "cost-center", "costCenter", 64;
    EmployeeType = "employee-type", "userType", 64;
    Manager = "manager", "manager", 16;
    HireDate = "hire-date", "HireDate", 64;
    LeaveDate = "leave-date", "LeaveDate", 64;
    Status = "status", "active", 256;
    Email = "email", "emails[type eq \"work\"].value", 256;
    WorkPhone = "work-phone", "phoneNumbers[type eq \"work\"].value", 64;
    MobilePhone = "mobile-phone", "phoneNumbers[type eq \"mobile\"].value", 64;
    Street = "street", "addresses[type eq \"work\"].streetAddress", 1024;
    City = "city", "addresses[type eq \"work\"].locality", 128;
    Region = "region", "addresses[type eq \"work\"].region", 128;
    PostalCode = "postal-code", "addresses[type eq \"work\"].postalCode", 40;
    Country = "country", "addresses[type eq \"work\"].country", 128;
}

impl Target {
    /// A date, which is written in many ways.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(self, Self::HireDate | Self::LeaveDate)
    }

    /// A name of a person.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Self::GivenName | Self::PreferredName | Self::MiddleName | Self::Prefix | Self::FamilyName | Self::FullName
        )
    }
}
