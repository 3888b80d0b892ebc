//! What a monitoring system meets.

use serde_json::{Value, json};

use crate::{causewayctl, err, out};

#[test]
fn a_monitoring_system_hears_that_it_asked_wrongly_in_its_own_code() {
    for (arguments, code) in [
        (&["--output", "text", "check", "--warn", "soon"][..], 3),
        (&["check", "--no-such"], 3),
        (&["status", "--no-such"], 2),
        (&["status", "check", "--no-such"], 2),
    ] {
        let output = causewayctl(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(out(&output).is_empty() && !err(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(causewayctl(&["check", "--help"]).status().unwrap().code(), Some(0));
}

/// Of a demo with several tenants all are looked at, and nothing is kept.
#[test]
fn every_tenant_of_a_demo_is_looked_at_the_worst_first() {
    let folder = tempfile::tempdir().unwrap();
    let look = |command: &[&str]| {
        let demo = ["--cloud", "demo", "--scenario", "monday"];
        let arguments = [command, &demo].concat();
        causewayctl(&arguments).env("TMPDIR", folder.path()).output().unwrap()
    };
    let told = look(&["status", "--output", "json"]);
    assert_eq!(told.status.code(), Some(3), "{}", err(&told));
    let lines: Vec<Value> = out(&told)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (summary, tenants) = lines.split_last().unwrap();
    assert_eq!((tenants.len(), &summary["exit"]), (40, &json!(3)));
    let order = ["urgent", "needs-you", "cannot-see", "moving", "fine"];
    let place = |tenant: &Value| order.iter().position(|level| tenant["worst"] == *level).unwrap();
    assert!(tenants.iter().map(place).is_sorted());
    assert!(
        tenants
            .iter()
            .all(|tenant| tenant["configurations"].as_array().is_some())
    );

    let said = look(&["status"]);
    assert!(
        out(&said).lines().last().unwrap().starts_with("40 tenants looked at: "),
        "{}",
        out(&said)
    );
    let metrics = look(&["metrics"]);
    assert_eq!(
        out(&metrics)
            .lines()
            .filter(|line| line.starts_with("causeway_up{"))
            .count(),
        40
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
