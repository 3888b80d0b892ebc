//! Tenants at a glance: what looks at them came to. Not looked at is not fine.

use jiff::Timestamp;
use provisioning::{Level, worst_first};

use super::OtherTenant;
use crate::status::worst_level;
use crate::view::{TenantGlance, TenantView};
use crate::{ConfigurationStatus, Problem, TenantStatus, Unseen};

/// After so many looks in a row that brought nothing a tenant cannot be seen.
const MISSED: u32 = 2;

#[derive(Debug, Default)]
pub(super) struct Glances(Vec<Seen>);

#[derive(Debug)]
struct Seen {
    glance: TenantGlance,
    /// As it was when it was seen last.
    level: Level,
    missed: u32,
}

impl Glances {
    /// These are looked at; what is known of them stays.
    pub(super) fn are_of(&mut self, tenants: &[OtherTenant]) {
        let mut known = std::mem::take(&mut self.0);
        let seen = tenants.iter().map(|tenant| {
            let place = known.iter().position(|seen| seen.glance.tenant == tenant.id);
            place.map_or_else(|| Seen::unseen(tenant), |place| known.swap_remove(place))
        });
        self.0 = seen.collect();
    }

    pub(super) fn begins(&mut self, id: &str) {
        self.of(id).for_each(|seen| seen.glance.looking = true);
    }

    pub(super) fn nobody_looks(&mut self) {
        self.0.iter_mut().for_each(|seen| seen.glance.looking = false);
    }

    pub(super) fn over(&mut self, id: &str, found: Result<TenantStatus, Problem>, now: Timestamp) {
        match found {
            Ok(status) => self.of(id).for_each(|seen| seen.is_seen(&status, now)),
            Err(problem) => self.of(id).for_each(|seen| seen.is_missed(problem.clone())),
        }
    }

    /// The worst first; each tenant once.
    pub(super) fn view(&self, connected: Option<TenantGlance>) -> Vec<TenantGlance> {
        let current = |glance: &TenantGlance| connected.as_ref().filter(|other| other.tenant == glance.tenant);
        let shown = self
            .0
            .iter()
            .map(|seen| current(&seen.glance).unwrap_or(&seen.glance).clone());
        let mut shown: Vec<TenantGlance> = shown.collect();
        shown.sort_by_cached_key(order);
        shown
    }

    fn of(&mut self, id: &str) -> impl Iterator<Item = &mut Seen> {
        self.0.iter_mut().filter(move |seen| seen.glance.tenant == id)
    }
}

fn order(glance: &TenantGlance) -> impl Ord + use<> {
    let worst = glance.worst.as_ref();
    let deadline = worst.and_then(|found| found.deadline);
    let (affected, since) = (
        worst.and_then(|found| found.affected),
        worst.and_then(|found| found.since),
    );
    (
        worst_first(glance.level, deadline, affected, since, &glance.name),
        glance.tenant.clone(),
    )
}

impl Seen {
    fn unseen(tenant: &OtherTenant) -> Self {
        Self {
            glance: TenantGlance {
                tenant: tenant.id.clone(),
                cloud: tenant.cloud,
                name: tenant.name.clone(),
                level: Level::CannotSee,
                worst: None,
                configurations: 0,
                looking: false,
                at: None,
                problem: None,
            },
            level: Level::CannotSee,
            missed: 0,
        }
    }

    fn is_seen(&mut self, status: &TenantStatus, now: Timestamp) {
        self.missed = 0;
        let TenantStatus {
            tenant,
            configurations,
            unseen,
            ..
        } = status;
        self.glance = TenantGlance::of(tenant, configurations, unseen, now.to_string());
        self.level = self.glance.level;
    }

    fn is_missed(&mut self, problem: Problem) {
        self.missed = self.missed.saturating_add(1);
        self.glance.looking = false;
        // Trying again does not help where somebody has to sign in.
        let may_pass = self.missed < MISSED && problem.retryable;
        self.glance.level = if may_pass { self.level } else { Level::CannotSee };
        self.glance.problem = Some(problem);
    }
}

impl TenantGlance {
    pub(crate) fn of(
        tenant: &TenantView,
        configurations: &[ConfigurationStatus],
        unseen: &[Unseen],
        at: String,
    ) -> Self {
        Self {
            tenant: tenant.id.clone(),
            cloud: tenant.cloud,
            name: tenant.name.clone(),
            level: worst_level(configurations, unseen),
            worst: configurations.first().cloned(),
            configurations: configurations.len() + unseen.len(),
            looking: false,
            at: Some(at),
            problem: None,
        }
    }
}

#[cfg(test)]
mod tests;
