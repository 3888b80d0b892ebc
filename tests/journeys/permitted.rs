//! What `permissions` says is what the tenant must allow: with it everything is answered, without any one of it something is refused.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, asked, clear_requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::feed_set_up;

/// A command, the demo tenant on which it has something to do, and what is typed after its name.
const TYPED: &[(&str, &str, &[&str])] = &[
    ("plan", "contoso/healthy", &["set-up.json"]),
    ("apply", "contoso/fresh", &["set-up.json", "--yes"]),
    ("apply of people-feed", "contoso/fresh", &["set-up.json", "--yes"]),
    ("status", "contoso/healthy", &[]),
    ("check", "contoso/healthy", &[]),
    ("metrics", "contoso/healthy", &[]),
    ("drift", "contoso/healthy", &["set-up.json"]),
    ("logs", "contoso/healthy", &[]),
    ("gallery", "contoso/healthy", &["search", "zscaler"]),
    ("why", "contoso/healthy", &["Ahmet Koç"]),
    ("init --from-tenant", "contoso/healthy", &["--replace"]),
    ("pause", "contoso/healthy", &["set-up.json", "--yes"]),
    ("start", "contoso/healthy", &["set-up.json", "--yes"]),
    (
        "restart",
        "contoso/healthy",
        &["set-up.json", "--how", "everybody", "--yes"],
    ),
    ("deletes list", "contoso/held-deletes", &["set-up.json"]),
    ("deletes keep", "contoso/held-deletes", &["set-up.json", "--yes"]),
    ("deletes raise-once", "contoso/held-deletes", &["set-up.json", "--yes"]),
    (
        "deletes allow",
        "contoso/held-deletes",
        &["600", "set-up.json", "--yes"],
    ),
    ("forget-pair", "contoso/healthy", &["Ahmet Koç", "set-up.json", "--yes"]),
    ("hashes pause", "contoso/healthy", &["set-up.json", "--yes"]),
    (
        "hashes take-out",
        "contoso/healthy",
        &["set-up.json", "--confirm", "Contoso"],
    ),
    (
        "remove",
        "contoso/healthy",
        &["--configuration", DOMAIN, "--confirm", "Contoso", "--confirm", DOMAIN],
    ),
];

/// No demo tenant writes Exchange attributes back, an app wants its credentials besides, and a feed a file of people.
const NOT_TYPED: &[&str] = &[
    "exchange-off",
    "apply of gallery-app",
    "apply of people-feed",
    "feed",
    "gallery renew",
];

/// What a command is about that names no journey.
const FIRST: &str = "cloud-sync";

fn told(tenant: &Tenant, place: &Place) -> Vec<Value> {
    let ended = place.run(tenant, &["permissions", "--output", "json"]);
    ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

async fn run_with(permissions: &[&str], scenario: &str, command: &str, typed: &[&str]) -> (Ended, Vec<String>) {
    let tenant = Tenant::start(scenario).await;
    let (command, journey) = command.split_once(" of ").unwrap_or((command, FIRST));
    let place = match journey {
        "people-feed" => feed_set_up::place(&tenant, &json!({})),
        _ => Place::new(&tenant, DOMAIN, json!({})),
    };
    let granted = json!({ "permissions": permissions });
    tenant.control(Method::PUT, "sign-in/granted", Some(granted)).await;
    clear_requests(&tenant).await;
    let arguments: Vec<&str> = command.split(' ').chain(typed.iter().copied()).collect();
    let ended = place.run(&tenant, &arguments);
    let mut refused = asked(&tenant).await;
    // Agents are for people alone.
    refused.retain(|asked| {
        matches!(asked.status, Some(401 | 403))
            && !asked.path.contains("/onPremisesPublishingProfiles/")
            && !asked.path.ends_with("/discover")
    });
    (ended, refused.into_iter().map(|asked| asked.path).collect())
}

#[tokio::test]
async fn what_is_told_is_enough_and_each_of_it_is_needed() {
    let tenant = Tenant::start("contoso/healthy").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let told = told(&tenant, &place);
    for (command, scenario, typed) in TYPED {
        let way = told.iter().find(|way| is_way(way, command)).unwrap();
        let needs = names(&way["needs"]);
        let more = way["more"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|more| names(&more["permissions"]));
        let all: Vec<&str> = needs.iter().copied().chain(more).collect();
        let (with_all, refused) = run_with(&all, scenario, command, typed).await;
        assert_eq!(refused, Vec::<String>::new(), "{command}: {with_all:?}");
        // The codes of a monitoring system mean something else.
        let has_run = matches!(with_all.code, 0 | 3) || *command == "check";
        assert!(has_run, "{command}: {with_all:?}");
        let (ended, _) = run_with(&needs, scenario, command, typed).await;
        assert_eq!(ended.code, with_all.code, "{command}: {ended:?} {with_all:?}");
        for left_out in needs.iter().filter(|name| !LOOKS.contains(name)) {
            let less: Vec<&str> = needs.iter().copied().filter(|name| name != left_out).collect();
            let (without, refused) = run_with(&less, scenario, command, typed).await;
            // What looks beforehand stops without a refusal, and ends otherwise.
            let is_missed = !refused.is_empty() || without.code != ended.code;
            assert!(is_missed, "{command} does without {left_out}: {without:?}");
        }
    }
}

/// `apply` of a journey is told by its name; the first needs none.
fn is_way(way: &Value, typed: &str) -> bool {
    let (command, journey) = typed.split_once(" of ").unwrap_or((typed, FIRST));
    way["command"] == command && way["journey"].as_str().unwrap_or(FIRST) == journey
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect()
}

/// What every look may need; a single command may do without one of them on a single tenant.
const LOOKS: [&str; 4] = [
    "Organization.Read.All",
    "Domain.Read.All",
    "Application.Read.All",
    "Synchronization.Read.All",
];

#[tokio::test]
async fn every_command_of_a_tenant_is_tried_and_the_script_is_one() {
    let tenant = Tenant::start("contoso/healthy").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for way in told(&tenant, &place) {
        let command = way["command"].as_str().unwrap();
        let of_journey = format!("{command} of {}", way["journey"].as_str().unwrap_or_default());
        let is_known = |known: &str| known == command || known == of_journey;
        let tried = TYPED.iter().any(|(known, ..)| is_way(&way, known));
        assert!(
            tried || NOT_TYPED.iter().any(|known| is_known(known)),
            "nobody tries {way}"
        );
    }
    let whole = place.run(&tenant, &["permissions", "apply", "logs", "--script", "--more"]);
    std::fs::write(place.path().join("app.sh"), &whole.out).unwrap();
    let parsed = std::process::Command::new("sh")
        .arg("-n")
        .arg(place.path().join("app.sh"))
        .status();
    assert!(parsed.unwrap().success());
    for needed in [
        "Synchronization.ReadWrite.All",
        "ProvisioningLog.Read.All",
        "Directory.ReadWrite.All",
    ] {
        assert!(whole.out.contains(needed), "{needed}: {}", whole.out);
    }
    let less = place.run(&tenant, &["permissions", "apply", "--script"]);
    assert!(!less.out.contains("Directory.ReadWrite.All"), "{}", less.out);
    assert_eq!(place.run(&tenant, &["permissions", "--script"]).code, 2);
}
