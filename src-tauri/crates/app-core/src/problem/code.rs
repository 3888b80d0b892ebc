//! What people can act on, by name.

use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One code for each thing a person would do differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The token ran out or was refused (contract F1).
    SignInAgain,
    /// The organisation asks for a new confirmation (F2).
    ConfirmSignIn,
    /// The organisation has not approved the app (F32).
    ConsentMissing,
    /// A scope or a role is missing (F3, F4).
    PermissionMissing,
    /// A scope or a role to look is missing; nothing was to be changed (F3).
    ReadingNotAllowed,
    /// The sign-in service refused the account or app.
    SignInRefused,
    /// Whoever signs in said no, or gave up.
    SignInDeclined,
    /// Nobody signed in within the time given.
    SignInTimedOut,
    /// The registration of the application is not as it must be, or it is not known in the tenant.
    AppNotSetUp,
    /// The organisation wants a device it manages.
    ManagedDevice,
    /// Conditional Access says no.
    BlockedByPolicy,
    /// This account is not of that tenant, or not the one that was asked for.
    WrongAccount,
    /// The application's secret or certificate is wrong or over.
    AppSecretOver,
    /// The id of the application's secret was given in place of its value.
    AppSecretId,
    /// The tenant does not know the application that signs in as itself, or there is no such tenant.
    AppUnknown,
    /// The application does not trust the token of the identity provider that a pipeline brought, or that token is over.
    AppFederation,
    /// Azure gives this computer no token of a managed identity.
    AppManagedIdentity,
    /// The device code is over or used.
    DeviceCodeOver,
    /// The browser sends more cookies than are read.
    BrowserAnswerTooLarge,
    /// Something else answered in place of Microsoft, or a proxy lets nothing through.
    ProxyAnswered,
    /// The proxy wants a name and a password.
    ProxySignIn,
    /// The connection shows a certificate that this computer does not trust: TLS inspection, most often.
    CertificateUntrusted,
    /// This computer's clock is wrong.
    ClockOff,
    /// The keychain is locked, silent or missing.
    KeychainTrouble,
    /// The Azure CLI gave no token.
    AzureCliTrouble,
    /// There is no Azure CLI.
    AzureCliMissing,
    /// The token belongs to another tenant than the plan.
    WrongTenant,
    /// Synchronization was switched off less than 72 hours ago (F8).
    SyncFlagLocked,
    /// Whether synchronization is on cannot be seen with this sign-in.
    SynchronizationHidden,
    /// Several configurations exist for this domain; the person chooses.
    SeveralConfigurations,
    /// A configuration exists and the set-up says to leave it.
    ConfigurationExists,
    /// A configuration whose domain cannot be read may be for this domain; the person names one.
    ConfigurationUnclear,
    /// The set-up names a configuration that does not exist or is for something else.
    NamedConfigurationUnfit,
    /// No agent serves the domain, or its installation failed (F9, F13, F31).
    NoAgent,
    /// The agent is installed but does not answer (F10, F11).
    AgentSilent,
    /// The agent is at work, the domain controller is not (F12).
    DomainControllerSilent,
    /// The account with which Microsoft writes to the tenant cannot sign in (F14).
    SyncAccountTrouble,
    /// A setting whose value is hidden would get lost by a write (F23).
    SettingWouldBeLost,
    /// A setting is gone after a write.
    SettingLost,
    /// Active Directory lacks the Exchange attributes (contract 11.1).
    ExchangeSchemaMissing,
    /// Where people come from, nobody has that name (contract 7.8).
    PersonNotFound,
    /// The app's rule is not for people on demand (contract 7.8).
    TrialNotOffered,
    /// The app lets one person be tried only while its job is at rest (contract 7.8).
    TrialNeedsPause,
    /// Credentials are to be renewed of an app that is not there.
    NothingToRenew,
    /// The app does not take the stored credentials any more.
    CredentialsOver,
    /// Whoever asks has made as many apps as Microsoft allows; deleted ones count for 30 days.
    AppQuota,
    /// The gallery has no such app.
    AppNotInGallery,
    /// The gallery has several apps of that name.
    AppNameUnclear,
    /// Microsoft creates no accounts in this app.
    AppCannotProvision,
    /// An app of that name exists and the set-up says to leave it.
    AppExists,
    /// Several apps bear the name; the person chooses.
    SeveralApps,
    /// The app has several kinds of jobs and none is the usual one, or the named one is not among them.
    JobTemplateUnclear,
    /// A job of another kind is at work in the app.
    OtherJobInUse,
    /// The app does not ask for a credential of that name.
    FieldUnknown,
    /// A value that the app takes for a secret stands in the set-up file.
    SecretInFile,
    /// The value of a credential is not where the set-up says.
    CredentialMissing,
    /// The app does not take the credentials.
    CredentialsRefused,
    /// The app has refused the same secret for another row.
    CredentialsNotTried,
    /// Microsoft could not test the credentials.
    CannotBeTested,
    /// A person of the app must sign in to it.
    NeedsPerson,
    /// Nobody and no group of the tenant is called so.
    AssigneeUnknown,
    /// Several groups of the tenant are called so.
    AssigneeUnclear,
    /// The app has no such role.
    RoleUnknown,
    /// The app has several roles, and none is the usual one.
    RoleUnclear,
    /// The directory has no attribute of the name that a column is for.
    AttributeUnknown,
    /// The job does not say how empty cells clear an attribute.
    CannotClear,
    /// The tenant does not know the application that is to send people.
    UploaderUnknown,
    /// Someone else changes the same document.
    ChangedMeanwhile,
    /// What would be sent was looked at again, or was sent, since the page showed it.
    OtherThanShown,
    /// A job is in quarantine, or was switched off after four weeks of it (F16, F30).
    Quarantined,
    /// In quarantine, because too many people or groups fail (F17).
    ObjectsFail,
    /// In quarantine, because the delete guard holds deletions back (F18).
    TooManyDeletes,
    /// Microsoft asks to wait longer than we sit out (F26).
    Throttled,
    /// Microsoft's service did not answer well (F15).
    ServiceUnavailable,
    /// No connection could be made.
    NoConnection,
    /// The tenant's licence has no provisioning logs (F27).
    LogNeedsPremium,
    /// This cloud has no provisioning log.
    LogNotInThisCloud,
    /// What was asked for does not exist, and nothing was created a short while ago.
    NotFound,
    /// What was created does not show up within its window (F5, F6, F29).
    NotVisible,
    /// What was written reads back differently.
    NotConfirmed,
    /// The answer got lost and a look cannot tell whether it happened.
    OutcomeUnknown,
    /// The answer to a restart got lost, and the job does not tell whether it arrived.
    RestartNotKnown,
    /// Another number of deletes is held than the person has confirmed.
    HeldDeletesChanged,
    /// Microsoft does not say how many deletes are held.
    HeldDeletesUnknown,
    /// After the round deletes are still held; the delete guard stays tight.
    RemovalsStillHeld,
    /// The round has not come to its end in the time it was waited for.
    RoundNotOver,
    /// The job whose pair is to be forgotten runs.
    JobStillRuns,
    /// This cloud, or this kind of job, does not show single pairs.
    PairsNotHere,
    /// Neither of the two permissions is granted under which single pairs are read and forgotten.
    PairsNotPermitted,
    /// A setting cannot be written without losing hidden values.
    SettingsBesideSecrets,
    /// What is to be removed is made from another template.
    OtherTemplate,
    /// The configuration to be removed holds jobs that the person was not shown.
    JobsAppeared,
    /// Another act set the delete guard and has not put it back.
    GuardOwed,
    /// The delete guard stands where an act of somebody else has put it.
    GuardIsTight,
    /// A run does not know whether it created something; it must go on before anything is removed.
    ContinueBeforeRemoving,
    /// What a journal names as created is not what the run can have created.
    JournalDisagrees,
    /// This session works on something else.
    Busy,
    /// Another process holds this run.
    RunHeldElsewhere,
    /// A file or folder for journals leads elsewhere, belongs to another user, or others may write to it.
    NotPrivate,
    /// A file could not be read or written.
    FileTrouble,
    /// Several files were given where one is wanted.
    SeveralFiles,
    /// The set-up has a wrong answer.
    SetupInvalid,
    /// The schema of a job is built in a way that this version does not edit.
    SchemaNotUnderstood,
    /// An answer is longer than any or not built as Microsoft says.
    SenselessAnswer,
    /// Something this version does not understand.
    UnexpectedAnswer,
}

