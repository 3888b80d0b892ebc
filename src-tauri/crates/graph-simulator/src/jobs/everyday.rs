//! What changes in any company while nobody looks: people get another title, accounts are disabled, what failed fails again.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::cycle::Execution;
use super::{Environment, Job};
use crate::clock::after;
use crate::directory::{Class, ObjectIndex};
use crate::log::{Deed, Entry, LoggedRun, ProvisioningLog};
use crate::scenario::Company;

/// Hours of the day in which people are at work.
const OFFICE_HOURS: std::ops::Range<i8> = 7..17;

/// One change in so long, during office hours.
fn pace(company: Company) -> Duration {
    Duration::from_secs(
        60 * match company {
            Company::School => 120,
            Company::Contoso => 10,
            Company::Enterprise => 2,
        },
    )
}

impl Job {
    /// Changes after the last cycle, up to `until`; in Cloud Sync's main job only, and not before the first cycle has ended.
    pub(super) fn everyday_changes(&mut self, environment: &Environment, log: &mut ProvisioningLog, until: Timestamp) {
        let (Some(first), Some(since)) = (self.history.first_steady, self.history.last_steady) else {
            return;
        };
        let linked = self.store.linked.all();
        if self.template_id != "AD2AADProvisioning" || linked.is_empty() {
            return;
        }
        let pace = pace(environment.company.company);
        let number = |time: Timestamp| {
            Duration::try_from(time.duration_since(first))
                .unwrap_or_default()
                .as_secs()
                / pace.as_secs()
        };
        let time = |number: u64| after(first, Duration::from_secs(number * pace.as_secs()));
        let news: Vec<(u64, Timestamp)> = (number(since) + 1..=number(until))
            .map(|number| (number, time(number)))
            .filter(|(_, at)| is_at_work(*at))
            .collect();
        if news.is_empty() {
            return;
        }
        let company = &environment.company;
        let person = |object: &ObjectIndex| matches!(company.class(*object), Some(Class::User | Class::InetOrgPerson));
        let disabled = linked
            .iter()
            .copied()
            .filter(|object| person(object) && !company.enabled(*object));
        let disabled: Vec<ObjectIndex> = disabled.collect();
        for (number, at) in news {
            let any = |of: &[ObjectIndex]| {
                let place = usize::try_from(number.wrapping_mul(2_654_435_761)).unwrap_or(0);
                of.get(place.checked_rem(of.len())?).copied()
            };
            // Most are updates; now and then an account is disabled, and what failed is tried again and fails.
            let (object, deed) = match (number % 63, any(&disabled), any(self.store.escrows.all())) {
                (4, Some(object), _) => (object, Deed::Disable),
                (place, _, Some(object)) if place % 9 == 7 => {
                    match (self.store.linked.has(object), company.flaw(object)) {
                        (true, Some(_)) => (object, Deed::FailUpdate),
                        (true, None) => (object, Deed::RefusedDelete),
                        (false, _) => (object, Deed::Fail),
                    }
                }
                _ => (any(self.store.linked.all()).unwrap_or_default(), Deed::Update),
            };
            let run = Execution {
                imported: 1,
                exports: 1,
                exported: usize::from(deed.is_written()),
                ..self.nothing_done(at)
            };
            log.add(LoggedRun::of_cycle(
                self,
                environment,
                run.id,
                at,
                at,
                Arc::new([Entry { object, deed }]),
            ));
            self.history.last_with_exports = Some(run);
        }
    }
}

fn is_at_work(at: Timestamp) -> bool {
    let at = at.to_zoned(TimeZone::UTC);
    OFFICE_HOURS.contains(&at.hour()) && !matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday)
}
