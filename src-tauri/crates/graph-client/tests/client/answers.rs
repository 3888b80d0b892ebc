//! Answers that are odd, hostile, long or compressed.

use graph_client::{Error, LogPage, LogQuery};
use serde_json::json;

use crate::support::{Bench, Reply, Server};

async fn decode_error(reply: Reply) -> String {
    let bench = Bench::new([reply]).await;
    let error = bench.client.organization().await.unwrap_err();
    let Error::Decode {
        call,
        reason,
        request_id,
    } = error
    else {
        panic!("another error: {error:?}");
    };
    assert_eq!(call, "read organization");
    format!("{reason} {}", request_id.unwrap_or_default())
}

#[tokio::test]
async fn what_is_missing_is_named_with_the_call() {
    let reason = decode_error(Reply::list(json!([{"displayName": "Contoso"}]))).await;
    assert!(reason.contains("`id`") && reason.contains("server-200"), "{reason}");
    let reason = decode_error(Reply::json(200, &json!({"id": "1"}))).await;
    assert!(reason.contains("`value`"), "{reason}");
    let reason = decode_error(Reply::list(json!([]))).await;
    assert!(reason.contains("0 entries"), "{reason}");
}

#[tokio::test]
async fn hostile_bodies_are_errors_and_nothing_else() {
    for body in [
        "",
        "null",
        "{\"value\":{}}",
        "{\"value\":[{\"id\":5}]}",
        "{\"value\":[",
        "{\"value\":[{\"id\":\"\\ud800\"}]}",
    ] {
        decode_error(Reply::page(200, body)).await;
    }
    let deep = format!("{{\"value\":[{{\"id\":\"1\",\"x\":{}}}]}}", "[".repeat(200_000));
    decode_error(Reply::page(200, &deep)).await;
}

#[tokio::test]
async fn unknown_fields_are_kept() {
    let tenant =
        json!({"id": "1", "onPremisesSyncEnabled": null, "verifiedDomains": null, "newThing": [1, {"a": null}]});
    let bench = Bench::new([Reply::list(json!([tenant]))]).await;
    let organization = bench.client.organization().await.unwrap();
    assert_eq!(organization.on_premises_sync_enabled, None);
    assert_eq!(organization.extra["newThing"], json!([1, {"a": null}]));
}

#[tokio::test]
async fn all_pages_are_read_in_order() {
    let server = Server::start([]).await;
    let next = format!("{}/v1.0/domains?$skiptoken=X%27y", server.origin());
    let domain = |id: &str| json!({"id": id, "isVerified": true});
    server.add(Reply::json(
        200,
        &json!({"value": [domain("a")], "@odata.nextLink": next}),
    ));
    server.add(Reply::list(json!([domain("b")])).gzipped());
    let bench = Bench::on(server, Default::default());
    let ids: Vec<_> = bench
        .client
        .domains()
        .await
        .unwrap()
        .into_iter()
        .map(|domain| domain.id)
        .collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(bench.server.seen()[1].path, "/v1.0/domains?$skiptoken=X%27y");
}

#[tokio::test]
async fn a_foreign_next_page_gets_no_visit_and_no_token() {
    let elsewhere = Server::start([]).await;
    let server = Server::start([]).await;
    for address in [
        format!("{}/v1.0/domains", elsewhere.origin()),
        server.origin().replace("http://", "http://me@") + "/v1.0/domains",
        server.origin().replace("127.0.0.1", "localhost") + "/v1.0/domains",
        "/v1.0/domains?page=2".to_owned(),
        "https://graph.microsoft.com/v1.0/domains".to_owned(),
        server.origin() + "/control/reset",
    ] {
        let body = json!({"value": [], "@odata.nextLink": address});
        server.add(Reply::json(200, &body));
    }
    let bench = Bench::on(server, Default::default());
    for _ in 0..6 {
        let error = bench.client.domains().await.unwrap_err();
        assert!(matches!(error, Error::ForeignUrl { .. }), "{error:?}");
    }
    assert!(elsewhere.seen().is_empty());
    assert_eq!(bench.server.seen().len(), 6);
}

