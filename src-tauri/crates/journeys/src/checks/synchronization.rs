//! Directory synchronization is on, or can be switched on (contract 5.1).

use graph_client::models::Organization;

use super::{CheckId, Checked, Verdict};

pub(super) fn check(organization: &Organization) -> Checked {
    let (verdict, code) = match organization.on_premises_sync_enabled {
        Some(true) => (Verdict::Ready, "sync-on"),
        // Within 72 hours of the switch-off the service refuses; Graph does not tell when that was.
        Some(false) => (Verdict::WillDo, "sync-was-on"),
        None => (Verdict::WillDo, "sync-off"),
    };
    Checked::new(CheckId::Synchronization, verdict, code)
}
