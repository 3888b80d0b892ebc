//! The directory role of who signed in (contract 2.5).

use super::{CheckId, Checked, Grant, Prerequisites, Verdict};

pub(super) fn check(grant: &Grant, prerequisites: &Prerequisites) -> Checked {
    let Some(roles) = &grant.roles else {
        let id = CheckId::Role;
        return Checked::new(id, Verdict::NotChecked, id.not_readable());
    };
    let enough = prerequisites.roles;
    let held = |wanted: &&&str| roles.iter().any(|role| role.eq_ignore_ascii_case(wanted));
    match enough.iter().find(held) {
        Some(&role) => Checked::new(CheckId::Role, Verdict::Ready, "role-ok").with("role", role),
        None => Checked::new(CheckId::Role, Verdict::NeedsYou, "role-missing")
            .with_names("roles", roles.iter().map(String::as_str))
            .with("needed", enough.first().copied().unwrap_or_default()),
    }
}
