//! Reads that go together in one request (contract 3.5). Each is answered, refused and throttled by itself, and its answer is judged
//! as if it had come alone; only those that are to be sent again are.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::{Call, Effect};
use super::gate::Family;
use super::redact::Redaction;
use super::retry::{Patience, Pause, Verdict};
use super::told::Told;
use super::transport::{Answer, Sent};
use super::{refused, retry_after, url_guard};
use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::page::{decode, unreadable};
use crate::token::AccessToken;
use crate::wait::WaitCause;

/// Requests that a batch may hold.
pub const MOST_TOGETHER: usize = 20;

/// One read, until it has ended.
struct Item {
    call: Call,
    /// Path with query, version first.
    path: String,
    patience: Patience,
    correlation: String,
    end: Option<Result<Answer, Error>>,
}

#[derive(Deserialize)]
struct Responses {
    responses: Vec<Value>,
}

#[derive(Deserialize)]
struct Response {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Option<Map<String, Value>>,
    #[serde(default)]
    body: Value,
}

impl ReadClient {
    /// Sends these reads until each has ended; what came of them stands in their order.
    ///
    /// # Errors
    /// The batch itself was refused or stopped.
    pub(crate) async fn batch(
        &self,
        name: &'static str,
        reads: Vec<Call>,
    ) -> Result<Vec<Result<Answer, Error>>, Error> {
        let mut items: Vec<Item> = reads.into_iter().map(|call| Item::new(self, call)).collect();
        loop {
            let open = || items.iter().enumerate().filter(|(_, item)| item.end.is_none());
            let requests: Vec<Value> = open().map(|(place, item)| item.request(place)).collect();
            if requests.is_empty() {
                let unanswered = || Err(no_answer(name));
                return Ok(items
                    .into_iter()
                    .map(|item| item.end.unwrap_or_else(unanswered))
                    .collect());
            }
            let call = Call::post(name, Effect::Look, Version::V1, ["$batch"]);
            let (answer, token) = self
                .send_with_token(call.json(&json!({ "requests": requests })))
                .await?;
            let mut answers = responses(name, &answer)?;
            let mut pauses = Vec::new();
            for (place, item) in items.iter_mut().enumerate().filter(|(_, item)| item.end.is_none()) {
                match answers.remove(&place.to_string()) {
                    Some(response) => pauses.extend(item.takes(response, &token)),
                    None => item.end = Some(Err(no_answer(name))),
                }
            }
            if let Some((pause, cause)) = pauses.into_iter().max_by_key(|(pause, _)| pause.length()) {
                let gate = self.gates().of(Family::Batch);
                self.pause_told(gate, pause, cause, answer.request_id).await?;
            }
        }
    }
}

impl Item {
    /// One whose id cannot be one has ended.
    fn new(client: &ReadClient, mut call: Call) -> Self {
        let (path, end) = match call.request(client.cloud()) {
            Ok(request) => (url_guard::path_and_query(request.url()), None),
            Err(error) => (String::new(), Some(Err(error))),
        };
        Self {
            patience: Patience::new(Effect::Look),
            correlation: Uuid::new_v4().to_string(),
            call,
            path,
            end,
        }
    }

    /// A read, whatever it was made of.
    fn request(&self, place: usize) -> Value {
        let below_version = self.path.trim_start_matches('/').split_once('/');
        let below_version = below_version.map_or("", |(_, below)| below);
        json!({
            "id": place.to_string(),
            "method": "GET",
            "url": format!("/{below_version}"),
            "headers": { "client-request-id": self.correlation },
        })
    }

    /// How long to wait before it is sent again; nothing once it has ended. A new token is none for it: the batch had a good one.
    fn takes(&mut self, response: Response, token: &AccessToken) -> Option<(Pause, WaitCause)> {
        self.patience.attempt += 1;
        let mut sent = Sent::Answered(Box::new(response.answer(token)));
        let verdict = self.patience.judge(&sent);
        let answer = sent.answer_mut().map(std::mem::take)?;
        self.end = Some(match verdict {
            Verdict::Success => Ok(answer),
            Verdict::Again { pause, cause } => return Some((pause, cause)),
            Verdict::Later { until } => Err(Error::Throttled {
                call: self.call.name,
                until,
                request_id: answer.request_id,
            }),
            Verdict::Renew { .. } | Verdict::LookFirst { .. } | Verdict::Ended => Err(refused(
                &self.call,
                self.path.clone(),
                answer,
                &self.patience,
                &self.correlation,
            )),
        });
        None
    }
}

impl Response {
    fn answer(self, token: &AccessToken) -> Answer {
        let redaction = Redaction::default();
        let header = |name: &str| {
            let mut headers = self.headers.iter().flatten();
            let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        let body = match &self.body {
            Value::Null => Vec::new(),
            body => body.to_string().into_bytes(),
        };
        let asked = header("Retry-After");
        Answer {
            status: self.status,
            request_id: header("request-id").map(|id| redaction.scrub(&id, token)),
            retry_after: retry_after::retry_after(asked.as_deref(), Timestamp::now()),
            told: match self.status {
                200..300 => Told::default(),
                _ => Told::read(&body, &redaction, token),
            },
            body,
            ..Answer::default()
        }
    }
}

/// By the id of the request. What is no answer to any is left out.
fn responses(name: &'static str, answer: &Answer) -> Result<HashMap<String, Response>, Error> {
    let Responses { responses } = decode(name, answer)?;
    let read = responses.into_iter().filter_map(|one| serde_json::from_value(one).ok());
    Ok(read.map(|one: Response| (one.id.clone(), one)).collect())
}

fn no_answer(name: &'static str) -> Error {
    unreadable(name, "the batch holds no answer to it", None)
}
