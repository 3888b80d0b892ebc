//! Every way to sign in, through the whole of a set-up, and what is said where nobody is let in.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use journey_tests::agent::Agent;
use journey_tests::causewayctl::{Ended, Place, UnderWay};
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

const SANNE: &str = "sanne.devries@contoso.com";
const DANIEL: &str = "daniel.hughes@contoso.com";
const CONSENTS: &[(&str, &str)] = &[("account", SANNE), ("consent", "yes")];
const APPLY: &[&str] = &["apply", "set-up.json", "--yes"];
const PLAN: &[&str] = &["plan", "set-up.json"];
/// A certificate and its key, which tenants know once it is registered.
const CERTIFICATE: &str = include_str!("../fixtures/certificates/app.pem");
/// What is registered of it.
const REGISTRATION: &str = include_str!("../fixtures/certificates/app.json");

struct World {
    tenant: Tenant,
    place: Place,
}

impl World {
    async fn of(scenario: &str) -> Self {
        let tenant = Tenant::start(scenario).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        Self { tenant, place }
    }

    /// As a person, in this way.
    fn person(&self, way: &str, arguments: &[&str]) -> Command {
        let mut command = self.place.command_of_nobody(&self.tenant, arguments);
        command.args(["--auth", way]);
        command
    }

    /// As the application, with this certificate's file.
    fn certificate(&self, file: &Path, arguments: &[&str]) -> Command {
        let mut command = self.place.command_of_nobody(&self.tenant, arguments);
        command
            .env("AZURE_CLIENT_ID", self.tenant.text("clientId"))
            .env("AZURE_CLIENT_CERTIFICATE_PATH", file);
        command
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let file = self.place.path().join(name);
        std::fs::write(&file, content).unwrap();
        file
    }

    fn somebody(&self, presses: &[(&str, &str)]) -> Agent {
        Agent::at(&self.tenant.connection, presses)
    }

    async fn trusts_the_certificate(&self) {
        let registration = serde_json::from_str(REGISTRATION).unwrap();
        self.tenant
            .control(Method::POST, "sign-in/certificates", Some(registration))
            .await;
    }

    async fn demands(&self, demand: &str) {
        let demand = Some(json!({ "demand": demand }));
        self.tenant.control(Method::PUT, "sign-in", demand).await;
    }

    /// What was sent to Graph and the sign-in service.
    async fn requests(&self) -> Value {
        self.tenant.control(Method::GET, "requests", None).await["requests"].take()
    }

