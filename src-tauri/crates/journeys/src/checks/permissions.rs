//! The permissions granted to this application (contract 2.4).

use super::{CheckId, Checked, Grant, Prerequisites, Verdict, role};
use crate::permissions::{ORGANIZATION, SYNCHRONIZATION, is};

/// An application that has this one may do all of it with the applications it creates.
const OWNED: &str = "Application.ReadWrite.OwnedBy";

/// `flag` is the tenant's `onPremisesSyncEnabled`, which only needs a permission while it is not `true`. `refused` tells that the
/// stored settings of configurations could not be read, which wants a `Synchronization` permission too.
pub(super) fn check(grant: &Grant, prerequisites: &Prerequisites, flag: Option<bool>, refused: bool) -> Checked {
    let id = CheckId::Permissions;
    let Some(scopes) = &grant.scopes else {
        // Graph refuses alike for want of a permission and for want of a role; only where the role is known to be good does the
        // refusal speak of the permission.
        return if refused && role::check(grant, prerequisites).verdict == Verdict::Ready {
            missing(&[SYNCHRONIZATION])
        } else {
            Checked::new(id, Verdict::NotChecked, id.not_readable())
        };
    };
    let mut needed = prerequisites.permissions.to_vec();
    let has = |name: &str| scopes.iter().any(|scope| is(scope, name));
    let is_owned = |needed: &str| needed != ORGANIZATION && has(OWNED);
    let is_done = |needed: &str| needed == ORGANIZATION && flag == Some(true);
    needed.retain(|needed| !has(needed) && !is_owned(needed) && !is_done(needed));
    if needed.is_empty() {
        Checked::new(id, Verdict::Ready, "consent-ok")
    } else if grant.grows {
        Checked::new(id, Verdict::WillDo, "consent-later").with_names("missing", needed)
    } else {
        missing(&needed)
    }
}

fn missing(names: &[&str]) -> Checked {
    Checked::new(CheckId::Permissions, Verdict::NeedsYou, "consent-missing")
        .with_names("missing", names.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Journey;
    use crate::permissions::APPLICATIONS;

    fn check(grant: &Grant, flag: Option<bool>, refused: bool) -> Checked {
        super::check(grant, Journey::CloudSync.prerequisites(), flag, refused)
    }

    fn grant(scopes: &[&str]) -> Grant {
        Grant {
            roles: None,
            scopes: Some(scopes.iter().map(|&scope| scope.to_owned()).collect()),
            grows: false,
        }
    }

    fn told(checked: &Checked) -> (&str, Option<&str>) {
        (&checked.code, checked.facts.get("missing").map(String::as_str))
    }

    #[test]
    fn the_flag_needs_a_permission_until_it_is_on() {
        let both = grant(&[
            "https://graph.microsoft.com/synchronization.readwrite.all",
            APPLICATIONS,
        ]);
        assert_eq!(told(&check(&both, Some(true), false)), ("consent-ok", None));
        for flag in [None, Some(false)] {
            let checked = check(&both, flag, false);
            assert_eq!(told(&checked), ("consent-missing", Some(ORGANIZATION)));
        }
        let none = check(&grant(&["User.Read"]), Some(true), false);
        let names = format!("{SYNCHRONIZATION}, {APPLICATIONS}");
        assert_eq!(told(&none), ("consent-missing", Some(names.as_str())));
    }

    #[test]
    fn what_can_be_asked_later_holds_nobody_up() {
        let mut grant = grant(&[APPLICATIONS]);
        grant.grows = true;
        let checked = check(&grant, Some(true), false);
        assert_eq!(told(&checked), ("consent-later", Some(SYNCHRONIZATION)));
        assert_eq!(checked.verdict, Verdict::WillDo);
    }

    #[test]
    fn a_refusal_speaks_of_the_permission_where_the_role_is_good() {
        let mut grant = Grant::default();
        assert_eq!(told(&check(&grant, None, true)), ("consent-not-told", None));
        grant.roles = Some(vec!["Hybrid Identity Administrator".to_owned()]);
        assert_eq!(
            told(&check(&grant, None, true)),
            ("consent-missing", Some(SYNCHRONIZATION))
        );
        assert_eq!(told(&check(&grant, None, false)), ("consent-not-told", None));
    }
}
