//! Permissions of Microsoft Graph that a person is asked for (contract 2.4).

use crate::steering::{self, Act};
use crate::{Journey, StepId, cloud_sync, gallery_app, people_feed, removal};

pub(crate) const SYNCHRONIZATION: &str = "Synchronization.ReadWrite.All";
pub(crate) const APPLICATIONS: &str = "Application.ReadWrite.All";
pub(crate) const ORGANIZATION: &str = "Organization.ReadWrite.All";
/// Agents, and the schema of Active Directory that is read through them, want it.
const DIRECTORY: &str = "Directory.ReadWrite.All";

/// To read switches and the delete guard of the whole tenant; not asked for either.
pub const READ_TENANT_FEATURES: &str = "OnPremDirectorySynchronization.Read.All";

/// Gives people roles in any app of the tenant. It is asked for where a set-up assigns somebody, and nowhere else.
const ASSIGNMENTS: &str = "AppRoleAssignment.ReadWrite.All";
/// Finds the groups that are assigned.
const READ_GROUPS: &str = "GroupMember.Read.All";
/// Switches of the whole tenant, such as the one for password hashes.
const TENANT_FEATURES: &str = "OnPremDirectorySynchronization.ReadWrite.All";

/// To look; asked at sign-in.
pub const TO_LOOK: &[&str] = &[
    "Organization.Read.All",
    "Domain.Read.All",
    "Application.Read.All",
    "Synchronization.Read.All",
];

/// To read agents and the domains they serve; asked by a button of its own, for it is far more than looking needs elsewhere.
pub const TO_READ_AGENTS: &[&str] = &[DIRECTORY];

/// Shows who paused a job, and whether a restart arrived. It is not asked for: what is not told stays untold without it.
pub const AUDIT_LOG: &str = "AuditLog.Read.All";

/// Whether whoever was granted these may read the audit log.
#[must_use]
pub fn reads_audits(granted: &[String]) -> bool {
    granted.iter().any(|granted| is(granted, AUDIT_LOG))
}

/// A granted permission may be written with its resource before it, `https://graph.microsoft.com/Synchronization.ReadWrite.All`.
pub(crate) fn is(granted: &str, name: &str) -> bool {
    let short = granted.rsplit('/').next();
    short.is_some_and(|short| short.eq_ignore_ascii_case(name))
}
/// To read the provisioning log; asked where it is wanted, because half of it is about people.
pub const TO_READ_LOG: &[&str] = &[READ_LOG];
/// To read the provisioning log, users, and what they are tied to; asked where somebody asks about one person.
pub const TO_READ_PEOPLE: &[&str] = &[READ_LOG, READ_USERS, READ_TIES];
/// To read users.
pub const READ_USERS: &str = "User.Read.All";
/// To find people and groups that are to be assigned; asked where somebody looks for them.
pub const TO_FIND_ASSIGNABLE: &[&str] = &[READ_GROUPS, READ_USERS];
/// To read what a source object is tied to on the target side.
pub const READ_TIES: &str = "SynchronizationMetadata.Read.All";
/// To forget a tie. Another page of Microsoft names `Synchronization.ReadWrite.All` for it, which every act has.
pub const FORGET_TIES: &str = "SynchronizationMetadata.ReadWrite.All";
/// To upload people to a feed.
pub const UPLOAD_PEOPLE: &str = "SynchronizationData-User.Upload";
const READ_LOG: &str = "ProvisioningLog.Read.All";

impl StepId {
    /// What the step needs besides what looking needs, where it is wanted. A step that only looks may need more too.
    #[must_use]
    pub const fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::AgentCheck
            | Self::AgentAnswer
            | Self::GalleryTemplate
            | Self::GalleryFields
            | Self::FirstStatus
            | Self::AwaitRound
            | Self::PairNow => &[],
            Self::TenantSyncFlag => &[ORGANIZATION],
            Self::CreateConfiguration | Self::CreateApp | Self::CreateFeedApp | Self::RemoveApplication => {
                &[APPLICATIONS]
            }
            Self::Assign => &[ASSIGNMENTS, READ_GROUPS, READ_USERS],
            Self::Uploader => &[ASSIGNMENTS],
            Self::CreateJobs
            | Self::Secrets
            | Self::Scope
            | Self::PasswordHashMapping
            | Self::ExchangeWritebackJob
            | Self::CreateJob
            | Self::TestCredentials
            | Self::SaveCredentials
            | Self::CreateFeedJob
            | Self::FeedSettings
            | Self::FeedMapping
            | Self::StartJobs
            | Self::RemoveJobs
            | Self::PauseJobs
            | Self::GoOn
            | Self::RestartJobs
            | Self::ForgetPairs
            | Self::ForgetPair
            | Self::MatchAnew
            | Self::LetDeletesGo
            | Self::SetGuard
            | Self::RestoreGuard
            | Self::TakeOutHashMapping => &[SYNCHRONIZATION],
            Self::LowerHashFlag => &[SYNCHRONIZATION, TENANT_FEATURES],
            Self::SwitchOffPasswordSync => &[TENANT_FEATURES],
            Self::ExchangeSchema => &[DIRECTORY],
        }
    }
}

/// All that looking and any step of any journey may need; approved for everybody in one go.
#[must_use]
pub fn every_permission() -> Vec<&'static str> {
    let steps = StepId::ALL.iter().flat_map(|step| step.permissions());
    each_once(TO_LOOK.iter().chain(steps).chain(&[FORGET_TIES]).copied())
}

/// What a set-up of this journey may need besides what looking needs, whatever its answers are.
#[must_use]
pub fn to_set_up(journey: Journey) -> Vec<&'static str> {
    match journey {
        Journey::CloudSync => of_ids(&cloud_sync::steps().ids()),
        Journey::GalleryApp => of_ids(&gallery_app::steps().ids()),
        Journey::PeopleFeed => of_ids(&people_feed::steps().ids()),
    }
}

/// What removing what a run created needs besides.
#[must_use]
pub fn to_remove() -> Vec<&'static str> {
    of_ids(&removal::steps().ids())
}

/// What this act on what runs needs besides.
#[must_use]
pub fn to_act(act: &Act) -> Vec<&'static str> {
    steering::steps(act).map_or_else(to_remove, |list| of_ids(&list.ids()))
}

fn of_ids(ids: &[&str]) -> Vec<&'static str> {
    let steps = ids.iter().filter_map(|id| StepId::of(id));
    each_once(steps.flat_map(StepId::permissions).copied())
}

/// In the order of their first place.
pub fn each_once(permissions: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut once = Vec::new();
    for permission in permissions {
        if !once.contains(&permission) {
            once.push(permission);
        }
    }
    once
}
