//! How the schemas of a feed's job call what is sent, and which attribute of a directory it is usually for (contract 14.4).

use std::borrow::Cow;

use people_feed::EXTENSION;
use people_file::Target;

use super::setup::{Column, Directory, Sent};

/// The attributes of the enterprise extension are named below its schema.
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What sign-in names are sent as, and the attribute that takes them.
pub(super) const USER_NAME: &str = "userName";
pub(super) const SIGN_IN_NAME: &str = "userPrincipalName";
/// Where an account of Active Directory stands.
pub(super) const PLACE: &str = "parentDistinguishedName";

/// As the source directory of the job's schema calls it.
pub(crate) fn source(sent: &Sent) -> Cow<'static, str> {
    match sent {
        Sent::Own { name, .. } => format!("{EXTENSION}:{name}").into(),
        Sent::Known(target) if target.is_date() => format!("{EXTENSION}:{}", target.path()).into(),
        Sent::Known(
            target @ (Target::Department | Target::Division | Target::Company | Target::CostCenter | Target::Manager),
        ) => format!("{ENTERPRISE}:{}", target.path()).into(),
        Sent::Known(target) => target.path().into(),
    }
}

/// The attribute that a column is for; `None` where none is made of it alone.
pub(super) fn of(directory: Directory, column: &Column) -> Option<&str> {
    let usual = match column.to {
        Sent::Known(target) => usual(directory, target),
        Sent::Own { .. } => None,
    };
    column.target.as_deref().or(usual)
}

/// The attribute that holds everybody's number.
pub(super) fn number_of(directory: Directory) -> &'static str {
    match directory {
        Directory::Entra => "employeeId",
        Directory::ActiveDirectory => "employeeID",
    }
}

/// The attribute that something is usually for. There is none where the directory has no such attribute.
fn usual(directory: Directory, target: Target) -> Option<&'static str> {
    let (entra, ad) = match target {
        Target::GivenName => (Some("givenName"), Some("givenName")),
        Target::MiddleName => (None, Some("middleName")),
        Target::FamilyName => (Some("surname"), Some("sn")),
        Target::FullName => (Some("displayName"), Some("displayName")),
        Target::Title => (Some("jobTitle"), Some("title")),
        Target::Department => (Some("department"), Some("department")),
        Target::Division => (Some("employeeOrgData.division"), Some("division")),
        Target::Company => (Some("companyName"), Some("company")),
        Target::CostCenter => (Some("employeeOrgData.costCenter"), None),
        Target::EmployeeType => (Some("employeeType"), Some("employeeType")),
        Target::Manager => (Some("manager"), Some("manager")),
        Target::HireDate => (Some("employeeHireDate"), None),
        Target::LeaveDate => (Some("employeeLeaveDateTime"), None),
        Target::Status => (Some("accountEnabled"), Some("accountDisabled")),
        Target::Email => (Some("mail"), Some("mail")),
        Target::WorkPhone => (Some("telephoneNumber"), Some("telephoneNumber")),
        Target::MobilePhone => (Some("mobile"), Some("mobile")),
        Target::Street => (Some("streetAddress"), Some("streetAddress")),
        Target::City => (Some("city"), Some("l")),
        Target::Region => (Some("state"), Some("st")),
        Target::PostalCode => (Some("postalCode"), Some("postalCode")),
        Target::Country => (Some("country"), Some("co")),
        // The first two have answers of their own.
        Target::Number | Target::UserName | Target::PreferredName | Target::Prefix => (None, None),
    };
    match directory {
        Directory::Entra => entra,
        Directory::ActiveDirectory => ad,
    }
}
