//! The real window over WebDriver, from a press of the button to the state of the tenant.
#![cfg(target_os = "linux")]

mod wizard;

use journey_tests::app_window::AppWindow;
use journey_tests::tenant::{Picture, take_hash_mappings};
use journey_tests::webdriver::until;
use serde_json::json;

/// The main button of the page; Back stands before it.
const BUTTON: &str = "footer button:last-of-type";
const F9: char = '\u{e039}';

#[tokio::test]
async fn the_recommended_answers_set_up_the_demo_tenant() {
    let window = AppWindow::open("contoso").await;
    assert_eq!(window.title().await, "Contoso is ready to be set up");
    assert_eq!(window.page.text(BUTTON).await, "Set up Cloud Sync");
    assert_eq!(window.tenant.picture().await.configurations.len(), 0);
    window.must_be_accessible().await;
    window.picture("ready").await;

    apply(&window).await;
    until("a wait is told", async || {
        !window.page.text("[data-state=waiting]").await.is_empty()
    })
    .await;
    assert_eq!(window.title().await, "Setting up Contoso");
    assert_eq!(window.page.text(BUTTON).await, "Stop");
    window.must_be_accessible().await;
    window.picture("waiting").await;

    window.until_title("Cloud Sync is set up in Contoso").await;
    for (step, state) in window.steps().await {
        // The demo tenant is entered as an app, which may not read agents.
        let expected = if step.starts_with("exchange-") || step == "agent-check" {
            "not-wanted"
        } else {
            "done"
        };
        assert_eq!(state, expected, "{step}");
    }
    window.must_be_accessible().await;
    window.picture("applied").await;
    let tenant = window.tenant.picture().await;
    is_set_up(&tenant);

    window.page.press(BUTTON).await;
    window.until_title("Contoso is synchronizing").await;
    assert_eq!(window.page.text(BUTTON).await, "Check again");
    window.page.press(BUTTON).await;
    window.until_title("Contoso already has everything").await;
    assert!(window.page.text("footer").await.contains("Nothing was changed"));
    assert_eq!(ids(&window.tenant.picture().await), ids(&tenant));
    window.close().await;
}

#[tokio::test]
async fn a_run_that_is_stopped_goes_on_where_it_was() {
    let window = AppWindow::open("contoso").await;
    apply(&window).await;
    until("the configuration is there", async || {
        window.step("create-configuration").await == "done"
    })
    .await;
    window.page.press(BUTTON).await;
    window.until_title("Stopped. Continue when you like").await;
    window.must_be_accessible().await;
    window.picture("stopped").await;

    window.page.press(BUTTON).await;
    window.until_title("Cloud Sync is set up in Contoso").await;
    is_set_up(&window.tenant.picture().await);
    window.close().await;
}

#[tokio::test]
async fn a_refusal_is_explained_at_its_step() {
    let window = AppWindow::open("contoso/consent-missing").await;
    apply(&window).await;
    window.until_title("A permission is missing").await;
    let card = window.page.text("[data-state=failed]").await;
    for part in ["What happened", "What it means", "What to do"] {
        assert!(card.contains(part), "{card}");
    }
    assert_eq!(window.page.text(BUTTON).await, "Try again");
    window.must_be_accessible().await;
    window.picture("failed").await;
    assert_eq!(window.tenant.picture().await.configurations.len(), 0);
    window.close().await;
}

#[tokio::test]
async fn a_dark_system_has_a_dark_window_and_the_panel_is_one_key_away() {
    let window = AppWindow::open_in("school", "Adwaita:dark").await;
    assert_eq!(
        window
            .page
            .run("return getComputedStyle(document.body).backgroundColor")
            .await,
        "rgb(20, 20, 20)"
    );
    window.must_be_accessible().await;
    window.picture("dark").await;
    let rows = || window.page.run("return document.querySelectorAll('aside li').length");
    assert_eq!(rows().await, 0);
    window.page.key(F9).await;
    until("the panel is open", async || rows().await == 1).await;
    window.must_be_accessible().await;
    window.page.key(F9).await;
    until("the panel is closed", async || {
        window.page.text("aside").await.is_empty()
    })
    .await;
    window.close().await;
}

#[tokio::test]
async fn the_page_runs_nothing_that_is_not_ours_and_leads_nowhere() {
    let window = AppWindow::open("school").await;
    let tenant = window.tenant.text("graph").to_owned();
    let intrusion = format!(
        "const add = (name, fill) => document.body.append(Object.assign(document.createElement(name), fill));
         add('script', {{ textContent: 'window.ran = 1' }});
         add('style', {{ textContent: 'body {{ display: none }}' }});
         document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 2\">');
         window.open('https://example.com/');
         location.href = 'https://example.com/';
         return fetch('{tenant}').then(() => 'answered', () => 'stopped')"
    );
    assert_eq!(window.page.run(&intrusion).await, "stopped");
    until("the policy has spoken", async || {
        let stopped = window
            .page
            .run("return violations.map(one => one.split(' ')[0].replace(/-(elem|attr)$/, ''))")
            .await;
        ["script-src", "style-src", "connect-src"]
            .iter()
            .all(|kind| stopped.as_array().unwrap().contains(&json!(kind)))
    })
    .await;
    assert_eq!(window.page.run("return window.ran ?? null").await, json!(null));
    assert_eq!(
        window.page.run("return getComputedStyle(document.body).display").await,
        "block"
    );
    assert_eq!(window.page.run("return location.origin").await, "tauri://localhost");
    window.close().await;
}

/// From the welcome through the recommended answers and their plan to the run.
async fn apply(window: &AppWindow) {
    window.page.press(BUTTON).await;
    window.until_title("What should be synchronized?").await;
    window.page.press(BUTTON).await;
    until("the plan may be applied", async || {
        window.page.run("return document.querySelector('footer button:last-of-type[aria-disabled=true]') === null && document.querySelector('[data-group=willChange]') !== null").await == true
    })
    .await;
    window.page.press(BUTTON).await;
}

/// What one whole set-up leaves behind, seen by calls of our own.
fn is_set_up(tenant: &Picture) {
    assert_eq!(tenant.sync_enabled, true);
    let [configuration] = tenant.configurations.as_slice() else {
        panic!("one configuration, not {:?}", ids(tenant))
    };
    assert_eq!(configuration.name, "corp.contoso.com");
    assert_eq!(configuration.templates(), ["AD2AADPasswordHash", "AD2AADProvisioning"]);
    assert_eq!(configuration.setting("Domain"), json!({ "domain": "corp.contoso.com" }));
    assert_eq!(
        configuration.setting("SyncNotificationSettings")["DeleteThresholdEnabled"],
        true
    );
    for job in &configuration.jobs {
        assert_eq!(job.json["schedule"]["state"], "Active", "{}", job.template);
    }
    let mut schema = configuration.job("AD2AADProvisioning").schema.clone();
    assert_eq!(
        take_hash_mappings(&mut schema),
        json!({ "user": 1, "inetOrgPerson": 1 })
    );
}

/// The ids of everything that a journey creates.
fn ids(tenant: &Picture) -> Vec<String> {
    let configurations = tenant.configurations.iter();
    let jobs = configurations
        .clone()
        .flat_map(|one| &one.jobs)
        .map(|job| job.json["id"].to_string());
    configurations.map(|one| one.id.clone()).chain(jobs).collect()
}
