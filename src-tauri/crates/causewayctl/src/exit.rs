//! What the process exits with; docs/causewayctl.md lists the codes.

use std::process::ExitCode;

use app_core::view::{RunPhase, RunView};
use app_core::{Problem, ProblemCode};

use crate::check::Service;

/// Exit codes; worse ones are greater here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done, or the plan could be read.
    Done,
    /// What a monitoring system is told, in its own codes.
    Watched(Service),
    /// Failed; trying again may help.
    Failed,
    /// A person must act first.
    Blocked,
    /// A sign-in is needed or was refused.
    SignIn,
    /// The command line or the set-up file is wrong.
    Usage,
    /// Stopped by the person.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Watched(service) => service.code(),
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Blocked => 3,
            Self::SignIn => 4,
            Self::Stopped => 130,
        }
    }

    /// Of a plan or run at its end.
    pub(crate) fn of_run(run: &RunView) -> Self {
        let worst = problems(run).map(Self::of_problem).max().unwrap_or(Self::Done);
        match run.phase {
            RunPhase::Done => Self::Done,
            RunPhase::Stopped | RunPhase::Stopping => Self::Stopped,
            RunPhase::Planned => worst,
            RunPhase::Planning | RunPhase::Running | RunPhase::Failed => worst.max(Self::Failed),
        }
    }

    pub(crate) fn of_problem(problem: &Problem) -> Self {
        match problem.code {
            ProblemCode::SignInAgain
            | ProblemCode::ConfirmSignIn
            | ProblemCode::SignInRefused
            | ProblemCode::SignInDeclined
            | ProblemCode::SignInTimedOut
            | ProblemCode::AppNotSetUp
            | ProblemCode::ManagedDevice
            | ProblemCode::BlockedByPolicy
            | ProblemCode::WrongAccount
            | ProblemCode::AppSecretOver
            | ProblemCode::AppSecretId
            | ProblemCode::AppUnknown
            | ProblemCode::AppFederation
            | ProblemCode::AppManagedIdentity
            | ProblemCode::DeviceCodeOver
            | ProblemCode::BrowserAnswerTooLarge
            | ProblemCode::AzureCliTrouble
            | ProblemCode::AzureCliMissing => Self::SignIn,
            ProblemCode::ConsentMissing
            | ProblemCode::PermissionMissing
            | ProblemCode::ReadingNotAllowed
            | ProblemCode::PairsNotHere
            | ProblemCode::PairsNotPermitted
            | ProblemCode::NotFound
            | ProblemCode::SchemaNotUnderstood
            | ProblemCode::WrongTenant
            | ProblemCode::SyncFlagLocked
            | ProblemCode::SynchronizationHidden
            | ProblemCode::SettingWouldBeLost
            | ProblemCode::SettingLost
            | ProblemCode::SeveralConfigurations
            | ProblemCode::ConfigurationExists
            | ProblemCode::ConfigurationUnclear
            | ProblemCode::NamedConfigurationUnfit
            | ProblemCode::NoAgent
            | ProblemCode::AgentSilent
            | ProblemCode::DomainControllerSilent
            | ProblemCode::SyncAccountTrouble
            | ProblemCode::ExchangeSchemaMissing
            | ProblemCode::PersonNotFound
            | ProblemCode::TrialNotOffered
            | ProblemCode::TrialNeedsPause
            | ProblemCode::NothingToRenew
            | ProblemCode::CredentialsOver
            | ProblemCode::AppQuota
            | ProblemCode::AppNotInGallery
            | ProblemCode::AppNameUnclear
            | ProblemCode::AppCannotProvision
            | ProblemCode::AppExists
            | ProblemCode::SeveralApps
            | ProblemCode::JobTemplateUnclear
            | ProblemCode::OtherJobInUse
            | ProblemCode::FieldUnknown
            | ProblemCode::SecretInFile
            | ProblemCode::CredentialMissing
            | ProblemCode::CredentialsRefused
            | ProblemCode::CredentialsNotTried
            | ProblemCode::CannotBeTested
            | ProblemCode::NeedsPerson
            | ProblemCode::AssigneeUnknown
            | ProblemCode::AssigneeUnclear
            | ProblemCode::AttributeUnknown
            | ProblemCode::CannotClear
            | ProblemCode::UploaderUnknown
            | ProblemCode::RoleUnknown
            | ProblemCode::RoleUnclear
            | ProblemCode::ContinueBeforeRemoving
            | ProblemCode::JournalDisagrees
            | ProblemCode::NotPrivate
            | ProblemCode::ChangedMeanwhile
            | ProblemCode::OtherThanShown
            | ProblemCode::Quarantined
            | ProblemCode::ObjectsFail
            | ProblemCode::TooManyDeletes
            | ProblemCode::HeldDeletesChanged
            | ProblemCode::HeldDeletesUnknown
            | ProblemCode::RemovalsStillHeld
            | ProblemCode::SettingsBesideSecrets
            | ProblemCode::OtherTemplate
            | ProblemCode::JobsAppeared
            | ProblemCode::GuardOwed
            | ProblemCode::GuardIsTight
            | ProblemCode::LogNeedsPremium
            | ProblemCode::LogNotInThisCloud => Self::Blocked,
            ProblemCode::SetupInvalid => Self::Usage,
            ProblemCode::Throttled
            | ProblemCode::ServiceUnavailable
            | ProblemCode::NoConnection
            | ProblemCode::ProxyAnswered
            | ProblemCode::ProxySignIn
            | ProblemCode::CertificateUntrusted
            | ProblemCode::SenselessAnswer
            | ProblemCode::ClockOff
            | ProblemCode::KeychainTrouble
            | ProblemCode::NotVisible
            | ProblemCode::NotConfirmed
            | ProblemCode::OutcomeUnknown
            | ProblemCode::RestartNotKnown
            | ProblemCode::RoundNotOver
            | ProblemCode::JobStillRuns
            | ProblemCode::Busy
            | ProblemCode::RunHeldElsewhere
            | ProblemCode::FileTrouble
            | ProblemCode::SeveralFiles
            | ProblemCode::UnexpectedAnswer => Self::Failed,
        }
    }
}

