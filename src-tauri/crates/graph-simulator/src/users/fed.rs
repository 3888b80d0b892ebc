//! People of feeds: the company's, as they are in the cloud before any feed, and whom feeds have deleted.

use jiff::Timestamp;

use super::{RESTORABLE, User, Who, everybody, is_person};
use crate::clock::after;
use crate::directory::Scope;
use crate::scenario::Variant;
use crate::tenant::Tenant;

/// Of so many people one has no number: 31 of 812.
const WITHOUT_NUMBER: usize = 26;

/// Of so many people one belongs to Active Directory.
const MANAGED: usize = 3;

/// In a scenario of feeds.
pub(super) fn members(tenant: &Tenant) -> impl Iterator<Item = User> {
    let (company, variant) = (&tenant.company, tenant.scenario.variant);
    let people = company.in_scope(&Scope::default()).into_iter();
    let people = people.filter(|&object| is_person(tenant, object)).enumerate();
    people.map(move |(place, object)| {
        let is_managed_by_ad = variant == Variant::FeedAdManaged && place % MANAGED == MANAGED - 1;
        let has_number = variant != Variant::FeedWithoutNumber || place % WITHOUT_NUMBER != WITHOUT_NUMBER - 1;
        User {
            who: match is_managed_by_ad {
                true => Who::Synced(object),
                false => Who::Member { object, has_number },
            },
            enabled: company.enabled(object),
            deleted: None,
        }
    })
}

/// Those who can be restored.
pub(super) fn deleted(tenant: &Tenant, now: Timestamp) -> Vec<User> {
    if tenant.accounts.is_empty() {
        return Vec::new();
    }
    let restorable = |user: User| {
        let at = user
            .account(tenant)?
            .deleted
            .filter(|at| now < after(*at, RESTORABLE))?;
        Some(User {
            deleted: Some(at),
            ..user
        })
    };
    everybody(tenant, now).into_iter().filter_map(restorable).collect()
}
