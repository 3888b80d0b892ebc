//! What a sending came to, from what was sent and what the log says.

use ::people_feed::{Ending, Following, Sent};

use super::{FeedEnd, FeedEnding};
use crate::Problem;

impl FeedEnd {
    pub(super) fn nothing(ending: FeedEnding) -> Self {
        Self {
            ending,
            accepted: 0,
            refused: Vec::new(),
            open: 0,
            unknown: 0,
            again: 0,
            followed: None,
            people: Vec::new(),
            unread: None,
        }
    }

    pub(super) fn of(sent: Sent) -> Self {
        Self {
            ending: match sent.ending {
                Ending::Done => FeedEnding::Done,
                Ending::Stopped => FeedEnding::Stopped,
                Ending::Later(until) => FeedEnding::Later(until),
                Ending::Refused => FeedEnding::Refused,
                Ending::Failed(error) if error.status() == Some(404) => FeedEnding::Gone,
                Ending::Failed(error) => FeedEnding::Failed(Box::new(Problem::from(&error))),
            },
            accepted: sent.accepted,
            refused: sent.refused,
            open: sent.open,
            unknown: sent.unknown,
            again: sent.again,
            ..Self::nothing(FeedEnding::Done)
        }
    }

    pub(super) fn heard(&mut self, following: &Following) {
        self.followed = Some(following.counts());
        let people = following.people();
        self.people = people
            .map(|(number, outcome)| (number.to_owned(), outcome.cloned()))
            .collect();
    }
}
