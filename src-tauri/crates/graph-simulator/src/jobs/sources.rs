//! People and groups of the cloud whom a job brings to an app, by number: jobs remember them as they do objects of Active Directory.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use uuid::Uuid;

use super::cycle::Cycle;
use super::{Environment, Job};
use crate::directory::ObjectIndex;
use crate::groups::{self, Member};
use crate::log::{Deed, Entry};
use crate::targets::Refused;
use crate::tenant::Tenant;
use crate::users;

/// Everybody the job has met, in the order of meeting.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    all: Vec<Source>,
    numbers: HashMap<Uuid, ObjectIndex>,
}

/// One of them as the job last saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub id: Uuid,
    pub name: String,
    /// Sign-in name of people.
    pub address: String,
    pub is_group: bool,
    pub enabled: bool,
    /// Why the app does not take it.
    pub refusal: Option<Refused>,
}

impl Sources {
    #[must_use]
    pub fn get(&self, number: ObjectIndex) -> Option<&Source> {
        self.all.get(number as usize)
    }

    /// Sees these anew; their numbers in order.
    pub(super) fn meet(&mut self, seen: Vec<Source>) -> Vec<ObjectIndex> {
        let mut met: Vec<ObjectIndex> = seen.into_iter().map(|source| self.meet_one(source)).collect();
        met.sort_unstable();
        met
    }

    fn meet_one(&mut self, source: Source) -> ObjectIndex {
        let next = ObjectIndex::try_from(self.all.len()).unwrap_or(ObjectIndex::MAX);
        let number = *self.numbers.entry(source.id).or_insert(next);
        match self.all.get_mut(number as usize) {
            Some(known) => *known = source,
            None => self.all.push(source),
        }
        number
    }

    /// How many of these are people, and how many groups.
    pub(super) fn count(&self, numbers: &[ObjectIndex]) -> (usize, usize) {
        let groups = numbers.iter().filter_map(|&number| self.get(number));
        let groups = groups.filter(|source| source.is_group).count();
        (numbers.len() - groups, groups)
    }
}

impl Source {
    pub(super) fn of(member: &Member, tenant: &Tenant, service_principal: &str) -> Self {
        let (address, enabled) = match member {
            Member::User(user) => (
                user.sign_in_name(tenant),
                user.property_now(tenant, "accountEnabled") == true,
            ),
            Member::Group(_) => (String::new(), true),
        };
        let name = member.name(tenant);
        let refusal = tenant.targets.refusal(service_principal, [&name, &address]).cloned();
        Self {
            id: member.id(tenant),
            name,
            address,
            is_group: matches!(member, Member::Group(_)),
            enabled,
            refusal,
        }
    }
}

/// Whom an app is to have: those who are assigned and the direct members of assigned groups, or everybody.
pub(super) fn entitled(tenant: &Tenant, environment: &Environment, now: Timestamp) -> Vec<Source> {
    let app = &environment.service_principal;
    let given: HashSet<Uuid> = tenant.assignments.of_app(app).map(|found| found.principal).collect();
    let groups = groups::present(tenant, now);
    let mut wanted = given.clone();
    if !environment.sync_all {
        for group in groups.iter().filter(|group| given.contains(&group.id(tenant))) {
            let members = group.members(tenant, now);
            let people = members.iter().filter(|member| matches!(member, Member::User(_)));
            wanted.extend(people.map(|member| member.id(tenant)));
        }
    }
    let people = users::present(tenant, now)
        .into_iter()
        .map(Member::User)
        .filter(|user| environment.sync_all || wanted.contains(&user.id(tenant)));
    let groups = groups
        .into_iter()
        .map(Member::Group)
        .filter(|group| environment.sync_all || given.contains(&group.id(tenant)));
    let both = people.chain(groups);
    both.map(|member| Source::of(&member, tenant, app)).collect()
}

/// Changes when others could be entitled, or somebody could have changed.
pub(super) fn sight(tenant: &Tenant, environment: &Environment, hasher: &mut impl Hasher) {
    let revisions = (
        tenant.assignments.revision(),
        tenant.accounts.revision(),
        tenant.targets.refusals(),
        tenant.left_behind.len(),
        environment.sync_all,
    );
    revisions.hash(hasher);
    for job in tenant.service_principals.iter().flat_map(|found| &found.jobs) {
        job.brought().hash(hasher);
    }
}

impl Job {
    /// A cycle of a job that brings people to an app.
    pub(super) fn sending(&mut self, environment: &Environment, met: &[ObjectIndex], began: Timestamp) -> Cycle {
        let leaves = |number: &ObjectIndex| met.binary_search(number).is_err();
        let leaving = match environment.keeps_who_leaves_scope {
            true => Vec::new(),
            false => self
                .store
                .linked
                .all()
                .iter()
                .copied()
                .filter(leaves)
                .collect::<Vec<_>>(),
        };
        let is_group = |number: &ObjectIndex| self.sources.get(*number).is_some_and(|source| source.is_group);
        let (groups, people): (Vec<ObjectIndex>, Vec<ObjectIndex>) = leaving.into_iter().partition(is_group);
        let entry = |number: ObjectIndex| {
            let deed = self.due_in_app(number)?;
            Some(Entry { object: number, deed })
        };
        let mut entries: Vec<Entry> = met.iter().copied().filter_map(entry).collect();
        // Who is not assigned any more keeps a disabled account; a group goes.
        let disabled = people.into_iter().filter(|&number| !self.store.off.has(number));
        entries.extend(disabled.map(|object| Entry {
            object,
            deed: Deed::Disable,
        }));
        Cycle::of(self, environment, entries, groups, met.len(), began)
    }

    pub(super) fn due_in_app(&self, number: ObjectIndex) -> Option<Deed> {
        let (store, source) = (&self.store, self.sources.get(number)?);
        if store.forgotten.has(number) && !self.watermark_lost {
            return None;
        }
        let is_off = store.off.has(number);
        let asked_again = self.watermark_lost || store.cut.has(number);
        match (store.linked.has(number), source.refusal.is_some()) {
            // Somebody who cannot sign in gets no account.
            (false, _) if !source.enabled => self.watermark_lost.then_some(Deed::NotActive),
            (false, true) => Some(Deed::Fail),
            (false, false) => Some(Deed::Create),
            (true, true) => (asked_again || store.escrows.has(number)).then_some(Deed::FailUpdate),
            (true, false) if store.escrows.has(number) => Some(Deed::Update),
            (true, false) if !is_off && !source.enabled => Some(Deed::Disable),
            (true, false) if is_off && source.enabled => Some(Deed::Enable),
            (true, false) => asked_again.then_some(Deed::Skip),
        }
    }
}
