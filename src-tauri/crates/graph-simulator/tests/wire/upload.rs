//! bulkUpload: what is stored, and everything that is refused.

use graph_simulator::{Options, Switches};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, paced, read};
use crate::feeds::{ENTERPRISE, Feed, MEDIA, bulk, operation, person, with};

#[tokio::test]
async fn an_upload_is_stored_without_a_word_and_names_where_to_look() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    let id = feed.path("/bulkUpload");
    for (version, action) in [
        ("v1.0", "bulkUpload"),
        ("beta", "bulkUpload"),
        ("beta", "microsoft.graph.bulkUpload"),
    ] {
        let path = format!("/{version}{}", id.replace("bulkUpload", action));
        let request = feed.tenant.request(Method::POST, &path).header("Content-Type", MEDIA);
        let answer = read(request.body(bulk(&[person("1")]).to_string()).send().await.unwrap()).await;
        assert_eq!((answer.status, &answer.body), (202, &Value::Null), "{path}");
        let graph = &feed.tenant.simulator.connection().graph;
        assert_eq!(
            answer.header("location"),
            format!(
                "{graph}/{version}/auditLogs/provisioning/?$filter=jobid%20eq%20'{}'",
                feed.job
            )
        );
        let rows = feed
            .tenant
            .http
            .get(answer.header("location"))
            .bearer_auth(&feed.tenant.token);
        assert_eq!(read(rows.send().await.unwrap()).await.status, 200);
    }
    assert_eq!(
        feed.seen().await["staged"],
        3,
        "it was never started, and keeps them all the same"
    );
}

#[tokio::test]
async fn it_is_stored_while_the_job_is_paused() {
    let feed = Feed::running(paced("contoso")).await;
    feed.pass(60);
    feed.act("/pause").await;
    feed.upload(&[person("1"), person("2")]).await.expect(202);
    assert_eq!(feed.seen().await["staged"], 2);
}

#[tokio::test]
async fn only_its_own_media_type_is_taken() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    let body = bulk(&[person("1")]).to_string();
    for media in [MEDIA, "Application/SCIM+json", "application/scim+json; charset=utf-8"] {
        feed.raw(Some(media), body.clone()).await.expect(202);
    }
    for media in [
        None,
        Some("application/json"),
        Some("text/plain"),
        Some(""),
        Some("application/scim"),
    ] {
        let refused = feed.raw(media, body.clone()).await;
        assert_eq!(refused.status, 400, "{media:?}");
        assert_eq!(
            (refused.code(), refused.message()),
            ("BadRequest", "Invalid Data Format")
        );
    }
}

#[tokio::test]
async fn what_does_not_comply_is_refused_whole() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    let good = bulk(&[person("1"), person("2")]);
    let changed = |pointer: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let without = |pointer: &str| {
        let mut body = good.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(member);
        body
    };
    let mut small = good.clone();
    small["operations"] = small["Operations"].take();
    let many: Vec<Value> = (0..51).map(|number| person(&number.to_string())).collect();
    let mut refused = vec![
        small,
        bulk(&many),
        bulk(&[]),
        json!([]),
        json!(null),
        json!("text"),
        json!(50),
        json!([good.clone()]),
        changed("/schemas", json!("urn:ietf:params:scim:api:messages:2.0:BulkRequest")),
        changed("/schemas", json!([])),
        changed("/schemas", json!([1])),
        changed("/Operations", json!({"0": good["Operations"][0]})),
        changed("/Operations", json!([[]])),
        changed("/Operations/1", json!(null)),
        changed("/Operations/1/method", json!("post")),
        changed("/Operations/1/path", json!("/Groups")),
        changed("/Operations/1/path", json!(["/Users", ""].join("/"))),
        changed("/Operations/1/data/schemas", json!(ENTERPRISE)),
        changed("/Operations/1/data/externalId", json!("")),
        changed("/failOnErrors", json!("never")),
    ];
    for method in ["PUT", "PATCH", "DELETE", "GET", ""] {
        refused.push(changed("/Operations/1/method", json!(method)));
    }
    for pointer in [
        "/schemas",
        "/Operations",
        "/Operations/1/method",
        "/Operations/1/path",
        "/Operations/1/bulkId",
        "/Operations/1/data",
        "/Operations/1/data/externalId",
        "/Operations/1/data/schemas",
    ] {
        refused.push(without(pointer));
        for wrong in [json!(null), json!(7), json!(true), json!({}), json!("")] {
            refused.push(changed(pointer, wrong));
        }
    }
    for body in refused {
        let answer = feed.raw(Some(MEDIA), body.to_string()).await;
        assert_eq!(
            (answer.status, answer.message()),
            (400, "Invalid Data Format"),
            "{body}"
        );
    }
    assert_eq!(feed.seen().await["staged"], 0);
}

