//! What a presenter lets go wrong, and that nothing comes of it.

use app_core::view::RunPhase;
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use crate::shell::Shell;

/// Every fault, where it is most interesting.
const FAULTS: [(&str, &str); 9] = [
    ("slow-down", "job"),
    ("unavailable", "configuration"),
    ("unavailable-afterwards", "configuration"),
    ("answer-lost", "configuration"),
    ("connection-broken", "start"),
    ("gateway-page", "settings"),
    ("slow-answer", "schema"),
    ("token-expired", "next-request"),
    ("appears-late", "configuration"),
];

#[test]
fn whatever_goes_wrong_the_run_ends_in_the_same_tenant() {
    let undisturbed = set_up_with(None);
    // A few at once: what is late is looked for within ten seconds, and a busy machine spends them on nothing.
    for some in FAULTS.chunks(3) {
        std::thread::scope(|scope| {
            let begin = |&fault| (fault, scope.spawn(move || set_up_with(Some(fault))));
            let runs: Vec<_> = some.iter().map(begin).collect();
            for (fault, run) in runs {
                assert_eq!(run.join().unwrap(), undisturbed, "{fault:?}");
            }
        });
    }
}

/// The tenant after a run of the window in which this went wrong.
fn set_up_with(fault: Option<(&str, &str)>) -> Value {
    let tenant = block_on(Tenant::start("contoso"));
    let shell = Shell::at(&tenant);
    shell.sign_in();
    let setup = shell.recommended(DOMAIN);
    if let Some((fault, place)) = fault {
        let told = shell.must("arm_fault", json!({ "fault": fault, "place": place }));
        assert_eq!(told["armed"][0]["fault"], fault, "{told}");
        assert_eq!(told["happened"], json!([]), "{told}");
    }
    shell.must("start_run", json!({ "setup": setup }));
    shell.until(|view| {
        let phase = view.run.as_ref().map(|run| run.phase);
        assert_ne!(phase, Some(RunPhase::Failed), "{fault:?}: {:?}", view.run);
        phase == Some(RunPhase::Done)
    });
    if let Some((fault, _)) = fault {
        let told = shell.must("faults", json!({}));
        assert_eq!(told["armed"], json!([]), "{told}");
        assert_eq!(told["happened"][0]["what"]["fault"], fault, "{told}");
    }
    let picture = block_on(tenant.picture());
    only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    picture.essence()
}

#[test]
fn what_is_armed_can_be_called_off() {
    let shell = Shell::open("school");
    shell.sign_in();
    for place in ["job", "schema"] {
        shell.must("arm_fault", json!({ "fault": "answer-lost", "place": place }));
    }
    let told = shell.must("faults", json!({}));
    let places: Vec<_> = told["armed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["place"])
        .collect();
    assert_eq!(places, ["job", "schema"]);
    assert_eq!(shell.must("clear_faults", json!({}))["armed"], json!([]));
    for unknown in [
        json!({ "fault": "/**=500", "place": "job" }),
        json!({ "fault": "answer-lost", "place": "/**" }),
    ] {
        assert!(shell.ask("arm_fault", unknown.clone()).is_err(), "{unknown}");
    }
}

#[test]
fn without_a_demo_tenant_nothing_goes_wrong_on_purpose() {
    let shell = Shell::open("school");
    let refused = || {
        shell.refuses("faults", json!({}), "unexpected-answer");
        let fault = json!({ "fault": "answer-lost", "place": "job" });
        shell.refuses("arm_fault", fault, "unexpected-answer");
        shell.refuses("clear_faults", json!({}), "unexpected-answer");
    };
    refused();
    shell.sign_in();
    shell.must("faults", json!({}));
    shell.must("sign_out", json!({}));
    shell.until(|view| view.tenant.is_none());
    refused();
}
