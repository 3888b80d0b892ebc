//! The look at what must be so before anything is set up. What is found lands in the view check by check.

use jiff::Timestamp;
use journeys::Journey;
use journeys::checks::{self, Checked, ServedDomain};

use crate::Problem;
use crate::events::EventSender;
use crate::tenant_context::TenantContext;
use crate::view::CheckView;

/// What a look for a journey tells.
#[derive(Debug)]
pub(crate) struct CheckEvent {
    pub(crate) journey: Journey,
    pub(crate) news: CheckNews,
}

/// The same, in order.
#[derive(Debug)]
pub(crate) enum CheckNews {
    /// One check is done.
    Found(Checked),
    /// The look is over: the domains that agents serve, or why it broke off.
    Over(Result<Option<Vec<ServedDomain>>, Problem>),
}

/// Looks at everything that the journey asks for once.
pub(crate) async fn look(journey: Journey, context: TenantContext, sender: EventSender) {
    let tell = |news| sender.send(CheckEvent { journey, news });
    let found = |checked| tell(CheckNews::Found(checked));
    let mut grant = context.grant();
    if grant.scopes.is_none() {
        grant.scopes = context.granted_to_app().await;
    }
    let looked = checks::check_tenant(context.client(), &grant, journey.prerequisites(), found).await;
    tell(CheckNews::Over(looked.map_err(|error| Problem::from(&error))));
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
        match event.news {
            CheckNews::Found(checked) => {
                let place = |id| self.asked.iter().position(|asked| *asked == id);
                match self
                    .found
                    .binary_search_by_key(&place(checked.id), |known| place(known.id))
                {
                    Ok(at) => self.found[at] = checked,
                    Err(at) => self.found.insert(at, checked),
                }
            }
            CheckNews::Over(Ok(domains)) => {
                self.looking = false;
                self.at = Some(now.to_string());
                self.domains = domains;
                self.problem = None;
            }
            CheckNews::Over(Err(problem)) => {
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
        let mut tell = |news| {
            view.apply(CheckEvent { journey, news }, Timestamp::UNIX_EPOCH);
            view.clone()
        };
        tell(CheckNews::Found(checked(CheckId::Domains, "a")));
        tell(CheckNews::Found(checked(CheckId::Role, "b")));
        let first = tell(CheckNews::Over(Ok(None)));
        let codes: Vec<&str> = first.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(
            (codes, first.looking, first.at.is_some()),
            (vec!["b", "a"], false, true)
        );

        tell(CheckNews::Found(checked(CheckId::Domains, "c")));
        let second = tell(CheckNews::Over(Err(Problem::not_connected())));
        let codes: Vec<&str> = second.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!((codes, second.at), (vec!["b", "c"], first.at));
        assert!(second.problem.is_some());
        assert_eq!(tell(CheckNews::Over(Ok(None))).problem, None);
    }
}
