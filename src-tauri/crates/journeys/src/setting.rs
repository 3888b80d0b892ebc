//! Names of what a step finds other than wanted: `drift.setting.<name>` in the locales.

use serde::Serialize;
use step_engine::Difference;
use ts_rs::TS;

/// One thing that a set-up decides. The identifiers are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SetupSetting {
    /// Directory synchronization of the tenant is on.
    TenantSync,
    /// The configuration is there.
    Configuration,
    /// The domain of the configuration.
    Domain,
    /// A job is there; of which template.
    Job,
    /// The tenant's flag for password hashes.
    HashFlag,
    /// Who gets mail.
    Mail,
    /// The delete guard.
    DeleteGuard,
    /// Who takes part.
    Scope,
    /// Password hashes are mapped; of which kind of object.
    HashMapping,
    /// A job runs; of which template.
    Running,
    /// What an app is told to let Microsoft in; of which name.
    Credential,
    /// People who leave the scope are left alone.
    LeavesAlone,
    /// Where new accounts of Active Directory stand.
    Place,
    /// What an attribute takes; of which name.
    Mapping,
}

impl SetupSetting {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::TenantSync,
        Self::Configuration,
        Self::Domain,
        Self::Job,
        Self::HashFlag,
        Self::Mail,
        Self::DeleteGuard,
        Self::Scope,
        Self::HashMapping,
        Self::Running,
        Self::Credential,
        Self::LeavesAlone,
        Self::Place,
        Self::Mapping,
    ];

    /// The identifier as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TenantSync => "tenant-sync",
            Self::Configuration => "configuration",
            Self::Domain => "domain",
            Self::Job => "job",
            Self::HashFlag => "hash-flag",
            Self::Mail => "mail",
            Self::DeleteGuard => "delete-guard",
            Self::Scope => "scope",
            Self::HashMapping => "hash-mapping",
            Self::Running => "running",
            Self::Credential => "credential",
            Self::LeavesAlone => "leaves-alone",
            Self::Place => "place",
            Self::Mapping => "mapping",
        }
    }

    /// As a difference names it, where there are several of it.
    pub(crate) fn of(self, which: &str) -> String {
        format!("{}.{which}", self.as_str())
    }

    /// What a difference is about, and of which. `None` for what only acts on what runs compare.
    #[must_use]
    pub fn named(difference: &Difference) -> Option<(Self, Option<&str>)> {
        let (name, which) = match difference.setting.split_once('.') {
            Some((name, which)) => (name, Some(which)),
            None => (difference.setting.as_str(), None),
        };
        let known = Self::ALL.iter().find(|setting| setting.as_str() == name)?;
        Some((*known, which))
    }
}

impl From<SetupSetting> for String {
    fn from(setting: SetupSetting) -> Self {
        setting.as_str().to_owned()
    }
}
