//! Why Microsoft holds a job back, by what a person does about it (contract 7.4, 15: F9 to F18).

use graph_client::models::{Quarantine, QuarantineReason};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One cause for each thing a person would do differently. The words are in the locales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The delete guard stopped everything.
    TooManyDeletes,
    /// Too many objects fail.
    ObjectsFail,
    /// Put aside by hand.
    ByHand,
    /// The sender's data stopped arriving.
    NoData,
    /// No agent serves the domain.
    NoAgent,
    /// No agent answers.
    AgentSilent,
    /// The agent did not answer in time.
    AgentSlow,
    /// The agent cannot read Active Directory.
    DomainControllerSilent,
    /// The agent does not know an attribute of the mapping; it reads the schema of Active Directory when it starts.
    AttributeNotFound,
    /// The agents serve another domain.
    OtherDomain,
    /// Microsoft's own account of the synchronization cannot sign in.
    SyncAccount,
    /// Microsoft's directory is busy.
    MicrosoftBusy,
    /// Directory synchronization is switched off for the tenant.
    SynchronizationOff,
    /// One value is filled from two sources.
    DoubleMapping,
    /// Something on the way does not work, with an error that is not known.
    Exception,
    /// A reason that is not known, or none.
    Unknown,
}

impl Cause {
    /// Of a quarantine. Only the reason *exception* needs the error beside it.
    #[must_use]
    pub fn of(quarantine: &Quarantine) -> Self {
        use QuarantineReason as Reason;
        match &quarantine.reason {
            Reason::TooManyDeletes => Self::TooManyDeletes,
            Reason::EncounteredBaseEscrowThreshold
            | Reason::EncounteredTotalEscrowThreshold
            | Reason::EncounteredEscrowProportionThreshold => Self::ObjectsFail,
            Reason::QuarantinedOnDemand => Self::ByHand,
            Reason::IngestionInterrupted => Self::NoData,
            Reason::EncounteredQuarantineException => {
                let error = quarantine.error.as_ref().and_then(|error| error.code.as_deref());
                error.and_then(Self::of_error).unwrap_or(Self::Exception)
            }
            // Microsoft's pages spell it in two ways.
            Reason::Other(other) if other.eq_ignore_ascii_case("QuarantineOnDemand") => Self::ByHand,
            Reason::Unknown | Reason::Other(_) => Self::Unknown,
        }
    }

    /// Of a code that the service gives on the way to Active Directory and back, where a person can do something about it.
    #[must_use]
    pub fn of_error(code: &str) -> Option<Self> {
        KNOWN
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(code))
            .map(|(_, cause)| *cause)
    }
}

const KNOWN: &[(&str, Cause)] = &[
    ("HybridIdentityServiceNoAgentsAssigned", Cause::NoAgent),
    ("HybridIdentityServiceNoActiveAgents", Cause::AgentSilent),
    ("TimeOut", Cause::AgentSlow),
    ("HybridIdentityServiceAgentTimeout", Cause::AgentSlow),
    ("HybridIdentityServiceAgentSignalingError", Cause::AgentSlow),
    (
        "HybridSynchronizationActiveDirectoryInternalServerError",
        Cause::DomainControllerSilent,
    ),
    (
        "HybridSynchronizationActiveDirectoryCannotFindAttribute",
        Cause::AttributeNotFound,
    ),
    ("HybridIdentityServiceInvalidResource", Cause::OtherDomain),
    ("AzureActiveDirectoryInvalidCredential", Cause::SyncAccount),
    ("AzureActiveDirectoryExpiredCredentials", Cause::SyncAccount),
    ("AzureActiveDirectoryAuthenticationFailed", Cause::SyncAccount),
    ("AzureDirectoryServiceServerBusy", Cause::MicrosoftBusy),
    ("DirectorySynchronizationNotEnabled", Cause::SynchronizationOff),
    ("DuplicateAttributeMapping", Cause::DoubleMapping),
];
