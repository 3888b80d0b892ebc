//! One request as the routes see it: method, version, path, query, body, caller and the tenant's time.

use jiff::Timestamp;
use serde_json::Value;

use crate::identity::Caller;
use crate::reply::Reply;

/// The verbs Graph uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// `None` for verbs no endpoint answers (405).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "GET" => Self::Get,
            "POST" => Self::Post,
            "PUT" => Self::Put,
            "PATCH" => Self::Patch,
            "DELETE" => Self::Delete,
            _ => return None,
        })
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// `/v1.0` or `/beta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    V1,
    Beta,
}

impl Version {
    #[must_use]
    pub fn parse(segment: &str) -> Option<Self> {
        match segment.to_ascii_lowercase().as_str() {
            "v1.0" => Some(Self::V1),
            "beta" => Some(Self::Beta),
            _ => None,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

/// One Graph request.
#[derive(Debug)]
pub struct Call<'a> {
    pub method: Method,
    pub version: Version,
    /// Segments below the version as sent, percent-decoded; `servicePrincipals('id')` and `servicePrincipals/id` are the same two segments.
    pub path: Vec<String>,
    /// The same in lower case, `microsoft.graph.` of actions and casts removed.
    pub route: Vec<String>,
    pub query: Query,
    pub body: &'a [u8],
    /// `Content-Type` as sent.
    pub media: Option<&'a str>,
    /// The tenant's time, which a test may move.
    pub now: Timestamp,
    pub caller: &'a Caller,
    /// `ConsistencyLevel: eventual` was sent: advanced queries of the directory are taken.
    pub eventual: bool,
    /// Own address as in `http://127.0.0.1:1234`, for `@odata.context` and `@odata.nextLink`.
    pub origin: &'a str,
}

impl Call<'_> {
    /// `route` in the form slice patterns take: `match (call.method, call.segments().as_slice())`.
    #[must_use]
    pub fn segments(&self) -> Vec<&str> {
        self.route.iter().map(String::as_str).collect()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// 400 as Graph answers when the body is not JSON; for calls below `/synchronization/` the back end's own text (contract 3.2).
    pub fn json(&self) -> Result<Value, Reply> {
        serde_json::from_slice(self.body).map_err(|_| {
            if self.route.iter().any(|part| part == "synchronization") {
                Reply::error(400, "BadRequest", "Empty Payload. JSON content expected.")
            } else {
                Reply::error(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.")
            }
        })
    }

    /// The `@odata.context` of an answer: everything after `$metadata#`.
    #[must_use]
    pub fn context(&self, of: &str) -> String {
        format!("{}/{}/$metadata#{of}", self.origin, self.version.name())
    }
}

/// Splits a path below the version into segments, with `name('key')` as two (see [`Call::path`]).
#[must_use]
pub fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(percent_decode)
        .flat_map(|part| match keyed(&part) {
            Some((name, key)) => vec![name.to_owned(), key.to_owned()],
            None => vec![part],
        })
        .collect()
}

/// Lower case and without the namespace of actions, for matching.
#[must_use]
pub fn route(path: &[String]) -> Vec<String> {
    path.iter()
        .map(|part| {
            let lower = part.to_ascii_lowercase();
            match lower
                .strip_prefix("microsoft.graph.")
                .or_else(|| lower.strip_prefix("graph."))
            {
                Some(action) => action.to_owned(),
                None => lower,
            }
        })
        .collect()
}

/// `jobs('id')` → `jobs`, `id`; `servicePrincipals(appId='x')` → `servicePrincipals`, `appId='x'`; `parse()` and plain words are left alone.
fn keyed(segment: &str) -> Option<(&str, &str)> {
    let (name, rest) = segment.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    let key = inside
        .strip_prefix('\'')
        .and_then(|quoted| quoted.strip_suffix('\''))
        .unwrap_or(inside);
    (!name.is_empty() && !key.is_empty()).then_some((name, key))
}

fn percent_decode(text: &str) -> String {
    decode(text, false)
}

fn decode(text: &str, plus_is_blank: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(if plus_is_blank && byte == b'+' { b' ' } else { byte });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Query or form parameters; names without case.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=b&c=d`, percent-decoded, `+` as blank. Serves form bodies too.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, true).to_ascii_lowercase(), decode(value, true))
        });
        Self(pairs.collect())
    }

    /// The first value of a parameter; OData options may be asked for with or without `$`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let wanted = name.to_ascii_lowercase();
        let bare = wanted.trim_start_matches('$');
        self.0
            .iter()
            .find(|(key, _)| *key == wanted || (wanted.starts_with('$') && key == bare))
            .map(|(_, value)| value.as_str())
    }

    /// All parameters in order, names in lower case.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_brackets_are_segments() {
        assert_eq!(
            segments("/servicePrincipals('a1')/synchronization/jobs('AD2AAD.x')/microsoft.graph.start"),
            [
                "servicePrincipals",
                "a1",
                "synchronization",
                "jobs",
                "AD2AAD.x",
                "microsoft.graph.start"
            ]
        );
        assert_eq!(
            segments("servicePrincipals(appId='7')/"),
            ["servicePrincipals", "appId='7'"]
        );
        assert_eq!(segments("a/parse()"), ["a", "parse()"]);
        assert_eq!(segments("jobs/"), ["jobs"]);
    }

    #[test]
    fn actions_lose_their_namespace() {
        let path = segments("Jobs/AD2AADProvisioning.ab/microsoft.graph.Start");
        assert_eq!(route(&path), ["jobs", "ad2aadprovisioning.ab", "start"]);
    }

    #[test]
    fn queries_are_decoded_and_found_without_case() {
        let query = Query::parse("$Filter=a%20eq+'b%2Bc'&top=5&broken=%zz");
        assert_eq!(query.get("$filter"), Some("a eq 'b+c'"));
        assert_eq!(query.get("$top"), Some("5"));
        assert_eq!(query.get("broken"), Some("%zz"));
        assert_eq!(query.get("$skip"), None);
    }
}
