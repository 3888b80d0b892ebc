//! The settings of a configuration and of its tenant, as they are.

use graph_client::models::OnPremisesSynchronization;
use provisioning::{Notification, TenantGuard, Unread};
use serde::Serialize;
use ts_rs::TS;

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", content = "value", rename_all = "kebab-case")]
pub enum Stored<T> {
    /// It is on, with this.
    On(T),
    /// It is off.
    Off,
    /// It was not looked at.
    Unread(Unread),
}

/// What is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsStatus {
    /// Who gets a mail when a job is put in quarantine.
    pub mail: Stored<String>,
    /// From so many removals in one round on nothing is removed.
    #[ts(type = "Stored<number>")]
    pub guard: Stored<u64>,
    /// The same for the whole tenant.
    pub tenant_guard: Stored<TenantGuard>,
    /// The tenant takes password hashes.
    pub tenant_hashes: Stored<()>,
}

impl Default for SettingsStatus {
    /// Nothing was looked at.
    fn default() -> Self {
        Self::of(Err(Unread::NotAsked), Err(Unread::NotAsked))
    }
}

impl SettingsStatus {
    pub(super) fn of(own: Result<&Notification, Unread>, tenant: Result<&OnPremisesSynchronization, Unread>) -> Self {
        let takes_hashes =
            |tenant: &OnPremisesSynchronization| (tenant.password_sync_enabled() == Some(true)).then_some(());
        Self {
            mail: own.map(|own| own.mail.clone()).into(),
            guard: own.map(|own| own.guard).into(),
            tenant_guard: tenant.map(TenantGuard::of).into(),
            tenant_hashes: tenant.map(takes_hashes).into(),
        }
    }
}

impl<T> From<Result<Option<T>, Unread>> for Stored<T> {
    fn from(read: Result<Option<T>, Unread>) -> Self {
        match read {
            Ok(Some(value)) => Self::On(value),
            Ok(None) => Self::Off,
            Err(why) => Self::Unread(why),
        }
    }
}
