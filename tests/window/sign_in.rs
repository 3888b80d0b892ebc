//! People sign in on the demo tenant's own pages: with a browser, with a code, and at the next start not at all.

use journey_tests::agent::Agent;
use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::{self, at, go_on};
use journey_tests::keyring::Keyring;
use journey_tests::opening::{Home, Opening};
use journey_tests::tenant::Tenant;
use journey_tests::webdriver::until;
use reqwest::Method;
use serde_json::{Value, json};

use crate::is_prepared;

pub(crate) const SANNE: &str = "sanne.devries@contoso.com";
/// Whoever is asked for the first time, and again for more.
pub(crate) const CONSENTS: &[(&str, &str)] = &[("account", SANNE), ("consent", "yes")];
/// The first of those who signed in before.
const KNOWN: &str = "main section li button";
/// The entries of the keychain carry the application's identifier.
const SERVICE: &str = "app.causeway.desktop";

/// A computer with a keyring, beside a demo tenant that outlives its windows.
struct Computer {
    tenant: Tenant,
    keyring: Keyring,
}

impl Computer {
    async fn new() -> (Self, Home) {
        let home = Home::new();
        let computer = Self {
            tenant: Tenant::start_with("contoso", &["--timing", "demo"]).await,
            keyring: Keyring::start(home.path()),
        };
        (computer, home)
    }

    async fn open(&self, home: Home) -> AppWindow {
        let opening = Opening {
            demo_at: Some(&self.tenant.connection),
            keyring: Some(&self.keyring),
            home,
            ..Opening::of("contoso")
        };
        AppWindow::open_as(opening).await
    }
}

#[tokio::test]
async fn who_signed_in_by_browser_is_known_at_the_next_start_until_they_sign_out() {
    let (computer, home) = Computer::new().await;
    let window = computer.open(home).await;
    by_browser(&window).await;
    window.until_title("Contoso is ready").await;
    window.seen("03-check-signed-in-for-real").await;
    assert!(
        computer
            .keyring
            .bus
            .entries(SERVICE)
            .iter()
            .any(|name| name.ends_with("/head"))
    );

    apply(&window).await;
    window.until_title("Contoso is prepared").await;
    is_prepared(&computer.tenant.picture().await);
    let home = window.close().await;
    let pages = home.opened().len();

    let window = computer.open(home).await;
    journey::begin(&window).await;
    until("who signed in before is offered", async || {
        window.page.text("main").await.contains("Signed in before")
    })
    .await;
    window.seen("02-sign-in-known").await;
    let known = window.page.text(KNOWN).await;
    assert!(known.contains("Sanne de Vries") && known.contains("Contoso"), "{known}");
    window.page.press(KNOWN).await;
    journey::looked(&window).await;
    assert_eq!(window.home.opened().len(), pages, "no browser was opened");

    window.page.press("[data-page=sign-in] button").await;
    window.until_title("You are here as Sanne de Vries").await;
    window.page.press_words("Use another account").await;
    window.until_there(journey::RECOMMENDED).await;
    until("nothing is kept", async || computer.keyring.bus.is_empty(SERVICE)).await;
    let known = window.home.path().join("config").join(SERVICE).join("sign-ins.json");
    until("nobody is known", async || {
        std::fs::read(&known).is_ok_and(|list| list == b"[]")
    })
    .await;
    let home = window.close().await;
    let window = computer.open(home).await;
    journey::begin(&window).await;
    // By then the page has long heard who is known.
    window.page.press_words("Sign in with a code").await;
    window.until_there("main section code").await;
    assert!(!window.page.text("main").await.contains("Signed in before"));
    window.close().await;
}

