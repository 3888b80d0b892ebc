//! `causewayctl` as a process: what it answers, to a person and to a program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod feed_columns;
mod first_contact;
mod monitoring;
mod pages;
mod place;
mod set_ups;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use self::place::{Place, causewayctl, err, out};

#[test]
fn plan_apply_again_and_status() {
    let place = Place::new("fresh", 0);
    let plan = place.run("plan", &[]);
    assert_eq!(plan.status.code(), Some(0), "{}", err(&plan));
    let told = out(&plan);
    assert!(
        told.starts_with("Contoso (contoso.onmicrosoft.com), custom cloud\n"),
        "{told}"
    );
    assert!(told.contains("+ Create the configuration\n"), "{told}");
    assert!(told.trim_end().ends_with("Nothing has been changed yet."), "{told}");
    assert!(!place.state().exists());

    let apply = place.run("apply", &["--yes", "--watch"]);
    assert_eq!(apply.status.code(), Some(0), "{}", out(&apply));
    assert!(out(&apply).contains("✓ The synchronization is running\n"));
    assert!(out(&apply).contains("taken in so far"));

    let again = place.run("apply", &["--yes"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(
        out(&again).contains("= The jobs are in place: was already there\n"),
        "{}",
        out(&again)
    );
    assert!(out(&again).trim_end().ends_with("Nothing was changed."));

    let status = place.run("status", &[]);
    assert_eq!(status.status.code(), Some(0));
    assert!(out(&status).contains("objects taken in so far"));
    let secret = &place.simulator.connection().client_secret;
    assert!(
        [plan, apply, again, status]
            .iter()
            .all(|told| !format!("{told:?}").contains(secret))
    );
}

#[test]
fn json_is_one_object_a_line_and_ends_with_the_report() {
    let place = Place::new("fresh", 0);
    let apply = place.run("apply", &["--yes", "--output", "json"]);
    let lines = out(&apply);
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let (checks, lines): (Vec<Value>, Vec<Value>) = lines.partition(|line| line["event"] == "check");
    let checked: Vec<_> = checks
        .iter()
        .map(|line| line["check"]["id"].as_str().unwrap())
        .collect();
    let ids = [
        "role",
        "permissions",
        "synchronization",
        "agents",
        "domains",
        "configurations",
    ];
    assert_eq!(checked, ids, "before anything else");
    assert_eq!(
        (lines[0]["event"].as_str(), lines[0]["seq"].as_u64()),
        (Some("run-started"), Some(1))
    );
    let (report, facts) = lines.split_last().unwrap();
    assert!(
        facts
            .iter()
            .enumerate()
            .all(|(at, fact)| fact["seq"].as_u64() == Some(at as u64 + 1))
    );
    assert_eq!(report["event"], "report");
    assert_eq!(report["run"]["phase"], "done");
    assert_eq!(report["exit"], 0);
    assert_eq!(report["tenant"]["name"], "Contoso");
}

#[test]
fn nobody_to_ask_means_no_change() {
    let place = Place::new("fresh", 0);
    for form in ["text", "json"] {
        let apply = place.run("apply", &["--output", form]);
        assert_eq!(apply.status.code(), Some(2));
        assert!(format!("{}{}", out(&apply), err(&apply)).contains("--yes"));
    }
    assert!(!place.state().exists());
}

#[test]
fn every_wrong_answer_is_named_with_file_and_line() {
    let place = Place::new("fresh", 0);
    place.write(
        &json!({"causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com",
        "domain": "corp.contoso.com", "accidentalDeletes": {"enabled": true, "threshold": 0}}),
    );
    let plan = place.run("plan", &[]);
    assert_eq!(plan.status.code(), Some(2));
    assert_eq!(out(&plan), "");
    let told = err(&plan);
    let file = place.setup().display().to_string();
    assert!(
        told.contains(&format!("{file}:1:")) && told.contains("accidentalDeletes.threshold: found 0; allowed is"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1);

    let text = "{\n\"causeway\": 1,\n\"journey\": \"cloud-sync\",\n\"tenant\": \"a.example\",\n\"tenant\": \"b.example\",\n\"domian\": \"corp.contoso.com\"\n}";
    std::fs::write(place.setup(), text).unwrap();
    let plan = place.run("plan", &[]);
    let told = err(&plan);
    assert_eq!(plan.status.code(), Some(2));
    assert!(
        told.contains(&format!(
            "{file}:5:1: tenant: found this field again; it stands in line 4 already"
        )),
        "{told}"
    );
    assert!(
        told.contains("domian: found") && told.contains("did you mean domain?"),
        "{told}"
    );
    let json = place.run("plan", &["--output", "json"]);
    let refused: Value = serde_json::from_str(out(&json).trim()).unwrap();
    assert_eq!((&refused["file"], &refused["exit"]), (&json!(file), &json!(2)));
    let lines: Vec<_> = refused["problem"]["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| &mistake["line"])
        .collect();
    assert_eq!(
        lines,
        [1, 5, 6],
        "the domain is missing, the tenant stands there twice, a field is unknown"
    );

    std::fs::remove_file(place.setup()).unwrap();
    assert_eq!(place.run("plan", &[]).status.code(), Some(2));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let place = Place::new("fresh", 0);
    let setup = place.setup();
    let setup = setup.to_str().unwrap();
    for (arguments, word) in [
        (vec!["plan", setup, "--cloud", "custom"], "--graph-url"),
        (
            vec!["plan", setup, "--graph-url", "http://127.0.0.1:1"],
            "--cloud custom",
        ),
        (vec!["demo", "--cloud", "custom"], "demo"),
        (
            vec!["plan", setup, "--cloud", "demo", "--auth", "client-secret"],
            "--auth",
        ),
        (vec!["plan", setup, "--scenario", "school"], "--scenario"),
        (
            vec![
                "plan",
                setup,
                "--cloud",
                "custom",
                "--graph-url",
                "http://x.example",
                "--login-url",
                "https://y.example",
            ],
            "https",
        ),
    ] {
        let output = causewayctl(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(word), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn sign_in_trouble_has_its_own_exit_code() {
    let place = Place::new("fresh", 0);
    let setup = place.setup();
    let plan = ["plan", setup.to_str().unwrap()];
    let missing = place.command(&plan).env_remove("AZURE_CLIENT_SECRET").output().unwrap();
    assert_eq!(missing.status.code(), Some(4));
    assert!(err(&missing).contains("AZURE_CLIENT_SECRET"));
    let wrong = place
        .command(&plan)
        .env("AZURE_CLIENT_SECRET", "wrong")
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(4), "{}", out(&wrong));
    assert!(out(&wrong).contains("AADSTS7000215"), "{}", out(&wrong));
    let unknown = place
        .command(&plan)
        .args(["--tenant", "nobody.example"])
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(4));
    let odd = place.command(&plan).args(["--tenant", "../x"]).output().unwrap();
    let said = format!("{}{}", out(&odd), err(&odd));
    assert!(
        said.contains("found ../x; allowed is the id of a tenant (a GUID)"),
        "{said}"
    );
}

/// Nothing leaves for one of Microsoft's clouds before there is somebody to sign in.
#[test]
fn who_is_to_sign_in_is_asked_first() {
    let place = Place::new("fresh", 0);
    let (setup, state) = (place.setup(), place.state());
    let (setup, state) = (setup.to_str().unwrap(), state.to_str().unwrap());
    for (options, word) in [
        (&[][..], "AZURE_CLIENT_ID"),
        (&["--cloud", "usgov"], "AZURE_CLIENT_ID"),
        (&["--cloud", "china", "--auth", "browser"], "--auth device-code"),
        (
            &["--cloud", "usgov-dod", "--auth", "browser", "--output", "json"],
            "--auth device-code",
        ),
    ] {
        let output = causewayctl(&[&["plan", setup, "--state-dir", state], options].concat());
        let output = { output }.output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{options:?}");
        assert!(
            format!("{}{}", out(&output), err(&output)).contains(word),
            "{options:?}"
        );
    }
    for (options, word) in [
        (&["--auth", "azure-cli"][..], "no tenant"),
        (&["--auth", "device-code"], "found nonsense"),
    ] {
        let output = causewayctl(&[&["status", "--state-dir", state], options].concat())
            .env(
                "AZURE_CLIENT_ID",
                if options[1] == "azure-cli" { "" } else { "nonsense" },
            )
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(err(&output).contains(word), "{options:?}: {}", err(&output));
    }
}

#[test]
fn another_tenants_setup_needs_a_person() {
    let place = Place::new("fresh", 0);
    place.write(
        &json!({"causeway": 1, "journey": "cloud-sync", "tenant": "fabrikam.com", "domain": "corp.contoso.com"}),
    );
    let setup = place.setup();
    let arguments = [
        "apply",
        setup.to_str().unwrap(),
        "--yes",
        "--tenant",
        "contoso.onmicrosoft.com",
    ];
    let apply = place.command(&arguments).output().unwrap();
    assert_eq!(apply.status.code(), Some(3), "{}", err(&apply));
    assert!(out(&apply).contains("fabrikam.com"), "{}", out(&apply));
    assert!(!place.state().exists());
}

#[test]
fn the_demo_needs_nothing_and_speaks_dutch() {
    let folder = tempfile::tempdir().unwrap();
    let demo = causewayctl(&["demo", "--timing", "instant", "--scenario", "school"])
        .env("LANG", "nl_NL.UTF-8")
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    assert_eq!(demo.status.code(), Some(0), "{}", err(&demo));
    assert!(
        out(&demo).contains("Linden School (lindenschool.onmicrosoft.com), democloud\n"),
        "{}",
        out(&demo)
    );
    assert!(out(&demo).contains("Cloud Sync is ingesteld voor ad.lindenschool.example"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly_and_the_next_run_goes_on() {
    let place = Place::new("fresh", 100);
    let setup = place.setup();
    let arguments = ["apply", setup.to_str().unwrap(), "--yes", "--output", "json"];
    let mut running = place.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(running.stdout.take().unwrap());
    let mut first = String::new();
    told.read_line(&mut first).unwrap();
    let interrupted = Command::new("kill")
        .args(["-INT", &running.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let mut rest = String::new();
    told.read_to_string(&mut rest).unwrap();
    assert_eq!(running.wait().unwrap().code(), Some(130), "{rest}");
    assert!(rest.lines().last().unwrap().contains("\"phase\":\"stopped\""), "{rest}");
    assert_eq!(place.run("apply", &["--yes"]).status.code(), Some(0));
}
