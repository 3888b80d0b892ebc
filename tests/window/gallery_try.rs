//! One person tried in an app of the gallery.

use journey_tests::app_window::AppWindow;
use journey_tests::keys::{DOWN, ENTER};
use reqwest::Method;
use serde_json::{Value, json};

use crate::gallery::{AWS, SEARCH};
use crate::keyboard::{press_main, reach};

/// The one button below the parts of a try, in which details are unfolded.
pub(crate) const SOMEONE_ELSE: &str = "main button:not(li button)";

/// Chooses who begins so, and tries nobody else.
pub(crate) async fn try_with(window: &AppWindow, text: &str, picture: &str) {
    window.until_there(SEARCH).await;
    if !window.page.has(&format!("{SEARCH}:focus")).await {
        reach(window, SEARCH).await;
    }
    window.page.type_text(text).await;
    window.until_there("[role=option]").await;
    window.page.key(DOWN).await;
    window.page.key(ENTER).await;
    window.until_open().await;
    window.seen(picture).await;
    press_main(window).await;
}

/// The rule of the app's job does not say any more that people can be provisioned on demand.
pub(crate) async fn take_on_demand_away(window: &AppWindow) {
    let tenant = &window.tenant;
    let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{AWS}'");
    let list = tenant.get(&filter).await;
    let app = list["value"][0]["id"].as_str().expect("an id");
    let jobs = format!("/v1.0/servicePrincipals/{app}/synchronization/jobs");
    let list = tenant.get(&jobs).await;
    let schema = format!("{jobs}/{}/schema", list["value"][0]["id"].as_str().expect("an id"));
    let mut changed = tenant.get(&schema).await;
    changed["synchronizationRules"][0]["metadata"] = json!([]);
    let (status, answer) = tenant.call(Method::PUT, &schema, Some(changed)).await;
    assert_eq!(status, 204, "{answer}");
}

/// Who got an account in an app, as the log has it.
pub(crate) async fn came_in(window: &AppWindow) -> Vec<String> {
    let log = window.tenant.get("/v1.0/auditLogs/provisioning").await;
    let rows = log["value"].as_array().expect("a list").iter();
    let created = rows.filter(|row| {
        row["provisioningAction"] == "create"
            && row["provisioningStatusInfo"]["status"] == "success"
            && row["sourceSystem"]["displayName"] == "Azure Active Directory"
    });
    let name = |row: &Value| row["sourceIdentity"]["displayName"].as_str().map(str::to_owned);
    created.filter_map(name).collect()
}