impl ProblemCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::SignInAgain,
        Self::ConfirmSignIn,
        Self::ConsentMissing,
        Self::PermissionMissing,
        Self::ReadingNotAllowed,
        Self::SignInRefused,
        Self::SignInDeclined,
        Self::SignInTimedOut,
        Self::AppNotSetUp,
        Self::ManagedDevice,
        Self::BlockedByPolicy,
        Self::WrongAccount,
        Self::AppSecretOver,
        Self::AppSecretId,
        Self::AppUnknown,
        Self::AppFederation,
        Self::AppManagedIdentity,
        Self::DeviceCodeOver,
        Self::BrowserAnswerTooLarge,
        Self::ProxyAnswered,
        Self::ProxySignIn,
        Self::CertificateUntrusted,
        Self::ClockOff,
        Self::KeychainTrouble,
        Self::AzureCliTrouble,
        Self::AzureCliMissing,
        Self::WrongTenant,
        Self::SyncFlagLocked,
        Self::SynchronizationHidden,
        Self::SeveralConfigurations,
        Self::ConfigurationExists,
        Self::ConfigurationUnclear,
        Self::NamedConfigurationUnfit,
        Self::NoAgent,
        Self::AgentSilent,
        Self::DomainControllerSilent,
        Self::SyncAccountTrouble,
        Self::SettingWouldBeLost,
        Self::SettingLost,
        Self::ExchangeSchemaMissing,
        Self::PersonNotFound,
        Self::TrialNotOffered,
        Self::TrialNeedsPause,
        Self::NothingToRenew,
        Self::CredentialsOver,
        Self::AppQuota,
        Self::AppNotInGallery,
        Self::AppNameUnclear,
        Self::AppCannotProvision,
        Self::AppExists,
        Self::SeveralApps,
        Self::JobTemplateUnclear,
        Self::OtherJobInUse,
        Self::FieldUnknown,
        Self::SecretInFile,
        Self::CredentialMissing,
        Self::CredentialsRefused,
        Self::CredentialsNotTried,
        Self::CannotBeTested,
        Self::NeedsPerson,
        Self::AssigneeUnknown,
        Self::AssigneeUnclear,
        Self::RoleUnknown,
        Self::RoleUnclear,
        Self::AttributeUnknown,
        Self::CannotClear,
        Self::UploaderUnknown,
        Self::ChangedMeanwhile,
        Self::OtherThanShown,
        Self::Quarantined,
        Self::ObjectsFail,
        Self::TooManyDeletes,
        Self::Throttled,
        Self::ServiceUnavailable,
        Self::NoConnection,
        Self::LogNeedsPremium,
        Self::LogNotInThisCloud,
        Self::NotFound,
        Self::NotVisible,
        Self::NotConfirmed,
        Self::OutcomeUnknown,
        Self::RestartNotKnown,
        Self::HeldDeletesChanged,
        Self::HeldDeletesUnknown,
        Self::RemovalsStillHeld,
        Self::RoundNotOver,
        Self::JobStillRuns,
        Self::PairsNotHere,
        Self::PairsNotPermitted,
        Self::SettingsBesideSecrets,
        Self::OtherTemplate,
        Self::JobsAppeared,
        Self::GuardOwed,
        Self::GuardIsTight,
        Self::ContinueBeforeRemoving,
        Self::JournalDisagrees,
        Self::Busy,
        Self::RunHeldElsewhere,
        Self::NotPrivate,
        Self::FileTrouble,
        Self::SeveralFiles,
        Self::SetupInvalid,
        Self::SchemaNotUnderstood,
        Self::SenselessAnswer,
        Self::UnexpectedAnswer,
    ];

    /// Its name, as the window and files have it.
    #[must_use]
    pub fn name(self) -> String {
        let name = serde_json::to_value(self);
        name.ok()
            .and_then(|name| Some(name.as_str()?.to_owned()))
            .unwrap_or_default()
    }

    /// The code of that name, as steps and journals write it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::deserialize(StrDeserializer::<serde::de::value::Error>::new(name)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_codes_is_whole() {
        let written = ProblemCode::decl(&ts_rs::Config::default());
        assert_eq!(written.matches('"').count() / 2, ProblemCode::ALL.len());
        for code in ProblemCode::ALL {
            let name = serde_json::to_value(code).unwrap();
            assert_eq!(ProblemCode::named(name.as_str().unwrap()), Some(*code));
        }
    }
}
