//! People that are uploaded: each call counted, none of their words kept.

use graph_client::{Error, UploadMeter};
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Bench, Reply};

const BODY: &str =
    r#"{"Operations":[{"data":{"externalId":"00012","displayName":"Sentinel Name","password":"Sentinel Word"}}]}"#;

struct Uploads {
    bench: Bench,
    place: TempDir,
    meter: UploadMeter,
}

impl Uploads {
    async fn new(script: impl IntoIterator<Item = Reply>) -> Self {
        let place = tempfile::tempdir().unwrap();
        Self {
            bench: Bench::new(script).await,
            meter: UploadMeter::open(place.path(), 2_000).unwrap(),
            place,
        }
    }

    async fn upload(&self) -> Result<graph_client::Accepted, Error> {
        let client = &self.bench.client;
        client.bulk_upload("sp", "API2AAD.1", 1, BODY, &self.meter).await
    }
}

/// An id of Graph's.
const ID: &str = "0d1f6c1e-53a4-4f0e-9a3c-8a1d2c9b7e10";

#[tokio::test]
async fn an_upload_is_scim_and_a_status_is_its_answer() {
    let uploads = Uploads::new([Reply::empty(202).with("request-id", ID)]).await;
    uploads.upload().await.unwrap();
    let seen = uploads.bench.server.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].body.as_str()), ("POST", BODY));
    assert_eq!(
        seen[0].path,
        "/v1.0/servicePrincipals/sp/synchronization/jobs/API2AAD.1/bulkUpload"
    );
    assert_eq!(seen[0].header("content-type"), Some("application/scim+json"));
    assert_eq!(seen[0].header("transfer-encoding"), None);
    assert_eq!(uploads.meter.today(), 1);
}

#[tokio::test]
async fn what_comes_behind_202_says_nothing_and_other_successes_are_none() {
    let broken = Reply::json(202, &json!({"value": "x".repeat(100)})).halved();
    let uploads = Uploads::new([broken, Reply::json(200, &json!({})), Reply::empty(204)]).await;
    uploads.upload().await.unwrap();
    for _ in 0..2 {
        let error = uploads.upload().await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error}");
    }
    assert_eq!(uploads.bench.server.seen().len(), 3);
}

#[tokio::test]
async fn every_attempt_is_counted_and_a_lost_one_is_repeated_with_the_same_bytes() {
    let script = [
        Reply::HangUp,
        Reply::Reset,
        Reply::empty(503),
        Reply::error(401, "x", "y"),
        Reply::empty(202),
    ];
    let uploads = Uploads::new(script).await;
    uploads.upload().await.unwrap();
    let seen = uploads.bench.server.seen();
    assert!(
        seen.len() == 5 && seen.iter().all(|seen| seen.body == BODY),
        "{}",
        seen.len()
    );
    assert_eq!(uploads.meter.today(), 5);
}

#[tokio::test]
async fn nothing_is_sent_that_cannot_be_counted_or_is_one_too_many() {
    let uploads = Uploads::new([Reply::empty(202)]).await;
    std::fs::remove_dir_all(uploads.place.path()).unwrap();
    let error = uploads.upload().await.unwrap_err();
    assert!(matches!(error, Error::Uncounted { .. }), "{error}");
    let place = tempfile::tempdir().unwrap();
    let none = UploadMeter::open(place.path(), 0).unwrap();
    let error = uploads
        .bench
        .client
        .bulk_upload("sp", "job", 1, BODY, &none)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Throttled { .. }), "{error}");
    assert_eq!(uploads.bench.server.seen().len(), 0);
}

#[tokio::test]
async fn no_word_of_a_person_and_none_of_the_service_is_kept() {
    let echo = |status| {
        let words =
            json!({"error": {"code": "Sentinel Name", "message": BODY, "innerError": {"request-id": "Sentinel Word"}}});
        Reply::json(status, &words).with("request-id", "Sentinel")
    };
    for status in [400, 403, 404, 409, 413, 422] {
        let uploads = Uploads::new([echo(status)]).await;
        let error = uploads.upload().await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        let records = uploads.bench.records();
        assert_eq!(
            records[0].request_body.as_deref(),
            Some(&*format!("[1 people, {} bytes]", BODY.len()))
        );
        let told = format!("{error} {error:?} {records:?}");
        assert!(!told.contains("Sentinel") && !told.contains("00012"), "{told}");
    }
}

#[tokio::test]
async fn whoever_is_asked_to_wait_keeps_all_others_from_sending() {
    let late = Reply::empty(429).with("Retry-After", "3600");
    let uploads = Uploads::new([Reply::empty(429).with("Retry-After", "2"), Reply::empty(202), late]).await;
    uploads.upload().await.unwrap();
    assert_eq!(uploads.bench.waits.causes(), ["throttled"]);
    let error = uploads.upload().await.unwrap_err();
    assert!(matches!(error, Error::Throttled { .. }), "{error}");
    assert_eq!(uploads.bench.server.seen().len(), 3);
}
