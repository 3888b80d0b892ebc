//! By device code.

use identity::{AuthError, DeviceCode, Remedy, SignIn};

use crate::support::{SANNE, World, reading, token};

async fn begun(world: &World) -> DeviceCode {
    world.client().begin_device_code(&reading()).await.unwrap()
}

/// Somebody types the code elsewhere and presses these buttons, while the application waits.
async fn elsewhere(world: &World, code: DeviceCode, presses: &[(&str, &str)]) -> Result<SignIn, AuthError> {
    let agent = world.agent(presses);
    let (page, typed) = (code.page().clone(), code.user_code().to_owned());
    let (signed_in, ()) = tokio::join!(code.wait(), agent.type_code(page.as_str(), &typed));
    signed_in
}

#[tokio::test]
async fn somebody_types_the_code_and_the_application_is_signed_in() {
    let world = World::of("contoso");
    let code = begun(&world).await;
    assert!(code.expires() > jiff::Timestamp::now());
    let signed_in = elsewhere(&world, code, &[("account", SANNE), ("consent", "yes")])
        .await
        .unwrap();
    assert_eq!(signed_in.account().address, SANNE);
    assert_eq!(signed_in.scopes(), reading());
    let token = token(&signed_in.tokens(), true).await;
    assert_eq!(world.graph(&token, "organization").await, 200);
}

#[tokio::test]
async fn a_no_elsewhere_and_a_policy_end_the_wait() {
    let world = World::of("contoso");
    let code = begun(&world).await;
    let declined = elsewhere(&world, code, &[("account", SANNE), ("back", "cancel")])
        .await
        .unwrap_err();
    assert_eq!(declined.remedy(), Remedy::Declined);

    world.demand("no-device-code").await;
    let code = begun(&world).await;
    let blocked = elsewhere(&world, code, &[("account", SANNE)]).await.unwrap_err();
    assert!(
        matches!(&blocked, AuthError::Refused { codes, .. } if *codes == [53003]),
        "{blocked:?}"
    );
    // The browser may pass.
    world.sign_in(SANNE).await;
}

#[tokio::test]
async fn a_code_that_is_over_is_told_as_such_and_a_dropped_wait_frees_the_way() {
    let world = World::of("contoso");
    let client = world.client();
    let code = client.begin_device_code(&reading()).await.unwrap();
    let waits = tokio::spawn(code.wait());
    waits.abort();
    assert!(waits.await.unwrap_err().is_cancelled());
    let code = client.begin_device_code(&reading()).await.unwrap();
    world.simulator.advance(std::time::Duration::from_secs(901));
    let over = code.wait().await.unwrap_err();
    assert!(
        matches!(&over, AuthError::Refused { error, .. } if error == "expired_token"),
        "{over:?}"
    );
    assert_eq!(over.remedy(), Remedy::DeviceCode);
}
