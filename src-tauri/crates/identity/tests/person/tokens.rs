//! Tokens of somebody who has signed in: renewed, revoked, remembered, forgotten.

use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{TokenErrorKind, TokenRequest};
use identity::{AccountKey, AuthError, KeepError, PublicClient, RefreshTokens, Remedy};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::support::{SANNE, World, reading, token};

#[tokio::test]
async fn a_token_is_kept_until_refused_and_the_newest_refresh_token_counts() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let tokens = signed_in.tokens();
    let first = token(&tokens, false).await;
    assert_eq!(token(&tokens, false).await, first);
    world.demand("rotated-refused").await;
    let kept = world.kept.load(signed_in.key()).await.unwrap().unwrap();
    for _ in 0..3 {
        let renewed = token(&tokens, true).await;
        assert_ne!(renewed, first);
    }
    let newer = world.kept.load(signed_in.key()).await.unwrap().unwrap();
    assert_ne!(kept.expose_secret(), newer.expose_secret());
}

#[tokio::test]
async fn those_who_ask_together_refresh_once() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let tokens = signed_in.tokens();
    let asked = futures::future::join_all((0..8).map(|_| token(&tokens, true))).await;
    assert!(asked.iter().all(|token| *token == asked[0]));
}

#[tokio::test]
async fn a_challenge_is_answered_silently_once_and_then_by_a_person() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let first = token(&signed_in.tokens(), false).await;
    let claims = Some(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#.to_owned());
    let challenge = TokenRequest { renew: false, claims };
    let second = signed_in.tokens().token(challenge.clone()).await.unwrap();
    assert_ne!(second.secret.expose_secret(), first);
    assert_eq!(second.tenant, Some(signed_in.account().tenant.to_string()));

    world.control(Method::POST, "sign-in/revoke", Value::Null).await;
    assert_eq!(world.graph(second.secret.expose_secret(), "organization").await, 401);
    let error = signed_in.tokens().token(challenge.clone()).await.unwrap_err();
    assert_eq!(
        (error.code, error.claims),
        (TokenErrorKind::InteractionRequired, challenge.claims)
    );
}

#[tokio::test]
async fn a_sign_in_that_was_revoked_goes_on_when_the_person_comes_back() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let tokens = signed_in.tokens();
    world.control(Method::POST, "sign-in/revoke", Value::Null).await;
    let renew = TokenRequest {
        renew: true,
        claims: None,
    };
    assert_eq!(
        tokens.token(renew.clone()).await.unwrap_err().code,
        TokenErrorKind::InteractionRequired
    );
    assert!(world.kept.load(signed_in.key()).await.unwrap().is_none());
    let newer = world.sign_in_again(SANNE).await;
    signed_in.take_over(newer).await.unwrap();
    let token = token(&tokens, false).await;
    assert_eq!(world.graph(&token, "organization").await, 200);
    tokens.token(renew).await.unwrap();
}

#[tokio::test]
async fn the_next_start_finds_the_account_and_a_sign_out_leaves_nothing() {
    let world = World::of("contoso");
    let key = world.sign_in(SANNE).await.key().clone();
    let resumed = world.client().resume(&key, &reading()).await.unwrap().unwrap();
    assert_eq!((resumed.account().address.as_str(), resumed.key()), (SANNE, &key));
    assert_eq!(resumed.scopes(), reading());

    let tokens = resumed.tokens();
    resumed.sign_out().await.unwrap();
    assert!(world.kept.load(&key).await.unwrap().is_none());
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.code, TokenErrorKind::InteractionRequired);
    assert!(world.client().resume(&key, &reading()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_refresh_under_way_does_not_outlive_the_sign_out() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let tokens = signed_in.tokens();
    let renew = TokenRequest {
        renew: true,
        claims: None,
    };
    let (_, signed_out) = tokio::join!(tokens.token(renew), signed_in.sign_out());
    signed_out.unwrap();
    assert!(world.kept.load(signed_in.key()).await.unwrap().is_none());
}

/// A keychain that a person must unlock first.
#[derive(Debug)]
struct Locked;

impl RefreshTokens for Locked {
    fn load<'a>(&'a self, _: &'a AccountKey) -> BoxFuture<'a, Result<Option<SecretString>, KeepError>> {
        async { Err(KeepError::Locked) }.boxed()
    }

    fn save<'a>(&'a self, _: &'a AccountKey, _: SecretString) -> BoxFuture<'a, Result<(), KeepError>> {
        async { Err(KeepError::Locked) }.boxed()
    }

    fn forget<'a>(&'a self, _: &'a AccountKey) -> BoxFuture<'a, Result<(), KeepError>> {
        async { Err(KeepError::Locked) }.boxed()
    }
}

#[tokio::test]
async fn a_locked_keychain_is_no_sign_out() {
    let world = World::of("contoso");
    let id = world.simulator.connection().client_id;
    let client = PublicClient::new(&world.cloud(), None, id, Arc::new(Locked)).unwrap();
    let presses = [("account", SANNE), ("consent", "yes")];
    let signed_in = client
        .sign_in_by_browser(&world.wanted(), world.somebody(&presses))
        .await
        .unwrap();
    assert_eq!(signed_in.remembered(), Err(KeepError::Locked));
    token(&signed_in.tokens(), false).await;
    let locked = client.resume(signed_in.key(), &[]).await.unwrap_err();
    assert_eq!(
        (&locked, locked.remedy()),
        (&AuthError::Keychain(KeepError::Locked), Remedy::Keychain)
    );
    assert_eq!(signed_in.sign_out().await, Err(KeepError::Locked));
    assert!(signed_in.tokens().token(TokenRequest::default()).await.is_err());
}

#[tokio::test]
async fn without_a_keychain_the_sign_in_lasts_as_long_as_the_program() {
    let world = World::of("contoso");
    let id = world.simulator.connection().client_id;
    let store = Arc::new(identity::TokenStore::in_memory());
    let client = PublicClient::new(&world.cloud(), None, id, store).unwrap();
    let presses = [("account", SANNE), ("consent", "yes")];
    let signed_in = client
        .sign_in_by_browser(&world.wanted(), world.somebody(&presses))
        .await
        .unwrap();
    assert!(matches!(signed_in.remembered(), Err(KeepError::Unavailable { .. })));
    let first = token(&signed_in.tokens(), false).await;
    assert_ne!(token(&signed_in.tokens(), true).await, first);
    assert!(client.resume(signed_in.key(), &reading()).await.unwrap().is_some());
}
