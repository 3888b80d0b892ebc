//! Taking away what a run created, as the window asks for it.

use app_core::AppView;
use app_core::view::{RunPhase, RunView};
use serde_json::json;

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
    shell.refuses("sign_out", json!({}), "run-held-elsewhere");
    shell.until(|view| is(view.removal.as_ref(), RunPhase::Done));
    let wrong = json!({ "setup": setup, "typed": "contoso" });
    let problem = shell.refuses("remove_created", wrong, "setup-invalid");
    assert_eq!(problem["facts"]["allowed"], "Contoso");

    shell.must("look_at_status", json!({ "setup": setup }));
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