/// Why steps did not come to their end.
pub(crate) fn problems(run: &RunView) -> impl Iterator<Item = &Problem> {
    run.steps.iter().filter_map(|step| step.state.problem())
}

#[cfg(test)]
mod tests {
    use super::*;
    use app_core::view::{StepState, StepView};
    use app_core::{Journey, StepId};
    use std::collections::BTreeMap;

    fn run(phase: RunPhase, codes: &[ProblemCode]) -> RunView {
        let failed = |code: &ProblemCode| StepView {
            id: StepId::Secrets,
            part: StepId::Secrets.part(),
            only_looks: false,
            state: StepState::Failed {
                problem: Problem {
                    code: *code,
                    retryable: false,
                    facts: BTreeMap::new(),
                    details: String::new(),
                    request_id: None,
                    mistakes: Vec::new(),
                },
                looking: false,
            },
            notes: Vec::new(),
            requests: Vec::new(),
            differences: Vec::new(),
            changed: false,
            spent: 0,
        };
        RunView {
            journey: Journey::FIRST.as_str().to_owned(),
            name: "n".to_owned(),
            setup: serde_json::Value::Null,
            phase,
            steps: codes.iter().map(failed).collect(),
            created: Vec::new(),
            removed: false,
            changes_made: 0,
            began: None,
            ended: None,
        }
    }

    #[test]
    fn the_worst_problem_decides() {
        use ProblemCode::{NoAgent, ServiceUnavailable, SignInRefused};
        assert_eq!(
            Exit::of_run(&run(RunPhase::Failed, &[ServiceUnavailable, NoAgent])).code(),
            3
        );
        assert_eq!(
            Exit::of_run(&run(RunPhase::Failed, &[NoAgent, SignInRefused])).code(),
            4
        );
        assert_eq!(Exit::of_run(&run(RunPhase::Failed, &[])).code(), 1);
        assert_eq!(Exit::of_run(&run(RunPhase::Planned, &[])).code(), 0);
        assert_eq!(Exit::of_run(&run(RunPhase::Planned, &[NoAgent])).code(), 3);
        assert_eq!(Exit::of_run(&run(RunPhase::Stopped, &[NoAgent])).code(), 130);
    }
}
