//! Sends one request once and says what became of it.

use std::error::Error as _;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use secrecy::ExposeSecret;

use super::body::{self, Body};
use super::told::Told;
use super::{challenge, retry_after, url_guard};
use crate::client::ReadClient;
use crate::interception::Interception;
use crate::request_log::RequestOutcome;
use crate::token::AccessToken;

/// A whole answer.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    /// Claims challenge, decoded.
    pub(super) claims: Option<String>,
    pub(super) date: Option<Timestamp>,
    /// Read where it is no success.
    pub(super) told: Told,
}

/// What became of one attempt.
#[derive(Debug)]
pub(super) enum Sent {
    Answered(Box<Answer>),
    /// It came from something else.
    Intercepted {
        by: Interception,
        answer: Box<Answer>,
    },
    /// No service answers like that; its body was not kept.
    Senseless {
        what: String,
        answer: Box<Answer>,
    },
    /// Nothing left this machine; `again` when another try may do better.
    Unsent {
        again: bool,
        reason: String,
        by: Option<Interception>,
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
            Self::Answered(answer) | Self::Intercepted { answer, .. } | Self::Senseless { answer, .. } => Some(answer),
            Self::Unsent { .. } | Self::Lost { .. } | Self::Stopped => None,
        }
    }

    pub(super) fn answer_mut(&mut self) -> Option<&mut Answer> {
        match self {
            Self::Answered(answer) | Self::Intercepted { answer, .. } | Self::Senseless { answer, .. } => Some(answer),
            Self::Unsent { .. } | Self::Lost { .. } | Self::Stopped => None,
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
            Self::Intercepted { .. } => RequestOutcome::Refused,
            Self::Unsent { .. } => RequestOutcome::NotSent,
            Self::Senseless { .. } | Self::Lost { .. } => RequestOutcome::Lost,
            Self::Stopped => RequestOutcome::Stopped,
        }
    }
}

/// The only place where a token meets a request, after the address was checked.
/// Where the status alone is the answer, nothing behind that of a success can get lost.
pub(super) async fn send(
    client: &ReadClient,
    mut request: reqwest::Request,
    token: &AccessToken,
    status_says_all: bool,
) -> Sent {
    if !url_guard::is_graphs(client.cloud(), request.url()) {
        return not_sendable("the address is not the configured Graph's");
    }
    let bearer = format!("Bearer {}", token.secret.expose_secret());
    let Ok(mut bearer) = HeaderValue::try_from(bearer) else {
        return not_sendable("the token cannot stand in a header");
    };
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);

    let response = match client.http().execute(request).await {
        Ok(response) => response,
        Err(error) if error.is_builder() || error.is_connect() => {
            let by = Interception::of_failure(&error);
            return Sent::Unsent {
                // A proxy that cannot reach anybody at this moment says the same as one that never will.
                again: error.is_connect() && matches!(by, None | Some(Interception::ProxyRefused)),
                reason: reason(error),
                by,
            };
        }
        Err(error) => {
            return Sent::Lost { reason: reason(error) };
        }
    };
    let status = response.status();
    let headers = response.headers().clone();
    let date = text(&headers, &DATE).and_then(retry_after::http_date);
    let asked = headers.get_all(RETRY_AFTER).iter();
    let asked = asked.filter_map(|value| value.to_str().ok());
    let mut answer = Box::new(Answer {
        status: status.as_u16(),
        body: Vec::new(),
        request_id: request_id(&headers),
        retry_after: retry_after::retry_after(asked, date.unwrap_or_else(Timestamp::now)),
        claims: challenge::claims(&headers),
        date,
        told: Told::default(),
    });
    match body::read(response, client.body_idle()).await {
        Body::Whole(body) => answer.body = body,
        _ if status_says_all && status == StatusCode::ACCEPTED => return Sent::Answered(answer),
        Body::TooMuch(what) => {
            return Sent::Senseless {
                what: format!("{what} with status {status}"),
                answer,
            };
        }
        Body::Stalled => {
            return Sent::Lost {
                reason: "the answer stopped on its way".to_owned(),
            };
        }
        Body::Broken(error) => {
            return Sent::Lost { reason: reason(error) };
        }
    }
    match Interception::of_answer(status, &headers, &answer.body) {
        Some(by) => Sent::Intercepted { by, answer },
        None => Sent::Answered(answer),
    }
}

fn not_sendable(reason: &str) -> Sent {
    Sent::Unsent {
        again: false,
        reason: reason.to_owned(),
        by: None,
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
pub(super) fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
