//! What was asked and answered, without headers or bodies: no secret gets in.

use std::collections::VecDeque;

use hyper::http::request::Parts;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::server::Ids;

/// Older requests are forgotten.
const KEPT: usize = 5000;

/// Bytes of one text that are kept; a longer one ends there.
const LONGEST: usize = 2048;

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(VecDeque<RequestRecord>);

impl RequestLog {
    pub(crate) fn add(&mut self, record: RequestRecord) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(record);
    }

    pub(crate) fn entries(&self) -> &VecDeque<RequestRecord> {
        &self.0
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// One request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestRecord {
    at: Timestamp,
    method: String,
    /// With the query.
    path: String,
    /// Absent when the connection was reset instead.
    status: Option<u16>,
    request_id: Uuid,
    client_request_id: String,
    user_agent: Option<String>,
    /// The line of the script that happened.
    fault: Option<String>,
    /// It came as an item of a `$batch`.
    in_batch: bool,
}

impl RequestRecord {
    pub(crate) fn new(at: Timestamp, head: &Parts, status: Option<u16>, ids: &Ids, fault: Option<String>) -> Self {
        Self {
            at,
            method: head.method.to_string(),
            path: head
                .uri
                .path_and_query()
                .map_or_else(String::new, |path| shortened(path.as_str())),
            status,
            request_id: ids.request,
            client_request_id: shortened(&ids.client),
            user_agent: head
                .headers
                .get(hyper::header::USER_AGENT)
                .and_then(|value| value.to_str().ok())
                .map(shortened),
            fault,
            in_batch: false,
        }
    }

    /// An item of a batch, as if it had come by itself.
    pub(crate) fn of_item(
        at: Timestamp,
        method: &str,
        path: &str,
        status: u16,
        ids: &Ids,
        fault: Option<String>,
    ) -> Self {
        Self {
            at,
            method: method.to_owned(),
            path: shortened(path),
            status: Some(status),
            request_id: ids.request,
            client_request_id: shortened(&ids.client),
            user_agent: None,
            fault,
            in_batch: true,
        }
    }
}

fn shortened(text: &str) -> String {
    let kept = text.char_indices().take_while(|(place, _)| *place < LONGEST);
    kept.map(|(_, letter)| letter).collect()
}
