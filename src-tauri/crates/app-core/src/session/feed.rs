//! What is asked about sending people.

use super::{Session, reply};
use crate::feed;
use crate::session_handle::FeedMessage;

impl Session {
    /// `true` when the view changed.
    pub(super) fn hear_of_feed(&mut self, message: FeedMessage) -> bool {
        match message {
            FeedMessage::Look(asked, answer) => match self.tenant() {
                Ok(tenant) => tenant.feed(answer, |context, state_dir| async move {
                    feed::look(&context, &state_dir, *asked).await
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            FeedMessage::Send(review, hearing, answer) => match self.tenant() {
                Ok(tenant) => tenant.feed(answer, |context, state_dir| async move {
                    feed::send(&context, &state_dir, review, hearing).await
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            FeedMessage::GoOn(asked, hearing, answer) => match self.tenant() {
                Ok(tenant) => tenant.feed(answer, |context, state_dir| async move {
                    feed::go_on(&context, &state_dir, *asked, hearing).await
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            FeedMessage::Forget(setup, answer) => match self.tenant() {
                Ok(tenant) => tenant.feed(answer, |context, state_dir| async move {
                    feed::forget(&context, &state_dir, *setup).await
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            FeedMessage::RenewLedger(setup, answer) => match self.tenant() {
                Ok(tenant) => tenant.feed(answer, |context, state_dir| async move {
                    feed::renew_ledger(&context, &state_dir, *setup).await
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
        }
        false
    }
}
