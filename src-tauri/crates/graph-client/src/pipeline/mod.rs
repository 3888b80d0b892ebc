//! token → correlation id → retry → log → transport, for every call.

mod batch;
mod body;
mod call;
mod challenge;
mod counted_body;
mod gate;
mod meter;
mod pace;
mod passing;
mod places;
mod reach;
mod redact;
mod retry;
mod retry_after;
mod service_time;
mod told;
mod transport;
mod url_guard;

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::HeaderValue;
use uuid::Uuid;

use crate::client::ReadClient;
use crate::error::{self, ApiError, Error, UnknownOutcome};
use crate::looking::looked_for;
use crate::request_log::{RequestOutcome, RequestRecord};
use crate::token::{AccessToken, TokenRequest};
use crate::wait::{Telling, Wait, WaitCause};

pub use batch::MOST_TOGETHER;
pub(crate) use body::IDLE;
pub(crate) use call::{Call, Effect, Path, quoted};
pub(crate) use gate::Gates;
pub use meter::UploadMeter;
pub(crate) use pace::Pace;
pub(crate) use transport::Answer;
pub(crate) use url_guard::guarded;

use gate::{Family, Gate, Passed};
use redact::Redaction;
use retry::{Patience, Pause, Verdict};
use told::Told;
use transport::Sent;

impl ReadClient {
    /// Sends the call until the retry table says that it has ended (contract 3.4).
    pub(crate) async fn send(&self, call: Call) -> Result<Answer, Error> {
        self.send_with_token(call).await.map(|(answer, _)| answer)
    }

    /// The same, with the token that was sent at last: what the answer quotes of it must be taken out.
    async fn send_with_token(&self, mut call: Call) -> Result<(Answer, AccessToken), Error> {
        let redaction = match call.people {
            None => Redaction::of(call.body()),
            Some(people) => Redaction::of_people(people, call.body().unwrap_or_default()),
        };
        let request = call.request(self.cloud())?;
        let family = Family::of(request.url());
        let exchange = Exchange {
            client: self,
            path: url_guard::path_and_query(request.url()),
            gate: match &call.meter {
                None => self.gates().of(family),
                Some(meter) => meter.gate(),
            },
            family,
            redaction,
            call: &call,
        };
        exchange.run(&request).await
    }
}

/// One call while it is being made.
struct Exchange<'a> {
    client: &'a ReadClient,
    call: &'a Call,
    path: String,
    gate: &'a Gate,
    family: Family,
    redaction: Redaction,
}

