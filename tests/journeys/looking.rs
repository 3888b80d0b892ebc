//! Looking only reads: each way to look from the command line, at each tenant that there is, with all rights and with none to write.

use std::process::Command;

use journey_tests::causewayctl::Place;
use journey_tests::finished::{
    DOMAIN, asked, clear_requests, grant_reading_alone, nothing_refused, nothing_written, violations,
};
use journey_tests::program;
use journey_tests::tenant::Tenant;
use serde_json::json;
use tokio::task::JoinSet;

const LOOKS: &[&[&str]] = &[
    &["plan", "set-up.json"],
    &["status", "--fail-on", "never"],
    &["check", "set-up.json"],
    &["metrics"],
    &["logs", "--since", "all", "--group"],
    &["deletes", "list", "set-up.json"],
    &["why", "Koç"],
    &["drift", "set-up.json"],
    &["gallery", "search", "zscaler"],
    &["gallery", "fields", "Zscaler"],
    &["gallery", "table", "Zscaler"],
    &["init", "--from-tenant", "--replace"],
];

/// Commands that change a tenant.
const ACTS: &[&str] = &[
    "apply",
    "remove",
    "pause",
    "start",
    "restart",
    "deletes",
    "exchange-off",
    "hashes",
    "forget-pair",
    "feed",
];

/// Commands that ask no tenant of anybody.
const ASK_NOBODY: &[&str] = &[
    "demo",
    "doctor",
    "permissions",
    "schema",
    "export",
    "feed-columns",
    "completions",
    "man",
    "help",
];

/// The demo tenant names all it knows where it is asked for another.
fn variants() -> Vec<String> {
    let mut asked = Command::new(program::built("graph-simulator"));
    let refused = asked.args(["--scenario", "no/such"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    let (_, list) = said.split_once("and one of ").unwrap();
    let list = list.lines().next().unwrap();
    list.split(", ").map(str::to_owned).collect()
}

/// Most of a look is waiting: the log lets few requests through. So several tenants are looked at side by side.
const AT_ONCE: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 6)]
async fn every_look_at_every_tenant_reads_with_all_rights_and_with_none_to_write() {
    let all = variants();
    assert!(all.len() > 40 && all.iter().any(|known| known == "healthy"), "{all:?}");
    let mut under_way = JoinSet::new();
    for first in 0..AT_ONCE {
        let own: Vec<_> = all.iter().skip(first).step_by(AT_ONCE).cloned().collect();
        under_way.spawn(async move {
            for variant in own {
                looks_at(&variant).await;
            }
        });
    }
    under_way.join_all().await;
}

async fn looks_at(variant: &str) {
    let name = format!("contoso/{variant}");
    let tenant = Tenant::start(&name).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    look(&name, &tenant, &place).await;
    grant_reading_alone(&tenant).await;
    look(&name, &tenant, &place).await;
    nothing_refused(&tenant).await;
    let violations = violations(&tenant).await;
    assert_eq!(violations["start"], 0, "{name}: {violations}");
    assert_eq!(violations["restart"], 0, "{name}: {violations}");
}

/// Looks in every way, and leaves the requests of that in the tenant's log.
async fn look(name: &str, tenant: &Tenant, place: &Place) {
    clear_requests(tenant).await;
    for look in LOOKS {
        let ended = place.run(tenant, look);
        // What is found decides on the code; none of them is that of a crash.
        assert!((0..=6).contains(&ended.code), "{name} {look:?}: {ended:?}");
        assert!(!ended.err.contains("panicked"), "{name} {look:?}: {}", ended.err);
        let asked = nothing_written(tenant).await;
        assert!(asked > 0, "{name} {look:?}");
    }
}

/// Who adds a command says which it is, and one that looks is walked above.
#[test]
fn every_command_looks_or_acts_or_asks_nobody() {
    let help = Command::new(program::built("causewayctl"))
        .arg("--help")
        .env("LC_ALL", "C")
        .output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    let commands = help.lines().skip_while(|line| !line.starts_with("Usage:")).skip(1);
    let commands = commands.take_while(|line| *line != "Options:");
    // What a long explanation goes on with stands further to the right.
    let names = commands.filter_map(|line| {
        line.strip_prefix("  ")?
            .split_whitespace()
            .next()
            .filter(|_| !line.starts_with("   "))
    });
    let names: Vec<&str> = names.collect();
    let looks = LOOKS.iter().map(|look| look[0]);
    let mut known: Vec<&str> = looks
        .chain(ACTS.iter().copied())
        .chain(ASK_NOBODY.iter().copied())
        .collect();
    known.sort_unstable();
    known.dedup();
    let mut named = names;
    named.sort_unstable();
    assert_eq!(named, known, "{help}");
}

/// A tenant that was told so refuses what writes, and the journey says which permission is missing.
#[tokio::test]
async fn with_rights_to_read_nothing_can_be_set_up() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    grant_reading_alone(&tenant).await;
    let before = tenant.picture().await.essence();
    let ended = place.run(&tenant, &["apply", "set-up.json", "--yes", "--despite-checks"]);
    assert_ne!(ended.code, 0, "{ended:?}");
    let refused = asked(&tenant).await;
    let refused = refused
        .iter()
        .find(|asked| asked.method != "GET" && asked.status == Some(403));
    assert!(refused.is_some(), "{ended:?}");
    assert_eq!(tenant.picture().await.essence(), before);
}
