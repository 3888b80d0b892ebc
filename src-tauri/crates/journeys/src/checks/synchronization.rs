//! Directory synchronization is on, or can be switched on (contract 5.1).

use graph_client::models::{Organization, SyncSwitch};

use super::{CheckId, Checked, Verdict};

pub(super) fn check(organization: &Organization) -> Checked {
    let id = CheckId::Synchronization;
    let (verdict, code) = match organization.sync_switch() {
        SyncSwitch::On => (Verdict::Ready, "sync-on"),
        // Within 72 hours of the switch-off the service refuses; Graph does not tell when that was.
        SyncSwitch::Off => (Verdict::WorthKnowing, "sync-was-on"),
        SyncSwitch::Never => (Verdict::WillDo, "sync-off"),
        SyncSwitch::Hidden => (Verdict::NotChecked, id.not_readable()),
    };
    Checked::new(id, verdict, code)
}
