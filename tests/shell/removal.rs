//! Taking away what a run created, as the window asks for it.

use app_core::view::{RunKind, RunPhase, RunView};
use app_core::{AppView, SessionHandle};
use causeway_shell::Demo;
use serde_json::json;
use tauri::Manager as _;
use tauri::async_runtime::block_on;

use crate::shell::Shell;

#[test]
fn what_was_created_is_listed_and_goes_for_the_tenants_name() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    let setup = shell.recommended("corp.contoso.com");
    shell.must("start_run", json!({ "setup": setup }));
    shell.until(|view| is(view.run.as_ref(), RunPhase::Done));
    let view = shell.must("app_view", json!({}));
    let created = view["run"]["created"].as_array().unwrap().clone();
    let kinds: Vec<_> = created.iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["application", "configuration", "job", "job"]);

    shell.must("plan_removal", json!({ "setup": setup }));
    shell.until(|view| is(view.removal.as_ref(), RunPhase::Planned));
    shell.must("remove_created", json!({ "setup": setup, "typed": "Contoso" }));
    shell.refuses("sign_out", json!({}), "busy");
    shell.until(|view| is(view.removal.as_ref(), RunPhase::Done));
    let wrong = json!({ "setup": setup, "typed": "contoso" });
    let problem = shell.refuses("remove_created", wrong, "setup-invalid");
    assert_eq!(problem["facts"]["allowed"], "Contoso");

    shell.must("watch_setup", json!({ "setup": setup }));
    let looked = |view: &AppView| {
        view.status
            .as_ref()
            .is_some_and(|status| status.at.is_some() && !status.looking)
    };
    shell.until(looked);
    assert_eq!(shell.must("app_view", json!({}))["status"]["configurations"], json!([]));
}

fn is(run: Option<&RunView>, phase: RunPhase) -> bool {
    run.is_some_and(|run| run.phase == phase)
}

#[test]
fn a_closing_window_waits_for_what_is_being_removed() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    let setup = shell.recommended("corp.contoso.com");
    shell.must("start_run", json!({ "setup": setup }));
    shell.until(|view| is(view.run.as_ref(), RunPhase::Done));
    shell.must("remove_created", json!({ "setup": setup, "typed": "Contoso" }));
    shell.refuses("sign_out", json!({}), "busy");
    block_on(causeway_shell::end(shell.app.handle()));
    shell.must("sign_out", json!({}));
}

#[test]
fn a_removal_that_was_stopped_is_offered_before_and_after_the_sign_in() {
    let shell = Shell::open("contoso");
    let session = shell.app.state::<SessionHandle>();
    session.list_unfinished(vec![shell.app.state::<Demo>().folder().to_owned()]);
    shell.sign_in();
    let setup = shell.recommended("corp.contoso.com");
    shell.must("start_run", json!({ "setup": setup }));
    shell.until(|view| is(view.run.as_ref(), RunPhase::Done));
    shell.must("remove_created", json!({ "setup": setup, "typed": "Contoso" }));
    shell.must("stop_run", json!({}));
    shell.until(|view| is(view.removal.as_ref(), RunPhase::Stopped));
    shell.must("sign_out", json!({}));
    shell.until(|view| view.tenant.is_none() && !view.unfinished_anywhere.is_empty());
    let view = shell.must("app_view", json!({}));
    let offered = &view["unfinishedAnywhere"][0];
    assert_eq!(
        (
            &offered["cloud"],
            &offered["tenantName"],
            &offered["run"]["kind"],
            &offered["run"]["journey"]
        ),
        (
            &json!("demo"),
            &json!("Contoso"),
            &json!("removal"),
            &json!("cloud-sync")
        )
    );
    shell.sign_in();
    shell.until(|view| view.unfinished.iter().any(|run| run.kind == RunKind::Removal));
    shell.must("choose_demo", json!({ "scenario": "school" }));
    shell.until(|view| view.unfinished_anywhere.is_empty());
}
