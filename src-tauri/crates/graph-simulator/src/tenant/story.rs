//! What happened in the tenant of each variant before the scenario begins.

use std::time::Duration;

use super::seed::File;
use crate::scenario::Variant;

/// One thing that happened, and how long ago.
pub(super) type Chapter = (Duration, Happening);

#[derive(Debug, Clone, Copy)]
pub(super) enum Happening {
    /// A configuration with both jobs, three secrets and the password mapping is made and started.
    SetUp(Takes),
    /// A configuration with its main job and the `Domain` secret is made, and not started.
    HalfSetUp,
    /// Another one for the same domain.
    SecondSetUp,
    /// Some people cannot be written, or not as they are, and some are yet to join.
    Staff,
    Joins,
    Leaves,
    /// Every round takes its time from now on.
    SlowRounds,
    AllAgentsStop,
    OneAgentStops,
    AgentsVanish,
    AgentsServeAnotherDomain,
    /// The jobs fail with this reason and code.
    Trouble(Jobs, &'static str, &'static str),
    /// Writing six in ten people fails, for three causes.
    ManyBreak,
    /// Some people move into an OU of their own.
    UnitIsMade,
    /// That OU is taken out of scope while others are deleted: too many deletes for one round.
    UnitLeavesScope,
    /// Some of them come back, so that the rest lies below the guard.
    SomeComeBack,
    /// No round begins any more.
    Silence,
    SettingsDrift,
    MappingsDrift,
    Pause(Jobs),
    /// An app of the gallery is set up and started beside Cloud Sync.
    AppSetUp(&'static str),
    /// One of many instances of an app is made under this name, and comes so far.
    Instance(&'static str, Made),
    /// The main job is restarted: it looks at everybody again.
    LookAgain,
    /// The tenant's own guard is set to few deletes, and acts.
    TenantGuardTightens,
    /// More people than that are deleted.
    ManyLeave,
    /// The sender of the feed uploads a file.
    Sends(File),
    /// It uploads one in which as many have left as the guard holds, all to one round.
    SendsManyLeavers,
    /// These jobs are restarted.
    Restart(Jobs),
}

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Everybody,
    /// The largest OU at the top of the domain.
    Unit,
    /// The pilot group.
    Group,
}

/// How far an instance came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// It has neither credentials nor a job.
    Barely,
    Running,
    /// It was deleted again.
    Gone,
}

/// Whose jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jobs {
    /// Cloud Sync's main one.
    Main,
    /// All of Cloud Sync.
    CloudSync,
    /// Those of an app.
    App(&'static str),
}

pub(super) const fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

pub(super) const fn hours(count: u64) -> Duration {
    minutes(60 * count)
}

const fn days(count: u64) -> Duration {
    hours(24 * count)
}

const EXCEPTION: &str = "EncounteredQuarantineException";

/// How a tenant that is in step came to be so.
const IN_STEP: &[Chapter] = &[
    (days(43), Happening::Staff),
    (days(40), Happening::SetUp(Takes::Everybody)),
    (hours(35 * 24 + 5), Happening::Joins),
    (hours(28 * 24 + 3), Happening::Leaves),
    (hours(25 * 24 + 7), Happening::Joins),
    (hours(21 * 24 + 2), Happening::Leaves),
    (hours(17 * 24 + 6), Happening::Joins),
    (hours(14 * 24 + 4), Happening::Joins),
    (hours(11 * 24 + 1), Happening::Leaves),
    (hours(7 * 24 + 5), Happening::Joins),
    (hours(4 * 24 + 3), Happening::Leaves),
];

const LOOK_AGAIN: Chapter = (hours(16 * 24 + 2), Happening::LookAgain);

/// With a scope of its own, and everybody looked at again since.
const fn scoped(takes: Takes) -> [Chapter; 3] {
    [
        (days(43), Happening::Staff),
        (days(40), Happening::SetUp(takes)),
        LOOK_AGAIN,
    ]
}

/// A feed that goes on as it should.
const A_FEED: &[Chapter] = &[
    (days(28), Happening::AppSetUp(API_DRIVEN)),
    (days(27), Happening::Sends(File::Everybody)),
    (days(6), Happening::Sends(File::News)),
];

