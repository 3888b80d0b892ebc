//! Graph clients of others set up Cloud Sync on the stand-alone demo tenant, each unmodified and as a process. Ours and the simulator are
//! written from one contract; when both misread it in the same way, these notice.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod exports;
mod installed;

use std::io::Write as _;
use std::process::{Command, Stdio};

use journey_tests::causewayctl::Ended;
use journey_tests::finished::{
    DOMAIN, PASSWORD_HASH, PROVISIONING, has_no_leaf_changed_but_ours, has_recommended_settings, only_one, requests,
    says_no_secret,
};
use journey_tests::tenant::Tenant;
use serde_json::json;

/// What a set-up writes, in this order and once.
const WRITES: [&str; 8] = [
    "PATCH organization",
    "POST instantiate",
    "POST jobs",
    "POST jobs",
    "PUT secrets",
    "PUT schema",
    "POST start",
    "POST start",
];

#[tokio::test]
async fn curl_sets_up_cloud_sync() {
    sets_up(Command::new(installed::source().join("curl.sh")), &WRITES).await;
}

#[tokio::test]
async fn the_sdk_for_node_sets_up_cloud_sync() {
    sets_up(installed::node(), &WRITES).await;
}

#[tokio::test]
async fn the_sdk_for_python_sets_up_cloud_sync() {
    // Its typed call for the schema is the PATCH that the service refuses (contract 9.1).
    let mut writes = WRITES.to_vec();
    writes.insert(5, "PATCH schema");
    sets_up(installed::python(), &writes).await;
}

/// Runs a client against a tenant of its own and looks at what it left there.
async fn sets_up(client: Command, writes: &[&str]) {
    let tenant = Tenant::start("contoso").await;
    let ended = run(client, &tenant);
    ended.expect(0);
    assert_eq!(ended.out.lines().last(), Some("both jobs are Active"), "{}", ended.out);
    says_no_secret(&tenant, &ended);
    assert_eq!(written(&tenant).await, writes);

    let picture = tenant.picture().await;
    let configuration = only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    assert_eq!(configuration.name, DOMAIN);
    has_recommended_settings(configuration, DOMAIN);
    has_no_leaf_changed_but_ours(&tenant, configuration, json!({ "user": 1, "inetOrgPerson": 1 })).await;
}

/// Runs a client to its end; it reads from its input where the tenant is.
fn run(mut client: Command, tenant: &Tenant) -> Ended {
    let mut process = client
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{:?} does not start: {error}", client.get_program()));
    let mut input = process.stdin.take().expect("its input is piped");
    writeln!(input, "{}", tenant.connection).expect("it reads its input");
    drop(input);
    process.wait_with_output().expect("it ends").into()
}

/// Methods of the requests that changed something, each with the last name in its path that is no id.
async fn written(tenant: &Tenant) -> Vec<String> {
    let id = tenant.text("tenant");
    let name = |path: &str| path.rsplit('/').find(|segment| *segment != id).map(str::to_owned);
    let writes = requests(tenant).await.into_iter().filter(|(method, _)| method != "GET");
    writes
        .map(|(method, path)| format!("{method} {}", name(&path).unwrap_or_default()))
        .collect()
}
