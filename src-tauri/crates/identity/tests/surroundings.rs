//! Variables of the environment that name a proxy: who is asked then, and what is shown of it. Each test runs itself again with
//! other variables.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::process::Command;
use std::time::Duration;

use graph_client::{Cloud, proxy};
use identity::{Error, tenant_id};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;

use support::simulator;

const INSIDE: &str = "CAUSEWAY_TEST_INSIDE";
/// All that the HTTP client reads.
const VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// Runs the test of this name with these variables and no others of their kind. `expected` is what is to be shown.
fn inside(test: &str, variables: &[(&str, &str)], expected: Option<&str>) {
    let mut run = Command::new(std::env::current_exe().unwrap());
    run.args(["--exact", test]).env(INSIDE, expected.unwrap_or_default());
    for variable in VARIABLES {
        run.env_remove(variable);
    }
    // What a server of web pages sets for a script; nobody believes a proxy from there.
    run.env_remove("REQUEST_METHOD");
    let output = run.envs(variables.iter().copied()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{variables:?}: {told}"
    );
}

/// The proxy that is expected to be shown; absent outside.
fn expected() -> Option<Option<String>> {
    let expected = std::env::var(INSIDE).ok()?;
    Some(Some(expected).filter(|proxy| !proxy.is_empty()))
}

#[test]
fn the_proxy_that_is_used_is_shown_without_its_password() {
    if let Some(expected) = expected() {
        assert_eq!(proxy(Cloud::global().graph()), expected);
        return;
    }
    let test = "the_proxy_that_is_used_is_shown_without_its_password";
    let one = "http://proxy.example:8080";
    for (variables, expected) in [
        (&[][..], None),
        (&[("HTTPS_PROXY", one)], Some(one)),
        (&[("https_proxy", one)], Some(one)),
        (&[("ALL_PROXY", one)], Some(one)),
        (&[("HTTPS_PROXY", "http://ann:s3ntinel@proxy.example:8080")], Some(one)),
        (&[("HTTP_PROXY", one)], None),
        (&[("HTTPS_PROXY", one), ("NO_PROXY", "graph.microsoft.com")], None),
        (&[("HTTPS_PROXY", one), ("no_proxy", "*")], None),
        (&[("HTTPS_PROXY", one), ("NO_PROXY", "example.com")], Some(one)),
    ] {
        inside(test, variables, expected);
    }
}

/// An exception may spare Graph and not the sign-in service, or the other way round.
#[test]
fn each_host_has_a_proxy_of_its_own() {
    if let Some(expected) = expected() {
        let cloud = Cloud::global();
        assert_eq!(proxy(cloud.login()), expected);
        assert_ne!(proxy(cloud.graph()), expected);
        return;
    }
    let one = "http://proxy.example:8080";
    for (spared, expected) in [("graph.microsoft.com", Some(one)), (".microsoftonline.com", None)] {
        let variables = [("HTTPS_PROXY", one), ("NO_PROXY", spared)];
        inside("each_host_has_a_proxy_of_its_own", &variables, expected);
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_file_and_folders_of_certificates_are_named() {
    use graph_client::{CERTIFICATE_FILE, CERTIFICATE_FOLDERS, certificates};
    if let Some(expected) = expected() {
        assert_eq!(certificates(CERTIFICATE_FOLDERS), expected);
        assert_ne!(certificates(CERTIFICATE_FILE), expected);
        return;
    }
    let test = "a_file_and_folders_of_certificates_are_named";
    let (file, folders) = ("/etc/one.pem", "/etc/one:/etc/other");
    inside(test, &[("SSL_CERT_FILE", ""), ("SSL_CERT_DIR", folders)], Some(folders));
    inside(test, &[("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "")], None);
}

/// It learns the name of the host and nothing else: what is asked stays inside TLS.
#[tokio::test]
async fn a_proxy_of_the_environment_is_asked_for_microsofts_own_host() {
    if let Some(proxy) = expected() {
        let listener = TcpListener::bind(proxy.unwrap().trim_start_matches("http://"))
            .await
            .unwrap();
        let asking = tokio::spawn(async { tenant_id(&Cloud::global(), "contoso.com").await });
        let (stream, _) = listener.accept().await.unwrap();
        let mut heard = String::new();
        BufReader::new(stream).read_line(&mut heard).await.unwrap();
        drop(listener);
        assert_eq!(heard, "CONNECT login.microsoftonline.com:443 HTTP/1.1\r\n");
        assert!(matches!(asking.await.unwrap(), Err(Error::SignIn(_))));
        return;
    }
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let proxy = format!("http://{free}");
    let test = "a_proxy_of_the_environment_is_asked_for_microsofts_own_host";
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        inside(test, &[(variable, &proxy)], Some(&proxy));
    }
}

#[tokio::test]
async fn no_proxy_stands_between_this_computer_and_itself() {
    if expected().is_some() {
        let simulator = simulator(Duration::from_secs(3_600));
        let at = simulator.connection();
        let cloud = Cloud::custom(&at.graph, &at.login).unwrap();
        // The proxy that is named does not exist.
        tenant_id(&cloud, "contoso.onmicrosoft.com").await.unwrap();
        assert_eq!(proxy(cloud.graph()), None);
        return;
    }
    let nowhere = "http://127.0.0.1:1";
    let test = "no_proxy_stands_between_this_computer_and_itself";
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        inside(test, &[(variable, nowhere)], Some("inside"));
    }
}