/// Many left at once.
const QUARANTINED_FEED: &[Chapter] = &[
    (days(28), Happening::AppSetUp(API_DRIVEN)),
    (days(27), Happening::Sends(File::Everybody)),
    (days(6), Happening::Sends(File::News)),
    (hours(20), Happening::SendsManyLeavers),
];

/// It was paused, people were sent, and a restart threw them away.
const RESTARTED_FEED: &[Chapter] = &[
    (days(28), Happening::AppSetUp(API_DRIVEN)),
    (days(27), Happening::Sends(File::Everybody)),
    (days(6), Happening::Sends(File::News)),
    (hours(5), Happening::Pause(Jobs::App(API_DRIVEN))),
    (hours(4), Happening::Sends(File::Titles(212))),
    (hours(2), Happening::Restart(Jobs::App(API_DRIVEN))),
];

/// Of these the story is whole.
const FROM_NOTHING: &[(Variant, &[Chapter])] = &[
    (Variant::Configured, &[(days(40), Happening::SetUp(Takes::Everybody))]),
    (Variant::HalfConfigured, &[(days(40), Happening::HalfSetUp)]),
    (
        Variant::Duplicated,
        &[
            (days(40), Happening::SetUp(Takes::Everybody)),
            (days(37), Happening::SecondSetUp),
        ],
    ),
    (
        Variant::Factory,
        &[
            (days(20), Happening::Instance("AWS 0001", Made::Running)),
            (days(19), Happening::Instance("AWS 0002", Made::Barely)),
            (days(18), Happening::Instance("AWS 0003", Made::Barely)),
            (days(17), Happening::Instance("AWS 0003", Made::Barely)),
            (days(16), Happening::Instance("AWS 0004", Made::Gone)),
        ],
    ),
    // The start is the last but one of nine calls, a minute each.
    (
        Variant::FirstRound,
        &[
            (minutes(18), Happening::SlowRounds),
            (minutes(17), Happening::SetUp(Takes::Everybody)),
        ],
    ),
    (Variant::FeedRunning, A_FEED),
    (Variant::FeedDayFull, A_FEED),
    (Variant::FeedRestarted, RESTARTED_FEED),
    (Variant::FeedQuarantined, QUARANTINED_FEED),
    (Variant::Scoped, &scoped(Takes::Unit)),
    (Variant::Pilot, &scoped(Takes::Group)),
    (
        Variant::FailuresDropped,
        &[
            (days(3), Happening::ManyBreak),
            (days(2), Happening::SetUp(Takes::Everybody)),
        ],
    ),
];

