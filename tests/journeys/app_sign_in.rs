//! An application signs in by itself, whatever the environment says besides.

use std::net::TcpListener;
use std::process::Command;

use journey_tests::causewayctl::UnderWay;
use reqwest::Method;
use serde_json::json;

use crate::sign_in::CONSENTS;
use crate::sign_in_world::{APPLY, CERTIFICATE, PLAN, World, ended};

#[tokio::test]
async fn an_application_signs_in_with_its_certificate() {
    let world = World::of("contoso").await;
    world.trusts_the_certificate().await;
    let file = world.file("app.pem", CERTIFICATE.as_bytes());
    ended(world.certificate(&file, APPLY)).expect(0);
    world.is_set_up().await;
    // Of both, other tools for Azure take the secret; saying so takes the certificate.
    let both = |more: &[&str]| {
        let mut command = world.certificate(&file, &[PLAN, more].concat());
        command.env("AZURE_CLIENT_SECRET", "sentinel-of-a-wrong-secret");
        ended(command)
    };
    both(&[]).expect(4);
    both(&["--auth", "client-certificate"]).expect(0);
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_told_and_nothing_is_sent() {
    let world = World::of("contoso").await;
    world.tenant.control(Method::DELETE, "requests", None).await;
    let (certificate, key) = CERTIFICATE.split_at(CERTIFICATE.find("-----BEGIN PRIVATE").unwrap());
    let encrypted = CERTIFICATE.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    for (name, content, said) in [
        ("key.pem", key.as_bytes(), "holds no certificate in PEM form"),
        ("certificate.pem", certificate.as_bytes(), "without its private key"),
        ("encrypted.pem", encrypted.as_bytes(), "has a password"),
        ("app.pfx", &[0x30, 0x82, 0x0a, 0xff], "holds no certificate in PEM form"),
    ] {
        let refused = ended(world.certificate(&world.file(name, content), APPLY));
        refused.expect(4);
        refused.says(said);
    }
    let gone = ended(world.certificate(&world.place.path().join("none.pem"), APPLY));
    gone.expect(4);
    gone.says("could not be read");
    assert_eq!(world.requests().await, json!([]));
    // A good certificate that the tenant does not know.
    let stranger = ended(world.certificate(&world.file("app.pem", CERTIFICATE.as_bytes()), APPLY));
    stranger.expect(4);
    stranger.says("The app's secret or certificate is not accepted");
    stranger.says("AADSTS700027");
    world.is_untouched().await;
}

#[tokio::test]
async fn an_application_signs_in_with_its_secret_until_that_is_over() {
    let world = World::of("contoso").await;
    world.place.apply(&world.tenant).expect(0);
    world.is_set_up().await;
    world.demands("secret-expired").await;
    let over = world.place.plan(&world.tenant);
    over.expect(4);
    over.says("The app's secret or certificate is not accepted");
    over.says("AADSTS7000222");
}

/// Variables that lead other programs to another sign-in service, or everything through a stranger, lead nowhere.
#[tokio::test]
async fn a_poisoned_environment_leads_nobody_elsewhere() {
    let elsewhere = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let address = format!("http://{}", elsewhere.local_addr().unwrap());
    let poisoned = |mut command: Command| {
        for name in [
            "AZURE_AUTHORITY_HOST",
            "AZURE_REGIONAL_AUTHORITY_NAME",
            "AZURE_POD_IDENTITY_AUTHORITY_HOST",
            "IDENTITY_ENDPOINT",
            "MSI_ENDPOINT",
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "ALL_PROXY",
            "all_proxy",
            "SSL_CERT_FILE",
        ] {
            command.env(name, &address);
        }
        // With an exception for this computer the test could not fail.
        command.env_remove("NO_PROXY").env_remove("no_proxy");
        command
    };
    let world = World::of("contoso").await;
    world.trusts_the_certificate().await;
    let file = world.file("app.pem", CERTIFICATE.as_bytes());
    ended(poisoned(world.certificate(&file, PLAN))).expect(0);
    ended(poisoned(world.place.command(&world.tenant, PLAN))).expect(0);
    let mut by_code = UnderWay::begin(poisoned(world.person("device-code", APPLY)));
    by_code.by_code(&world.somebody(CONSENTS)).await;
    by_code.by_code(&world.somebody(CONSENTS)).await;
    by_code.end().expect(0);
    world.is_set_up().await;
    let connection = elsewhere.accept();
    let nobody = matches!(&connection, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock);
    assert!(nobody, "somebody came: {connection:?}");
}
