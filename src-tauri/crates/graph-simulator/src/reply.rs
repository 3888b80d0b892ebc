//! What a route answers, before the server adds ids, dates and compression.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// How long the service works on it (discover, on-demand); the tenant is not locked meanwhile.
    pub delay: Duration,
}

/// The body of an answer.
#[derive(Debug, Clone)]
pub enum Body {
    Empty,
    /// An object whose `error` gets its `innerError` from the server.
    Json(Value),
    /// Bytes as they are; a body kept in one `Arc` is compressed once.
    Raw {
        media: &'static str,
        bytes: Arc<[u8]>,
    },
}

/// The media type of every JSON answer.
pub const JSON_MEDIA: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

impl Reply {
    #[must_use]
    pub fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            delay: Duration::ZERO,
        }
    }

    #[must_use]
    pub fn ok(value: Value) -> Self {
        Self::new(200, Body::Json(value))
    }

    #[must_use]
    pub fn created(value: Value) -> Self {
        Self::new(201, Body::Json(value))
    }

    #[must_use]
    pub fn no_content() -> Self {
        Self::new(204, Body::Empty)
    }

    /// The same with a text in place of the body, which quotes all of it.
    #[must_use]
    pub fn quoted(mut self) -> Self {
        let text = match &self.body {
            Body::Empty => return self,
            Body::Json(value) => value.to_string(),
            Body::Raw { bytes, .. } => String::from_utf8_lossy(bytes).into_owned(),
        };
        self.body = Body::Json(text.into());
        self
    }

    /// A large JSON text that is kept ready.
    #[must_use]
    pub fn raw_json(bytes: Arc<[u8]>) -> Self {
        Self::new(
            200,
            Body::Raw {
                media: JSON_MEDIA,
                bytes,
            },
        )
    }

    /// The envelope of contract 3.1; the server puts `innerError` in.
    #[must_use]
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::new(status, Body::Json(json!({"error": {"code": code, "message": message}})))
    }

    /// An error of the synchronization back end: `UnknownError` with the inner answer as JSON text in `message` (contract 3.2).
    /// [`Value::Null`] gives the empty message of a missing permission.
    #[must_use]
    pub fn sync_error(status: u16, inner: Value) -> Self {
        let message = if inner.is_null() {
            String::new()
        } else {
            format!("{inner:#}").replace('\n', "\r\n")
        };
        Self::error(status, "UnknownError", &message)
    }

    /// [`Reply::sync_error`] with the usual inner form `{"error":{code,message,…}}`.
    #[must_use]
    pub fn sync_error_code(status: u16, code: &str, message: Option<&str>) -> Self {
        Self::sync_error(
            status,
            json!({"error": {"code": code, "message": message, "target": null, "details": [], "innerError": null}}),
        )
    }

    /// A verb or address the back end does not know, such as PATCH of the schema (contract 3.2). `path` is everything after `/api/`.
    #[must_use]
    pub fn sync_no_route(path: &str) -> Self {
        Self::sync_error(
            404,
            json!({"Message": format!("No HTTP resource was found that matches the request URI 'https://syncfabric.windowsazure.com/api/{path}?api-version=2.0'.")}),
        )
    }

    /// 404 of the directory for an object that is not there, or not yet everywhere.
    #[must_use]
    pub fn not_found(id: &str) -> Self {
        Self::error(
            404,
            "Request_ResourceNotFound",
            &format!(
                "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
    }

    /// 403 outside `/synchronization/`.
    #[must_use]
    pub fn denied() -> Self {
        Self::error(
            403,
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation.",
        )
    }

    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::error(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )
    }

    /// Nothing here answers this address: our own refusal, which names it.
    #[must_use]
    pub fn not_implemented(route: &str) -> Self {
        Self::error(
            501,
            "NotImplemented",
            &format!("The demo tenant does not answer {route}. See docs/demo-tenant.md."),
        )
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The JSON of the body, if it is one.
    #[must_use]
    pub fn json(&self) -> Option<&Value> {
        match &self.body {
            Body::Json(value) => Some(value),
            _ => None,
        }
    }
}