#[tokio::test]
async fn a_list_that_leads_in_circles_ends() {
    let server = Server::start([]).await;
    let next = format!("{}/v1.0/domains?page=2", server.origin());
    for _ in 0..3 {
        server.add(Reply::json(200, &json!({"value": [], "@odata.nextLink": next})));
    }
    let bench = Bench::on(server, Default::default());
    let error = bench.client.domains().await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::start([]).await;
    for status in [301, 302, 307, 308] {
        let reply = Reply::empty(status).with("Location", format!("{}/v1.0/domains", elsewhere.origin()));
        let bench = Bench::new([reply]).await;
        let error = bench.client.domains().await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert!(error.to_string().contains(&elsewhere.origin()), "{error}");
        assert_eq!(bench.server.seen().len(), 1);
    }
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn gzip_is_asked_for_and_read() {
    let schema = format!("{{\"synchronizationRules\":[],\"x\":\"{}\"}}", "é".repeat(500_000));
    let reply = Reply::page(200, &schema).gzipped();
    let bench = Bench::new([reply]).await;
    let read = bench.client.schema("sp", "job").await.unwrap();
    assert_eq!(read.as_str(), schema);
    assert!(
        bench.server.seen()[0]
            .header("accept-encoding")
            .unwrap()
            .contains("gzip")
    );
}

#[tokio::test]
async fn schemas_that_are_none_are_errors() {
    for body in [
        "",
        "[]",
        "{}",
        "{\"synchronizationRules\":null}",
        "{\"synchronizationRules\":[}",
    ] {
        let bench = Bench::new([Reply::page(200, body)]).await;
        let error = bench.client.schema("sp", "job").await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::Decode {
                    call: "read schema",
                    ..
                }
            ),
            "{body}: {error:?}"
        );
    }
    let mut bytes = Reply::page(200, "");
    if let Reply::Answer(answer) = &mut bytes {
        answer.body = vec![b'{', 0xff, 0xfe, b'}'];
    }
    let bench = Bench::new([bytes]).await;
    assert!(bench.client.schema("sp", "job").await.is_err());
}

#[tokio::test]
async fn unknown_error_is_unwrapped_and_ids_are_kept() {
    let message = "{\r\n \"error\": {\"code\": \"InvalidNotificationSettings\", \"message\": null}}";
    let bench = Bench::new([Reply::error(400, "UnknownError", message)]).await;
    let error = bench.client.secrets("sp").await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(api.effective_code(), "InvalidNotificationSettings");
    assert_eq!(api.effective_message(), "");
    assert_eq!(error.request_id(), Some("server-400"));
    assert_eq!(api.date, Some("2026-03-14T15:01:03Z".parse().unwrap()));
    let sent = bench.server.seen()[0].header("client-request-id").unwrap().to_owned();
    assert_eq!(error.client_request_id(), Some(sent.as_str()));
    assert_eq!(
        error.to_string(),
        "read secrets: 400 InvalidNotificationSettings (request-id server-400)"
    );
}

#[tokio::test]
async fn a_log_goes_on_where_its_page_says() {
    let server = Server::start([]).await;
    let next = format!("{}/v1.0/auditLogs/provisioning?$skiptoken=2", server.origin());
    server.add(Reply::json(
        200,
        &json!({"value": [{"id": "1", "odd": "x"}, {}, {"id": "3", "activityDateTime": "yesterday"}, null], "@odata.nextLink": next}),
    ));
    server.add(Reply::list(json!([{"id": "2"}])));
    let bench = Bench::on(server, Default::default());
    let first = bench.client.provisioning_log(&LogQuery::default()).await.unwrap();
    let second = bench
        .client
        .provisioning_log_next(&first.next.clone().unwrap())
        .await
        .unwrap();
    let ids = |page: &LogPage| {
        page.entries
            .iter()
            .map(|logged| logged.entry.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (ids(&first), ids(&second)),
        (vec!["1".to_owned()], vec!["2".to_owned()])
    );
    assert_eq!(
        (first.unreadable, second.unreadable),
        (3, 0),
        "one odd entry takes no other with it"
    );
    assert_eq!(first.entries[0].raw.get(), r#"{"id":"1","odd":"x"}"#);
    assert!(second.next.is_none());
}

#[tokio::test]
async fn an_id_out_of_an_answer_cannot_leave_its_place() {
    let bench = Bench::new([Reply::error(404, "Request_ResourceNotFound", "")]).await;
    for bad in ["", ".", ".."] {
        let error = bench.client.start_job(bad, "job").await.unwrap_err();
        assert!(matches!(error, Error::BadId { .. }), "{error:?}");
    }
    assert!(bench.server.seen().is_empty());
    let _ = bench.client.service_principal("../users?x#y").await;
    assert_eq!(
        bench.server.seen()[0].path,
        "/v1.0/servicePrincipals/..%2Fusers%3Fx%23y"
    );
}