impl Exchange<'_> {
    async fn run(&self, request: &reqwest::Request) -> Result<(Answer, AccessToken), Error> {
        let mut patience = Patience::new(self.call.effect);
        let mut ask = TokenRequest::default();
        loop {
            if self.client.stop().is_cancelled() {
                return Err(self.unsent(&patience, Error::Stopped));
            }
            let token = match self.token(std::mem::take(&mut ask)).await {
                Ok(token) => token,
                Err(error) => return Err(self.unsent(&patience, error)),
            };
            // After the token: calls that pass and then wait for one would be sent together.
            let mut passed = match self.pass_gate().await {
                Ok(passed) => passed,
                Err(error) => return Err(self.unsent(&patience, error)),
            };
            let correlation = Uuid::new_v4().to_string();
            let started = Timestamp::now();
            patience.attempt += 1;
            let mut sent = self.attempt(request, &token, &correlation, &mut passed).await;
            drop(passed);
            self.read(&mut sent, &token);
            if let Sent::Answered(answer) = &sent {
                self.client.note_date(answer.date);
            }
            let verdict = patience.judge(&sent);
            self.record(&sent, &patience, started, &correlation);
            let sent = match sent {
                Sent::Answered(answer) if matches!(verdict, Verdict::Success) => {
                    return Ok((*answer, token));
                }
                sent => sent,
            };
            match verdict {
                Verdict::Success | Verdict::Ended => {
                    return Err(self.ended(sent, &patience, &correlation));
                }
                Verdict::Renew { claims } => {
                    ask = TokenRequest { claims, renew: true };
                }
                Verdict::Again { pause, cause } => {
                    if let Err(error) = self.pause(pause, cause, request_id(&sent)).await {
                        return Err(self.unsent(&patience, error));
                    }
                }
                Verdict::LookFirst { pause } => {
                    let unknown = self.unknown(&sent, &correlation, None);
                    if let Some(pause) = pause {
                        // Being stopped here changes nothing: the outcome stays unknown.
                        let _ = self.pause(pause, WaitCause::Unavailable, request_id(&sent)).await;
                    }
                    return Err(unknown);
                }
                Verdict::Later { until } if patience.may_have_happened => {
                    return Err(self.unknown(&sent, &correlation, Some(until)));
                }
                Verdict::Later { until } => {
                    return Err(Error::Throttled {
                        call: self.call.name,
                        until,
                        request_id: request_id(&sent),
                    });
                }
            }
        }
    }

    /// A token of the right tenant. Reads tolerate a token that does not name its tenant.
    async fn token(&self, ask: TokenRequest) -> Result<AccessToken, Error> {
        let token = tokio::select! {
            biased;
            () = self.client.stop().cancelled() => return Err(Error::Stopped),
            token = self.client.tokens().token(ask) => token,
        };
        let token = token.map_err(|source| Error::Token {
            call: self.call.name,
            source: Box::new(source),
        })?;
        let matches = match &token.tenant {
            Some(tenant) => tenant.eq_ignore_ascii_case(self.client.tenant()),
            None => self.call.effect == Effect::Look,
        };
        if matches {
            Ok(token)
        } else {
            Err(Error::WrongTenant {
                call: self.call.name,
                expected: self.client.tenant().to_owned(),
                found: token.tenant,
            })
        }
    }

    /// Sends once. Looking can be stopped at any moment; a change is always seen to its end.
    async fn attempt(
        &self,
        request: &reqwest::Request,
        token: &AccessToken,
        correlation: &str,
        passed: &mut Passed,
    ) -> Sent {
        let send = async {
            let Some(mut request) = request.try_clone() else {
                return Sent::Unsent {
                    again: false,
                    reason: "the request cannot be repeated".to_owned(),
                    by: None,
                };
            };
            if let Ok(id) = HeaderValue::from_str(correlation) {
                request.headers_mut().insert("client-request-id", id);
            }
            if let Some(written) = passed.written() {
                counted_body::count(&mut request, written);
            }
            let mut telling = Telling::new(self.client.waits());
            if let Some(cause) = self.call.cause {
                telling.tell(&wait(cause, call::LONG, None));
            }
            transport::send(self.client, request, token, self.call.people.is_some()).await
        };
        if self.call.effect == Effect::Look {
            tokio::select! {
                biased;
                () = self.client.stop().cancelled() => Sent::Stopped,
                sent = send => sent,
            }
        } else {
            send.await
        }
    }

    /// Reads what an answer says that is no success, without what was secret in the request.
    fn read(&self, sent: &mut Sent, token: &AccessToken) {
        let succeeded = sent.outcome() == RequestOutcome::Ok;
        let Some(answer) = sent.answer_mut() else { return };
        let id = answer.request_id.take().map(|id| self.redaction.scrub(&id, token));
        // Where no word may be kept, an id is one only in the form of Graph's.
        answer.request_id = id.filter(|id| self.redaction.allows_words() || Uuid::try_parse(id).is_ok());
        if !succeeded {
            answer.told = Told::read(&answer.body, &self.redaction, token);
        }
    }

    fn record(&self, sent: &Sent, patience: &Patience, started: Timestamp, correlation: &str) {
        let answer = sent.answer();
        self.client.log().record(RequestRecord {
            call: self.call.name,
            method: self.call.method.to_string(),
            path: self.path.clone(),
            status: answer.map(|answer| answer.status),
            started,
            duration: Timestamp::now().duration_since(started).try_into().unwrap_or_default(),
            attempt: patience.attempt,
            request_id: request_id(sent),
            client_request_id: correlation.to_owned(),
            request_body: self.redaction.body().map(str::to_owned),
            answer_excerpt: answer.and_then(|answer| answer.told.excerpt.clone()),
            outcome: sent.outcome(),
            expected: looked_for().filter(|_| answer.is_some_and(may_pass)),
        });
    }

    /// Waits as long as `pause` says, told.
    async fn pause(&self, pause: Pause, cause: WaitCause, request_id: Option<String>) -> Result<(), Error> {
        self.client.pause_told(self.gate, pause, cause, request_id).await
    }

    /// The error of a call that will not be sent again.
    fn ended(&self, sent: Sent, patience: &Patience, correlation: &str) -> Error {
        let call = self.call.name;
        match sent {
            Sent::Answered(answer) => refused(self.call, self.path.clone(), *answer, patience, correlation),
            Sent::Stopped => Error::Stopped,
            Sent::Lost { .. } if patience.may_have_happened => self.unknown(&sent, correlation, None),
            Sent::Lost { reason } => Error::Transport {
                call,
                sent: true,
                reason,
            },
            Sent::Senseless { what, answer } => self.unsent(
                patience,
                Error::Decode {
                    call,
                    reason: what,
                    request_id: answer.request_id,
                },
            ),
            Sent::Intercepted { by, .. } | Sent::Unsent { by: Some(by), .. } => {
                self.unsent(patience, Error::Intercepted { call, by })
            }
            Sent::Unsent { reason, by: None, .. } => self.unsent(
                patience,
                Error::Transport {
                    call,
                    sent: false,
                    reason,
                },
            ),
        }
    }

    /// `error`, unless an earlier attempt may have changed something all the same.
    fn unsent(&self, patience: &Patience, error: Error) -> Error {
        if patience.may_have_happened {
            let until = match &error {
                Error::Throttled { until, .. } => Some(*until),
                _ => None,
            };
            self.unknown_because(error.to_string(), None, until, None)
        } else {
            error
        }
    }

    fn unknown(&self, sent: &Sent, correlation: &str, until: Option<Timestamp>) -> Error {
        let reason = match sent {
            Sent::Answered(answer) => format!("the service answered {}", answer.status),
            Sent::Intercepted { by, .. } => by.to_string(),
            Sent::Senseless { what, .. } => what.clone(),
            Sent::Lost { reason } | Sent::Unsent { reason, .. } => reason.clone(),
            Sent::Stopped => "stopped".to_owned(),
        };
        self.unknown_because(reason, sent.answer(), until, Some(correlation.to_owned()))
    }

    fn unknown_because(
        &self,
        reason: String,
        answer: Option<&Answer>,
        until: Option<Timestamp>,
        client_request_id: Option<String>,
    ) -> Error {
        Error::OutcomeUnknown(Box::new(UnknownOutcome {
            call: self.call.name,
            method: self.call.method.to_string(),
            path: self.path.clone(),
            status: answer.map(|answer| answer.status),
            reason,
            until,
            request_id: answer.and_then(|answer| answer.request_id.clone()),
            client_request_id,
        }))
    }
}

