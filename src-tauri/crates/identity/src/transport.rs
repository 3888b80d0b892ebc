//! The one way out to a sign-in service.

use std::fmt;
use std::time::Duration;

use azure_core::error::ErrorKind;
use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, Body, HttpClient, Method, Request};
use graph_client::{Cloud, Interception};
use serde::Deserialize;
use url::{Url, form_urlencoded};

use crate::{AuthError, Error};

/// Answers of a sign-in service are small; more is not one.
const LONGEST_ANSWER: usize = 256 * 1024;

/// Pauses before a question that changes nothing is put again. Without a second try one lost answer in a hundred fails three of
/// three hundred tenants.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];
/// The service may ask for more time than that, up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What of a request for tokens anybody may read. A field that is not among these is secret.
const PUBLIC: &[&str] = &[
    "claims",
    "client_assertion_type",
    "client_id",
    "client_info",
    "grant_type",
    "redirect_uri",
    "scope",
];

/// Sends to the sign-in service of one cloud and nowhere else.
pub(crate) struct Transport {
    http: reqwest::Client,
    login: Url,
}

impl Transport {
    pub(crate) fn new(cloud: &Cloud) -> Result<Self, Error> {
        let login = cloud.login().clone();
        let http = cloud.http(&login).map_err(Error::setup)?;
        Ok(Self { http, login })
    }

    /// Status and body of what lies at this path.
    pub(crate) async fn get(&self, path: &str) -> Result<(u16, Vec<u8>), AuthError> {
        let mut address = self.login.clone();
        address.set_path(path);
        ask(self.http.get(address)).await
    }

    /// Sends a form to what lies at this path and gives the body of a success.
    pub(crate) async fn form(&self, path: &str, pairs: &[(&str, &str)]) -> Result<Vec<u8>, AuthError> {
        let mut address = self.login.clone();
        address.set_path(path);
        let request = self.http.post(address).header("accept", "application/json").form(pairs);
        let (status, body) = send(request).await?;
        if (200..300).contains(&status) {
            return Ok(body);
        }
        let pairs = pairs.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Err(AuthError::read(status, &body, &secrets(pairs)))
    }

    async fn post(&self, address: &Url, media_type: &str, form: &[u8]) -> Result<(u16, Vec<u8>), AuthError> {
        let request = self
            .http
            .post(self.own(address)?)
            .header("content-type", media_type)
            .header("accept", "application/json")
            .body(form.to_vec());
        ask(request).await
    }

    /// The address on the real origin. `azure_identity` insists on https, which a service on this machine does not speak;
    /// any other host or port is refused.
    fn own(&self, address: &Url) -> Result<Url, AuthError> {
        let known = authority(&self.login);
        let same =
            address.host_str() == known.host_str() && address.port_or_known_default() == known.port_or_known_default();
        if !same {
            return Err(AuthError::Unreachable {
                reason: "the address is not the configured sign-in service's".to_owned(),
            });
        }
        let mut own = self.login.clone();
        own.set_path(address.path());
        own.set_query(address.query());
        Ok(own)
    }
}

/// Sends what may be sent twice: a look, or an application's request for a token.
pub(crate) async fn ask(request: reqwest::RequestBuilder) -> Result<(u16, Vec<u8>), AuthError> {
    for pause in PAUSES {
        let Some(again) = request.try_clone() else { break };
        let pause = match exchange(again).await {
            Ok(answer) if answer.comes_back() => answer.retry_after.unwrap_or(pause).min(LONGEST_PAUSE),
            Ok(answer) => return Ok((answer.status, answer.body)),
            Err(lost) if lost.may_pass => pause,
            Err(lost) => return Err(lost.error),
        };
        tokio::time::sleep(pause).await;
    }
    send(request).await
}

async fn send(request: reqwest::RequestBuilder) -> Result<(u16, Vec<u8>), AuthError> {
    match exchange(request).await {
        Ok(answer) => Ok((answer.status, answer.body)),
        Err(lost) => Err(lost.error),
    }
}

/// The values of a form that no error may repeat.
fn secrets(form: impl Iterator<Item = (impl AsRef<str>, impl Into<String>)>) -> Vec<String> {
    form.filter(|(name, _)| !PUBLIC.contains(&name.as_ref()))
        .map(|(_, value)| value.into())
        .collect()
}

/// A whole answer.
struct Answer {
    status: u16,
    retry_after: Option<Duration>,
    body: Vec<u8>,
}

impl Answer {
    /// It speaks of this moment, not of the request.
    fn comes_back(&self) -> bool {
        matches!(self.status, 429 | 500 | 502 | 503 | 504)
    }
}

/// No whole answer.
struct Lost {
    error: AuthError,
    /// Somebody was there: the next try may go better.
    may_pass: bool,
}

