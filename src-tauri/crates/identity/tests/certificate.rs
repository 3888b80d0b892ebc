//! App-only sign-in with a certificate.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use graph_client::{Cloud, TokenErrorKind, TokenRequest};
use graph_simulator::{Options, Simulator, Timing};
use identity::{AppOnly, ClientCertificate};
use serde_json::json;

/// A key and what stands for its certificate: the program looks for the key in it and reads nothing else.
struct Made {
    pem: String,
    thumbprint: String,
    public: String,
}

fn block(name: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {name}-----\n{}\n-----END {name}-----\n",
        STANDARD.encode(der)
    )
}

fn made() -> Made {
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let private: Pkcs8V1Der<'_> = key.as_der().unwrap();
    let public = key.public_key().as_der().unwrap();
    let certificate = [b"before".as_slice(), public.as_ref(), b"after"].concat();
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &certificate);
    Made {
        pem: block("CERTIFICATE", &certificate) + &block("PRIVATE KEY", private.as_ref()),
        thumbprint: URL_SAFE_NO_PAD.encode(digest),
        public: STANDARD.encode(public.as_ref()),
    }
}

#[tokio::test]
async fn a_registered_certificate_signs_in_and_another_does_not() {
    let simulator = Simulator::start(Options {
        timing: Timing::instant(),
        ..Options::default()
    })
    .unwrap();
    let at = simulator.connection();
    let cloud = Cloud::demo(&at.graph, &at.login).unwrap();
    let (registered, stranger) = (made(), made());
    let certificate = json!({"thumbprint": registered.thumbprint, "publicKey": registered.public});
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http
        .post(format!("{}/_sim/sign-in/certificates", at.graph))
        .header("x-sim-key", &at.control_key);
    assert!(request.json(&certificate).send().await.unwrap().status().is_success());

    let tokens = |pem: &str| {
        let certificate = ClientCertificate::from_pem(pem).unwrap();
        AppOnly::client_certificate(&cloud, &at.tenant.to_string(), &at.client_id.to_string(), certificate).unwrap()
    };
    let good = tokens(&registered.pem);
    let token = good.token(TokenRequest::default()).await.unwrap();
    assert_eq!(token.tenant, Some(at.tenant.to_string()));
    let refused = tokens(&stranger.pem).token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(refused.code, TokenErrorKind::Refused { aadsts: Some(700_027) });
    assert!(!format!("{good:?} {refused:?}").contains("eyJ"));
}

#[test]
fn what_is_wrong_with_a_file_is_told() {
    let (one, other) = (made(), made());
    let (certificate, key) = one.pem.split_at(one.pem.find("-----BEGIN PRIVATE").unwrap());
    let mixed = format!(
        "{certificate}{}",
        other.pem.split_at(other.pem.find("-----BEGIN PRIVATE").unwrap()).1
    );
    for (pem, told) in [
        (certificate, "no private key"),
        (key, "no certificate"),
        (&mixed, "not that of"),
        (
            &format!("{certificate}-----BEGIN ENCRYPTED PRIVATE KEY-----"),
            "password",
        ),
        (
            &format!("{certificate}{}", block("PRIVATE KEY", b"noise")),
            "not an RSA key",
        ),
        ("", "no certificate"),
    ] {
        let error = ClientCertificate::from_pem(pem).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn the_environment_names_the_file() {
    const INSIDE: &str = "CAUSEWAY_TEST_INSIDE";
    if std::env::var_os(INSIDE).is_some() {
        let read = ClientCertificate::from_environment();
        match std::env::var(INSIDE).unwrap().as_str() {
            "good" => assert!(read.unwrap().is_some()),
            "gone" => assert!(read.is_err()),
            _ => assert!(read.unwrap().is_none()),
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("app.pem");
    std::fs::write(&file, made().pem).unwrap();
    for (case, path) in [
        ("good", file.as_path()),
        ("gone", &folder.path().join("none")),
        ("none", "".as_ref()),
    ] {
        let run = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_environment_names_the_file"])
            .env(INSIDE, case)
            .env("AZURE_CLIENT_CERTIFICATE_PATH", path)
            .output()
            .unwrap();
        assert!(run.status.success(), "{case}: {}", String::from_utf8_lossy(&run.stdout));
    }
}