/// These go on from [`IN_STEP`].
const AFTERWARDS: &[(Variant, &[Chapter])] = &[
    (Variant::Healthy, &[LOOK_AGAIN]),
    (Variant::FreeLicence, &[]),
    (Variant::LogClosed, &[]),
    (Variant::StuckAgent, &[(days(2), Happening::AllAgentsStop)]),
    (Variant::StuckDay20, &[(days(20), Happening::AllAgentsStop)]),
    (Variant::SwitchedOff, &[(days(33), Happening::AllAgentsStop)]),
    (Variant::StuckNoAgent, &[(days(2), Happening::AgentsVanish)]),
    (
        Variant::StuckOtherDomain,
        &[(days(2), Happening::AgentsServeAnotherDomain)],
    ),
    (Variant::StuckSlow, &[stuck("TimeOut")]),
    (
        Variant::StuckAd,
        &[stuck("HybridSynchronizationActiveDirectoryInternalServerError")],
    ),
    (Variant::StuckAccount, &[stuck("AzureActiveDirectoryInvalidCredential")]),
    (Variant::StuckBusy, &[stuck("AzureDirectoryServiceServerBusy")]),
    (Variant::StuckUnknownCode, &[stuck("SyncFabricWorkItemRejected")]),
    (
        Variant::StuckCredentials,
        &[
            (days(30), Happening::AppSetUp("Salesforce")),
            (
                days(2),
                Happening::Trouble(Jobs::App("Salesforce"), EXCEPTION, "SalesforceInvalidCredentials"),
            ),
        ],
    ),
    (
        Variant::ByHand,
        &[(
            hours(30),
            Happening::Trouble(Jobs::Main, "QuarantinedOnDemand", "QuarantinedOnDemand"),
        )],
    ),
    (Variant::ManyFail, &[(days(2), Happening::ManyBreak)]),
    (
        Variant::HeldDeletes,
        &[
            (days(42), Happening::UnitIsMade),
            (hours(26), Happening::UnitLeavesScope),
        ],
    ),
    (
        Variant::HeldPartial,
        &[
            (days(42), Happening::UnitIsMade),
            (hours(26), Happening::UnitLeavesScope),
            (hours(3), Happening::SomeComeBack),
        ],
    ),
    (Variant::AgentDown, &[(days(2), Happening::OneAgentStops)]),
    (Variant::Quiet, &[(days(2), Happening::Silence)]),
    (
        Variant::Drifted,
        &[
            (days(9), Happening::SettingsDrift),
            (days(8), Happening::MappingsDrift),
            (days(5), Happening::Pause(Jobs::Main)),
        ],
    ),
    (
        Variant::NoData,
        &[
            (days(30), Happening::AppSetUp(API_DRIVEN)),
            (
                days(2),
                Happening::Trouble(Jobs::App(API_DRIVEN), INTERRUPTED, INTERRUPTED),
            ),
        ],
    ),
    (
        Variant::TenantGuard,
        &[
            (days(3), Happening::TenantGuardTightens),
            (hours(20), Happening::ManyLeave),
        ],
    ),
    (Variant::Apps, APPS),
    (Variant::Paused, &[(days(3), Happening::Pause(Jobs::CloudSync))]),
];

pub(super) const API_DRIVEN: &str = "API-driven provisioning to Microsoft Entra ID";
/// What the instances of [`Happening::Instance`] are of.
pub(super) const FACTORY_APP: &str = "AWS IAM Identity Center";
const INTERRUPTED: &str = "IngestionInterrupted";
const TOO_MANY_FAIL: &str = "EncounteredEscrowProportionThreshold";

/// Eight apps with jobs beside Cloud Sync; the last is inbound.
const APPS: &[Chapter] = &[
    (days(39), Happening::AppSetUp("Box")),
    (days(38), Happening::AppSetUp("ServiceNow")),
    (days(37), Happening::AppSetUp("Slack")),
    (days(36), Happening::AppSetUp("Salesforce")),
    (days(34), Happening::AppSetUp("Zoom")),
    (days(33), Happening::AppSetUp("Atlassian Cloud")),
    (days(32), Happening::AppSetUp("AWS IAM Identity Center")),
    (
        days(31),
        Happening::AppSetUp("Workday to Microsoft Entra User Provisioning"),
    ),
    (days(6), Happening::Pause(Jobs::App("Salesforce"))),
    (
        days(4),
        Happening::Trouble(Jobs::App("Box"), TOO_MANY_FAIL, TOO_MANY_FAIL),
    ),
    (
        days(1),
        Happening::Trouble(Jobs::App("Slack"), EXCEPTION, "SlackInvalidCredentials"),
    ),
];

const fn stuck(code: &'static str) -> Chapter {
    (days(2), Happening::Trouble(Jobs::CloudSync, EXCEPTION, code))
}

/// The story of a variant, in order; empty where nothing was set up.
pub(super) fn story(variant: Variant) -> Vec<Chapter> {
    let of = |table: &[(Variant, &'static [Chapter])]| {
        table
            .iter()
            .find(|(known, _)| *known == variant)
            .map(|(_, story)| *story)
    };
    let mut chapters: Vec<Chapter> = match of(AFTERWARDS) {
        Some(afterwards) => [IN_STEP, afterwards].concat(),
        None => of(FROM_NOTHING).unwrap_or_default().to_vec(),
    };
    chapters.sort_by_key(|(ago, _)| std::cmp::Reverse(*ago));
    chapters
}
