//! The one vocabulary of how a job is doing; the words are in `operate.json` of the locales.

use graph_client::models::{Quarantine, QuarantineReason};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a job stands. The identifiers are stable: in the window, JSON, metrics and words.
    State,
    /// It runs, and its last run was good.
    InStep = "in-step",
    /// A run goes on.
    RunningNow = "running-now",
    /// It runs, and its first round (initial cycle) is not complete.
    FirstRound = "first-round",
    /// It was started and has not begun.
    Starting = "starting",
    /// It is there and was never started.
    NeverStarted = "never-started",
    /// It has no credentials.
    NotConfigured = "not-configured",
    /// It does not run.
    Paused = "paused",
    /// It does not run, and was in quarantine when it was paused.
    WasInQuarantine = "paused/was-in-quarantine",
    /// Microsoft switched it off after [`crate::GIVES_UP_AFTER`]; nothing is tried any more.
    SwitchedOff = "switched-off",
    /// So many objects failed in the first round that Microsoft dropped its list of them and paused it.
    WaitsForCleanUp = "waits-for-clean-up",
    /// Its last run failed; it is tried again.
    RunFailed = "run-failed",
    /// It is said to be active, and no run has ended for long.
    Silent = "silent",
    /// It runs, and single objects fail.
    SomeFail = "some-fail",
    /// Microsoft's code for it is not known.
    UnknownCode = "unknown-code",
    /// In quarantine: the delete guard stopped everything.
    HeldDeletes = "held-deletes",
    /// In quarantine: too many objects fail.
    TooManyFail = "quarantine/too-many-fail",
    /// In quarantine: put aside by hand.
    ByHand = "quarantine/by-hand",
    /// In quarantine: the sender's data stopped arriving.
    NoData = "quarantine/no-data",
    /// In quarantine for a reason that is not known, or none.
    UnknownReason = "quarantine/unknown",
    /// In quarantine: no agent serves the domain.
    NoAgent = "quarantine/no-agent",
    /// In quarantine: no agent answers.
    AgentSilent = "quarantine/agent-silent",
    /// In quarantine: the agent did not answer in time.
    AgentSlow = "quarantine/agent-slow",
    /// In quarantine: the agent cannot read Active Directory.
    AdUnreachable = "quarantine/ad-unreachable",
    /// In quarantine: the agents serve another domain.
    OtherDomain = "quarantine/other-domain",
    /// In quarantine: Microsoft's own account of the synchronization cannot sign in.
    ServiceAccount = "quarantine/service-account",
    /// In quarantine: Microsoft's directory is busy.
    MicrosoftBusy = "quarantine/microsoft-busy",
    /// In quarantine: the target refuses the credentials.
    Credentials = "quarantine/credentials",
    /// In quarantine: something on the way does not work, with an error that is not known or has words of its own.
    UnknownError = "quarantine/unknown-code",
}

/// How much a state asks of a person; the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Good as it is.
    Fine,
    /// Under way.
    Moving,
    /// It could not be looked at, which is not the same as fine.
    CannotSee,
    /// Somebody should look.
    NeedsYou,
    /// People are affected now.
    Urgent,
}

/// The way to start again that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Go on where it stopped.
    GoOn,
    /// Look at everybody again.
    Everybody,
    /// Decide about the removals that are held back.
    Decide,
}

impl State {
    /// Of what Microsoft says of a quarantine. Only the reason *exception* needs the error beside it.
    #[must_use]
    pub fn of_quarantine(quarantine: &Quarantine) -> Self {
        use QuarantineReason as Reason;
        match &quarantine.reason {
            Reason::TooManyDeletes => Self::HeldDeletes,
            Reason::EncounteredBaseEscrowThreshold
            | Reason::EncounteredTotalEscrowThreshold
            | Reason::EncounteredEscrowProportionThreshold => Self::TooManyFail,
            Reason::QuarantinedOnDemand => Self::ByHand,
            Reason::IngestionInterrupted => Self::NoData,
            Reason::EncounteredQuarantineException => {
                let error = quarantine.error.as_ref().and_then(|error| error.known_code());
                error.and_then(Self::of_error).unwrap_or(Self::UnknownError)
            }
            // Microsoft's pages spell it in two ways.
            Reason::Other(other) if other.eq_ignore_ascii_case("QuarantineOnDemand") => Self::ByHand,
            Reason::Unknown | Reason::Other(_) => Self::UnknownReason,
        }
    }

