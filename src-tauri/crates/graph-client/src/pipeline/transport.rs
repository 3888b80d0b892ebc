//! Sends one request once and says what became of it.

use std::error::Error as _;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use secrecy::ExposeSecret;

use super::{challenge, retry_after, url_guard};
use crate::client::GraphClient;
use crate::request_log::RequestOutcome;
use crate::token::AccessToken;

/// No answer of Graph is longer; a whole schema is about 1 MB.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    /// Claims challenge, decoded.
    pub(super) claims: Option<String>,
    pub(super) date: Option<Timestamp>,
}

/// What became of one attempt.
#[derive(Debug)]
pub(super) enum Sent {
    Answered(Box<Answer>),
    /// Nothing left this machine; `again` when another try may do better.
    Unsent {
        again: bool,
        reason: String,
    },
    /// It left, and no whole answer came back.
    Lost {
        reason: String,
    },
    Stopped,
}

impl Sent {
    pub(super) fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answered(answer) => Some(answer),
            _ => None,
        }
    }

    pub(super) fn outcome(&self) -> RequestOutcome {
        match self {
            Self::Answered(answer) => match answer.status {
                200..300 => RequestOutcome::Ok,
                401 => RequestOutcome::Unauthorized,
                403 if answer.claims.is_some() => RequestOutcome::Unauthorized,
                429 => RequestOutcome::Throttled,
                500 | 502 | 503 | 504 => RequestOutcome::Unavailable,
                _ => RequestOutcome::Refused,
            },
            Self::Unsent { .. } => RequestOutcome::NotSent,
            Self::Lost { .. } => RequestOutcome::Lost,
            Self::Stopped => RequestOutcome::Stopped,
        }
    }
}

/// The only place where a token meets a request, after the address was checked.
pub(super) async fn send(client: &GraphClient, mut request: reqwest::Request, token: &AccessToken) -> Sent {
    if !url_guard::is_graphs(client.cloud(), request.url()) {
        return not_sendable("the address is not the configured Graph's");
    }
    let bearer = format!("Bearer {}", token.secret.expose_secret());
    let Ok(mut bearer) = HeaderValue::try_from(bearer) else {
        return not_sendable("the token cannot stand in a header");
    };
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);

    let mut response = match client.http().execute(request).await {
        Ok(response) => response,
        Err(error) if error.is_builder() => {
            return Sent::Unsent {
                again: false,
                reason: reason(error),
            };
        }
        Err(error) if error.is_connect() => {
            return Sent::Unsent {
                again: true,
                reason: reason(error),
            };
        }
        Err(error) => {
            return Sent::Lost { reason: reason(error) };
        }
    };
    let mut answer = Answer {
        status: response.status().as_u16(),
        body: Vec::new(),
        request_id: request_id(response.headers()),
        retry_after: None,
        claims: challenge::claims(response.headers()),
        date: text(response.headers(), &DATE).and_then(retry_after::http_date),
    };
    answer.retry_after = text(response.headers(), &RETRY_AFTER)
        .and_then(|value| retry_after::retry_after(value, answer.date.unwrap_or_else(Timestamp::now)));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if answer.body.len() + chunk.len() <= LONGEST_BODY => {
                answer.body.extend_from_slice(&chunk);
            }
            Ok(Some(_)) => {
                return Sent::Lost {
                    reason: "the answer does not end".to_owned(),
                };
            }
            Ok(None) => return Sent::Answered(Box::new(answer)),
            Err(error) => {
                return Sent::Lost { reason: reason(error) };
            }
        }
    }
}

fn not_sendable(reason: &str) -> Sent {
    Sent::Unsent {
        again: false,
        reason: reason.to_owned(),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &reqwest::header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// An id of the service, if it is one that can be shown.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get("request-id")?.to_str().ok()?;
    (!id.is_empty() && id.len() <= 100).then(|| id.to_owned())
}

/// The whole chain of causes, without the address.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
