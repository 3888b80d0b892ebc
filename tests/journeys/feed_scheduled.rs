//! The lines for a scheduler that the documentation prints, run as a scheduler runs them: nobody at a terminal, an environment that holds
//! what the line says and no more, and a certificate.

use std::path::Path;
use std::process::{Command, Stdio};

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::program;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::feed::{people, place, put, staff, tenant};
use crate::sign_in_world::{CERTIFICATE, REGISTRATION};

const PAGE: &str = include_str!("../../docs/people-feed.md");

/// A block of the page, without its fence.
fn block(kind: &str, nth: usize) -> &'static str {
    let fence = format!("```{kind}\n");
    let block = PAGE.split(&fence).nth(nth + 1).expect("the block");
    block.split("```").next().unwrap()
}

/// The same text with the paths and the client id of this world, and the service that it signs in to.
fn here(text: &str, tenant: &Tenant, place: &Place) -> String {
    let folder = place.path().display().to_string();
    let service = format!(
        " --cloud custom --graph-url {} --login-url {}",
        tenant.text("graph"),
        tenant.text("login")
    );
    text.replace(
        "/usr/bin/causewayctl feed",
        &format!("{} feed{service}", program::built("causewayctl").display()),
    )
    .replace("00000000-0000-0000-0000-000000000000", tenant.text("clientId"))
    .replace("/var/lib/causeway", &format!("{folder}/state"))
    .replace("/etc/causeway", &folder)
}

/// A computer with a set-up that names its file, the file, and a certificate that the tenant knows.
async fn world() -> (Tenant, Place) {
    let tenant = tenant().await;
    let registration = serde_json::from_str(REGISTRATION).unwrap();
    tenant
        .control(Method::POST, "sign-in/certificates", Some(registration))
        .await;
    let place = place(&tenant, json!({ "file": { "path": "people.csv" }, "pilot": 2 }));
    std::fs::rename(place.path().join("set-up.json"), place.path().join("hr.setup.json")).unwrap();
    put(&place, "people.csv", staff(7_001..7_011));
    put(&place, "app.pem", CERTIFICATE);
    (tenant, place)
}

/// By a shell with nothing in its environment, from a folder that says nothing.
fn bare(line: &str, environment: &[(&str, &str)], folder: &Path) -> Ended {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", line])
        .env_clear()
        .current_dir(folder)
        .stdin(Stdio::null());
    command.envs(environment.iter().copied()).output().unwrap().into()
}

#[tokio::test]
async fn the_line_for_cron_sends_on_a_bare_computer() {
    let (tenant, place) = world().await;
    let line = here(block("crontab", 0), &tenant, &place);
    let (times, line) = line.trim().split_at(line.find("cd ").unwrap());
    assert_eq!(times.split_whitespace().count(), 5);
    // What cron itself sets.
    let environment = [
        ("PATH", "/usr/bin:/bin"),
        ("SHELL", "/bin/sh"),
        ("HOME", "/nonexistent"),
        ("LOGNAME", "causeway"),
    ];
    bare(line, &environment, Path::new("/")).expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 10);
    let reports = std::fs::read_dir(place.path().join("state/reports")).unwrap();
    assert_eq!(reports.count(), 1);
}

#[tokio::test]
async fn the_unit_for_systemd_sends_on_a_bare_computer() {
    let (tenant, place) = world().await;
    let unit = here(block("ini", 0), &tenant, &place);
    let of = |name: &str| {
        let start = format!("{name}=");
        unit.lines().filter_map(move |line| line.strip_prefix(&start))
    };
    let environment: Vec<(&str, &str)> = of("Environment").map(|set| set.split_once('=').unwrap()).collect();
    assert_eq!(environment.len(), 2);
    let folder = of("WorkingDirectory").next().unwrap();
    let start = of("ExecStart").next().unwrap();
    bare(start, &environment, Path::new(folder)).expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 10);

    let units = place.path().join("units");
    std::fs::create_dir(&units).unwrap();
    let timer = units.join("causeway-feed.timer");
    std::fs::write(units.join("causeway-feed.service"), &unit).unwrap();
    std::fs::write(&timer, block("ini", 1)).unwrap();
    let verified = Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .arg(&timer)
        .output();
    // Not everywhere is one.
    if let Ok(verified) = verified {
        let said = String::from_utf8_lossy(&verified.stderr).into_owned();
        assert!(!said.contains("causeway-feed"), "{said}");
    }
    let schedule: Vec<&str> = block("ini", 1)
        .lines()
        .filter(|line| line.starts_with("OnCalendar="))
        .collect();
    assert_eq!(schedule, ["OnCalendar=*-*-* 02:30"]);
}

/// What stands in the environment besides is the scheduler's alone: with nothing to sign in with, nothing is sent and the code says why.
#[tokio::test]
async fn without_its_certificate_it_ends_as_a_sign_in_that_is_missing() {
    let (tenant, place) = world().await;
    std::fs::remove_file(place.path().join("app.pem")).unwrap();
    let line = here(block("crontab", 0), &tenant, &place);
    let ended = bare(
        &line[line.find("cd ").unwrap()..],
        &[("PATH", "/usr/bin:/bin")],
        Path::new("/"),
    );
    ended.expect(4);
    let state: Value = tenant.control(Method::GET, "state", None).await;
    assert_eq!(state["staged"].as_array().map_or(0, Vec::len), 0);
    assert_eq!(people(&tenant, "7").await.len(), 0);
}
