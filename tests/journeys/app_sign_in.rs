//! An application signs in by itself, whatever the environment says besides.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};

use journey_tests::causewayctl::UnderWay;
use journey_tests::searched::gives_away;
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
    let elliptic = format!("{certificate}-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n");
    for (name, content, said) in [
        ("key.pem", key.as_bytes(), "holds no certificate in PEM form"),
        ("certificate.pem", certificate.as_bytes(), "without its private key"),
        ("encrypted.pem", encrypted.as_bytes(), "has a password"),
        ("ec.pem", elliptic.as_bytes(), "Signing in here needs RSA"),
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

#[tokio::test]
async fn what_runs_in_azure_signs_in_with_its_managed_identity() {
    let world = World::of("contoso").await;
    let place = world
        .tenant
        .control(Method::POST, "sign-in/managed-identity", None)
        .await;
    let text = |name: &str| place[name].as_str().unwrap().to_owned();
    let endpoint = format!("{}{}", world.tenant.text("login"), text("path"));
    let with = |variables: &[(&str, &str)], asked: &[&str]| {
        let mut command = world.person("managed-identity", asked);
        command
            .env("AZURE_TENANT_ID", world.tenant.text("tenant"))
            .env("IDENTITY_ENDPOINT", &endpoint)
            .env("IDENTITY_HEADER", text("header"))
            .envs(variables.iter().copied());
        ended(command)
    };
    with(&[], APPLY).expect(0);
    world.is_set_up().await;
    with(&[("AZURE_CLIENT_ID", world.tenant.text("clientId"))], PLAN).expect(0);

    for wrong in [
        ("AZURE_CLIENT_ID", "9d3f0a52-0000-4000-8000-1f5d9d3f0a52"),
        ("IDENTITY_HEADER", "sentinel-of-a-header"),
        ("IDENTITY_ENDPOINT", "http://127.0.0.1:9/msi/token"),
    ] {
        let refused = with(&[wrong], PLAN);
        refused.expect(4);
        refused.says("Azure gives this computer no managed identity");
        assert!(!refused.err.contains(&text("header")) && !refused.err.contains("sentinel-of-a-header"));
    }
    let elsewhere = with(&[("IDENTITY_ENDPOINT", "http://10.0.0.4/msi/token")], PLAN);
    elsewhere.expect(4);
    elsewhere.says("IDENTITY_ENDPOINT names another computer");
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

/// Microsoft's own hosts are https and elsewhere, so here the proxy and the certificates that somebody put into the environment are the ones
/// that are used. The proxy learns the name of Microsoft's host; what is said of it holds no password.
#[tokio::test]
async fn a_proxy_and_certificates_of_the_environment_are_told_and_hear_no_secret() {
    let world = World::of("contoso").await;
    let elsewhere = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    // Whom they vouch for: nobody who answers here.
    let certificates = world.file("roots.pem", CERTIFICATE.as_bytes());
    let folder = world.place.path().join("roots");
    std::fs::create_dir(&folder).unwrap();
    for output in ["text", "json"] {
        let (proxy, heard) = proxy();
        let mut command = Command::new(journey_tests::program::built("causewayctl"));
        command
            .args([
                "plan",
                "set-up.json",
                "--cloud",
                "global",
                "--auth",
                "client-secret",
                "--output",
                output,
            ])
            .arg("--state-dir")
            .arg(world.place.path().join("state"))
            .current_dir(world.place.path())
            .env_clear()
            .env("LC_ALL", "en_US.UTF-8")
            .env("AZURE_CLIENT_ID", world.tenant.text("clientId"))
            .env("AZURE_CLIENT_SECRET", "s3ntinel~of~a~secret")
            .env(
                "AZURE_AUTHORITY_HOST",
                format!("http://{}", elsewhere.local_addr().unwrap()),
            )
            .env("HTTPS_PROXY", format!("http://ann:s3ntinel-password@{proxy}"))
            .env("NO_PROXY", "graph.microsoft.com")
            .env("SSL_CERT_FILE", &certificates)
            .env("SSL_CERT_DIR", &folder);
        let ended = ended(command);
        ended.expect(1);
        let (told, silent) = match output {
            "text" => (&ended.err, "{"),
            _ => (&ended.out, "causewayctl: "),
        };
        let told = told.lines().next().unwrap();
        for word in [proxy.as_str(), "roots.pem", folder.to_str().unwrap()] {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(!told.contains(silent), "{told}");
        if output == "json" {
            let line: serde_json::Value = serde_json::from_str(told).unwrap();
            assert_eq!(line["surroundings"]["signInProxy"], format!("http://{proxy}"));
            assert_eq!(line["surroundings"]["proxy"], json!(null));
        } else {
            assert!(
                told.contains("Requests to Microsoft Graph go without a proxy."),
                "{told}"
            );
        }
        let heard = heard.lock().unwrap();
        let (connect, inside) = heard.first().expect("it was asked");
        assert!(
            connect.starts_with("CONNECT login.microsoftonline.com:443 HTTP/1.1\r\n"),
            "{connect}"
        );
        // A TLS handshake, which names the host.
        assert_eq!(inside.first(), Some(&0x16));
        assert!(gives_away(inside, "login.microsoftonline.com"));
        for secret in ["s3ntinel~of~a~secret", "s3ntinel-password"] {
            assert!(!gives_away(format!("{}{}", ended.out, ended.err).as_bytes(), secret));
            assert!(!gives_away(inside, secret));
        }
    }
    let connection = elsewhere.accept();
    assert!(connection.is_err(), "somebody came: {connection:?}");
}

/// Of each visit what was heard before it was let through, and behind that.
type Heard = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A proxy that lets everybody through to itself: its address, and what it heard.
fn proxy() -> (String, Heard) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let heard = Heard::default();
    let hearing = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut piece = [0; 16 * 1024];
            let read = stream.read(&mut piece).unwrap_or(0);
            let connect = String::from_utf8_lossy(&piece[..read]).into_owned();
            let _ = stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n"); // who has gone needs no answer
            let read = stream.read(&mut piece).unwrap_or(0);
            hearing.lock().unwrap().push((connect, piece[..read].to_vec()));
        }
    });
    (address, heard)
}

