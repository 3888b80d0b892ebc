//! The newest token, and whether it still holds.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use graph_client::{AccessToken, TokenRequest};
use jiff::Timestamp;
use tokio::sync::Mutex;

/// A token this close to its end is replaced first.
const RENEW_BEFORE_END: Duration = Duration::from_secs(5 * 60);

/// Keeps a token until it nears its end or is refused. One request is under way at a time; others wait for its answer.
#[derive(Default)]
pub(crate) struct KeptToken {
    newest: Mutex<Option<AccessToken>>,
    /// How many tokens were received; tells whether one came while a caller waited.
    received: AtomicU64,
}

impl KeptToken {
    /// Begins with this token.
    pub(crate) fn holding(token: AccessToken) -> Self {
        Self {
            newest: Mutex::new(Some(token)),
            ..Self::default()
        }
    }

    /// The kept token, or what `ask` brings when none is good.
    pub(crate) async fn get<E>(
        &self,
        request: &TokenRequest,
        ask: impl Future<Output = Result<AccessToken, E>>,
    ) -> Result<AccessToken, E> {
        let seen = self.received.load(Ordering::Acquire);
        let mut newest = self.newest.lock().await;
        // What was refused is the token the caller had; one that came while it waited is another.
        let refused = (request.renew || request.claims.is_some()) && self.received.load(Ordering::Acquire) == seen;
        if let Some(token) = newest.as_ref().filter(|token| !refused && is_fresh(token)) {
            return Ok(token.clone());
        }
        let token = ask.await?;
        self.received.fetch_add(1, Ordering::AcqRel);
        *newest = Some(token.clone());
        Ok(token)
    }

    /// Replaces the token by what `ask` brings; those who want one meanwhile wait for it.
    pub(crate) async fn replace<E>(&self, ask: impl Future<Output = Result<Option<AccessToken>, E>>) -> Result<(), E> {
        let mut newest = self.newest.lock().await;
        *newest = ask.await?;
        self.received.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }
}

pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The end of a token that was just received and holds for so long.
pub(crate) fn ends_in(lifetime: Duration) -> Timestamp {
    now().checked_add(lifetime).unwrap_or(Timestamp::MAX)
}

fn is_fresh(token: &AccessToken) -> bool {
    ends_in(RENEW_BEFORE_END) < token.expires
}