impl From<reqwest::Error> for Lost {
    fn from(error: reqwest::Error) -> Self {
        Self {
            may_pass: !error.is_connect() && !error.is_timeout() && !error.is_builder(),
            error: match Interception::of_failure(&error) {
                Some(by) => AuthError::Intercepted(by),
                None => AuthError::Unreachable { reason: reason(error) },
            },
        }
    }
}

async fn exchange(request: reqwest::RequestBuilder) -> Result<Answer, Lost> {
    let mut answer = request.send().await?;
    let (code, headers) = (answer.status(), answer.headers().clone());
    let status = code.as_u16();
    let retry_after = headers.get("retry-after");
    let retry_after = retry_after.and_then(|seconds| seconds.to_str().ok()?.parse().ok());
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST_ANSWER {
            return Err(Lost {
                error: AuthError::NotASignInService { status, html: false },
                may_pass: false,
            });
        }
    }
    if let Some(by) = Interception::of_answer(code, &headers, &body) {
        return Err(Lost {
            error: AuthError::Intercepted(by),
            may_pass: false,
        });
    }
    Ok(Answer {
        status,
        retry_after: retry_after.map(Duration::from_secs),
        body,
    })
}

/// The sign-in origin as `azure_identity` accepts it: https, port written out.
pub(crate) fn authority(login: &Url) -> Url {
    let mut authority = login.clone();
    if login.scheme() == "http" {
        let port = login.port_or_known_default();
        let _ = authority.set_scheme("https"); // http to https is always allowed
        let _ = authority.set_port(port); // a host is always there
    }
    authority
}

#[async_trait::async_trait]
impl HttpClient for Transport {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let Body::Bytes(form) = request.body() else {
            return Err(azure_core::Error::with_message(
                ErrorKind::Other,
                "a token request is a form",
            ));
        };
        if request.method() != Method::Post {
            return Err(azure_core::Error::with_message(
                ErrorKind::Other,
                "a token request is a POST",
            ));
        }
        let (status, body) = self
            .post(request.url(), "application/x-www-form-urlencoded", form)
            .await
            .map_err(into_azure)?;
        // `azure_identity` quotes a success it cannot read, and cannot read Entra's line breaks or a proxy's page.
        let error = match serde_json::from_slice::<Success>(&body) {
            Ok(success) if (200..300).contains(&status) && !success.access_token.is_empty() => {
                return Ok(AsyncRawResponse::from_bytes(status.into(), Headers::new(), body));
            }
            _ => AuthError::read(status, &body, &secrets(form_urlencoded::parse(form))),
        };
        Err(into_azure(error))
    }
}

/// What `azure_identity` reads of a success. Has no `Debug`: it is secret.
#[derive(Deserialize)]
#[expect(dead_code, reason = "their types are what is looked at")]
struct Success {
    access_token: String,
    /// Seconds. More than these 32 bits can be added to no clock.
    expires_in: u32,
    #[serde(default)]
    ext_expires_in: u32,
    #[serde(default)]
    token_type: String,
}

/// The typed error travels inside azure's and is found again by its type.
pub(crate) fn into_azure(error: AuthError) -> azure_core::Error {
    azure_core::Error::with_error(ErrorKind::Credential, error, "asking for a token")
}

/// The whole chain of causes, without the address.
pub(crate) fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut reason = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        reason.push_str(": ");
        reason.push_str(&error.to_string());
        cause = error.source();
    }
    reason
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("login", &self.login.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_origin_is_reached() {
        let transport = |login: &str| Transport::new(&Cloud::custom("https://graph.example", login).unwrap()).unwrap();
        let own = |transport: &Transport, address: &str| {
            transport
                .own(&Url::parse(address).unwrap())
                .ok()
                .map(|own| own.to_string())
        };
        let near = transport("http://127.0.0.1:4000");
        let authority = authority(&near.login);
        assert_eq!(authority.as_str(), "https://127.0.0.1:4000/");
        assert_eq!(
            own(&near, "https://127.0.0.1:4000/t/token").unwrap(),
            "http://127.0.0.1:4000/t/token"
        );
        for foreign in [
            "https://127.0.0.1:4001/t",
            "https://evil.example:4000/t",
            "https://127.0.0.1/t",
        ] {
            assert_eq!(own(&near, foreign), None, "{foreign}");
        }
        let far = transport("https://login.example");
        assert_eq!(own(&far, "https://login.example/t").unwrap(), "https://login.example/t");
        assert_eq!(own(&far, "https://login.example:8443/t"), None);
    }

    #[test]
    fn plain_http_without_a_port_keeps_its_port() {
        let login = Url::parse("http://localhost").unwrap();
        assert_eq!(authority(&login).as_str(), "https://localhost:80/");
    }
}
