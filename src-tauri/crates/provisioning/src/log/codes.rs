//! What Microsoft's error codes say, as far as there are words for it (contract 15, operate 2.7).

use crate::State;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a code comes down to. The words are in `log.json` under `code` and `do`.
    Cause,
    /// Somebody else holds the same value.
    Taken = "taken",
    /// A value that must be there is empty.
    FieldEmpty = "field-empty",
    /// The object it was tied to is gone.
    PairBroken = "pair-broken",
    /// Several objects of the target fit.
    DoubleInTarget = "double-in-target",
    /// Several objects of the source fit.
    DoubleInSource = "double-in-source",
    /// The field that objects are matched by is empty.
    NothingToMatch = "nothing-to-match",
    /// It was looked at and left.
    LookedAt = "looked-at",
    /// Source and target agree.
    SameAlready = "same-already",
    /// The assignment to the app is broken.
    AssignmentBroken = "assignment-broken",
    /// The app has no licence left.
    NoLicence = "no-licence",
    /// The target takes no values of that domain.
    DomainNotAllowed = "domain-not-allowed",
    /// A mapping writes a field that the target does not have.
    NoSuchField = "no-such-field",
    /// The target takes one value where the source has several.
    OneValueOnly = "one-value-only",
    /// The target lets the service in and not do this.
    NotAllowed = "not-allowed",
    /// It is tried again by itself.
    TriedAgain = "tried-again",
    /// The target gives an answer that is not understood.
    OddAnswer = "odd-answer",
    /// The delete guard holds it back.
    HeldBack = "held-back",
    /// Whom it refers to, such as a member or manager, is not there.
    NotResolved = "not-resolved",
    /// An object of Active Directory's own.
    SystemObject = "system-object",
    /// The value is kept elsewhere and cannot be written from here.
    KeptElsewhere = "kept-elsewhere",
    /// Invitations are not accepted by themselves in both tenants.
    NotAutoRedeemed = "not-auto-redeemed",
    /// The tenant holds as many objects as it may.
    TenantFull = "tenant-full",
    /// The invitation failed.
    InvitationFailed = "invitation-failed",
    /// The other tenant takes no invitations.
    InvitationsBlocked = "invitations-blocked",
    /// An invitation cannot be made with such a value.
    InvitationValue = "invitation-value",
    /// The address belongs to somebody of the other tenant.
    InvitationAmbiguous = "invitation-ambiguous",
    /// No agent serves the domain.
    NoAgent = "no-agent",
    /// The agent gives no answer.
    AgentSilent = "agent-silent",
    /// The agent cannot read Active Directory.
    AdUnreachable = "ad-unreachable",
    /// The agents serve another domain.
    OtherDomain = "other-domain",
    /// Microsoft's account of the synchronization cannot sign in.
    ServiceAccount = "service-account",
    /// The target refuses the credentials.
    Credentials = "credentials",
}

