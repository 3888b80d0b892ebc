//! Other users of the computer, who find the port.

use std::time::Duration;

use graph_simulator::{Limits, Options};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{Tenant, instant};
use crate::person::{Page, READ};

const SANNE: &str = "sanne.devries@contoso.com";

async fn connect(tenant: &Tenant) -> TcpStream {
    let place = tenant.simulator.connection().graph.trim_start_matches("http://");
    TcpStream::connect(place).await.unwrap()
}

/// Everything the simulator sends until it closes the connection.
async fn to_the_end(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // It may be reset instead of closed: what was sent is still on its way here.
    let _ = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn without_the_ticket_no_page_shows_who_can_sign_in() {
    let tenant = Tenant::fresh().await;
    let connection = tenant.simulator.connection();
    let device = [("client_id", "14d82eec-204b-4c2f-b7e8-296a70dab67e"), ("scope", READ)];
    let url = format!("{}/organizations/oauth2/v2.0/devicecode", connection.login);
    let begun = tenant
        .http
        .post(url)
        .form(&device)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!begun.contains(&connection.ticket), "{begun}");

    for wrong in ["", "x", &connection.ticket[1..]] {
        let page = tenant.authorize("organizations", &[("ticket", wrong)]).await;
        assert_eq!((page.status, &page.location), (403, &None));
        assert!(
            page.html.contains("Which ticket?") && !page.html.contains(SANNE),
            "{}",
            page.html
        );
        // What was asked for is kept for when the ticket is typed.
        assert!(
            page.html.contains("name=\"state\" value=\"the state &amp; more\""),
            "{}",
            page.html
        );
        for (method, path) in [
            (Method::GET, "common/oauth2/deviceauth"),
            (Method::POST, "common/oauth2/deviceauth"),
            (Method::GET, "organizations/v2.0/adminconsent"),
        ] {
            let url = format!("{}/{path}?ticket={wrong}", connection.login);
            let page = Page::of(tenant.browser().request(method, url).send().await.unwrap()).await;
            assert!(page.status == 403 && page.html.contains("Which ticket?"), "{path}");
        }
    }
    assert_eq!(tenant.authorize("organizations", &[]).await.status, 200);
}

#[tokio::test]
async fn a_page_that_was_left_open_for_long_leads_nowhere() {
    let tenant = Tenant::fresh().await;
    let page = tenant.authorize("organizations", &[]).await;
    tenant.simulator.advance(Duration::from_secs(899));
    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("Permissions requested"), "{}", page.html);
    tenant.simulator.advance(Duration::from_secs(1));
    let late = tenant.press(&page, "consent", "yes").await;
    assert_eq!((late.status, late.location), (400, None));
}

#[tokio::test]
async fn of_a_hundred_pages_the_oldest_is_forgotten() {
    let tenant = Tenant::fresh().await;
    let first = tenant.authorize("organizations", &[]).await;
    let second = tenant.authorize("organizations", &[]).await;
    for _ in 0..99 {
        assert_eq!(tenant.authorize("organizations", &[]).await.status, 200);
    }
    assert_eq!(tenant.press(&first, "account", SANNE).await.status, 400);
    assert_eq!(tenant.press(&second, "account", SANNE).await.status, 200);
}

#[tokio::test]
async fn a_query_or_a_head_without_end_is_refused() {
    let tenant = Tenant::fresh().await;
    let long = format!("/organization?$filter={}", "x".repeat(9000));
    assert_eq!(tenant.get(&long).await.status, 414);
    tenant.get("/organization").await.expect(200);

    let mut stream = connect(&tenant).await;
    let head = format!("GET / HTTP/1.1\r\nCookie: {}\r\n\r\n", "x".repeat(128 * 1024));
    let _ = stream.write_all(head.as_bytes()).await; // refused before it is all there
    let answer = to_the_end(stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn who_does_not_go_on_with_a_request_is_cut_off_and_makes_room() {
    let tenant = Tenant::start(Options {
        limits: Limits {
            connections: 4,
            head: Duration::from_millis(300),
            body: Duration::from_millis(300),
        },
        ..instant("contoso")
    })
    .await;
    let host = tenant
        .simulator
        .connection()
        .graph
        .trim_start_matches("http://")
        .to_owned();
    let beginnings = [
        "GET /v1.0/organ".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX-"),
        format!("POST /common/login HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nctx="),
    ];
    let mut half_sent = Vec::new();
    for number in 0..12 {
        let mut stream = connect(&tenant).await;
        stream.write_all(beginnings[number % 3].as_bytes()).await.unwrap();
        half_sent.push(stream);
    }
    // There is room for four: this one is served when the others were cut off.
    tenant.get("/organization").await.expect(200);
    for stream in half_sent {
        let answer = to_the_end(stream).await;
        assert!(!answer.contains(" 200 "), "{answer}");
    }
}

#[tokio::test]
async fn a_body_is_not_read_of_a_foreign_page_and_hardly_of_a_stranger() {
    let tenant = Tenant::fresh().await;
    let own = tenant
        .simulator
        .connection()
        .graph
        .trim_start_matches("http://")
        .to_owned();
    let heads = [
        ("Host: evil.example".to_owned(), 421),
        (format!("Host: {own}\r\nOrigin: https://evil.example"), 403),
    ];
    for (headers, status) in heads {
        let mut stream = connect(&tenant).await;
        // Four million bytes are announced and none is sent: the refusal comes all the same.
        let head = format!("POST /common/login HTTP/1.1\r\n{headers}\r\nContent-Length: 4000000\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = to_the_end(stream).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    let big = json!({"notes": "x".repeat(100 * 1024)});
    let id = tenant.configuration("corp.contoso.com").await;
    let url = tenant.url(&format!("/servicePrincipals/{id}"));
    let of_a_stranger = tenant.http.patch(&url).bearer_auth("x").json(&big).send().await;
    // The refusal may reach the client while it is still writing.
    if let Ok(answer) = of_a_stranger {
        assert_eq!(answer.status().as_u16(), 413);
    }
    tenant.patch(&format!("/servicePrincipals/{id}"), big).await.expect(204);
}
