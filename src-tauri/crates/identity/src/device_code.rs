//! Signing in on another device: a code to type there, and asking until somebody has.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::{sleep, timeout};
use url::Url;

use crate::kept_token::ends_in;
use crate::public_client::Exchange;
use crate::{AuthError, PublicClient, SignIn, scopes};

/// What `slow_down` adds for good (RFC 8628).
const SLOWER: Duration = Duration::from_secs(5);
const LEAST_INTERVAL: Duration = Duration::from_secs(1);
/// Failures of the network in a row that end the wait.
const FAILURES: u32 = 5;

/// A code that waits for somebody to type it. Show it only because the person has just asked for it.
pub struct DeviceCode {
    client: PublicClient,
    scope: String,
    device_code: SecretString,
    user_code: String,
    page: Url,
    expires: Timestamp,
    lives: Duration,
    interval: Duration,
}

#[derive(Deserialize)]
struct Begun {
    device_code: String,
    user_code: String,
    verification_uri: String,
    /// Seconds.
    expires_in: u64,
    /// Seconds.
    #[serde(default = "five")]
    interval: u64,
}

/// What RFC 8628 says when nothing is said.
fn five() -> u64 {
    5
}

impl PublicClient {
    /// Asks for a code with which somebody signs in elsewhere.
    ///
    /// # Errors
    /// [`AuthError`].
    pub async fn begin_device_code(&self, permissions: &[String]) -> Result<DeviceCode, AuthError> {
        let scope = scopes::asked(&self.cloud, permissions);
        let client = self.client.to_string();
        let form = [("client_id", client.as_str()), ("scope", &scope)];
        let body = self.transport.form(&self.path("oauth2/v2.0/devicecode"), &form).await?;
        let begun: Begun = serde_json::from_slice(&body).map_err(|_| AuthError::unreadable(&body))?;
        let page = Url::parse(&begun.verification_uri).ok();
        let page = page.filter(|page| page.scheme() == "https" || self.cloud.is_loopback());
        let page = page.ok_or(AuthError::WrongAnswer {
            what: "the page for the code is not secure",
        })?;
        let lives = Duration::from_secs(begun.expires_in);
        Ok(DeviceCode {
            client: self.clone(),
            scope,
            device_code: begun.device_code.into(),
            user_code: begun.user_code,
            page,
            expires: ends_in(lives),
            lives,
            interval: Duration::from_secs(begun.interval),
        })
    }
}

impl DeviceCode {
    /// What is typed.
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where it is typed.
    #[must_use]
    pub fn page(&self) -> &Url {
        &self.page
    }

    /// Until when; the service may end it sooner.
    #[must_use]
    pub fn expires(&self) -> Timestamp {
        self.expires
    }

    /// Waits until somebody has signed in. Dropping the future ends the wait.
    ///
    /// # Errors
    /// [`AuthError`]; [`AuthError::TimedOut`] when the code is over, [`AuthError::UnderWay`] while another sign-in waits.
    pub async fn wait(self) -> Result<SignIn, AuthError> {
        let _only_one = self.client.wait_alone()?;
        let code = self.device_code.expose_secret();
        let grant = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", code),
        ];
        let ask = || {
            self.client.redeem(Exchange {
                grant: &grant,
                scope: &self.scope,
                ..Exchange::default()
            })
        };
        let received = poll(self.interval, self.lives, ask).await?;
        Ok(SignIn::begin(&self.client, received).await)
    }
}

/// Asks again and again until there is an answer that is not "wait".
async fn poll<T, F>(interval: Duration, at_most: Duration, ask: impl Fn() -> F) -> Result<T, AuthError>
where
    F: Future<Output = Result<T, AuthError>>,
{
    let mut interval = interval.max(LEAST_INTERVAL);
    let mut failures = 0;
    let asking = async {
        loop {
            sleep(interval).await;
            let error = match ask().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            match &error {
                AuthError::Refused { error, .. } if error == "authorization_pending" => failures = 0,
                AuthError::Refused { error, .. } if error == "slow_down" => {
                    failures = 0;
                    interval += SLOWER;
                }
                AuthError::Refused {
                    status: 429 | 500.., ..
                }
                | AuthError::Unreachable { .. }
                | AuthError::Intercepted(_)
                | AuthError::NotASignInService { .. }
                    if failures + 1 < FAILURES =>
                {
                    failures += 1;
                }
                _ => return Err(error),
            }
        }
    };
    timeout(at_most, asking).await.unwrap_or(Err(AuthError::TimedOut))
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCode")
            .field("page", &self.page.as_str())
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use tokio::time::Instant;

    fn refused(error: &str) -> AuthError {
        AuthError::read(400, serde_json::json!({"error": error}).to_string().as_bytes(), &[])
    }

    fn page() -> AuthError {
        AuthError::read(503, b"<html>", &[])
    }

    /// Polls against these answers, then success; gives the seconds between the questions.
    async fn gaps(answers: Vec<AuthError>) -> (Result<(), AuthError>, Vec<u64>) {
        let answers = Mutex::new(answers.into_iter());
        let asked = Mutex::new(vec![Instant::now()]);
        let outcome = poll(Duration::from_secs(5), Duration::from_secs(900), || {
            asked.lock().unwrap().push(Instant::now());
            std::future::ready(answers.lock().unwrap().next().map_or(Ok(()), Err))
        })
        .await;
        let asked = asked.into_inner().unwrap();
        (
            outcome,
            asked.windows(2).map(|pair| (pair[1] - pair[0]).as_secs()).collect(),
        )
    }

    #[tokio::test(start_paused = true)]
    async fn slow_down_is_obeyed_for_good() {
        let (outcome, gaps) = gaps(vec![
            refused("authorization_pending"),
            refused("slow_down"),
            refused("authorization_pending"),
        ])
        .await;
        assert_eq!((outcome, gaps), (Ok(()), vec![5, 5, 10, 10]));
    }

    #[tokio::test(start_paused = true)]
    async fn outages_are_waited_out_but_not_for_ever() {
        assert_eq!(gaps(vec![page(), page(), page(), page()]).await.0, Ok(()));
        let (outcome, asked) = gaps((0..9).map(|_| page()).collect()).await;
        assert_eq!((outcome, asked.len()), (Err(page()), 5));
        let between = vec![
            page(),
            page(),
            page(),
            refused("authorization_pending"),
            page(),
            page(),
            page(),
        ];
        assert_eq!(gaps(between).await.0, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_no_and_the_end_of_time_end_it() {
        for no in [
            "authorization_declined",
            "expired_token",
            "bad_verification_code",
            "invalid_grant",
        ] {
            let (outcome, asked) = gaps(vec![refused(no)]).await;
            assert_eq!((outcome, asked.len()), (Err(refused(no)), 1));
        }
        let (outcome, asked) = gaps((0..1_000).map(|_| refused("authorization_pending")).collect()).await;
        assert_eq!((outcome, asked.len()), (Err(AuthError::TimedOut), 180));
    }
}