    async fn is_set_up(&self) {
        only_one(&self.tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    }

    async fn is_untouched(&self) {
        assert!(self.tenant.picture().await.configurations.is_empty());
    }
}

fn ended(mut command: Command) -> Ended {
    command.output().unwrap().into()
}

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

/// Looking first; what writing needs is asked for when it is about to be done, by code again.
#[tokio::test]
async fn a_person_signs_in_with_a_code() {
    let world = World::of("contoso").await;
    let mut applying = UnderWay::begin(world.person("device-code", APPLY));
    applying.by_code(&world.somebody(CONSENTS)).await;
    applying.by_code(&world.somebody(CONSENTS)).await;
    applying.end().expect(0);
    world.is_set_up().await;
    // Once that is consented to, it is got in silence.
    let mut again = UnderWay::begin(world.person("device-code", APPLY));
    again.by_code(&world.somebody(&[("account", SANNE)])).await;
    let again = again.end();
    again.expect(0);
    assert_eq!(again.out.matches("\"sign-in\"").count(), 1, "{}", again.out);
    // Removing writes too.
    world.tenant.control(Method::DELETE, "sign-in/consents", None).await;
    let remove = &["remove", "set-up.json", "--confirm", "Contoso"];
    let mut removing = UnderWay::begin(world.person("device-code", remove));
    removing.by_code(&world.somebody(CONSENTS)).await;
    removing.by_code(&world.somebody(CONSENTS)).await;
    removing.end().expect(0);
    world.is_untouched().await;
}

/// The code stands beside the result, not in it, and an application of one's own can be named.
#[tokio::test]
async fn a_code_is_told_to_people_on_the_error_stream() {
    use std::io::{BufRead as _, BufReader};
    let world = World::of("contoso").await;
    let mut command = world.person("device-code", PLAN);
    command
        .env("AZURE_CLIENT_ID", world.tenant.text("clientId"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut planning = command.spawn().unwrap();
    let mut told = String::new();
    let mut errors = BufReader::new(planning.stderr.take().unwrap());
    errors.read_line(&mut told).unwrap();
    let after = |word: &str| told.split(word).nth(1).and_then(|rest| rest.split([' ', '.']).next());
    let page = told.split_whitespace().find(|word| word.starts_with("http")).unwrap();
    let code = after("the code ").unwrap_or_else(|| panic!("{told}"));
    assert!(told.contains("only if you started this yourself"), "{told}");
    world.somebody(CONSENTS).type_code(page, code).await;
    let planned = Ended::from(planning.wait_with_output().unwrap());
    planned.expect(0);
    assert!(!planned.out.contains(code), "{}", planned.out);
}

#[tokio::test]
async fn who_is_not_let_in_learns_why() {
    let world = World::of("contoso").await;
    let asking = |presses: &'static [(&str, &str)]| {
        let mut planning = UnderWay::begin(world.person("device-code", APPLY));
        let somebody = world.somebody(presses);
        async move {
            planning.by_code(&somebody).await;
            planning.end()
        }
    };
    let declined = asking(&[("account", SANNE), ("back", "65004")]).await;
    declined.expect(4);
    declined.says("sign-in-declined");
    world.demands("no-device-code").await;
    let blocked = asking(&[("account", SANNE)]).await;
    blocked.expect(4);
    blocked.says("blocked-by-policy");
    blocked.says("AADSTS53003");
    world.demands("nothing").await;
    let mut another = UnderWay::begin(world.person("device-code", APPLY));
    another.by_code(&world.somebody(CONSENTS)).await;
    another
        .by_code(&world.somebody(&[("account", DANIEL), ("consent", "yes")]))
        .await;
    let another = another.end();
    another.expect(4);
    another.says("wrong-account");
    let mut late = UnderWay::begin(world.person("device-code", APPLY));
    late.prompt();
    let later = Some(json!({ "seconds": 901 }));
    world.tenant.control(Method::POST, "time", later).await;
    let late = late.end();
    late.expect(4);
    late.says("device-code-over");
    world.is_untouched().await;
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_gives_up_waiting_for_a_person() {
    let world = World::of("contoso").await;
    let mut first = UnderWay::begin(world.person("device-code", APPLY));
    first.prompt();
    first.interrupt();
    let first = first.end();
    first.expect(130);
    first.says("nothing was changed");
    // The same when the run has begun and more is asked for.
    let mut more = UnderWay::begin(world.person("device-code", APPLY));
    more.by_code(&world.somebody(CONSENTS)).await;
    more.prompt();
    more.interrupt();
    more.end().expect(130);
    world.is_untouched().await;
}

/// Somebody at a terminal does the same each time a browser opens, so many times; exit code, and what was to be seen.
#[cfg(target_os = "linux")]
async fn with_a_browser(world: &World, presses: &[(&str, &str)], times: usize) -> (i32, String) {
    use journey_tests::browser::Browser;
    use journey_tests::terminal::Terminal;
    use journey_tests::webdriver::until;

    let browser = Browser::new(world.place.path());
    let mut command = world.person("browser", APPLY);
    command.env("PATH", browser.path());
    let applying = Terminal::begin(command);
    for pages in 1..=times {
        until("the browser opens", async || browser.opened().len() == pages).await;
        let page = browser.opened().pop().unwrap();
        let last = world.somebody(presses).come_back(&page).await;
        assert!(last.contains("has the answer"), "{last}");
    }
    let ended = applying.end();
    assert_eq!(browser.opened().len(), times);
    ended
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_person_signs_in_with_the_browser() {
    let world = World::of("contoso").await;
    let (code, shown) = with_a_browser(&world, CONSENTS, 2).await;
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("waiting for you in the browser"), "{shown}");
    world.is_set_up().await;
    // Nobody is there to sit at a browser.
    let refused = ended(world.person("browser", APPLY));
    refused.expect(4);
    refused.says("--auth device-code");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_app_that_is_not_approved_and_a_rule_are_told_apart() {
    let world = World::of("consent-missing").await;
    let (code, shown) = with_a_browser(&world, &[("account", SANNE), ("back", "90094")], 1).await;
    assert_eq!(code, 3, "{shown}");
    assert!(shown.contains("Your organization has not approved Causeway"), "{shown}");
    assert!(shown.contains("/v2.0/adminconsent?client_id=14d82eec"), "{shown}");
    let world = World::of("contoso").await;
    world.demands("blocked").await;
    let (code, shown) = with_a_browser(&world, &[("account", SANNE), ("back", "53003")], 1).await;
    assert_eq!(code, 4, "{shown}");
    assert!(
        shown.contains("A rule of your organization blocks this sign-in"),
        "{shown}"
    );
    world.is_untouched().await;
}

#[cfg(unix)]
#[tokio::test]
async fn whoever_is_signed_in_to_the_azure_cli_looks() {
    use std::os::unix::fs::PermissionsExt as _;

    let world = World::of("contoso").await;
    let wanted = Some(json!({ "account": SANNE }));
    let token = world.tenant.control(Method::POST, "tokens", wanted).await;
    let answer =
        json!({ "accessToken": token["access_token"], "expires_on": 4_000_000_000_u64, "tokenType": "Bearer" });
    let az = world.file("az", format!("#!/bin/sh\necho '{answer}'\n").as_bytes());
    std::fs::set_permissions(&az, std::fs::Permissions::from_mode(0o755)).unwrap();
    let with_path = |path: &str| {
        let mut command = world.person("azure-cli", PLAN);
        command.env("PATH", path);
        ended(command)
    };
    with_path(&format!("{}:/usr/bin:/bin", world.place.path().display())).expect(0);
    let missing = with_path("/nowhere");
    missing.expect(4);
    missing.says("The Azure CLI gave no sign-in");
}

#[tokio::test]
async fn several_set_ups_ask_no_person() {
    let world = World::of("contoso").await;
    for way in ["browser", "device-code"] {
        let several = ended(world.person(way, &["plan", "set-up.json", "set-up.json"]));
        several.expect(2);
        several.says("one at a time");
    }
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
        ] {
            command.env(name, &address);
        }
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

/// What a person's sign-in brought ends with the program.
#[tokio::test]
async fn a_persons_sign_in_is_kept_nowhere() {
    let world = World::of("contoso").await;
    let mut command = world.person("device-code", APPLY);
    command
        .env("HOME", world.place.path())
        .env("TMPDIR", world.place.path());
    let mut applying = UnderWay::begin(command);
    applying.by_code(&world.somebody(CONSENTS)).await;
    applying.by_code(&world.somebody(CONSENTS)).await;
    let applied = applying.end();
    applied.expect(0);
    let asked = world.requests().await.to_string();
    assert!(asked.contains("oauth2/v2.0/token"), "{asked}");
    world.file("said", format!("{}{}", applied.out, applied.err).as_bytes());
    crate::sentinels::search(world.place.path(), &["eyJ", "Bearer ", "refresh_token"]);
}
