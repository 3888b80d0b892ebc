//! People and groups of the set-up are assigned to the app, each once, and nobody is guessed.

use std::collections::BTreeSet;

use journey_tests::finished::clear_requests;
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};

use crate::gallery::{AWS, TOKEN_OF_APP, apply, apps, is_set_up, place, writes};

const PERSON: &str = "sanne.devries@contoso.com";

/// Who is assigned to the apps of the template, and in which role.
async fn assigned(tenant: &Tenant) -> BTreeSet<(String, String)> {
    let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{AWS}'");
    let mut found = BTreeSet::new();
    for app in tenant.get(&filter).await["value"].as_array().expect("a list") {
        let id = app["id"].as_str().expect("an id");
        let roles = app["appRoles"].as_array().expect("roles");
        let there = tenant
            .get(&format!("/v1.0/servicePrincipals/{id}/appRoleAssignedTo"))
            .await;
        for one in there["value"].as_array().expect("a list") {
            let role = roles.iter().find(|role| role["id"] == one["appRoleId"]);
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            found.insert((
                text(&one["principalDisplayName"]),
                text(&role.expect("a role")["displayName"]),
            ));
        }
    }
    found
}

fn both(role_of_person: &str) -> Value {
    json!({ "assign": [{ "group": "App pilot" }, { "user": PERSON, "role": role_of_person }] })
}

fn as_set_up(role_of_person: &str) -> BTreeSet<(String, String)> {
    BTreeSet::from([
        ("App pilot".to_owned(), "User".to_owned()),
        ("Sanne de Vries".to_owned(), role_of_person.to_owned()),
    ])
}

#[tokio::test]
async fn people_and_groups_are_assigned_and_a_second_run_writes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place_of_first = place(&tenant, both("msiam_access"));
    let first = apply(&tenant, &place_of_first, Some(TOKEN_OF_APP));
    first.expect(0);
    is_set_up(&apps(&tenant).await);
    assert_eq!(assigned(&tenant).await, as_set_up("msiam_access"));
    let elsewhere = place(&tenant, both("msiam_access"));
    for place in [&place_of_first, &elsewhere] {
        clear_requests(&tenant).await;
        apply(&tenant, place, None).expect(0);
        assert_eq!(writes(&tenant).await, []);
    }
    // Nobody is taken away because a set-up names others.
    apply(&tenant, &place(&tenant, both("User")), None).expect(0);
    let mut more = as_set_up("msiam_access");
    more.extend(as_set_up("User"));
    assert_eq!(assigned(&tenant).await, more);
}

#[tokio::test]
async fn an_app_that_settles_is_waited_for_and_a_lost_answer_assigns_nobody_twice() {
    let lags = ["--lag", "object=1,list=2,assign=3"];
    let tenant = Tenant::start_with("contoso", &lags).await;
    for fault in ["reset:after", "504:after", "truncate"] {
        let fault = format!("POST /servicePrincipals/*/appRoleAssignedTo={fault}");
        let fault = json!({ "fault": fault });
        tenant.control(reqwest::Method::POST, "faults", Some(fault)).await;
    }
    let place = place(&tenant, both("User"));
    let first = apply(&tenant, &place, Some(TOKEN_OF_APP));
    if first.code != 0 {
        apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    }
    is_set_up(&apps(&tenant).await);
    assert_eq!(assigned(&tenant).await, as_set_up("User"));
}

#[tokio::test]
async fn a_name_that_two_groups_have_or_nobody_has_stops_the_run_before_anything_is_created() {
    for (who, said) in [
        (
            json!([{ "group": "Project Alpine" }]),
            "These groups are called Project Alpine",
        ),
        (
            json!([{ "user": "nobody@contoso.com" }]),
            "no group called nobody@contoso.com",
        ),
    ] {
        let tenant = Tenant::start("contoso").await;
        let place = place(&tenant, json!({ "assign": who }));
        let blocked = apply(&tenant, &place, Some(TOKEN_OF_APP));
        blocked.expect(3);
        blocked.says(said);
        assert_eq!(writes(&tenant).await, []);
    }
}
