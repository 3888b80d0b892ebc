//! An app of the gallery, from the welcome to a job that runs; and what apps do that are not like most.

use journey_tests::app_window::{AppWindow, MAIN};
use journey_tests::journey::applied;
use journey_tests::keys::{DOWN, ENTER};
use journey_tests::opening::{Opening, Size};
use journey_tests::pages::Pages;
use journey_tests::searched::has_none_of;
use journey_tests::webdriver::until;
use serde_json::{Value, json};

use crate::gallery_try::{SOMEONE_ELSE, came_in, take_on_demand_away, try_with};
use crate::keyboard::{begins_at_its_title, press, press_main, reach};
use crate::pages::{go_on, past_the_check};
use crate::skip_wait;

const PAGES: Pages = Pages(&[
    "sign-in",
    "check",
    "app",
    "how-many",
    "credentials",
    "who",
    "safety",
    "review",
    "apply",
    "try",
    "enable",
    "done",
]);
/// What leads from the welcome to the gallery.
pub(crate) const CARD: &str = "main section li:nth-child(3) > button";
/// Where somebody types for apps, groups and people.
pub(crate) const SEARCH: &str = "main input[role=combobox]";
pub(crate) const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const AWS_SINGLE: &str = "8b1025e4-1dd2-430b-a150-2ef79cd700f5";
const ADDRESS: &str = "https://scim.aws.example/abc/scim/v2";
const TOKEN: &str = "sentinel-of-the-app-4711";
/// One that the app does not take.
const WRONG: &str = "wrong-sentinel-4712";

#[tokio::test]
async fn an_app_is_connected_by_keyboard_alone_and_its_token_is_nowhere() {
    let window = AppWindow::open("contoso").await;
    skip_wait(&window.tenant, "contoso").await;
    past_the_check(&PAGES, &window, CARD).await;
    window.until_there("[data-app]").await;
    window.seen("gallery-01-app").await;
    choose(&window, "aws iam").await;
    window.seen("gallery-02-chosen").await;
    go_on(&PAGES, &window, "how-many").await;
    begins_at_its_title(&window).await;
    window.until_open().await;
    window.seen("gallery-02-how-many").await;
    go_on(&PAGES, &window, "credentials").await;
    begins_at_its_title(&window).await;
    window.until_there("[data-credential=SecretToken]").await;
    window.seen("gallery-03-credentials").await;
    fill_in(&window, TOKEN).await;
    window.seen("gallery-03-credentials-filled").await;
    assert!(!is_shown(&window, TOKEN).await, "the token is in the page");

    go_on(&PAGES, &window, "who").await;
    begins_at_its_title(&window).await;
    reach(&window, SEARCH).await;
    window.page.type_text("App pil").await;
    window.until_there("[role=option]").await;
    window.seen("gallery-04-who-found").await;
    window.page.key(DOWN).await;
    window.page.key(ENTER).await;
    window.until_there("[data-assigned='App pilot']").await;
    window.seen("gallery-04-who").await;

    go_on(&PAGES, &window, "safety").await;
    window.seen("gallery-05-safety").await;
    go_on(&PAGES, &window, "review").await;
    window.until_there("[data-group=willChange]").await;
    window.seen("gallery-06-review").await;
    assert_eq!(apps(&window, AWS).await, [json!(null); 0], "looking changed the tenant");
    go_on(&PAGES, &window, "apply").await;
    prepared(&window).await;
    window.seen("gallery-07-apply").await;
    let [app] = <[Value; 1]>::try_from(apps(&window, AWS).await).expect("one app");
    assert_ne!(app["jobs"][0]["state"], "Active", "nothing is started before Enable");

    go_on(&PAGES, &window, "try").await;
    begins_at_its_title(&window).await;
    try_with(&window, "Ayu Wij", "gallery-07-try").await;
    window.until_there("[data-part=scope][data-state=skipped]").await;
    window.seen("gallery-07-not-assigned").await;
    press(&window, SOMEONE_ELSE).await;
    try_with(&window, "Front", "gallery-07-try-assigned").await;
    window.until_there("[data-part=action][data-state=success]").await;
    window.seen("gallery-07-tried").await;
    assert_eq!(came_in(&window).await, ["Front Desk"]);

    go_on(&PAGES, &window, "enable").await;
    window.until_open().await;
    window.seen("gallery-08-enable").await;
    press_main(&window).await;
    until("the job is started", async || window.page.text(MAIN).await == "Next").await;
    window.seen("gallery-08-started").await;
    go_on(&PAGES, &window, "done").await;
    window.until_there("main [data-standing]").await;
    window.seen("gallery-09-done").await;

    let [app] = <[Value; 1]>::try_from(apps(&window, AWS).await).expect("one app");
    assert_eq!(app["name"], "AWS IAM Identity Center");
    assert_eq!(
        app["jobs"],
        json!([{ "template": "aWSSingleSignon", "state": "Active" }])
    );
    assert_eq!(app["assigned"], json!(["App pilot"]));
    let settings = &app["settings"];
    assert_eq!(
        (&settings["BaseAddress"], &settings["SecretToken"]),
        (&json!(ADDRESS), &json!("*"))
    );
    assert_eq!(settings["SyncAll"], "false");
    assert!(settings.get("SyncNotificationSettings").is_some(), "{settings}");
    assert!(!is_shown(&window, TOKEN).await, "the token is in the page");
    let home = window.close().await;
    has_none_of(home.path(), &[TOKEN], 1);
}

