//! What reaches the listener besides the answer it waits for.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use identity::AuthError;
use tokio::net::{TcpListener, TcpStream};

use crate::support::{SANNE, STUCK, V4, World, arrive, ask, parameter, port, send, sent_back, waiting};

#[tokio::test]
async fn what_is_not_the_answer_is_refused_and_ends_nothing() {
    let world = World::of("contoso");
    let (mut waiting, authorize) = waiting(&world).await;
    let (port, state) = (port(&authorize), parameter(&authorize, "state"));
    let own = format!("localhost:{port}");
    let rebound = format!("evil.example:{port}");
    let wrong_state = format!("/?code=stolen&state={}x", &state[..21]);
    let good_state = format!("/?code=stolen&state={state}");
    for (host, target, status) in [
        (own.as_str(), wrong_state.as_str(), 400),
        (&own, "/?code=stolen&state=", 400),
        (&own, "/?code=stolen", 400),
        (&own, "/?state=", 400),
        (&own, &format!("/?state={state}"), 400),
        (&own, &format!("/?code=a&error=b&state={state}"), 400),
        (&own, "/", 400),
        (&own, "/favicon.ico", 404),
        (&own, "/done", 404),
        (&own, &format!("/other?code=stolen&state={state}"), 404),
        (&rebound, &good_state, 421),
        ("localhost", &good_state, 421),
        ("127.0.0.1:1", &good_state, 421),
        (&own, "http://localhost/", 400),
    ] {
        for family in [V4, IpAddr::V6(Ipv6Addr::LOCALHOST)] {
            let seen = ask(family, port, host, target).await;
            assert_eq!(seen.status, status, "{host} {target}");
            assert!(!seen.text.contains("stolen") && !seen.text.contains(&state));
        }
    }
    let post = format!("POST {good_state} HTTP/1.1\r\nHost: {own}\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(send(V4, port, post.as_bytes()).await.status, 405);
    let large = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &vec![b'a'; 1024 * 1024]].concat();
    let seen = send(V4, port, &large).await;
    assert!([0, 431].contains(&seen.status), "{seen:?}");
    assert!(futures::poll!(&mut waiting).is_pending());

    let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
    let back = sent_back(&agent, &authorize).await;
    arrive(&back, V4).await;
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn an_answer_is_taken_once() {
    let world = World::of("contoso");
    let (waiting, authorize) = waiting(&world).await;
    let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
    let back = sent_back(&agent, &authorize).await;
    let port = back.port().unwrap();
    let target = format!("/?{}", back.query().unwrap());
    let host = format!("localhost:{port}");
    assert_eq!(ask(V4, port, &host, &target).await.status, 303);
    assert_eq!(ask(V4, port, &host, &target).await.status, 400);
    let second = format!("/?code=another&state={}", parameter(&back, "state"));
    assert_eq!(ask(V4, port, &host, &second).await.status, 400);
    assert_eq!(ask(V4, port, &host, "/done").await.status, 200);
    waiting.await.unwrap().unwrap();
}

/// Somebody slips in a code that they were given for a request of their own, with the state of ours.
#[tokio::test]
async fn a_code_of_another_request_is_worth_nothing() {
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (changed, value) in [("code_challenge", challenge), ("nonce", "another")] {
        let world = World::of("contoso");
        let (waiting, authorize) = waiting(&world).await;
        let pairs: Vec<(String, String)> = authorize.query_pairs().into_owned().collect();
        let mut foreign = authorize.clone();
        foreign
            .query_pairs_mut()
            .clear()
            .extend_pairs(pairs.iter().map(|(name, own)| {
                let value = if name == changed { value } else { own };
                (name, value)
            }));
        let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
        let back = sent_back(&agent, &foreign).await;
        arrive(&back, V4).await;
        let error = waiting.await.unwrap().unwrap_err();
        match changed {
            "nonce" => assert!(matches!(error, AuthError::WrongAnswer { .. }), "{error:?}"),
            _ => assert!(
                matches!(&error, AuthError::Refused { codes, .. } if *codes == [501_481]),
                "{error:?}"
            ),
        }
    }
}

#[tokio::test]
async fn slow_clients_keep_nobody_out_for_long() {
    let world = World::of("contoso");
    let (waiting, authorize) = waiting(&world).await;
    let mut slow = Vec::new();
    for _ in 0..16 {
        slow.push(TcpStream::connect((V4, port(&authorize))).await.unwrap());
    }
    let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
    let back = sent_back(&agent, &authorize).await;
    let (first, _) = tokio::time::timeout(STUCK, arrive(&back, V4)).await.unwrap();
    assert_eq!(first.status, 303);
    waiting.await.unwrap().unwrap();
}

/// A program of somebody else opens connections without end; what it holds makes room.
#[tokio::test]
async fn a_listener_that_is_refilled_without_end_lets_the_browser_in_on_either_family() {
    for family in [V4, IpAddr::V6(Ipv6Addr::LOCALHOST)] {
        let world = World::of("contoso");
        let (waiting, authorize) = waiting(&world).await;
        let port = port(&authorize);
        let refilling = tokio::spawn(async move {
            let mut held = std::collections::VecDeque::new();
            loop {
                held.extend(TcpStream::connect((family, port)).await);
                if held.len() > 64 {
                    held.pop_front();
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        let mut first = TcpStream::connect((family, port)).await.unwrap();
        // The first is shut out by those that come after it.
        let mut rest = Vec::new();
        let shut = tokio::time::timeout(STUCK, tokio::io::AsyncReadExt::read_to_end(&mut first, &mut rest));
        let _ = shut.await.unwrap(); // an end or a reset
        let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
        let back = sent_back(&agent, &authorize).await;
        let (first, _) = tokio::time::timeout(STUCK, arrive(&back, family)).await.unwrap();
        assert_eq!(first.status, 303);
        waiting.await.unwrap().unwrap();
        refilling.abort();
    }
}

/// Every program that was ever at `localhost` leaves cookies there, and the browser sends them all.
#[tokio::test]
async fn cookies_of_other_programs_are_read_and_too_many_are_told_on_both_sides() {
    for (cookies, status) in [(17_000, 303), (200_000, 431)] {
        let world = World::of("contoso");
        let (waiting, authorize) = waiting(&world).await;
        let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
        let back = sent_back(&agent, &authorize).await;
        let port = back.port().unwrap();
        let request = |query: &str| {
            let cookies = "c".repeat(cookies);
            format!("GET /?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookies}\r\n\r\n")
        };
        if status == 431 {
            // One that is not the answer ends nothing.
            let other = send(V4, port, request("code=stolen&state=x").as_bytes()).await;
            assert_eq!(other.status, 431);
        }
        let seen = send(V4, port, request(back.query().unwrap()).as_bytes()).await;
        assert_eq!(seen.status, status, "{seen:?}");
        match waiting.await.unwrap() {
            Ok(_) => assert_eq!(status, 303),
            Err(error) => {
                assert_eq!(error, AuthError::TooLarge);
                assert!(seen.text.contains("Delete the cookies of localhost"), "{seen:?}");
            }
        }
    }
}

#[tokio::test]
async fn both_ports_are_free_again_when_nobody_waits_any_more() {
    let world = World::of("contoso");
    let (waiting, authorize) = waiting(&world).await;
    let port = port(&authorize);
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    for family in [V4, IpAddr::V6(Ipv6Addr::LOCALHOST)] {
        let free = async {
            while TcpListener::bind((family, port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(STUCK, free).await.unwrap();
    }
}
