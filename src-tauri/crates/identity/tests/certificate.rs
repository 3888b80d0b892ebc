//! App-only sign-in with a certificate.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use graph_client::{Cloud, TokenErrorKind, TokenRequest};
use graph_simulator::{Options, Simulator, Timing};
use identity::{AppOnly, AppProof, CertificateError, ClientCertificate};
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
        let proof = AppProof::Certificate(Arc::new(ClientCertificate::from_pem(pem).unwrap()));
        AppOnly::tokens(&cloud, &at.tenant.to_string(), &at.client_id.to_string(), proof).unwrap()
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
    use CertificateError::{AnotherKey, NoCertificate, NoKey, NotRsa, Password, WeakKey};
    let curve = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let curve = curve.to_pkcs8v1().unwrap();
    for (pem, wrong) in [
        (certificate, NoKey),
        (key, NoCertificate),
        (&mixed, AnotherKey),
        (&format!("{certificate}-----BEGIN ENCRYPTED PRIVATE KEY-----"), Password),
        (&format!("{certificate}{}", block("PRIVATE KEY", b"noise")), WeakKey),
        (
            &format!("{certificate}{}", block("PRIVATE KEY", curve.as_ref())),
            NotRsa,
        ),
        (
            &format!(
                "{certificate}{}{}",
                block("EC PARAMETERS", b"curve"),
                block("EC PRIVATE KEY", b"key")
            ),
            NotRsa,
        ),
        ("", NoCertificate),
    ] {
        assert_eq!(ClientCertificate::from_pem(pem).unwrap_err(), wrong);
    }
}

#[test]
fn a_file_is_read_as_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        ClientCertificate::from_file(&file)
    };
    assert!(file("app.pem", made().pem.as_bytes()).is_ok());
    let pkcs12 = file("app.pfx", &[0x30, 0x82, 0x09, 0xff]);
    assert_eq!(pkcs12.unwrap_err(), CertificateError::NoCertificate);
    let gone = ClientCertificate::from_file(&folder.path().join("none"));
    assert!(matches!(gone.unwrap_err(), CertificateError::Unreadable { .. }));
}