#[tokio::test]
async fn a_refused_credential_is_healed_with_a_new_value() {
    let window = AppWindow::open("contoso").await;
    skip_wait(&window.tenant, "contoso").await;
    past_the_check(&PAGES, &window, CARD).await;
    choose(&window, "aws iam").await;
    to_credentials(&window).await;
    window.until_there("[data-credential=SecretToken]").await;
    fill_in(&window, WRONG).await;
    for next in ["who", "safety", "review", "apply"] {
        go_on(&PAGES, &window, next).await;
    }
    window.until_title("The app does not let Microsoft in").await;
    window.seen("gallery-10-refused").await;
    window.page.press_words("Change the answers").await;
    PAGES.at(&window, "credentials").await;
    window
        .until_title("AWS IAM Identity Center does not let Microsoft in")
        .await;
    window
        .until_there("footer [aria-disabled=true], footer button[disabled]")
        .await;
    window.seen("gallery-11-new-value").await;
    reach(&window, "[data-credential=SecretToken] input").await;
    window.page.type_text(TOKEN).await;
    window.page.key(journey_tests::keys::TAB).await;
    window.until_open().await;
    press_main(&window).await;
    PAGES.at(&window, "apply").await;
    prepared(&window).await;
    let [app] = <[Value; 1]>::try_from(apps(&window, AWS).await).expect("one app");
    assert_eq!(app["settings"]["SecretToken"], "*");
    take_on_demand_away(&window).await;
    go_on(&PAGES, &window, "try").await;
    window.until_title("You can go on without a try").await;
    window.seen("gallery-11-nobody-to-try").await;
    go_on(&PAGES, &window, "enable").await;
    window.close().await;
}

