//! The directory role of who signed in (contract 2.5).

use super::{CheckId, Checked, Grant, Verdict};

/// The least role that may set up Cloud Sync.
const NEEDED: &str = "Hybrid Identity Administrator";
/// Every role that may.
const ENOUGH: [&str; 2] = [NEEDED, "Global Administrator"];

pub(super) fn check(grant: &Grant) -> Checked {
    let Some(roles) = &grant.roles else {
        let id = CheckId::Role;
        return Checked::new(id, Verdict::NotChecked, id.not_readable());
    };
    let held = |wanted: &&str| roles.iter().any(|role| role.eq_ignore_ascii_case(wanted));
    match ENOUGH.into_iter().find(held) {
        Some(role) => Checked::new(CheckId::Role, Verdict::Ready, "role-ok").with("role", role),
        None => Checked::new(CheckId::Role, Verdict::NeedsYou, "role-missing")
            .with_names("roles", roles.iter().map(String::as_str))
            .with("needed", NEEDED),
    }
}
