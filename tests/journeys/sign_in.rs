//! A person signs in, in every way, through the whole of a set-up, and what is said where nobody is let in.

use std::process::Stdio;

use journey_tests::causewayctl::{Ended, UnderWay};
use journey_tests::searched::{REFRESH_TOKEN, has_none_of};
use reqwest::Method;
use serde_json::json;

use crate::sign_in_world::{APPLY, PLAN, World, ended};

const SANNE: &str = "sanne.devries@contoso.com";
const DANIEL: &str = "daniel.hughes@contoso.com";
pub(crate) const CONSENTS: &[(&str, &str)] = &[("account", SANNE), ("consent", "yes")];

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
    missing.says("The Azure CLI is not on this computer");
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
    has_none_of(
        world.place.path(),
        &["eyJ", "Bearer ", "refresh_token", REFRESH_TOKEN],
        2,
    );
}
