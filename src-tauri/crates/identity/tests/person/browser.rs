//! By browser.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use identity::{Account, AuthError, BrowserSignIn, PublicClient, Remedy};
use uuid::{Uuid, uuid};

use crate::support::{DANIEL, SANNE, V4, World, arrive, names, parameter, reading, sent_back, token, waiting};

#[tokio::test]
async fn a_person_signs_in_and_graph_takes_the_token() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let Account {
        name,
        address,
        tenant,
        roles,
        ..
    } = signed_in.account();
    assert_eq!((name.as_str(), address.as_str()), ("Sanne de Vries", SANNE));
    assert_eq!(*tenant, world.simulator.connection().tenant);
    assert_eq!(*roles, Some(vec![uuid!("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2")]));
    assert_eq!(signed_in.scopes(), reading());
    assert_eq!(
        signed_in.lacks(&names(&["Organization.Read.All", "Domain.Read.All"])),
        ["Domain.Read.All"]
    );
    assert_eq!(signed_in.remembered(), Ok(()));
    let token = token(&signed_in.tokens(), false).await;
    assert_eq!(world.graph(&token, "organization").await, 200);
    assert_eq!(world.graph(&token, "auditLogs/provisioning").await, 403);
}

#[tokio::test]
async fn the_request_says_what_it_must() {
    let world = World::of("contoso");
    let (waiting, authorize) = waiting(&world).await;
    assert!(authorize.as_str().starts_with(&format!(
        "{}/organizations/oauth2/v2.0/authorize?",
        world.simulator.connection().login
    )));
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "query"),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
        ("login_hint", ""),
    ] {
        assert_eq!(parameter(&authorize, name), value, "{name}");
    }
    assert!(parameter(&authorize, "redirect_uri").starts_with("http://localhost:"));
    assert_eq!(parameter(&authorize, "code_challenge").len(), 43);
    for name in ["state", "nonce"] {
        assert_eq!(parameter(&authorize, name).len(), 22, "{name}");
    }
    waiting.abort();
}

#[tokio::test]
async fn the_browser_may_come_by_either_family_and_leaves_no_code_behind() {
    for family in [V4, IpAddr::V6(Ipv6Addr::LOCALHOST)] {
        let world = World::of("contoso");
        let (waiting, authorize) = waiting(&world).await;
        let agent = world.agent(&[("account", SANNE), ("consent", "yes")]);
        let back = sent_back(&agent, &authorize).await;
        let (first, last) = arrive(&back, family).await;
        assert_eq!((first.status, last.status), (303, 200), "{first:?} {last:?}");
        assert!(first.text.contains("\r\nLocation: /done\r\n"));
        for seen in [&first.text, &last.text] {
            assert!(!seen.contains(&parameter(&back, "code")) && !seen.contains(&parameter(&back, "state")));
            for header in [
                "Cache-Control: no-store",
                "Referrer-Policy: no-referrer",
                "default-src 'none'",
            ] {
                assert!(seen.contains(header), "{header}");
            }
        }
        waiting.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn more_is_asked_later_silently_or_by_the_same_person() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let before = token(&signed_in.tokens(), false).await;
    let writing = names(&["Synchronization.ReadWrite.All"]);
    let refused = signed_in.add(&writing).await.unwrap_err();
    assert_eq!(refused.remedy(), Remedy::Consent);
    assert_eq!(token(&signed_in.tokens(), false).await, before);

    let more = BrowserSignIn {
        permissions: writing.clone(),
        login_hint: Some(SANNE.to_owned()),
        same_account: true,
        ..BrowserSignIn::default()
    };
    // Nobody chooses an account: the page asks for consent at once.
    let newer = signed_in
        .client()
        .sign_in_by_browser(&more, world.somebody(&[("consent", "yes")]))
        .await
        .unwrap();
    let tokens = signed_in.tokens();
    signed_in.take_over(newer).await.unwrap();
    assert_eq!(signed_in.lacks(&writing), [""; 0]);
    assert_ne!(token(&tokens, false).await, before);

    // What somebody consented to needs nobody.
    let other = world.sign_in(SANNE).await;
    other.add(&writing).await.unwrap();
    assert_eq!(other.lacks(&writing), [""; 0]);
}

#[tokio::test]
async fn another_person_takes_nothing_over() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let stranger = world.sign_in(DANIEL).await;
    assert_eq!(
        signed_in.take_over(stranger.clone()).await,
        Err(AuthError::AnotherAccount)
    );
    assert_eq!(signed_in.account().address, SANNE);
    assert!(stranger.tokens().token(Default::default()).await.is_err());
}

