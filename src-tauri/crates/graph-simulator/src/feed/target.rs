//! Where a job writes people: Microsoft Entra ID, or the Active Directory of the company.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::accounts::{Accounts, property_of};
use crate::tenant::Tenant;
use crate::users::{self, User};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Entra,
    Ad,
}

/// Somebody who is there already.
#[derive(Debug, Clone)]
pub(super) enum Someone {
    User(User),
    /// Made by a feed, or of the company; in Active Directory.
    InAd(Option<crate::directory::ObjectIndex>),
}

impl Target {
    pub(super) fn of(template_id: &str) -> Self {
        match template_id {
            "API2AD" => Self::Ad,
            _ => Self::Entra,
        }
    }

    /// What rows call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Entra => "Microsoft Entra ID",
            Self::Ad => "Active Directory",
        }
    }

    /// The attribute that switches an account off, and its value then.
    pub(super) fn switch(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Entra => ("accountEnabled", "True", "False"),
            Self::Ad => ("accountDisabled", "False", "True"),
        }
    }

    pub(super) fn accounts(self, tenant: &Tenant) -> &Accounts {
        match self {
            Self::Entra => &tenant.accounts,
            Self::Ad => &tenant.accounts_of_ad,
        }
    }

    pub(super) fn accounts_mut(self, tenant: &mut Tenant) -> &mut Accounts {
        match self {
            Self::Entra => &mut tenant.accounts,
            Self::Ad => &mut tenant.accounts_of_ad,
        }
    }

    /// Everybody there, by object id.
    pub(super) fn everybody(self, tenant: &Tenant, now: Timestamp) -> Vec<(Uuid, Someone)> {
        match self {
            Self::Entra => users::present(tenant, now)
                .into_iter()
                .map(|user| (user.id(tenant), Someone::User(user)))
                .collect(),
            Self::Ad => {
                let company = &tenant.company;
                let is_there = |object: &u32| !company.is_gone(*object) && users::is_person(tenant, *object);
                let own = company.indices().filter(is_there);
                let own = own.map(|object| (company.object_guid(object), Someone::InAd(Some(object))));
                let made = tenant
                    .accounts_of_ad
                    .all()
                    .filter(|(_, account)| account.created.is_some());
                let made = made.map(|(id, _)| (id, Someone::InAd(None)));
                let is_kept = |(id, _): &(Uuid, Someone)| {
                    let account = tenant.accounts_of_ad.get(*id);
                    account.is_none_or(|account| account.deleted.is_none())
                };
                own.chain(made).filter(is_kept).collect()
            }
        }
    }

    /// What somebody's attribute is now.
    pub(super) fn value(self, tenant: &Tenant, id: Uuid, someone: &Someone, attribute: &str) -> Option<String> {
        if let Some(value) = self
            .accounts(tenant)
            .get(id)
            .and_then(|account| account.values.get(attribute))
        {
            return value.clone();
        }
        match someone {
            Someone::User(user) => text(&user.value(tenant, property_of(attribute))),
            Someone::InAd(object) => {
                let attributes = tenant.company.attributes((*object)?);
                let found = attributes.into_iter().find(|(name, _)| *name == attribute);
                found.map(|(_, value)| value)
            }
        }
    }

    /// Only in Microsoft Entra ID somebody may belong to another directory.
    pub(super) fn is_managed_by_ad(self, tenant: &Tenant, someone: &Someone) -> bool {
        match someone {
            Someone::User(user) => user.is_managed_by_ad(tenant),
            Someone::InAd(_) => false,
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::Array(items) => items.first().and_then(text),
        _ => None,
    }
}
