//! What is to be sent, before anything is sent.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::byte_serialize;

use super::meter::UploadMeter;
use crate::cloud::{Cloud, Version};
use crate::error::Error;
use crate::wait::WaitCause;

/// Discover, on-demand and whole schemas take their time (contract 9.1, 9.7).
pub(super) const LONG: Duration = Duration::from_secs(300);

/// What sending a call twice would do (contract 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Changes nothing.
    Look,
    /// Changes something; a repeat changes nothing more.
    Repeatable,
    /// A repeat may create a second one or start over.
    Once,
}

/// One call: name for people, place, body, and what it does.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) effect: Effect,
    place: Place,
    query: Vec<(&'static str, String)>,
    body: Option<Bytes>,
    pub(super) patient: bool,
    /// An answer of the directory's index will do, which counts and searches need.
    eventual: bool,
    /// The body is about so many people: no word of it is kept, nor of what the service says to it.
    pub(super) people: Option<usize>,
    /// What counts it together with all others of its kind.
    pub(super) meter: Option<UploadMeter>,
    /// What the person waits for while the request is under way.
    pub(super) cause: Option<WaitCause>,
}

#[derive(Debug)]
enum Place {
    Path(Version, Vec<String>),
    /// An address out of an answer, already checked.
    Guarded(Url),
}

impl Call {
    pub(crate) fn get<'a>(name: &'static str, version: Version, path: impl Path<'a>) -> Self {
        Self::new(name, Method::GET, Effect::Look, version, path)
    }

    pub(crate) fn next(name: &'static str, url: Url) -> Self {
        Self {
            name,
            method: Method::GET,
            effect: Effect::Look,
            place: Place::Guarded(url),
            query: Vec::new(),
            body: None,
            patient: false,
            eventual: false,
            people: None,
            meter: None,
            cause: None,
        }
    }

    pub(crate) fn post<'a>(name: &'static str, effect: Effect, version: Version, path: impl Path<'a>) -> Self {
        Self::new(name, Method::POST, effect, version, path)
    }

    pub(crate) fn put<'a>(name: &'static str, version: Version, path: impl Path<'a>) -> Self {
        Self::new(name, Method::PUT, Effect::Repeatable, version, path)
    }

    pub(crate) fn patch<'a>(name: &'static str, version: Version, path: impl Path<'a>) -> Self {
        Self::new(name, Method::PATCH, Effect::Repeatable, version, path)
    }

    pub(crate) fn delete<'a>(name: &'static str, version: Version, path: impl Path<'a>) -> Self {
        Self::new(name, Method::DELETE, Effect::Repeatable, version, path)
    }

    pub(crate) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.raw(body.to_string())
    }

    /// Sends this JSON text as it is.
    pub(crate) fn raw(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends this SCIM about so many people, counted by this meter. Its answer is a status: what comes behind a success says nothing.
    pub(crate) fn people(self, people: usize, body: impl Into<Bytes>, meter: &UploadMeter) -> Self {
        Self {
            people: Some(people),
            meter: Some(meter.clone()),
            ..self.raw(body)
        }
    }

    /// An answer of the directory's index will do.
    pub(crate) fn eventual(mut self) -> Self {
        self.eventual = true;
        self
    }

    /// The answer may take minutes.
    pub(crate) fn patient(mut self) -> Self {
        self.patient = true;
        self
    }

    /// The answer may take minutes, and the wait for it is told.
    pub(crate) fn long(mut self, cause: WaitCause) -> Self {
        self.cause = Some(cause);
        self.patient()
    }

    pub(crate) fn body(&self) -> Option<&str> {
        str::from_utf8(self.body.as_deref()?).ok()
    }

    /// The request without token and correlation id. Takes the body along: it may be large.
    pub(super) fn request(&mut self, cloud: &Cloud) -> Result<reqwest::Request, Error> {
        let mut request = reqwest::Request::new(self.method.clone(), self.url(cloud)?);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if self.eventual {
            headers.insert("consistencylevel", HeaderValue::from_static("eventual"));
        }
        if let Some(body) = self.body.take() {
            let kind = if self.people.is_some() {
                "application/scim+json"
            } else {
                "application/json"
            };
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            *request.body_mut() = Some(body.into());
        }
        if self.patient {
            *request.timeout_mut() = Some(LONG);
        }
        Ok(request)
    }

    fn url(&self, cloud: &Cloud) -> Result<Url, Error> {
        let (version, segments) = match &self.place {
            Place::Guarded(url) => return Ok(url.clone()),
            Place::Path(version, segments) => (version, segments),
        };
        let mut url = cloud.graph().clone();
        {
            let mut path = url
                .path_segments_mut()
                .map_err(|()| Error::Setup("the Graph origin has no path".to_owned()))?;
            path.clear().push(version.segment());
            for segment in segments {
                if matches!(segment.as_str(), "" | "." | "..") {
                    return Err(Error::BadId {
                        call: self.name,
                        id: segment.clone(),
                    });
                }
                path.push(segment);
            }
        }
        if !self.query.is_empty() {
            url.set_query(Some(&query_string(&self.query)));
        }
        Ok(url)
    }

    fn new<'a>(name: &'static str, method: Method, effect: Effect, version: Version, path: impl Path<'a>) -> Self {
        Self {
            name,
            method,
            effect,
            place: Place::Path(version, path.into_iter().map(str::to_owned).collect()),
            query: Vec::new(),
            body: None,
            patient: false,
            eventual: false,
            people: None,
            meter: None,
            cause: None,
        }
    }
}

/// The segments of a path below the version, unencoded.
pub(crate) trait Path<'a>: IntoIterator<Item = &'a str> {}
impl<'a, T: IntoIterator<Item = &'a str>> Path<'a> for T {}

/// A value inside single quotes of an OData filter.
pub(crate) fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// `%20` for blanks: not every OData reader takes `+` for one.
fn query_string(query: &[(&str, String)]) -> String {
    query
        .iter()
        .map(|(name, value)| {
            let value: String = byte_serialize(value.as_bytes()).collect();
            format!("{name}={}", value.replace('+', "%20"))
        })
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(call: &Call) -> String {
        call.url(&Cloud::global()).unwrap().to_string()
    }

    #[test]
    fn paths_and_queries_are_encoded() {
        let call = Call::get("x", Version::V1, ["servicePrincipals", "a/b?c#d%2e e"])
            .query("$filter", "displayName eq 'O''Neil & co + é'");
        assert_eq!(
            url(&call),
            "https://graph.microsoft.com/v1.0/servicePrincipals/a%2Fb%3Fc%23d%252e%20e\
             ?$filter=displayName%20eq%20%27O%27%27Neil%20%26%20co%20%2B%20%C3%A9%27"
        );
    }

    #[test]
    fn job_ids_stay_readable() {
        let call = Call::get("x", Version::Beta, ["jobs", "AD2AADProvisioning.a94.791b"]);
        assert_eq!(
            url(&call),
            "https://graph.microsoft.com/beta/jobs/AD2AADProvisioning.a94.791b"
        );
    }

    #[test]
    fn an_id_never_climbs() {
        for bad in ["", ".", ".."] {
            let call = Call::get("x", Version::V1, ["applications", bad]);
            assert!(matches!(call.url(&Cloud::global()), Err(Error::BadId { .. })));
        }
        let call = Call::get("x", Version::V1, ["applications", "../users", "%2e%2e"]);
        assert_eq!(
            url(&call),
            "https://graph.microsoft.com/v1.0/applications/..%2Fusers/%252e%252e"
        );
    }

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(quoted("O'Neil"), "'O''Neil'");
    }
}
