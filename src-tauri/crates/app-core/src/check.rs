//! The look at what must be so before anything is set up. What is found lands in the view check by check.

use jiff::Timestamp;
use journeys::checks::{self, Checked, ServedDomain};

use crate::Problem;
use crate::events::EventSender;
use crate::tenant_context::TenantContext;
use crate::view::CheckView;

/// What a look tells, in order.
#[derive(Debug)]
pub(crate) enum CheckEvent {
    /// One check is done.
    Found(Checked),
    /// The look is over: the domains that agents serve, or why it broke off.
    Over(Result<Option<Vec<ServedDomain>>, Problem>),
}

/// Looks at everything once.
pub(crate) async fn look(context: TenantContext, sender: EventSender) {
    let found = |checked| sender.send(CheckEvent::Found(checked));
    let mut grant = context.grant();
    if grant.scopes.is_none() {
        grant.scopes = context.granted_to_app().await;
    }
    let looked = checks::check_tenant(context.client(), &grant, found).await;
    sender.send(CheckEvent::Over(looked.map_err(|error| Problem::from(&error))));
}

impl CheckView {
    /// Nothing is known, and nobody looks.
    pub(crate) fn new() -> Self {
        Self {
            looking: false,
            at: None,
            found: Vec::new(),
            domains: None,
            problem: None,
        }
    }

    pub(crate) fn apply(&mut self, event: CheckEvent, now: Timestamp) {
        match event {
            CheckEvent::Found(checked) => match self.found.binary_search_by_key(&checked.id, |known| known.id) {
                Ok(at) => self.found[at] = checked,
                Err(at) => self.found.insert(at, checked),
            },
            CheckEvent::Over(Ok(domains)) => {
                self.looking = false;
                self.at = Some(now.to_string());
                self.domains = domains;
                self.problem = None;
            }
            CheckEvent::Over(Err(problem)) => {
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
        let mut view = CheckView::new();
        let mut tell = |told| {
            view.apply(told, Timestamp::UNIX_EPOCH);
            view.clone()
        };
        tell(CheckEvent::Found(checked(CheckId::Domains, "a")));
        tell(CheckEvent::Found(checked(CheckId::Role, "b")));
        let first = tell(CheckEvent::Over(Ok(None)));
        let codes: Vec<&str> = first.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(
            (codes, first.looking, first.at.is_some()),
            (vec!["b", "a"], false, true)
        );

        tell(CheckEvent::Found(checked(CheckId::Domains, "c")));
        let second = tell(CheckEvent::Over(Err(Problem::not_connected())));
        let codes: Vec<&str> = second.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!((codes, second.at), (vec!["b", "c"], first.at));
        assert!(second.problem.is_some());
        assert_eq!(tell(CheckEvent::Over(Ok(None))).problem, None);
    }
}
