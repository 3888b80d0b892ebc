//! The newest requests of the session, as people see them.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use graph_client::{RequestLog, RequestRecord};
use tokio::sync::Notify;

use crate::view::{RequestLogView, RequestRow};

const KEPT: usize = 2_000;
const SHOWN: usize = 200;

/// A ring of rows. Written by the tasks that send, read by the session.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    rows: Mutex<Rows>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Rows {
    total: u64,
    kept: VecDeque<RequestRow>,
}

impl Requests {
    /// Returns when a row has come since the last time.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    pub(crate) fn view(&self) -> RequestLogView {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let hidden = rows.kept.len().saturating_sub(SHOWN);
        RequestLogView {
            total: rows.total,
            rows: rows.kept.iter().skip(hidden).cloned().collect(),
        }
    }
}

impl RequestLog for Requests {
    fn record(&self, record: RequestRecord) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.total += 1;
        let row = RequestRow {
            number: rows.total,
            method: record.method,
            path: record.path,
            status: record.status,
            at: record.started.to_string(),
            took: u64::try_from(record.duration.as_millis()).unwrap_or(u64::MAX),
            request_id: record.request_id,
            body: record.request_body,
            answer: record.answer_excerpt,
            expected: record.expected.map(|cause| cause.as_str().to_owned()),
        };
        if rows.kept.len() == KEPT {
            rows.kept.pop_front();
        }
        rows.kept.push_back(row);
        drop(rows);
        self.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_client::RequestOutcome;
    use jiff::Timestamp;
    use std::time::Duration;

    #[test]
    fn the_newest_rows_stay_and_all_are_counted() {
        let requests = Requests::default();
        for number in 1..=KEPT + 5 {
            requests.record(RequestRecord {
                call: "reading",
                method: "GET".to_owned(),
                path: format!("/v1.0/{number}"),
                status: Some(200),
                started: Timestamp::UNIX_EPOCH,
                duration: Duration::from_millis(7),
                attempt: 1,
                request_id: None,
                client_request_id: String::new(),
                request_body: None,
                answer_excerpt: None,
                outcome: RequestOutcome::Ok,
                expected: None,
            });
        }
        let view = requests.view();
        assert_eq!(view.total, 2_005);
        assert_eq!(view.rows.len(), SHOWN);
        assert_eq!(view.rows.last().unwrap().path, "/v1.0/2005");
        assert_eq!(requests.rows.lock().unwrap().kept.len(), KEPT);
    }
}