#[tokio::test]
async fn what_the_samples_do_is_taken() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    let twice: Vec<Value> = ["1", "2"].iter().map(|number| operation(0, person(number))).collect();
    let mut repeated = bulk(&[]);
    repeated["Operations"] = json!(twice);
    let mut small = bulk(&[person("1")]);
    small["Operations"][0]["path"] = json!("/users");
    let mut unlimited = bulk(&[person("1")]);
    unlimited.as_object_mut().unwrap().remove("failOnErrors");
    let fifty: Vec<Value> = (0..50).map(|number| person(&number.to_string())).collect();
    let enterprise_only = with(person("1"), json!({"schemas": [ENTERPRISE]}));
    for body in [repeated, small, unlimited, bulk(&fifty), bulk(&[enterprise_only])] {
        assert_eq!(feed.raw(Some(MEDIA), body.to_string()).await.status, 202, "{body}");
    }
}

#[tokio::test]
async fn a_delete_is_refused_or_stored_by_switch() {
    for (staged, status) in [(false, 400), (true, 202)] {
        let switches = Switches {
            bulk_deletes_are_staged: staged,
            ..Switches::default()
        };
        let feed = Feed::prepare(
            Options {
                switches,
                ..instant("contoso")
            },
            "API2AAD",
        )
        .await;
        let mut body = bulk(&[person("1")]);
        body["Operations"][0]["method"] = json!("DELETE");
        assert_eq!(feed.raw(Some(MEDIA), body.to_string()).await.status, status);
    }
}

#[tokio::test]
async fn the_permission_stands_by_itself() {
    let mut feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    // The application made it, so it owns it.
    let upload = "SynchronizationData-User.Upload";
    let owned = "SynchronizationData-User.Upload.OwnedBy";
    for (delegated, permissions, status) in [
        (true, &[upload][..], 202),
        (false, &[upload], 202),
        (false, &[owned], 202),
        (true, &[owned], 403),
        (
            false,
            &["Synchronization.ReadWrite.All", "Application.ReadWrite.All"],
            403,
        ),
        (true, &["Synchronization.ReadWrite.All", "User.ReadWrite.All"], 403),
        (false, &[], 403),
    ] {
        feed.tenant.use_token(delegated, Some(permissions)).await;
        let answer = feed.upload(&[person("1")]).await;
        assert_eq!(answer.status, status, "{delegated} {permissions:?} {}", answer.body);
        if status == 403 {
            assert_eq!(answer.code(), "Authorization_RequestDenied");
        }
    }
    feed.tenant.token = "eyJ0.nothing.here".to_owned();
    let stranger = feed.upload(&[person("1")]).await;
    assert_eq!((stranger.status, stranger.code()), (401, "InvalidAuthenticationToken"));
}

#[tokio::test]
async fn an_app_does_not_own_what_a_person_made() {
    let mut tenant = Tenant::start(instant("contoso")).await;
    tenant.use_token(true, None).await;
    let mut feed = Feed::inside(tenant, "API2AAD").await;
    let owned: &[&str] = &["SynchronizationData-User.Upload.OwnedBy"];
    feed.tenant.use_token(false, Some(owned)).await;
    assert_eq!(feed.upload(&[person("1")]).await.status, 403);
}

#[tokio::test]
async fn other_addresses_and_verbs_are_told_apart() {
    let mut feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE] {
        let answer = read(
            feed.tenant
                .request(method, &feed.path("/bulkUpload"))
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert_eq!(answer.status, 405);
    }
    let body = || bulk(&[person("1")]).to_string();
    let (job, principal) = (feed.job.clone(), feed.principal.clone());
    feed.job = "API2AAD.nothing".to_owned();
    assert_eq!(feed.raw(Some(MEDIA), body()).await.status, 404);
    feed.job = job.clone();
    feed.principal = format!("/servicePrincipals/{job}");
    assert_eq!(feed.raw(Some(MEDIA), body()).await.status, 404, "ids mixed up");

    let other = feed.tenant.configuration("corp.contoso.com").await;
    feed.principal = format!("/servicePrincipals/{other}");
    let jobs = format!("{}/synchronization/jobs", feed.principal);
    let made = feed
        .tenant
        .post(&jobs, json!({"templateId": "AD2AADProvisioning"}))
        .await
        .expect(201);
    feed.job = made["id"].as_str().unwrap().to_owned();
    assert_eq!(
        feed.raw(Some(MEDIA), body()).await.status,
        400,
        "a job that nobody feeds"
    );
    (feed.principal, feed.job) = (principal, job);
    feed.raw(Some(MEDIA), body()).await.expect(202);
}

