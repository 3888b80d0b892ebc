//! The demo tenant inside the application.

use app_core::view::RunPhase;
use serde_json::{Value, json};

use crate::shell::Shell;

#[test]
fn the_demo_tells_what_it_offers() {
    let demo = Shell::open("school/no-agent").must("demo", json!({}));
    let people: Vec<&Value> = demo["companies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|company| &company["people"])
        .collect();
    assert_eq!(people, [40, 812, 150_000]);
    assert_eq!(
        (&demo["company"], &demo["variant"]),
        (&json!("school"), &json!("no-agent"))
    );
    assert_eq!(demo["variants"][0], "fresh");
    assert!(demo["variants"].as_array().unwrap().contains(&json!("role-missing")));
    assert_eq!(demo["accounts"][0]["roles"], json!(["Hybrid Identity Administrator"]));
}

#[test]
fn a_person_signs_in_looks_and_signs_out() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    let view = shell.must("app_view", json!({}));
    assert_eq!(view["account"]["roles"], json!(["Hybrid Identity Administrator"]));
    assert_eq!(view["tenant"]["cloud"], "demo");

    let setup = shell.must(
        "recommended_setup",
        json!({ "journey": "cloud-sync", "answers": { "domain": "corp.contoso.com" } }),
    );
    assert_eq!(
        (&setup["tenant"], &setup["domain"]),
        (&json!("contoso.onmicrosoft.com"), &json!("corp.contoso.com"))
    );
    let problem = shell.refuses(
        "recommended_setup",
        json!({ "journey": "cloud-sync", "answers": { "domain": "no domain" } }),
        "setup-invalid",
    );
    assert_eq!(problem["facts"]["field"], "domain");

    let units = shell.must("organizational_units", json!({}));
    assert!(
        units
            .as_array()
            .unwrap()
            .contains(&json!("OU=Staff,DC=corp,DC=contoso,DC=com")),
        "{units}"
    );
    let people = shell.must("find_people", json!({ "text": "zoe" }));
    assert!(
        people[0]["distinguishedName"]
            .as_str()
            .unwrap()
            .ends_with(",DC=corp,DC=contoso,DC=com"),
        "{people}"
    );

    shell.must("check_tenant", json!({ "journey": "cloud-sync" }));
    shell.until(|view| {
        view.check
            .as_ref()
            .is_some_and(|check| check.at.is_some() && !check.looking)
    });

    shell.must("sign_out", json!({}));
    shell.until(|view| view.tenant.is_none() && view.account.is_none() && view.check.is_none());
    assert_eq!(shell.must("organizational_units", json!({})), json!([]));
}

#[test]
fn nobody_signs_in_under_an_unknown_name() {
    let shell = Shell::open("contoso");
    shell.refuses(
        "sign_in_demo",
        json!({ "address": "nobody@contoso.com" }),
        "sign-in-refused",
    );
}

#[test]
fn another_demo_takes_the_place_of_the_first() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    shell.must("choose_demo", json!({ "scenario": "school/role-missing" }));
    shell.until(|view| view.tenant.is_none());
    let demo = shell.must("demo", json!({}));
    assert_eq!(
        (&demo["company"], &demo["variant"]),
        (&json!("school"), &json!("role-missing"))
    );
    assert_eq!(demo["accounts"][0]["roles"], json!(["User Administrator"]));
    shell.sign_in();
    assert_eq!(shell.must("app_view", json!({}))["tenant"]["name"], "Linden School");

    shell.refuses("choose_demo", json!({ "scenario": "atlantis" }), "unexpected-answer");
    assert_eq!(shell.must("demo", json!({}))["company"], "school");
}

#[test]
fn a_demo_is_not_taken_away_under_a_run() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    let setup = shell.recommended("corp.contoso.com");
    shell.must("start_run", json!({ "setup": setup }));
    shell.refuses("choose_demo", json!({ "scenario": "school" }), "busy");
    shell.refuses("sign_out", json!({}), "busy");
    assert_eq!(shell.must("demo", json!({}))["company"], "contoso");

    shell.must("stop_run", json!({}));
    shell.until(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Stopped));
    shell.must("choose_demo", json!({ "scenario": "contoso" }));
    shell.sign_in();
    assert_eq!(
        shell.must("app_view", json!({}))["unfinished"],
        json!([]),
        "the new tenant knows nothing of the old run"
    );
}