impl ReadClient {
    /// Waits as long as `pause` says, told. Where the service asks for it, all others at this gate wait too.
    async fn pause_told(
        &self,
        gate: &Gate,
        pause: Pause,
        cause: WaitCause,
        request_id: Option<String>,
    ) -> Result<(), Error> {
        let long = self.pace().of(pause.length());
        if cause == WaitCause::Throttled {
            gate.shut_for(long);
        }
        let mut telling = Telling::new(self.waits());
        telling.tell(&wait(cause, long, request_id));
        self.pause(long, pause.pauser(cause)).await
    }
}

/// What the service refused for good.
fn refused(call: &Call, path: String, answer: Answer, patience: &Patience, correlation: &str) -> Error {
    let envelope = answer.told.envelope;
    Error::Api(Box::new(ApiError {
        call: call.name,
        method: call.method.to_string(),
        path,
        status: answer.status,
        code: envelope.code,
        message: envelope.message,
        inner: envelope.inner,
        from_graph: envelope.is_there,
        awaited: false,
        request_id: answer.request_id.or(envelope.request_id),
        client_request_id: correlation.to_owned(),
        date: envelope.date.or(answer.date),
        attempt: patience.attempt,
    }))
}

/// A wait that begins now and has one end.
fn wait(cause: WaitCause, long: Duration, request_id: Option<String>) -> Wait {
    let since = Timestamp::now();
    Wait {
        cause,
        since,
        next_look: since + long,
        longest: long,
        request_id,
    }
}

fn may_pass(answer: &Answer) -> bool {
    error::may_pass(answer.status, answer.told.envelope.is_there)
}

fn request_id(sent: &Sent) -> Option<String> {
    sent.answer()?.request_id.clone()
}

#[cfg(test)]
mod tests;