/// A password in an address is repeated nowhere.
#[tokio::test]
async fn an_address_with_a_password_is_refused_and_not_repeated() {
    let world = World::of("contoso").await;
    let secret = "s3n~tinel";
    for (graph, login) in [
        ("https://ann:s3n~tinel@graph.example", "https://login.example"),
        ("https://graph.example", "https://s3n~tinel@login.example"),
        ("ann:s3n~tinel@graph.example", "https://login.example"),
        ("https://ann:s3n~tinel%40graph.example", "https://login.example"),
        ("https://graph.example/?key=s3n~tinel", "https://login.example"),
    ] {
        for output in ["text", "json"] {
            let mut command = Command::new(journey_tests::program::built("causewayctl"));
            command
                .args(["plan", "set-up.json", "--cloud", "custom", "--output", output])
                .args(["--graph-url", graph, "--login-url", login])
                .current_dir(world.place.path())
                .env_clear()
                .env("LC_ALL", "en_US.UTF-8");
            let refused = ended(command);
            refused.expect(2);
            let said = format!("{}{}", refused.out, refused.err);
            assert!(!gives_away(said.as_bytes(), secret), "{said}");
            assert!(said.contains("-url"), "{said}");
        }
    }
}

#[tokio::test]
async fn what_stands_around_a_secret_or_an_id_is_told_and_nothing_is_sent() {
    let world = World::of("contoso").await;
    world.tenant.control(Method::DELETE, "requests", None).await;
    let secret = world.tenant.text("clientSecret");
    let asked = |name: &str, value: &str| {
        let mut command = world.place.command(&world.tenant, PLAN);
        command.env(name, value);
        ended(command)
    };
    for (value, said) in [
        (format!("{secret}\n"), "holds a line end"),
        (format!(" {secret}"), "holds a blank"),
        (format!("\"{secret}\""), "holds quotation marks"),
    ] {
        let refused = asked("AZURE_CLIENT_SECRET", &value);
        refused.expect(4);
        refused.says(said);
        assert!(!gives_away(
            format!("{}{}", refused.out, refused.err).as_bytes(),
            secret
        ));
    }
    let quoted = asked("AZURE_CLIENT_ID", &format!("\"{}\"", world.tenant.text("clientId")));
    quoted.expect(2);
    quoted.says("allowed is the id of an app");
    assert_eq!(world.requests().await, json!([]));
    let id = asked("AZURE_CLIENT_SECRET", "7d1f1d70-4c2d-4b7c-9a51-1f3c5f9d2b11");
    id.expect(4);
    id.says("This is the id of the secret");
    let stranger = asked("AZURE_CLIENT_ID", "7d1f1d70-4c2d-4b7c-9a51-1f3c5f9d2b11");
    stranger.expect(4);
    stranger.says("Microsoft does not know this app in this tenant");
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_file_that_others_may_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::of("contoso").await;
    world.trusts_the_certificate().await;
    let file = world.file("app.pem", CERTIFICATE.as_bytes());
    for (mode, is_told) in [(0o644, true), (0o600, false)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let planned = ended(world.certificate(&file, PLAN));
        planned.expect(0);
        assert_eq!(
            planned.err.contains("Others on this computer may read the file"),
            is_told,
            "{}",
            planned.err
        );
        let mut command = world.certificate(&file, PLAN);
        command.args(["--output", "json"]);
        assert_eq!(ended(command).out.contains("\"openKeyFile\":\""), is_told);
    }
}
