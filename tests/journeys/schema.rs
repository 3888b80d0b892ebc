//! The published JSON Schema is the one that causewayctl prints, in whatever language.

use std::process::Command;

use journey_tests::program;

const PUBLISHED: &str = include_str!("../../docs/cloud-sync.setup.schema.json");

#[test]
fn causewayctl_prints_the_published_schema() {
    for arguments in [&["schema"][..], &["schema", "cloud-sync"]] {
        let output = Command::new(program::built("causewayctl"))
            .args(arguments)
            .env_clear()
            .env("LC_ALL", "nl_NL.UTF-8")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), PUBLISHED);
    }
}