#[tokio::test]
async fn one_sign_in_waits_at_a_time_and_not_for_ever() {
    let world = World::of("contoso");
    let (client, wanted) = (world.client(), world.wanted());
    let again = client.clone();
    let late = client
        .sign_in_by_browser_within(Duration::from_millis(200), &wanted, |_| {
            let twice = futures::executor::block_on(again.sign_in_by_browser(&wanted, |_| panic!("no second page")));
            assert_eq!(twice.unwrap_err(), AuthError::UnderWay);
        })
        .await;
    assert_eq!(late.unwrap_err(), AuthError::TimedOut);
    let presses = [("account", SANNE), ("consent", "yes")];
    client
        .sign_in_by_browser(&wanted, world.somebody(&presses))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_tenant_that_was_asked_for_is_the_one_that_answers() {
    let world = World::of("contoso");
    let pinned = |tenant: Uuid| world.client().of_tenant(tenant);
    let presses = [("account", SANNE), ("consent", "yes")];
    let own = pinned(world.simulator.connection().tenant);
    own.sign_in_by_browser(&world.wanted(), world.somebody(&presses))
        .await
        .unwrap();

    let elsewhere = pinned(Uuid::from_u128(7))
        .begin_device_code(&reading())
        .await
        .unwrap_err();
    assert_eq!(elsewhere.remedy(), Remedy::AccountOrTenant);
    assert!(matches!(elsewhere, AuthError::Refused { codes, .. } if codes == [90_002]));
}

#[tokio::test]
async fn the_command_line_tools_are_known_and_others_are_not() {
    let world = World::of("contoso");
    let client = |id| PublicClient::new(&world.cloud(), None, id, world.kept.clone()).unwrap();
    let presses = [("account", SANNE), ("consent", "yes")];
    let tools = client(PublicClient::COMMAND_LINE_TOOLS);
    let signed_in = tools
        .sign_in_by_browser(&world.wanted(), world.somebody(&presses))
        .await
        .unwrap();
    assert!(
        signed_in
            .key()
            .to_string()
            .ends_with("/14d82eec-204b-4c2f-b7e8-296a70dab67e")
    );
    let unknown = client(Uuid::from_u128(7))
        .begin_device_code(&reading())
        .await
        .unwrap_err();
    assert_eq!(unknown.remedy(), Remedy::Registration);
}

#[test]
fn the_link_for_an_administrator_brings_nothing_back() {
    let cloud = graph_client::Cloud::usgov();
    let kept = std::sync::Arc::new(crate::in_memory::InMemory::default());
    let client = PublicClient::new(&cloud, None, Uuid::from_u128(7), kept).unwrap();
    let link = client
        .of_tenant(Uuid::from_u128(1))
        .admin_consent_link(&names(&["Domain.Read.All", "User.Read"]));
    assert_eq!(
        link.as_str(),
        "https://login.microsoftonline.us/00000000-0000-0000-0000-000000000001/v2.0/adminconsent?client_id=00000000-0000-0000-0000-000000000007&scope=https%3A%2F%2Fgraph.microsoft.us%2FDomain.Read.All+https%3A%2F%2Fgraph.microsoft.us%2FUser.Read&redirect_uri=http%3A%2F%2Flocalhost"
    );
}