#[tokio::test]
async fn hostile_bodies_are_refused_or_stored_and_nothing_breaks() {
    let feed = Feed::running(instant("contoso")).await;
    let text = |number: usize| person(&number.to_string()).to_string();
    let around = |data: &str| {
        format!(r#"{{"schemas":["x"],"Operations":[{{"method":"POST","bulkId":"b","path":"/Users","data":{data}}}]}}"#)
    };
    let deep = |depth: usize| {
        let inside = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        around(&format!(
            r#"{{"schemas":["x"],"externalId":"d{depth}","deep":{inside}}}"#
        ))
    };
    let ten_thousand: Vec<String> = (0..10_000)
        .map(|number| {
            format!(
                r#"{{"method":"POST","bulkId":"b","path":"/Users","data":{}}}"#,
                text(number)
            )
        })
        .collect();
    let ten_thousand = format!(
        r#"{{"schemas":["x"],"Operations":[{}]}}"#,
        ten_thousand[..4_000].join(",")
    );
    let surrogate = around(r#"{"schemas":["x"],"externalId":"\ud800","userName":"a"}"#);
    let refused: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{".to_vec(),
        b"\xff\xfe{\x00}\x00".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        vec![0; 1000],
        vec![b'['; 100_000],
        b"{\"a\":".repeat(100_000),
        deep(100_000).into_bytes(),
        ten_thousand.into_bytes(),
        surrogate.into_bytes(),
        around("{\"schemas\":[\"x\"],\"externalId\":\"a\u{1}b\"}").into_bytes(),
        around(r#"{"schemas":["x"],"externalId":1e999}"#).into_bytes(),
        format!("{} {}", bulk(&[person("1")]), bulk(&[person("2")])).into_bytes(),
        around(r#"{"schemas":["x"],"externalId":"a","userName":NaN}"#).into_bytes(),
        b"<html></html>".to_vec(),
    ];
    for body in refused {
        let start = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let answer = feed.raw(Some(MEDIA), body).await;
        assert_eq!(
            (answer.status, answer.message()),
            (400, "Invalid Data Format"),
            "{start}"
        );
    }
    let long = "x".repeat(200_000);
    let stored = [
        deep(60),
        around(r#"{"schemas":["x"],"externalId":"twice","externalId":"last","userName":"a","userName":"b"}"#),
        around(r#"{"schemas":["x"],"externalId":"\u0000\u001b\u202e","userName":"\u0000","displayName":"\r\n"}"#),
        around(&format!(
            r#"{{"schemas":["x"],"externalId":"{long}","userName":"{long}@contoso.com","displayName":"{long}"}}"#
        )),
        around(
            r#"{"schemas":["x"],"externalId":"types","userName":[],"displayName":{"a":{}},"name":"text","active":"maybe","emails":{"value":1},"phoneNumbers":[[],null,1,{"type":7,"value":{}}],"addresses":null,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":[{"manager":[]}],"urn:x":{"a":{"b":{"c":1}}},"":{"":""}}"#,
        ),
        around(
            r#"{"schemas":["x"],"externalId":"numbers","userName":1e308,"displayName":-0.0,"title":123456789012345678901234567890,"active":0}"#,
        ),
        around(r#"{"schemas":["x"],"externalId":"😀","userName":"😀@😀","displayName":"😀","manager":{"value":"😀"}}"#),
    ];
    for body in stored {
        let answer = feed.raw(Some(MEDIA), body.clone()).await;
        assert_eq!(answer.status, 202, "{}", &body[..body.len().min(200)]);
        feed.pass(60);
        feed.tenant.get("/auditLogs/provisioning").await.expect(200);
        feed.tenant.get(&feed.path("")).await.expect(200);
    }
    let huge = around(&format!(
        r#"{{"schemas":["x"],"externalId":"h","title":"{}"}}"#,
        "y".repeat(5 << 20)
    ));
    let request = feed.tenant.request(Method::POST, &feed.path("/bulkUpload"));
    // The refusal may reach the client while it is still writing.
    if let Ok(answer) = request.header("Content-Type", MEDIA).body(huge).send().await {
        assert_eq!(answer.status().as_u16(), 413);
    }
    feed.pass(60);
    assert!(feed.rows(" and sourceIdentity/id eq 'h'").await.is_empty());
    feed.tenant.get("/auditLogs/provisioning").await.expect(200);
}