#[tokio::test]
async fn a_code_that_is_typed_elsewhere_signs_in() {
    let window = AppWindow::open("contoso").await;
    journey::begin(&window).await;
    window.page.press_words("Sign in with a code").await;
    window.until_there("main section code").await;
    window.seen("02-sign-in-code").await;
    let code = window.page.text("main section code").await;
    window.page.press_words("Open the page here").await;
    let page = opened(&window, 1).await;
    let somebody = Agent::at(&window.tenant.connection, CONSENTS);
    somebody.type_code(&page, &code).await;
    journey::looked(&window).await;

    // Whoever has no browser here is asked for more with a code too.
    window.page.press("[data-check=agents] button").await;
    window.until_there("main section code").await;
    window.seen("03-check-more-permissions-code").await;
    let title = window.page.text("main section:has(code) h2").await;
    assert_eq!(title, "More permissions are needed");
    let code = window.page.text("main section code").await;
    somebody.type_code(&page, &code).await;
    window.until_there("[data-check=agents][data-verdict=ready]").await;
    assert_eq!(window.home.opened().len(), 1, "no browser was opened for it");
    window.page.press("[data-page=sign-in] button").await;
    window.until_title("You are here as Sanne de Vries").await;
    window.close().await;
}

#[tokio::test]
async fn a_locked_keyring_is_told_and_does_not_hold_up_the_window() {
    let (computer, home) = Computer::new().await;
    let window = computer.open(home).await;
    by_browser(&window).await;
    let home = window.close().await;
    let kept = computer.keyring.bus.entries(SERVICE);

    computer.keyring.bus.lock();
    let window = computer.open(home).await;
    journey::begin(&window).await;
    window.until_there(KNOWN).await;
    window.page.press(KNOWN).await;
    told(&window, "en", "keychain-trouble", "locked").await;

    // Without it, people sign in for as long as the window is open. Sanne has consented before.
    let pages = window.home.opened().len();
    window.page.press(BROWSER).await;
    let page = opened(&window, pages + 1).await;
    let somebody = Agent::at(&window.tenant.connection, &[("account", SANNE)]);
    somebody.come_back(&page).await;
    journey::looked(&window).await;
    let notice = "This sign-in will not be remembered";
    until(notice, async || window.page.text("main").await.contains(notice)).await;
    window.seen("03-check-not-remembered").await;
    assert_eq!(computer.keyring.bus.entries(SERVICE), kept, "what it holds stays");
    window.close().await;
}

/// What Microsoft's numbers come to (contract: refusals people meet), and what the sign-in service calls them.
const REFUSALS: &[(u32, &str, &str)] = &[
    (65001, "consent_required", "consent-missing"),
    (65004, "access_denied", "sign-in-declined"),
    (50105, "access_denied", "app-not-set-up"),
    (50076, "interaction_required", "confirm-sign-in"),
    (53000, "interaction_required", "managed-device"),
    (53003, "access_denied", "blocked-by-policy"),
    (50173, "invalid_grant", "sign-in-again"),
    (50020, "invalid_request", "wrong-account"),
    (7_000_215, "invalid_client", "app-secret-over"),
    (70019, "expired_token", "device-code-over"),
    (123_456, "invalid_request", "sign-in-refused"),
];

#[tokio::test]
async fn each_refusal_is_told_in_every_language_with_what_helps() {
    for language in ["en", "nl", "id"] {
        let window = AppWindow::open_as(Opening {
            language,
            ..Opening::of("contoso")
        })
        .await;
        journey::begin(&window).await;
        for (pages, &(number, error, code)) in REFUSALS.iter().enumerate() {
            window.page.press(BROWSER).await;
            let page = opened(&window, pages + 1).await;
            sent_back_with(&page, number, error).await;
            told(&window, language, code, &format!("AADSTS{number}")).await;
        }
        clock_and_proxy(&window, language).await;
        window.close().await;
    }
}

/// What no number tells: the clock, and somebody else's page.
async fn clock_and_proxy(window: &AppWindow, language: &str) {
    let pages = window.home.opened().len();
    let token = format!("POST /{}/oauth2/v2.0/token", window.tenant.text("tenant"));
    let html = json!({ "fault": format!("{token}=html:502") });
    window.tenant.control(Method::POST, "faults", Some(html)).await;
    window.page.press(BROWSER).await;
    let page = opened(window, pages + 1).await;
    Agent::at(&window.tenant.connection, CONSENTS).come_back(&page).await;
    told(window, language, "proxy-answered", "502").await;

    let later = json!({ "seconds": 600 });
    window.tenant.control(Method::POST, "time", Some(later)).await;
    window.page.press(BROWSER).await;
    let page = opened(window, pages + 2).await;
    let somebody = Agent::at(&window.tenant.connection, &[("account", SANNE)]);
    somebody.come_back(&page).await;
    told(window, language, "clock-off", "behind").await;
}

