//! The look at what must be so before anything is set up. What is found lands in the view check by check.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use graph_client::Error;
use jiff::Timestamp;
use journeys::checks::{self, Checked, ServedDomain};
use journeys::{Journey, Setup};
use provisioning::TenantReads;

use crate::Problem;
use crate::events::EventSender;
use crate::tenant_context::TenantContext;
use crate::view::CheckView;

/// What a look for a journey tells.
#[derive(Debug)]
pub(crate) struct CheckEvent {
    pub(crate) journey: Journey,
    pub(crate) progress: CheckProgress,
}

/// The same, in order.
#[derive(Debug)]
pub(crate) enum CheckProgress {
    /// One check is done.
    Found(Checked),
    /// The look is over: the domains that agents serve, or why it broke off.
    Over(Result<Option<Vec<ServedDomain>>, Problem>),
}

/// What the checks came to, for who works on this set-up next.
#[derive(Debug)]
pub struct Preflight {
    /// What each found, in the order of the page; nothing where the look broke off: the work meets the same trouble and says what it
    /// is.
    pub found: Vec<Checked>,
    /// The domains that agents serve; `None` where this sign-in may not read them.
    pub domains: Option<Vec<ServedDomain>>,
    /// The set-up, for a plan or run that begins at once.
    pub prepared: Prepared,
}

/// A set-up with what was read of the tenant for it. Plan and run read again what is not recent.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) setup: Setup,
    pub(crate) reads: Arc<TenantReads>,
}

impl Prepared {
    /// The same for a set-up that has learned more since, such as its secrets.
    #[must_use]
    pub fn knowing(self, setup: Setup) -> Self {
        Self { setup, ..self }
    }
}

impl From<Setup> for Prepared {
    fn from(setup: Setup) -> Self {
        Self {
            setup,
            reads: Arc::default(),
        }
    }
}

/// Looks at everything that the journey asks for once, for the view.
pub(crate) async fn look(journey: Journey, context: TenantContext, sender: EventSender) {
    let tell = |progress| sender.send(CheckEvent { journey, progress });
    let found = |checked| tell(CheckProgress::Found(checked));
    let looked = look_through(journey, &context, &TenantReads::default(), found).await;
    tell(CheckProgress::Over(looked.map_err(|error| Problem::from(&error))));
}

/// Looks at everything that its journey asks for once, for who works on this set-up next.
pub(crate) async fn preflight(context: &TenantContext, setup: Setup) -> Preflight {
    let found = Mutex::new(BTreeMap::new());
    let keep = |checked: Checked| {
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.insert(checked.id, checked);
    };
    let reads = context.first_reads();
    let looked = look_through(setup.journey(), context, &reads, keep).await;
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (found, domains) = match looked {
        Ok(domains) => (found.into_values().collect(), domains),
        Err(error) => {
            tracing::debug!(%error, "the look before a set-up broke off");
            (Vec::new(), None)
        }
    };
    let mut prepared = Prepared::from(setup);
    // A person may be asked for more permissions, and what was read without them is out of date then.
    if context.signed_in().is_none() {
        prepared.reads = reads;
    }
    Preflight {
        found,
        domains,
        prepared,
    }
}

async fn look_through(
    journey: Journey,
    context: &TenantContext,
    reads: &TenantReads,
    found: impl Fn(Checked) + Send + Sync,
) -> Result<Option<Vec<ServedDomain>>, Error> {
    let mut grant = context.grant();
    if grant.scopes.is_none() {
        grant.scopes = context.granted_to_app().await;
    }
    checks::check_tenant(context.client(), reads, &grant, journey.prerequisites(), found).await
}

impl CheckView {
    /// Nothing is known, and nobody looks.
    pub(crate) fn new(journey: Journey) -> Self {
        Self {
            journey,
            asked: journey.prerequisites().checks.to_vec(),
            looking: false,
            at: None,
            found: Vec::new(),
            domains: None,
            problem: None,
        }
    }

    /// The look for another journey is of no use any more.
    pub(crate) fn apply(&mut self, event: CheckEvent, now: Timestamp) {
        if self.journey != event.journey {
            return;
        }
        match event.progress {
            CheckProgress::Found(checked) => {
                let place = |id| self.asked.iter().position(|asked| *asked == id);
                match self
                    .found
                    .binary_search_by_key(&place(checked.id), |known| place(known.id))
                {
                    Ok(at) => self.found[at] = checked,
                    Err(at) => self.found.insert(at, checked),
                }
            }
            CheckProgress::Over(Ok(domains)) => {
                self.looking = false;
                self.at = Some(now.to_string());
                self.domains = domains;
                self.problem = None;
            }
            CheckProgress::Over(Err(problem)) => {
                self.looking = false;
                self.problem = Some(problem);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journeys::checks::{CheckId, Verdict};

    fn checked(id: CheckId, code: &str) -> Checked {
        Checked {
            id,
            verdict: Verdict::Ready,
            code: code.to_owned(),
            facts: Default::default(),
        }
    }

    #[test]
    fn findings_stand_in_the_order_of_the_page_and_stay_until_they_are_replaced() {
        let journey = Journey::CloudSync;
        let mut view = CheckView::new(journey);
        let mut tell = |progress| {
            view.apply(CheckEvent { journey, progress }, Timestamp::UNIX_EPOCH);
            view.clone()
        };
        tell(CheckProgress::Found(checked(CheckId::Domains, "a")));
        tell(CheckProgress::Found(checked(CheckId::Role, "b")));
        let first = tell(CheckProgress::Over(Ok(None)));
        let codes: Vec<&str> = first.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(
            (codes, first.looking, first.at.is_some()),
            (vec!["b", "a"], false, true)
        );

        tell(CheckProgress::Found(checked(CheckId::Domains, "c")));
        let second = tell(CheckProgress::Over(Err(Problem::not_connected())));
        let codes: Vec<&str> = second.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!((codes, second.at), (vec!["b", "c"], first.at));
        assert!(second.problem.is_some());
        assert_eq!(tell(CheckProgress::Over(Ok(None))).problem, None);
    }
}
