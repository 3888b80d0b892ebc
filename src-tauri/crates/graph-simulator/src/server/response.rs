//! From [`Reply`] to bytes: ids, dates, the inner error, compression.

use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, VARY};
use hyper::{Response, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::payload::Payload;
use crate::reply::{Body, JSON_MEDIA, Reply};

/// Smaller bodies are not worth compressing.
const WORTH_COMPRESSING: usize = 1024;
const DIAGNOSTIC: &str = r#"{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"001","RoleInstance":"AM2PEPF0001C0DE"}}"#;

/// The two ids support asks for.
#[derive(Debug)]
pub(crate) struct Ids {
    pub(crate) request: Uuid,
    /// As the client sent it, else the request's own.
    pub(crate) client: String,
}

impl Ids {
    /// Of an item of a batch, which brings none.
    pub(super) fn own() -> Self {
        let request = Uuid::new_v4();
        Self {
            request,
            client: request.to_string(),
        }
    }

    pub(super) fn of(headers: &HeaderMap) -> Self {
        let own = Self::own();
        let sent = headers.get("client-request-id").and_then(|value| value.to_str().ok());
        Self {
            client: sent.map_or(own.client, str::to_owned),
            ..own
        }
    }
}

/// The last large body and its compressed form: the schema is asked for again and again.
#[derive(Debug, Default)]
pub(super) struct Compressed(Mutex<Option<(Arc<[u8]>, Bytes)>>);

impl Compressed {
    fn of(&self, bytes: &Arc<[u8]>) -> Bytes {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((plain, compressed)) if Arc::ptr_eq(plain, bytes) => compressed.clone(),
            _ => {
                let compressed = gzip(bytes);
                *kept = Some((Arc::clone(bytes), compressed.clone()));
                compressed
            }
        }
    }
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 8), Compression::fast());
    // Writing into memory does not fail; should it, the plain bytes would be sent as an empty stream and every test notices.
    if encoder.write_all(bytes).is_err() {
        return Bytes::new();
    }
    encoder.finish().map(Bytes::from).unwrap_or_default()
}

pub(super) fn build(
    now: Timestamp,
    compressed: &Compressed,
    asked: &HeaderMap,
    reply: Reply,
    ids: &Ids,
    payload: fn(Bytes) -> Payload,
) -> Response<Payload> {
    let zipped = asked
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("gzip"));
    let (media, bytes, is_zipped) = match reply.body {
        Body::Empty => (None, Bytes::new(), false),
        Body::Json(mut value) => {
            if reply.status >= 400 {
                add_inner_error(&mut value, now, ids);
            }
            let plain = value.to_string().into_bytes();
            let zipped = zipped && plain.len() >= WORTH_COMPRESSING;
            (
                Some(JSON_MEDIA),
                if zipped { gzip(&plain) } else { Bytes::from(plain) },
                zipped,
            )
        }
        Body::Raw { media, bytes } => {
            let zipped = zipped && bytes.len() >= WORTH_COMPRESSING;
            (
                Some(media),
                if zipped {
                    compressed.of(&bytes)
                } else {
                    Bytes::from_owner(bytes)
                },
                zipped,
            )
        }
    };
    let mut response = Response::new(payload(bytes));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        // What a client sent as its id comes from a header, so it fits into one again.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.append(name, value);
        }
    };
    put(HeaderName::from_static("request-id"), &ids.request.to_string());
    put(HeaderName::from_static("client-request-id"), &ids.client);
    put(HeaderName::from_static("x-ms-ags-diagnostic"), DIAGNOSTIC);
    put(HeaderName::from_static("strict-transport-security"), "max-age=31536000");
    put(DATE, &http_date(now));
    put(VARY, "Accept-Encoding");
    if let Some(media) = media {
        put(CONTENT_TYPE, media);
    }
    if is_zipped {
        put(CONTENT_ENCODING, "gzip");
    }
    for (name, value) in &reply.headers {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            put(name, value);
        }
    }
    response
}

/// Contract 3.1; the token endpoint has an `error` of another kind, a text.
pub(super) fn add_inner_error(body: &mut Value, now: Timestamp, ids: &Ids) {
    if let Some(Value::Object(error)) = body.get_mut("error")
        && error.contains_key("code")
        && error.contains_key("message")
        && !error.contains_key("innerError")
    {
        let date = now.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        error.insert(
            "innerError".to_owned(),
            json!({"date": date, "request-id": ids.request, "client-request-id": ids.client}),
        );
    }
}

/// As in `Sat, 14 Mar 2026 15:01:03 GMT`.
pub(super) fn http_date(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