/// The first of the real ways to sign in.
const BROWSER: &str = "main ul + section button";

/// The page says it in these words, with the number for support.
async fn told(window: &AppWindow, language: &str, code: &str, number: &str) {
    let words = words(language, "problems");
    let problem = &words[code];
    let title = problem["title"].as_str().expect("a title");
    until(code, async || window.page.text("main").await.contains(title)).await;
    let page = window
        .page
        .run("return document.querySelector('main').textContent")
        .await;
    let page = page.as_str().unwrap_or_default();
    let todo = problem["todo"][0].as_str().expect("something to do");
    for part in [todo, number] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let picture = format!("02-refused-{code}");
    if language == "en" {
        window.seen(&picture).await;
    } else {
        // What axe looks at is the same in every language.
        window.picture(&picture).await;
        window.nothing_cut_off().await;
    }
}

/// From the welcome to the check, signed in on the pages of the demo tenant.
pub(crate) async fn by_browser(window: &AppWindow) {
    journey::begin(window).await;
    let pages = window.home.opened().len();
    window.page.press(BROWSER).await;
    let page = opened(window, pages + 1).await;
    window.seen("02-sign-in-waiting").await;
    let last = Agent::at(&window.tenant.connection, CONSENTS).come_back(&page).await;
    assert!(last.contains("has the answer"), "{last}");
    journey::looked(window).await;

    // The agents are shown only to who was allowed to read them.
    window
        .until_there("[data-check=agents][data-verdict=not-checked] button")
        .await;
    window.seen("03-check-agents-not-readable").await;
    window.page.press("[data-check=agents] button").await;
    asked_for_more(window, pages + 2, "03-check-more-permissions").await;
    window.until_there("[data-check=agents][data-verdict=ready]").await;
}

/// With the recommended answers to the first moment of the run, which asks for more permissions first.
pub(crate) async fn apply(window: &AppWindow) {
    let pages = window.home.opened().len();
    go_on(window, "choose").await;
    window.until_open().await;
    journey::review(window).await;
    window.until_open().await;
    window.page.press(MAIN).await;
    asked_for_more(window, pages + 1, "05-review-more-permissions").await;
    at(window, "apply").await;
}

/// Page number `count` of the browser asks whoever is signed in for more, and they consent.
async fn asked_for_more(window: &AppWindow, count: usize, picture: &str) {
    until("more is asked for", async || {
        window.page.text("main").await.contains("More permissions are needed")
    })
    .await;
    let page = opened(window, count).await;
    window.seen(picture).await;
    Agent::at(&window.tenant.connection, CONSENTS).come_back(&page).await;
    until("it is granted", async || {
        !window.page.text("main").await.contains("More permissions are needed")
    })
    .await;
}

/// The address of page number `count` that the browser was opened at.
pub(crate) async fn opened(window: &AppWindow, count: usize) -> String {
    until("the browser opens", async || window.home.opened().len() >= count).await;
    window.home.opened().swap_remove(count - 1)
}

/// The sign-in service sends the browser back with this.
async fn sent_back_with(page: &str, number: u32, error: &str) {
    let page: reqwest::Url = page.parse().expect("an address");
    let asked = |name: &str| {
        let found = page.query_pairs().find(|(key, _)| key == name);
        found.unwrap_or_else(|| panic!("{name} in {page}")).1.into_owned()
    };
    let mut back: reqwest::Url = asked("redirect_uri").parse().expect("an address");
    back.query_pairs_mut()
        .append_pair("state", &asked("state"))
        .append_pair("error", error)
        .append_pair(
            "error_description",
            &format!("AADSTS{number}: No. Trace ID: 4a1b Correlation ID: 5c2d Timestamp: 2026-02-05 09:41:00Z"),
        );
    let http = reqwest::Client::builder().no_proxy().build().expect("a plain client");
    http.get(back).send().await.expect("the program listens");
}

fn words(language: &str, file: &str) -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file = root.join(format!("ui/src/locales/{language}/{file}.json"));
    serde_json::from_slice(&std::fs::read(file).expect("words")).expect("JSON")
}
