//! Hundreds of instances of one app, of which somebody made a few before.

use std::collections::BTreeMap;

use journey_tests::causewayctl::Place;
use journey_tests::finished::clear_requests;
use journey_tests::table::run;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::gallery::{AWS, writes};

/// The first four of the demo tenant's, and two that nobody made.
const NAMES: [&str; 6] = ["AWS 0001", "AWS 0002", "AWS 0003", "AWS 0004", "AWS 0299", "AWS 0300"];

fn place(tenant: &Tenant) -> Place {
    let token = json!({ "from": "env", "name": "FACTORY_{KEY}" });
    let instance = |name: &str| {
        let address = format!("https://scim.aws.example/{}/scim/v2", &name[4..]);
        json!({ "key": name, "name": name, "credentials": { "BaseAddress": address } })
    };
    Place::with(&json!({
        "causeway": 1, "journey": "gallery-app", "tenant": tenant.text("tenant"), "app": { "template": AWS },
        "defaults": { "credentials": { "SecretToken": token } },
        "instances": NAMES.map(instance),
    }))
}

/// Where each row came to, by its name, with the code of what is in its way.
fn apply(tenant: &Tenant, place: &Place) -> BTreeMap<String, (String, String)> {
    let mut command = place.command(tenant, &["--output", "json", "apply", "set-up.json", "--yes"]);
    command.envs(NAMES.map(|name| {
        (
            format!("FACTORY_{}", name.replace(' ', "_")),
            format!("token-of-{name}"),
        )
    }));
    let ended = run(place, command);
    ended.expect(3);
    let lines = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let rows = lines.filter(|line| line["event"] == "row");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| (text(&row["name"]), (text(&row["state"]), text(&row["problem"]["code"]))))
        .collect()
}

#[tokio::test]
async fn what_is_there_is_completed_and_a_name_that_is_there_twice_stops_no_other() {
    let tenant = Tenant::start("enterprise/factory").await;
    let place = place(&tenant);
    let first = apply(&tenant, &place);
    let state = |name: &str| (first[name].0.as_str(), first[name].1.as_str());
    assert_eq!(state("AWS 0003"), ("needs-you", "several-apps"));
    // The first one ran with another address.
    for name in ["AWS 0001", "AWS 0002", "AWS 0004", "AWS 0299", "AWS 0300"] {
        assert_eq!(state(name), ("done", ""), "{name}");
    }
    clear_requests(&tenant).await;
    let again = apply(&tenant, &place);
    assert_eq!(again["AWS 0003"], first["AWS 0003"]);
    assert!(
        again
            .iter()
            .all(|(name, (state, _))| name == "AWS 0003" || state == "as-wanted"),
        "{again:?}"
    );
    assert_eq!(writes(&tenant).await, []);

    let later = json!({ "seconds": 3600 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let state = tenant.control(Method::GET, "state", None).await;
    let names = state["configurations"].as_array().expect("a list").iter();
    let names = names.filter_map(|found| found["servicePrincipal"]["displayName"].as_str());
    let mut names: Vec<&str> = names.filter(|name| name.starts_with("AWS 0")).collect();
    names.sort_unstable();
    let twice = "AWS 0003";
    assert_eq!(
        names,
        ["AWS 0001", "AWS 0002", twice, twice, "AWS 0004", "AWS 0299", "AWS 0300"]
    );
}
