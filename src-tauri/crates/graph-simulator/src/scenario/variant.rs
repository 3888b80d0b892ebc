//! What is special about a tenant.

/// What a tenant begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    #[default]
    Fresh,
    /// `onPremisesSyncEnabled` is false; setting it works.
    SyncFlagOff,
    /// It is false and cannot be set for 72 hours.
    SyncFlagLocked,
    /// v1.0 calls the property read-only, beta takes it.
    SyncFlagV1ReadOnly,
    AgentInactive,
    NoAgent,
    /// AD without the Exchange attributes.
    NoExchangeSchema,
    /// A complete, running configuration for the domain.
    Configured,
    /// Service principal, provisioning job and the Domain secret; nothing started.
    HalfConfigured,
    /// Two configurations with the same Domain secret.
    Duplicated,
    /// 429 now and then, longer when ignored.
    Throttled,
    /// The token lacks the permissions to set up synchronization.
    ConsentMissing,
    /// The permissions are there, the role is not.
    RoleMissing,
    /// Somebody began to make hundreds of instances of one app.
    Factory,
    /// In step for 40 days, with joiners, leavers and people who fail.
    Healthy,
    /// So it is, and one OU takes part.
    Scoped,
    /// So it is, and one group takes part.
    Pilot,
    /// Started some minutes ago.
    FirstRound,
    /// In quarantine for two days, because no agent answers; so are the others named stuck, each for its reason.
    StuckAgent,
    /// For 20 days.
    StuckDay20,
    /// For 33 days: the service gave up on day 28.
    SwitchedOff,
    StuckNoAgent,
    StuckSlow,
    StuckAd,
    StuckOtherDomain,
    StuckAccount,
    StuckBusy,
    StuckCredentials,
    StuckUnknownCode,
    /// In quarantine because too many objects fail.
    ManyFail,
    /// Too many failed in the first round: the job paused itself.
    FailuresDropped,
    /// In quarantine by hand.
    ByHand,
    /// The delete guard holds people of an OU that was taken out of scope, and deleted ones.
    HeldDeletes,
    /// As before, and so many are back that the rest lies below the guard.
    HeldPartial,
    /// One agent of two is inactive.
    AgentDown,
    /// It says that it is active, and no round has ended for two days.
    Quiet,
    /// The sender of an API-driven job has fallen silent.
    NoData,
    /// The tenant's own guard refuses deletes that the job's lets pass.
    TenantGuard,
    /// Many enterprise apps, of which few have jobs.
    Apps,
    /// Somebody changed mail, guard and mappings, and paused it.
    Drifted,
    /// The log is closed for want of a licence.
    FreeLicence,
    /// The log is closed for want of a role.
    LogClosed,
    Paused,
    /// The company's people are in the cloud, and no feed was set up; so they are in the others of a feed.
    FeedFresh,
    /// A feed that has run for weeks.
    FeedRunning,
    /// It was restarted while people waited: they are lost.
    FeedRestarted,
    /// Many left at once: the guard holds them, and the job is in quarantine.
    FeedQuarantined,
    /// All uploads of the day are used.
    FeedDayFull,
    /// Some people have no number to be matched by.
    FeedWithoutNumber,
    /// Some people belong to Active Directory.
    FeedAdManaged,
}

/// Each with its name: first those for setting up, then those for operating what is set up, then those of feeds.
const NAMES: [(Variant, &str); 50] = [
    (Variant::Fresh, "fresh"),
    (Variant::SyncFlagOff, "sync-flag-off"),
    (Variant::SyncFlagLocked, "sync-flag-locked"),
    (Variant::SyncFlagV1ReadOnly, "sync-flag-v1-read-only"),
    (Variant::AgentInactive, "agent-inactive"),
    (Variant::NoAgent, "no-agent"),
    (Variant::NoExchangeSchema, "no-exchange-schema"),
    (Variant::Configured, "configured"),
    (Variant::HalfConfigured, "half-configured"),
    (Variant::Duplicated, "duplicated"),
    (Variant::Throttled, "throttled"),
    (Variant::ConsentMissing, "consent-missing"),
    (Variant::RoleMissing, "role-missing"),
    (Variant::Factory, "factory"),
    (Variant::Healthy, "healthy"),
    (Variant::Scoped, "scoped"),
    (Variant::Pilot, "pilot"),
    (Variant::FirstRound, "first-round"),
    (Variant::StuckAgent, "stuck-agent"),
    (Variant::StuckDay20, "stuck-day-20"),
    (Variant::SwitchedOff, "switched-off"),
    (Variant::StuckNoAgent, "stuck-no-agent"),
    (Variant::StuckSlow, "stuck-slow"),
    (Variant::StuckAd, "stuck-ad"),
    (Variant::StuckOtherDomain, "stuck-other-domain"),
    (Variant::StuckAccount, "stuck-account"),
    (Variant::StuckBusy, "stuck-busy"),
    (Variant::StuckCredentials, "stuck-credentials"),
    (Variant::StuckUnknownCode, "stuck-unknown-code"),
    (Variant::ManyFail, "many-fail"),
    (Variant::FailuresDropped, "failures-dropped"),
    (Variant::ByHand, "by-hand"),
    (Variant::HeldDeletes, "held-deletes"),
    (Variant::HeldPartial, "held-partial"),
    (Variant::AgentDown, "agent-down"),
    (Variant::Quiet, "quiet"),
    (Variant::NoData, "no-data"),
    (Variant::TenantGuard, "tenant-guard"),
    (Variant::Apps, "apps"),
    (Variant::Drifted, "drifted"),
    (Variant::FreeLicence, "free-licence"),
    (Variant::LogClosed, "log-closed"),
    (Variant::Paused, "paused"),
    (Variant::FeedFresh, "feed-fresh"),
    (Variant::FeedRunning, "feed-running"),
    (Variant::FeedRestarted, "feed-restarted"),
    (Variant::FeedQuarantined, "feed-quarantined"),
    (Variant::FeedDayFull, "feed-day-full"),
    (Variant::FeedWithoutNumber, "feed-31-without-number"),
    (Variant::FeedAdManaged, "feed-ad-managed"),
];

/// How many are for setting up.
const SETTING_UP: usize = 14;

/// How many are of feeds.
const FEEDS: usize = 7;

impl Variant {
    pub const ALL: [Self; NAMES.len()] = {
        let mut all = [Self::Fresh; NAMES.len()];
        let mut place = 0;
        while place < all.len() {
            all[place] = NAMES[place].0;
            place += 1;
        }
        all
    };

    /// Those whose tenant is there to be set up.
    #[must_use]
    pub fn for_setting_up() -> &'static [Self] {
        Self::ALL.split_at(SETTING_UP).0
    }

    /// Those in which something runs, or should.
    #[must_use]
    pub fn for_operating() -> &'static [Self] {
        let others = Self::ALL.len() - FEEDS;
        Self::ALL[..others].split_at(SETTING_UP).1
    }

    /// Those in which the company's people are in the cloud already.
    #[must_use]
    pub fn of_feeds() -> &'static [Self] {
        Self::ALL.split_at(Self::ALL.len() - FEEDS).1
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(variant, _)| *variant == self)
            .map_or("", |(_, name)| name)
    }
}
