//! What people meet when they sign in.

use std::time::Duration;

use graph_client::{TokenErrorKind, TokenRequest};
use identity::{AuthError, Remedy};
use reqwest::Method;
use serde_json::Value;

use crate::support::{DANIEL, SANNE, World, names, token};

fn code(error: &AuthError) -> Option<u32> {
    match error {
        AuthError::Refused { codes, .. } => codes.first().copied(),
        _ => None,
    }
}

#[tokio::test]
async fn a_no_of_the_person_or_the_tenant_comes_back_with_its_code() {
    let world = World::of("contoso/consent-missing");
    let declined = world.refused(&[("account", DANIEL), ("back", "cancel")]).await;
    assert_eq!((code(&declined), declined.remedy()), (Some(65004), Remedy::Declined));
    let missing = world.refused(&[("account", SANNE), ("back", "90094")]).await;
    assert_eq!((code(&missing), missing.remedy()), (Some(90094), Remedy::Consent));
    assert!(
        matches!(&missing, AuthError::Refused { trace_id: Some(_), .. }),
        "{missing:?}"
    );
    world.demand("blocked").await;
    let blocked = world.refused(&[("account", SANNE), ("back", "53003")]).await;
    assert_eq!(
        (code(&blocked), blocked.remedy()),
        (Some(53003), Remedy::ConditionalAccess)
    );
    world.demand("nothing").await;
    let stranger = world
        .refused(&[("address", "ann@elsewhere.example"), ("back", "50020")])
        .await;
    assert_eq!(
        (code(&stranger), stranger.remedy()),
        (Some(50020), Remedy::AccountOrTenant)
    );
}

#[tokio::test]
async fn more_factors_are_asked_silently_in_vain_and_then_given() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    for (demand, number) in [("mfa", "AADSTS50076"), ("mfa-registration", "AADSTS50079")] {
        world.demand(demand).await;
        let renew = TokenRequest {
            renew: true,
            claims: None,
        };
        let error = signed_in.tokens().token(renew).await.unwrap_err();
        assert_eq!(error.code, TokenErrorKind::InteractionRequired);
        assert!(error.message.contains(number) && error.trace_id.is_some(), "{error}");
        assert!(error.claims.unwrap().contains("capolids"));
    }
    world.demand("mfa").await;
    let presses = [("account", SANNE), ("factors", "approved")];
    let newer = world
        .client()
        .sign_in_by_browser(&world.wanted(), world.somebody(&presses))
        .await
        .unwrap();
    signed_in.take_over(newer).await.unwrap();
    let token = token(&signed_in.tokens(), true).await;
    assert_eq!(world.graph(&token, "organization").await, 200);
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_as_such() {
    let world = World::of("contoso");
    world.simulator.advance(Duration::from_secs(600));
    let off = world.refused(&[("account", SANNE), ("consent", "yes")]).await;
    assert!(
        matches!(
            off,
            AuthError::ClockOff {
                seconds_ahead: -605..=-595
            }
        ),
        "{off:?}"
    );
    assert_eq!(off.remedy(), Remedy::Clock);
}

#[tokio::test]
async fn an_old_refresh_token_is_forgotten_and_a_consent_withdrawn_is_not_the_end() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    world.control(Method::DELETE, "sign-in/consents", Value::Null).await;
    let consent = signed_in.add(&[]).await.unwrap_err();
    assert_eq!((code(&consent), consent.remedy()), (Some(65001), Remedy::Consent));

    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    world.simulator.advance(Duration::from_secs(91 * 24 * 3600));
    let old = signed_in.add(&names(&[])).await.unwrap_err();
    assert_eq!((code(&old), old.remedy()), (Some(700_082), Remedy::SignInAgain));
    let resumed = world.client().resume(signed_in.key(), &[]).await.unwrap();
    assert!(resumed.is_none());
}

#[tokio::test]
async fn pages_in_place_of_answers_and_broken_ones_are_told_without_what_was_in_them() {
    for (fault, expected) in [
        ("POST /organizations/oauth2/v2.0/token=html:502", true),
        ("POST /organizations/oauth2/v2.0/token=503", false),
    ] {
        let world = World::of("contoso");
        world.simulator.add_fault(fault.parse().unwrap());
        let error = world.refused(&[("account", SANNE), ("consent", "yes")]).await;
        assert!(
            matches!(error, AuthError::NotASignInService { html, .. } if html == expected),
            "{error:?}"
        );
        assert_eq!(error.remedy(), Remedy::Network);
    }
    for fault in ["truncate", "reset"] {
        let world = World::of("contoso");
        world.simulator.add_fault(
            format!("POST /organizations/oauth2/v2.0/token={fault}")
                .parse()
                .unwrap(),
        );
        let error = world.refused(&[("account", SANNE), ("consent", "yes")]).await;
        assert!(matches!(error, AuthError::Unreachable { .. }), "{error:?}");
    }
}