    /// Of a code that the service gives on the way between the two directories, where it is known.
    #[must_use]
    pub fn of_error(code: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
        // Gallery apps have such codes of many names: `InvalidCredentials`, `SalesforceInvalidCredentials`.
        let credentials = || {
            code.to_ascii_lowercase()
                .ends_with("credentials")
                .then_some(Self::Credentials)
        };
        known.map(|(_, state)| *state).or_else(credentials)
    }

    /// It is held back by Microsoft, which tries again now and then.
    #[must_use]
    pub const fn is_quarantine(self) -> bool {
        matches!(
            self,
            Self::HeldDeletes
                | Self::TooManyFail
                | Self::ByHand
                | Self::NoData
                | Self::UnknownReason
                | Self::NoAgent
                | Self::AgentSilent
                | Self::AgentSlow
                | Self::AdUnreachable
                | Self::OtherDomain
                | Self::ServiceAccount
                | Self::MicrosoftBusy
                | Self::Credentials
                | Self::UnknownError
        )
    }

    /// It is held back, and Microsoft's words for why are not known.
    #[must_use]
    pub const fn is_untold(self) -> bool {
        matches!(self, Self::UnknownReason | Self::UnknownError)
    }

    /// Microsoft runs it, or tries to.
    #[must_use]
    pub const fn is_scheduled(self) -> bool {
        !matches!(
            self,
            Self::NeverStarted
                | Self::NotConfigured
                | Self::Paused
                | Self::WasInQuarantine
                | Self::SwitchedOff
                | Self::WaitsForCleanUp
        )
    }

    /// How much it asks of a person, where that does not depend on how long it lasts.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::InStep | Self::RunningNow => Level::Fine,
            Self::FirstRound | Self::Starting => Level::Moving,
            Self::NeverStarted
            | Self::NotConfigured
            | Self::Paused
            | Self::WasInQuarantine
            | Self::RunFailed
            | Self::Silent
            | Self::SomeFail
            | Self::UnknownCode => Level::NeedsYou,
            _ => Level::Urgent,
        }
    }

    /// The way to start again once the cause is gone; none where starting again is no cure.
    #[must_use]
    pub const fn choice(self) -> Option<Choice> {
        match self {
            Self::HeldDeletes => Some(Choice::Decide),
            Self::TooManyFail | Self::SwitchedOff | Self::WaitsForCleanUp | Self::SomeFail => Some(Choice::Everybody),
            Self::Paused
            | Self::WasInQuarantine
            | Self::NoData
            | Self::UnknownReason
            | Self::NoAgent
            | Self::AgentSilent
            | Self::AgentSlow
            | Self::AdUnreachable
            | Self::OtherDomain
            | Self::ServiceAccount
            | Self::Credentials
            | Self::UnknownError => Some(Choice::GoOn),
            _ => None,
        }
    }
}

/// Codes of the service on the way to Active Directory and back (contract 15: F9 to F15).
const KNOWN: &[(&str, State)] = &[
    ("HybridIdentityServiceNoAgentsAssigned", State::NoAgent),
    ("HybridIdentityServiceNoActiveAgents", State::AgentSilent),
    ("TimeOut", State::AgentSlow),
    ("HybridIdentityServiceAgentTimeout", State::AgentSlow),
    ("HybridIdentityServiceAgentSignalingError", State::AgentSlow),
    (
        "HybridSynchronizationActiveDirectoryInternalServerError",
        State::AdUnreachable,
    ),
    ("HybridIdentityServiceInvalidResource", State::OtherDomain),
    ("AzureActiveDirectoryInvalidCredential", State::ServiceAccount),
    ("AzureActiveDirectoryExpiredCredentials", State::ServiceAccount),
    ("AzureActiveDirectoryAuthenticationFailed", State::ServiceAccount),
    ("AzureDirectoryServiceServerBusy", State::MicrosoftBusy),
];
