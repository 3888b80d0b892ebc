//! Everybody in the target while a round looks at it, found by what it matches and by what must be unique.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use uuid::Uuid;

use super::target::{Someone, Target};
use crate::tenant::Tenant;

#[derive(Debug, Default)]
pub(super) struct Population {
    pub(super) people: HashMap<Uuid, Someone>,
    /// Attribute → value without case → who has it.
    by_value: HashMap<String, HashMap<String, Vec<Uuid>>>,
    seen: Seen,
}

/// State of what it was made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    /// Of [`super::accounts::Accounts`].
    revision: u64,
    /// Of the company's directory.
    changes: u32,
    left_behind: usize,
    /// Cloud Sync changes people at any time.
    is_alone: bool,
}

/// No two may have the same.
const UNIQUE: [&str; 2] = ["userPrincipalName", "sAMAccountName"];

impl Seen {
    fn of(tenant: &Tenant, target: Target) -> Self {
        let mut jobs = tenant.service_principals.iter().flat_map(|found| &found.jobs);
        Self {
            revision: target.accounts(tenant).revision(),
            changes: tenant.company.changes(),
            left_behind: tenant.left_behind.len(),
            is_alone: !jobs.any(|job| job.template_id == "AD2AADProvisioning"),
        }
    }
}

impl Population {
    /// Looks at everybody. `matched` are the target attributes to match by.
    pub(super) fn of(tenant: &Tenant, target: Target, matched: &[&str], now: Timestamp) -> Self {
        let people: HashMap<Uuid, Someone> = target.everybody(tenant, now).into_iter().collect();
        // Each once: one may be unique and be matched by.
        let attributes: BTreeSet<&str> = UNIQUE.iter().chain(matched).copied().collect();
        let mut population = Self {
            by_value: attributes
                .iter()
                .map(|name| ((*name).to_owned(), HashMap::new()))
                .collect(),
            seen: Seen::of(tenant, target),
            people: HashMap::new(),
        };
        for (id, someone) in &people {
            for attribute in &attributes {
                population.note(*id, attribute, target.value(tenant, *id, someone, attribute).as_deref());
            }
        }
        population.people = people;
        population
    }

    /// Is it still so, as far as these attributes go?
    pub(super) fn holds(&self, tenant: &Tenant, target: Target, matched: &[&str]) -> bool {
        let is_known = |attribute: &&str| self.by_value.contains_key(*attribute);
        self.seen.is_alone && self.seen == Seen::of(tenant, target) && matched.iter().all(is_known)
    }

    /// Everything that was written meanwhile it knows.
    pub(super) fn is_up_to_date(&mut self, tenant: &Tenant, target: Target) {
        self.seen = Seen::of(tenant, target);
    }

    fn note(&mut self, id: Uuid, attribute: &str, value: Option<&str>) {
        let value = value.filter(|value| !value.is_empty());
        if let (Some(values), Some(value)) = (self.by_value.get_mut(attribute), value) {
            values.entry(value.to_lowercase()).or_default().push(id);
        }
    }

    /// Who has this value.
    pub(super) fn with(&self, attribute: &str, value: &str) -> &[Uuid] {
        let values = self.by_value.get(attribute);
        let found = values.and_then(|values| values.get(&value.to_lowercase()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Who has this value of an attribute that one may have.
    pub(super) fn holder(&self, attribute: &str, value: &str) -> Option<Uuid> {
        self.with(attribute, value).first().copied()
    }

    /// A value was written.
    pub(super) fn change(&mut self, id: Uuid, attribute: &str, old: Option<&str>, new: Option<&str>) {
        if let Some(values) = self.by_value.get_mut(attribute)
            && let Some(holders) = values.get_mut(&old.unwrap_or_default().to_lowercase())
        {
            holders.retain(|holder| *holder != id);
        }
        self.note(id, attribute, new);
    }

    pub(super) fn add(&mut self, id: Uuid, someone: Someone) {
        self.people.insert(id, someone);
    }

    /// Somebody is gone, and what they had is free.
    pub(super) fn remove(&mut self, id: Uuid) {
        self.people.remove(&id);
        for holders in self.by_value.values_mut().flat_map(HashMap::values_mut) {
            holders.retain(|holder| *holder != id);
        }
    }
}
