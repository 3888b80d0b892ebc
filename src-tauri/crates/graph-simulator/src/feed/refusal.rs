//! What a target refuses to write, with Microsoft's own codes where they are known.

use super::population::Population;
use super::target::Target;
use super::verdict::Change;

/// `errorCode` and `reason` of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) reason: String,
}

impl Problem {
    pub(super) fn new(code: &'static str, reason: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.into(),
        }
    }
}

/// Letters besides A–Z and 0–9 that a sign-in name may have before its `@` (plan-cloud-hr-provision).
const OF_SIGN_IN_NAMES: &str = "'.-_!#^~";

/// Characters a property of a user may have (user resource).
const LONGEST: [(&str, usize); 14] = [
    ("employeeId", 16),
    ("employeeID", 16),
    ("displayName", 256),
    ("givenName", 64),
    ("surname", 64),
    ("jobTitle", 128),
    ("department", 64),
    ("companyName", 64),
    ("city", 128),
    ("state", 128),
    ("country", 128),
    ("postalCode", 40),
    ("streetAddress", 1024),
    ("mobile", 64),
];

/// Who it is about, and what is known of the domain.
pub(super) struct Writing<'w> {
    pub(super) target: Target,
    pub(super) population: &'w Population,
    /// Suffixes that may be used.
    pub(super) verified: &'w [String],
    pub(super) object: Option<uuid::Uuid>,
    pub(super) is_managed_by_ad: bool,
}

impl Writing<'_> {
    /// The first thing that is in the way of these values.
    pub(super) fn refusal(&self, changes: &[Change]) -> Option<Problem> {
        if self.is_managed_by_ad {
            return Some(Problem::new(
                "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService",
                "The synchronization engine could not update one or more user properties in the target tenant. The operation failed because of Source of Authority (SOA) enforcement.",
            ));
        }
        if self.object.is_none()
            && let Some(problem) = self.lacks(changes)
        {
            return Some(problem);
        }
        changes.iter().find_map(|change| self.value(change))
    }

    /// What nobody can be created without.
    fn lacks(&self, changes: &[Change]) -> Option<Problem> {
        let has = |name: &str| {
            changes
                .iter()
                .any(|change| change.attribute == name && !change.is_empty())
        };
        if self.target == Target::Entra && !has("userPrincipalName") {
            return Some(invalid_name(""));
        }
        (!has("displayName")).then(|| {
            let reason = "This user could not be created because required values are missing: displayName.";
            Problem::new("MissingValues", reason)
        })
    }

    fn value(&self, change: &Change) -> Option<Problem> {
        let (name, value) = (change.attribute.as_str(), change.new.as_deref()?);
        if value.is_empty() && self.target == Target::Ad {
            let reason = format!(
                "InvalidAttributeSyntax-LdapErr: DSID-03190D26, comment: Error in attribute conversion operation, data 0, {name}"
            );
            return Some(Problem::new("InvalidAttributeSyntax", reason));
        }
        let longest = LONGEST.iter().find(|(known, _)| *known == name);
        if let Some((_, longest)) = longest.filter(|(_, longest)| value.chars().count() > *longest) {
            let reason = format!(
                "Invalid value specified for property '{name}' of resource 'User': it has more than {longest} characters."
            );
            return Some(Problem::new("InvalidPropertyValue", reason));
        }
        match (name, self.target) {
            ("userPrincipalName", Target::Entra) => self.sign_in_name(value),
            ("userPrincipalName" | "sAMAccountName", Target::Ad) => self.taken(name, value),
            _ => None,
        }
    }

    fn sign_in_name(&self, name: &str) -> Option<Problem> {
        let Some((local, suffix)) = name.split_once('@') else {
            return Some(invalid_name(name));
        };
        let is_good = |letter: char| letter.is_ascii_alphanumeric() || OF_SIGN_IN_NAMES.contains(letter);
        if local.is_empty() || local.len() > 64 || !local.chars().all(is_good) || local.ends_with('.') {
            return Some(invalid_name(name));
        }
        if !self.verified.iter().any(|known| known.eq_ignore_ascii_case(suffix)) {
            let reason = format!(
                "The domain portion of the userPrincipalName property is invalid: the domain '{suffix}' does not exist."
            );
            return Some(Problem::new("InvalidDomain", reason));
        }
        self.taken("userPrincipalName", name)
    }

    fn taken(&self, attribute: &str, value: &str) -> Option<Problem> {
        let holder = self.population.holder(attribute, value)?;
        (Some(holder) != self.object).then(|| {
            let reason = format!("Another object with the same value for property {attribute} already exists.");
            Problem::new("EntryConflict", reason)
        })
    }
}

fn invalid_name(name: &str) -> Problem {
    Problem::new(
        "AzureActiveDirectoryInvalidUserPrincipalName",
        format!("The userPrincipalName '{name}' is not valid."),
    )
}