#[tokio::test]
async fn an_app_that_brings_roles_asks_nobody_who_gets_in() {
    let window = AppWindow::open("contoso").await;
    past_the_check(&PAGES, &window, CARD).await;
    choose(&window, "aws single").await;
    window.until_there(&format!("[data-chosen='{AWS_SINGLE}']")).await;
    assert!(
        window
            .page
            .text("[data-chosen]")
            .await
            .contains("One AWS IAM Identity Center")
    );
    window.seen("gallery-12-roles").await;
    assert!(!window.page.has("[data-page=who], [data-page=try]").await);
    to_credentials(&window).await;
    window.until_there("[data-credential=ClientSecret]").await;
    reach(&window, "[data-credential=ClientSecret] input").await;
    window.page.type_text("AKIAEXAMPLE").await;
    reach(&window, "[data-credential=SecretToken] input").await;
    window.page.type_text(TOKEN).await;
    window.page.key(journey_tests::keys::TAB).await;
    window.seen("gallery-12-roles-filled").await;
    go_on(&PAGES, &window, "safety").await;
    window.seen("gallery-13-roles-safety").await;
    window.close().await;
}

#[tokio::test]
async fn an_app_that_wants_a_person_is_set_up_as_far_as_it_goes() {
    let window = AppWindow::open("contoso").await;
    skip_wait(&window.tenant, "contoso").await;
    past_the_check(&PAGES, &window, CARD).await;
    choose(&window, "slack").await;
    to_credentials(&window).await;
    window.until_title("How Microsoft gets into Slack").await;
    window.seen("gallery-14-person").await;
    for next in ["who", "safety", "review", "apply"] {
        go_on(&PAGES, &window, next).await;
    }
    window.until_title("A person of the app must sign in to it").await;
    window.seen("gallery-15-needs-person").await;
    window
        .page
        .press_words("Open Provisioning of this app in the admin center")
        .await;
    until("the page is opened", async || !window.home.opened().is_empty()).await;
    let page = window.home.opened().pop().expect("an address");
    let answer = reqwest::Client::new().post(page).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{answer:?}");
    assert_eq!(window.page.text(MAIN).await, "Try again");
    press_main(&window).await;
    // What the app gave that person is hidden, so it is not written over without being asked.
    window.until_title("A hidden setting would get lost").await;
    window.seen("gallery-16-signed-in").await;
    window.close().await;
}

#[tokio::test]
async fn what_cannot_be_set_up_says_why_in_dutch() {
    let opening = Opening {
        language: "nl",
        theme: "Adwaita:dark",
        ..Opening::of("contoso")
    };
    look_around(opening, "nl").await;
}

#[tokio::test]
async fn what_cannot_be_set_up_says_why_in_indonesian_in_a_small_window() {
    let opening = Opening {
        language: "id",
        size: Size::Smallest,
        ..Opening::of("contoso")
    };
    look_around(opening, "id").await;
}

/// The switch shows the others, and everybody is chosen by typing the tenant's name alone.
async fn look_around(opening: Opening<'_>, language: &str) {
    let window = AppWindow::open_as(opening).await;
    skip_wait(&window.tenant, "contoso").await;
    past_the_check(&PAGES, &window, CARD).await;
    window.until_there("[data-app]").await;
    press_space(&window, "main input[role=switch]").await;
    reach(&window, SEARCH).await;
    window.page.type_text("canva").await;
    window.until_there("[role=option][aria-disabled=true]").await;
    window.seen(&format!("gallery-20-cannot-{language}")).await;
    window
        .page
        .run("const field = document.querySelector('main input[role=combobox]'); field.focus(); field.select()")
        .await;
    window.page.type_text("snowflake").await;
    window.until_there("[data-app]").await;
    window.page.key(DOWN).await;
    window.page.key(ENTER).await;
    window.until_there("[data-chosen]").await;
    window.seen(&format!("gallery-21-chosen-{language}")).await;
    to_credentials(&window).await;
    window.until_there("[data-credential=SecretToken]").await;
    fill_in(&window, TOKEN).await;
    window.seen(&format!("gallery-22-credentials-{language}")).await;
    go_on(&PAGES, &window, "who").await;
    reach(&window, "main input[type=radio]:checked").await;
    window.page.key(DOWN).await;
    window.until_there("main [data-type-name]").await;
    window.seen(&format!("gallery-23-everybody-{language}")).await;
    reach(&window, "main [data-type-name] input").await;
    window.page.type_text("Contoso").await;
    go_on(&PAGES, &window, "safety").await;
    window.seen(&format!("gallery-24-safety-{language}")).await;
    assert_eq!(apps(&window, AWS).await, [json!(null); 0], "looking changed the tenant");
    go_on(&PAGES, &window, "review").await;
    window.until_there("[data-group=willChange]").await;
    go_on(&PAGES, &window, "apply").await;
    applied(&window).await;
    go_on(&PAGES, &window, "try").await;
    let name = |what: &str| format!("gallery-25-{what}-{language}");
    try_with(&window, "Front", &name("try")).await;
    window.until_there("[data-part=action][data-state=success]").await;
    window.seen(&name("tried")).await;
    window.close().await;
}