const KNOWN: &[(&str, Cause)] = &[
    ("Conflict", Cause::Taken),
    ("EntryConflict", Cause::Taken),
    ("AttributeValueMustBeUnique", Cause::Taken),
    ("InvalidSoftMatch", Cause::Taken),
    ("MandatoryFieldsMissing", Cause::FieldEmpty),
    ("MissingValues", Cause::FieldEmpty),
    ("InvalidAnchor", Cause::PairBroken),
    ("DuplicateTargetEntries", Cause::DoubleInTarget),
    ("DuplicateSourceEntries", Cause::DoubleInSource),
    ("ImportSkipped", Cause::NothingToMatch),
    ("EntrySynchronizationSkipped", Cause::LookedAt),
    ("RedundantExport", Cause::SameAlready),
    ("NotEffectivelyEntitled", Cause::AssignmentBroken),
    ("LicenseLimitExceeded", Cause::NoLicence),
    ("InvalidDomain", Cause::DomainNotAllowed),
    ("SchemaAttributeNotFound", Cause::NoSuchField),
    ("SchemaPropertyCanOnlyAcceptValue", Cause::OneValueOnly),
    ("InsufficientRights", Cause::NotAllowed),
    ("MethodNotAllowed", Cause::NotAllowed),
    ("NotPermitted", Cause::NotAllowed),
    ("Unauthorized", Cause::NotAllowed),
    ("TooManyRequests", Cause::TriedAgain),
    ("InternalServerError", Cause::TriedAgain),
    ("InternalError", Cause::TriedAgain),
    ("WebExceptionProtocolError", Cause::TriedAgain),
    // The agent's is spelled `TimeOut`; in the log it is the target that took too long.
    ("Timeout", Cause::TriedAgain),
    ("UnprocessableEntity", Cause::OddAnswer),
    ("NotImplemented", Cause::OddAnswer),
    (
        "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
        Cause::OddAnswer,
    ),
    (
        "SystemForCrossDomainIdentityManagementServiceIncompatible",
        Cause::OddAnswer,
    ),
    ("AccidentalDeletionPrevention", Cause::HeldBack),
    ("UnableToResolveReferenceAttributeValue", Cause::NotResolved),
    ("IsCriticalSystemObject", Cause::SystemObject),
    (
        "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService",
        Cause::KeptElsewhere,
    ),
    ("AzureDirectoryB2BManagementPolicyCheckFailure", Cause::NotAutoRedeemed),
    (
        "AzureActiveDirectoryCrossTenantSyncPolicyCheckFailure",
        Cause::NotAutoRedeemed,
    ),
    ("AzureActiveDirectoryQuotaLimitExceeded", Cause::TenantFull),
    ("AzureActiveDirectoryForbidden", Cause::InvitationsBlocked),
    ("InvitationCreationFailure", Cause::InvitationFailed),
    ("InvitationCreationFailureInvalidPropertyValue", Cause::InvitationValue),
    ("InvitationCreationFailureAmbiguousUser", Cause::InvitationAmbiguous),
];

impl Cause {
    /// Of Microsoft's code; `None` where it is not known.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
        known.map(|(_, cause)| *cause).or_else(|| Self::of_many_names(code))
    }

    /// Codes that have a name for each app or attribute, and those of the way to Active Directory.
    fn of_many_names(code: &str) -> Option<Self> {
        let lower = code.to_ascii_lowercase();
        if lower.ends_with("entryconflict") || lower.starts_with("duplicateproxyaddresses") {
            return Some(Self::Taken);
        }
        match State::of_error(code)? {
            State::NoAgent => Some(Self::NoAgent),
            State::AgentSilent | State::AgentSlow => Some(Self::AgentSilent),
            State::AdUnreachable => Some(Self::AdUnreachable),
            State::OtherDomain => Some(Self::OtherDomain),
            State::ServiceAccount => Some(Self::ServiceAccount),
            State::MicrosoftBusy => Some(Self::TriedAgain),
            State::Credentials => Some(Self::Credentials),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_in_any_case_and_as_apps_spell_them() {
        for (code, cause) in [
            ("attributevaluemustbeunique", Some(Cause::Taken)),
            ("BoxEntryConflict", Some(Cause::Taken)),
            ("DuplicateProxyAddressesNotAllowed", Some(Cause::Taken)),
            ("SalesforceInvalidCredentials", Some(Cause::Credentials)),
            ("HybridIdentityServiceNoAgentsAssigned", Some(Cause::NoAgent)),
            ("AzureDirectoryServiceServerBusy", Some(Cause::TriedAgain)),
            ("SomethingNew", None),
            ("", None),
        ] {
            assert_eq!(Cause::of(code), cause, "{code}");
        }
    }

    #[test]
    fn every_code_of_the_table_is_found_and_stands_there_once() {
        for (place, (code, cause)) in KNOWN.iter().enumerate() {
            assert_eq!(Cause::of(code), Some(*cause), "{code}");
            let again = KNOWN[..place].iter().any(|(other, _)| other.eq_ignore_ascii_case(code));
            assert!(!again, "{code}");
        }
    }
}
