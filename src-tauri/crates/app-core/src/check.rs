//! The look at what must be so before anything is set up. What is found lands in the view check by check.

use jiff::Timestamp;
use journeys::checks::{self, Checked, ServedDomain};

use crate::Problem;
use crate::account::Account;
use crate::told::Teller;
use crate::view::CheckView;

/// What a look tells, in order.
#[derive(Debug)]
pub(crate) enum CheckTold {
    /// One check is done.
    Found(Checked),
    /// The look is over: the domains that agents serve, or why it broke off.
    Over(Result<Option<Vec<ServedDomain>>, Problem>),
}

/// Looks at everything once.
pub(crate) async fn look(account: Account, teller: Teller) {
    let found = |checked| teller.tell(CheckTold::Found(checked));
    let mut grant = account.grant();
    if grant.scopes.is_none() {
        grant.scopes = account.granted_to_app().await;
    }
    let looked = checks::check_tenant(account.client(), &grant, found).await;
    teller.tell(CheckTold::Over(looked.map_err(|error| Problem::from(&error))));
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

    pub(crate) fn take_in(&mut self, told: CheckTold, now: Timestamp) {
        match told {
            CheckTold::Found(checked) => match self.found.binary_search_by_key(&checked.id, |known| known.id) {
                Ok(at) => self.found[at] = checked,
                Err(at) => self.found.insert(at, checked),
            },
            CheckTold::Over(Ok(domains)) => {
                self.looking = false;
                self.at = Some(now.to_string());
                self.domains = domains;
                self.problem = None;
            }
            CheckTold::Over(Err(problem)) => {
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
            view.take_in(told, Timestamp::UNIX_EPOCH);
            view.clone()
        };
        tell(CheckTold::Found(checked(CheckId::Domains, "a")));
        tell(CheckTold::Found(checked(CheckId::Role, "b")));
        let first = tell(CheckTold::Over(Ok(None)));
        let codes: Vec<&str> = first.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(
            (codes, first.looking, first.at.is_some()),
            (vec!["b", "a"], false, true)
        );

        tell(CheckTold::Found(checked(CheckId::Domains, "c")));
        let second = tell(CheckTold::Over(Err(Problem::not_connected())));
        let codes: Vec<&str> = second.found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!((codes, second.at), (vec!["b", "c"], first.at));
        assert!(second.problem.is_some());
        assert_eq!(tell(CheckTold::Over(Ok(None))).problem, None);
    }
}