/// Types, and takes the first app that fits.
pub(crate) async fn choose(window: &AppWindow, text: &str) {
    reach(window, SEARCH).await;
    window.page.type_text(text).await;
    until("the first app fits", async || {
        let first = "return document.querySelector('[data-app]')?.innerText.toLowerCase() ?? ''";
        let shown = window.page.run(first).await;
        shown.as_str().is_some_and(|shown| shown.contains(text))
    })
    .await;
    window.page.key(DOWN).await;
    window.page.key(ENTER).await;
    window.until_there("[data-chosen]").await;
}

/// One app is the usual answer.
async fn to_credentials(window: &AppWindow) {
    go_on(&PAGES, window, "how-many").await;
    go_on(&PAGES, window, "credentials").await;
}

async fn fill_in(window: &AppWindow, token: &str) {
    reach(window, "[data-credential=BaseAddress] input").await;
    window.page.type_text(ADDRESS).await;
    reach(window, "[data-credential=SecretToken] input").await;
    window.page.type_text(token).await;
    window.page.key(journey_tests::keys::TAB).await;
    window.until_open().await;
}

async fn press_space(window: &AppWindow, selector: &str) {
    reach(window, selector).await;
    window.page.key(journey_tests::keys::SPACE).await;
}

/// Every step but the start is done.
async fn prepared(window: &AppWindow) {
    until("the app is set up", async || window.page.text(MAIN).await == "Next").await;
}

pub(crate) async fn is_shown(window: &AppWindow, text: &str) -> bool {
    let script = format!(
        "return document.documentElement.outerHTML.includes('{text}')
            || [...document.querySelectorAll('input')].some(({{ value }}) => value.includes('{text}'))"
    );
    window.page.run(&script).await == true
}

/// The apps that were made from the template: name, jobs, settings, and who is assigned.
pub(crate) async fn apps(window: &AppWindow, template: &str) -> Vec<Value> {
    let tenant = &window.tenant;
    let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{template}'");
    let list = tenant.get(&filter).await;
    let mut apps = Vec::new();
    for app in list["value"].as_array().expect("a list") {
        let path = format!("/v1.0/servicePrincipals/{}", app["id"].as_str().expect("an id"));
        let all = async |what: &str| {
            let found = tenant.get(&format!("{path}/{what}")).await;
            found["value"].as_array().expect("a list").clone()
        };
        let jobs = all("synchronization/jobs").await;
        let jobs: Vec<Value> = jobs
            .iter()
            .map(|job| json!({ "template": job["templateId"], "state": job["schedule"]["state"] }))
            .collect();
        let settings: serde_json::Map<String, Value> = all("synchronization/secrets")
            .await
            .iter()
            .map(|entry| (entry["key"].as_str().expect("a key").to_owned(), entry["value"].clone()))
            .collect();
        let assigned: Vec<Value> = all("appRoleAssignedTo")
            .await
            .iter()
            .map(|one| one["principalDisplayName"].clone())
            .collect();
        apps.push(json!({ "name": app["displayName"], "jobs": jobs, "settings": settings, "assigned": assigned }));
    }
    apps
}
