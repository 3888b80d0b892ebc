//! The steps of all journeys by name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! step_ids {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// A step's stable name: in journals, words and the window. A renamed step keeps its id.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum StepId { $($(#[$doc])* $name,)* }

        impl StepId {
            /// Every step of every journey.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The step of that name.
            #[must_use]
            pub fn of(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$name),)* _ => None }
            }
        }
    };
}

step_ids! {
    /// An agent serves the domain.
    AgentCheck = "agent-check",
    /// Directory synchronization is switched on for the tenant.
    TenantSyncFlag = "tenant-sync-flag",
    /// The configuration exists.
    CreateConfiguration = "create-configuration",
    /// Its jobs exist.
    CreateJobs = "create-jobs",
    /// Domain, tenant flags, notification and delete guard are stored.
    Secrets = "secrets",
    /// Who takes part is set.
    Scope = "scope",
    /// Password hashes are mapped.
    PasswordHashMapping = "password-hash-mapping",
    /// Active Directory has the Exchange attributes.
    ExchangeSchema = "exchange-schema",
    /// The Exchange writeback job exists.
    ExchangeWritebackJob = "exchange-writeback-job",
    /// An agent answers before anything is started.
    AgentAnswer = "agent-answer",
    /// The app of the gallery is known.
    GalleryTemplate = "gallery-template",
    /// An instance of the app exists.
    CreateApp = "create-app",
    /// What the app asks for is known.
    GalleryFields = "gallery-fields",
    /// The job of the app exists.
    CreateJob = "create-job",
    /// Microsoft can sign in to the app.
    TestCredentials = "test-credentials",
    /// Credentials, scope, notification and delete guard are stored.
    SaveCredentials = "save-credentials",
    /// People and groups are assigned to the app.
    Assign = "assign",
    /// The application of a people feed exists.
    CreateFeedApp = "create-feed-app",
    /// Its job exists.
    CreateFeedJob = "create-feed-job",
    /// Its notification and delete guard are stored.
    FeedSettings = "feed-settings",
    /// Attributes take what it sends.
    FeedMapping = "feed-mapping",
    /// The application that sends may do so.
    Uploader = "uploader",
    /// The jobs run.
    StartJobs = "start-jobs",
    /// A first look at how they do.
    FirstStatus = "first-status",
    /// Jobs are gone: those that a run created, or of an act.
    RemoveJobs = "remove-jobs",
    /// The configuration is gone.
    RemoveApplication = "remove-application",
    /// The jobs do not run.
    PauseJobs = "pause-jobs",
    /// Jobs that rested go on where they stopped.
    GoOn = "go-on",
    /// The jobs look at everybody again.
    RestartJobs = "restart-jobs",
    /// The jobs match everybody anew.
    ForgetPairs = "forget-pairs",
    /// One object is tied to nothing.
    ForgetPair = "forget-pair",
    /// That object was matched anew.
    MatchAnew = "match-anew",
    /// What that object is tied to since is known.
    PairNow = "pair-now",
    /// Deletes that were held back are carried out.
    LetDeletesGo = "let-deletes-go",
    /// The delete guard is another one for one round.
    SetGuard = "set-guard",
    /// The round that was begun is over.
    AwaitRound = "await-round",
    /// The delete guard is as it was.
    RestoreGuard = "restore-guard",
    /// No password hashes are mapped any more.
    TakeOutHashMapping = "take-out-hash-mapping",
    /// The configuration tells the tenant of people alone.
    LowerHashFlag = "lower-hash-flag",
    /// The tenant takes no password hashes any more.
    SwitchOffPasswordSync = "switch-off-password-sync",
}

/// Which part of a run a step belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StepPart {
    /// Everything up to the start.
    SetUp,
    /// What people notice: provisioning begins.
    Start,
    /// Something is taken away.
    Removal,
    /// Something is done with what runs.
    Act,
}

impl StepId {
    /// It looks and never changes anything.
    #[must_use]
    pub const fn only_looks(self) -> bool {
        match self {
            Self::AgentCheck
            | Self::AgentAnswer
            | Self::ExchangeSchema
            | Self::GalleryTemplate
            | Self::GalleryFields
            | Self::TestCredentials
            | Self::FirstStatus
            | Self::AwaitRound
            | Self::PairNow => true,
            Self::TenantSyncFlag
            | Self::CreateConfiguration
            | Self::CreateJobs
            | Self::Secrets
            | Self::Scope
            | Self::PasswordHashMapping
            | Self::ExchangeWritebackJob
            | Self::CreateApp
            | Self::CreateJob
            | Self::SaveCredentials
            | Self::Assign
            | Self::CreateFeedApp
            | Self::CreateFeedJob
            | Self::FeedSettings
            | Self::FeedMapping
            | Self::Uploader
            | Self::StartJobs
            | Self::RemoveJobs
            | Self::RemoveApplication
            | Self::PauseJobs
            | Self::GoOn
            | Self::RestartJobs
            | Self::ForgetPairs
            | Self::ForgetPair
            | Self::MatchAnew
            | Self::LetDeletesGo
            | Self::SetGuard
            | Self::RestoreGuard
            | Self::TakeOutHashMapping
            | Self::LowerHashFlag
            | Self::SwitchOffPasswordSync => false,
        }
    }

    /// The part of a run that it belongs to.
    #[must_use]
    pub const fn part(self) -> StepPart {
        match self {
            Self::AgentCheck
            | Self::TenantSyncFlag
            | Self::CreateConfiguration
            | Self::CreateJobs
            | Self::Secrets
            | Self::Scope
            | Self::PasswordHashMapping
            | Self::ExchangeSchema
            | Self::ExchangeWritebackJob
            | Self::AgentAnswer
            | Self::GalleryTemplate
            | Self::CreateApp
            | Self::GalleryFields
            | Self::CreateJob
            | Self::TestCredentials
            | Self::SaveCredentials
            | Self::Assign
            | Self::CreateFeedApp
            | Self::CreateFeedJob
            | Self::FeedSettings
            | Self::FeedMapping
            | Self::Uploader => StepPart::SetUp,
            Self::StartJobs | Self::FirstStatus => StepPart::Start,
            Self::RemoveJobs | Self::RemoveApplication => StepPart::Removal,
            Self::PauseJobs
            | Self::GoOn
            | Self::RestartJobs
            | Self::ForgetPairs
            | Self::ForgetPair
            | Self::MatchAnew
            | Self::PairNow
            | Self::LetDeletesGo
            | Self::SetGuard
            | Self::AwaitRound
            | Self::RestoreGuard
            | Self::TakeOutHashMapping
            | Self::LowerHashFlag
            | Self::SwitchOffPasswordSync => StepPart::Act,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StepId;

    #[test]
    fn names_are_the_same_in_files_and_in_code() {
        for id in StepId::ALL {
            assert_eq!(
                serde_json::to_value(id).ok().as_ref().and_then(|v| v.as_str()),
                Some(id.as_str())
            );
            assert_eq!(StepId::of(id.as_str()), Some(*id));
        }
    }
}
