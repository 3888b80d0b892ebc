//! The published JSON Schema is the one that causewayctl prints.

use std::path::Path;
use std::process::Command;

use journey_tests::program;

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cloud-sync.setup.schema.json");

/// Writes the file when asked to by `CAUSEWAY_WRITE_SCHEMA`, and otherwise demands that it is fresh.
#[test]
fn the_published_schema_is_fresh() {
    let output = Command::new(program::built("causewayctl"))
        .arg("schema")
        .env_clear()
        .env("LC_ALL", "nl_NL.UTF-8")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let printed = String::from_utf8(output.stdout).unwrap();
    if std::env::var_os("CAUSEWAY_WRITE_SCHEMA").is_some() {
        std::fs::write(Path::new(PUBLISHED), &printed).unwrap();
    }
    let published = std::fs::read_to_string(PUBLISHED).unwrap_or_default();
    assert!(
        published == printed,
        "docs/cloud-sync.setup.schema.json is stale: run this test with CAUSEWAY_WRITE_SCHEMA=1"
    );
}
