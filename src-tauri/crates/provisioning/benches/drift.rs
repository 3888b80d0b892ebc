//! What it takes to compare the schema of a job with that of its template. `cargo xtask bench drift` runs it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

mod common;

use graph_client::RawSchema;
use provisioning::drift::mappings;
use serde_json::Value;

use common::{Demo, median, tell};

#[tokio::main]
async fn main() {
    let demo = Demo::start("contoso/drifted", &["Application.Read.All", "Synchronization.Read.All"]).await;
    let filter = "$filter=applicationTemplateId eq '1a4721b3-e57f-4451-ae87-ef078703ec94'";
    let found = first(&demo, &format!("/v1.0/servicePrincipals?{filter}")).await;
    let synchronization = format!(
        "/v1.0/servicePrincipals/{}/synchronization",
        found["id"].as_str().unwrap()
    );
    let job = first(&demo, &format!("{synchronization}/jobs")).await;
    let [id, template] = ["id", "templateId"].map(|name| job[name].as_str().unwrap());
    let text = async |path: String| demo.get(&demo.at(&path)).await.text().await.unwrap();
    let is = text(format!("{synchronization}/jobs/{id}/schema")).await;
    let should = text(format!("{synchronization}/templates/{template}/schema")).await;

    let compare = || {
        let [is, should] = [&is, &should].map(|text| RawSchema::parse(text.clone()).unwrap());
        mappings(&is, &should).unwrap()
    };
    let megabytes = |text: &String| text.len() as f64 / 1e6;
    println!(
        "schemas of {:.2} and {:.2} MB, {} differences",
        megabytes(&is),
        megabytes(&should),
        compare().len()
    );
    tell("both read and compared, ms", median(compare), 300.0);
}

async fn first(demo: &Demo, path: &str) -> Value {
    let list: Value = demo.get(&demo.at(path)).await.json().await.unwrap();
    list["value"][0].clone()
}
