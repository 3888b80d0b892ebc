//! A share of all requests that goes wrong, without dice: every so many requests of a tenant one does, in turn from a list.

use std::fmt;
use std::str::FromStr;

use super::{Action, BadFault, Happening, read_action};

/// Faults that come back, written `N=ACTION[,ACTION…]`, as in `100=503,429:retry-after=1,reset:after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    every: usize,
    actions: Vec<Action>,
    text: String,
}

/// Where a tenant is in it. Tenants begin at different places, so that not all meet the same fault at the same request.
#[derive(Debug)]
pub(super) struct Turn {
    recurring: Recurring,
    requests: usize,
    happened: usize,
}

impl Recurring {
    pub(super) fn begin(self, place: usize) -> Turn {
        Turn {
            requests: place % self.every,
            happened: place,
            recurring: self,
        }
    }
}

impl Turn {
    /// Counts one request.
    pub(super) fn take(&mut self) -> Option<Happening> {
        self.requests += 1;
        if !self.requests.is_multiple_of(self.recurring.every) {
            return None;
        }
        let actions = &self.recurring.actions;
        let action = actions[self.happened % actions.len()].clone();
        self.happened += 1;
        let text = self.to_string();
        Some(Happening { action, text })
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "every {}", self.recurring.text)
    }
}

impl FromStr for Recurring {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).map_err(|problem| BadFault {
            text: text.to_owned(),
            problem,
        })
    }
}

fn read(text: &str) -> Result<Recurring, &'static str> {
    let (every, actions) = text.split_once('=').ok_or("the `=` before the action is missing")?;
    Ok(Recurring {
        every: every
            .parse()
            .ok()
            .filter(|&every| every > 0)
            .ok_or("the count is not a number above 0")?,
        actions: actions
            .split(',')
            .map(|action| read_action(action.trim()))
            .collect::<Result<_, _>>()?,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::When;
    use super::*;

    #[test]
    fn every_so_many_requests_one_goes_wrong_and_tenants_begin_at_different_places() {
        let recurring: Recurring = "3=reset,truncate".parse().unwrap();
        let happens = |place| {
            let mut turn = recurring.clone().begin(place);
            (0..7)
                .map(|_| turn.take().map(|happens| happens.action))
                .collect::<Vec<_>>()
        };
        let (reset, cut) = (Some(Action::Reset(When::Before)), Some(Action::Truncate));
        assert_eq!(happens(0), [None, None, reset.clone(), None, None, cut.clone(), None]);
        assert_eq!(happens(1), [None, cut, None, None, reset, None, None]);
        assert_eq!(happens(5), happens(5));
    }

    #[test]
    fn a_bad_rate_says_what_is_wrong() {
        for bad in ["", "100", "0=503", "x=503", "100=", "100=503,nonsense"] {
            assert!(bad.parse::<Recurring>().is_err(), "{bad}");
        }
    }
}
