//! Reads that go together in one request (contract 3.5).

use graph_client::Error;
use serde_json::{Value, json};

use crate::support::{Bench, Reply, SENTINEL};

fn job(id: &str) -> Value {
    json!({
        "id": id,
        "schedule": { "expiration": null, "interval": "PT40M", "state": "Active" },
        "status": { "code": "Active" },
    })
}

fn jobs(place: usize, id: &str) -> Value {
    json!({ "id": place.to_string(), "status": 200, "headers": {}, "body": { "value": [job(id)] } })
}

fn refused(place: usize, status: u16, headers: Value, message: &str) -> Value {
    let error = json!({ "code": "Some", "message": message, "innerError": { "request-id": "r-7" } });
    json!({ "id": place.to_string(), "status": status, "headers": headers, "body": { "error": error } })
}

fn answers(responses: Value) -> Reply {
    Reply::json(200, &json!({ "responses": responses }))
}

/// What the nth request asked for, by the id of its items.
async fn asked(bench: &Bench, nth: usize) -> Vec<(String, String)> {
    let seen = bench.server.seen();
    let body: Value = serde_json::from_str(&seen[nth].body).unwrap();
    let requests = body["requests"].as_array().unwrap().iter();
    let item = |request: &Value| {
        assert_eq!(request["method"], "GET");
        let text = |name: &str| request[name].as_str().unwrap().to_owned();
        (text("id"), text("url"))
    };
    requests.map(item).collect()
}

#[tokio::test]
async fn each_is_answered_by_itself_whatever_the_order() {
    let script = json!([
        refused(2, 404, json!({}), "gone"),
        jobs(1, "b"),
        jobs(0, "a"),
        { "id": "9", "status": 200 },
        "noise"
    ]);
    let bench = Bench::new([answers(script)]).await;
    let found = bench
        .client
        .jobs_of_each(&["one", "tw/o?", "three", "four", "..", ""])
        .await
        .unwrap();
    let ids = |place: usize| found[place].as_ref().unwrap()[0].id.clone();
    assert_eq!((ids(0), ids(1)), ("a".to_owned(), "b".to_owned()));
    let gone = found[2].as_ref().unwrap_err();
    assert!(gone.is_not_found() && gone.api().unwrap().path == "/v1.0/servicePrincipals/three/synchronization/jobs");
    assert_eq!(gone.request_id(), Some("r-7"));
    assert_eq!(
        gone.api().unwrap().reading_permission(),
        Some("Synchronization.Read.All")
    );
    let unanswered = found[3].as_ref().unwrap_err().to_string();
    assert!(unanswered.contains("no answer"), "{unanswered}");
    for bad in [4, 5] {
        assert!(matches!(found[bad], Err(Error::BadId { .. })), "{:?}", found[bad]);
    }
    let asked = asked(&bench, 0).await;
    let wanted = "/servicePrincipals/tw%2Fo%3F/synchronization/jobs";
    assert_eq!((asked.len(), asked[1].1.as_str()), (4, wanted));
    assert_eq!(bench.server.seen()[0].path, "/v1.0/$batch");
}

#[tokio::test]
async fn only_those_that_are_to_be_sent_again_are_and_as_late_as_the_last_of_them_asks() {
    let bench = Bench::new([
        answers(json!([
            jobs(0, "a"),
            refused(1, 429, json!({ "retry-after": "7" }), ""),
            refused(2, 429, json!({ "Retry-After": 120 }), ""),
            refused(3, 503, json!({}), ""),
            refused(4, 424, json!({}), "it depends"),
            refused(5, 429, json!({ "Retry-After": "301" }), ""),
        ])),
        answers(json!([jobs(1, "b"), jobs(2, "c"), refused(3, 500, json!({}), "")])),
        answers(json!([jobs(3, "d")])),
    ])
    .await;
    let found = bench
        .client
        .jobs_of_each(&["0", "1", "2", "3", "4", "5"])
        .await
        .unwrap();
    let got: Vec<Option<&str>> = found
        .iter()
        .map(|one| one.as_ref().ok().map(|jobs| jobs[0].id.as_str()))
        .collect();
    assert_eq!(got, [Some("a"), Some("b"), Some("c"), Some("d"), None, None]);
    assert_eq!(found[4].as_ref().unwrap_err().api().unwrap().status, 424);
    assert!(matches!(found[5], Err(Error::Throttled { .. })), "{:?}", found[5]);
    let places = async |nth| {
        asked(&bench, nth)
            .await
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(places(1).await, ["1", "2", "3"]);
    assert_eq!(places(2).await, ["3"]);
    // Their own pace may be told too.
    let told = bench.waits.told();
    let asked_to = told.iter().find(|wait| wait.cause.as_str() == "throttled").unwrap();
    assert_eq!(asked_to.longest.as_millis(), 120, "a millisecond a second");
}

#[tokio::test]
async fn who_never_answers_well_ends_and_the_others_are_not_asked_again() {
    let bad = |_| answers(json!([refused(1, 503, json!({}), "")]));
    let first = answers(json!([jobs(0, "a"), refused(1, 503, json!({}), "")]));
    let bench = Bench::new(std::iter::once(first).chain((0..4).map(bad))).await;
    let found = bench.client.jobs_of_each(&["good", "bad"]).await.unwrap();
    assert!(found[0].is_ok());
    let error = found[1].as_ref().unwrap_err();
    assert_eq!((error.api().unwrap().status, error.api().unwrap().attempt), (503, 5));
    assert_eq!(bench.server.seen().len(), 5);
}

#[tokio::test]
async fn a_missing_permission_of_one_is_no_sign_in_of_all() {
    let unknown = json!({ "id": "0", "status": 401, "body": { "error": { "code": "UnknownError", "message": "" } } });
    let bench = Bench::new([answers(json!([unknown]))]).await;
    let found = bench.client.jobs_of_each(&["one"]).await.unwrap();
    assert!(found[0].as_ref().unwrap_err().is_missing_permission());
    assert!(bench.tokens.asked.lock().unwrap().iter().all(|asked| !asked.renew));
}

#[tokio::test]
async fn a_whole_batch_is_sent_again_and_refused_like_any_request() {
    let bench = Bench::new([Reply::json(503, &json!({})), answers(json!([jobs(0, "a")]))]).await;
    assert!(bench.client.jobs_of_each(&["one"]).await.unwrap()[0].is_ok());
    let bench = Bench::new([Reply::json(
        400,
        &json!({ "error": { "code": "BadRequest", "message": "no" } }),
    )])
    .await;
    assert_eq!(
        bench
            .client
            .jobs_of_each(&["one"])
            .await
            .unwrap_err()
            .api()
            .unwrap()
            .status,
        400
    );
    for odd in [json!({}), json!([]), json!({ "responses": 7 })] {
        let bench = Bench::new([Reply::json(200, &odd)]).await;
        let end = bench.client.jobs_of_each(&["one"]).await;
        assert!(matches!(end, Err(Error::Decode { .. })), "{odd}: {end:?}");
    }
    let bench = Bench::new([]).await;
    assert!(bench.client.jobs_of_each(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_an_answer_quotes_of_the_token_is_taken_out() {
    let quoting = refused(
        0,
        403,
        json!({ "request-id": format!("{SENTINEL}-0") }),
        &format!("Bearer {SENTINEL}-0"),
    );
    let bench = Bench::new([answers(json!([quoting]))]).await;
    let found = bench.client.jobs_of_each(&["one"]).await.unwrap();
    let told = format!("{:?}", found[0]);
    assert!(told.contains("Bearer") && !told.contains(SENTINEL), "{told}");
}
