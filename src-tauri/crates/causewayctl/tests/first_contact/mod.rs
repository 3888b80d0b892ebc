//! The first quarter of an hour: a set-up without reading anything, and what this computer lacks.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Place, causewayctl, err, out};

const TENANT: [&str; 2] = ["--tenant", "contoso.onmicrosoft.com"];

/// `init` in a folder of its own.
fn init(folder: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = causewayctl(&[&["init"], arguments].concat());
    command.current_dir(folder);
    command
}

fn read(folder: &std::path::Path, file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

#[test]
fn a_set_up_made_of_answers_alone_applies() {
    let place = Place::new("fresh", 0);
    let folder = tempfile::tempdir().unwrap();
    let answers = [
        "--set",
        "domain=corp.contoso.com",
        "--set",
        "notify=ops@contoso.com",
        "--set",
        "start=true",
    ];
    let written = init(folder.path(), &[&TENANT[..], &answers].concat()).output().unwrap();
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let file = "corp.contoso.com.setup.json";
    assert!(
        out(&written).contains(&format!("causewayctl plan {file}")),
        "{}",
        out(&written)
    );
    let setup = read(folder.path(), file);
    assert_eq!(
        (&setup["notify"], &setup["start"]),
        (&json!(["ops@contoso.com"]), &json!(true))
    );
    let file = folder.path().join(file);
    let applied = place
        .command(&["apply", file.to_str().unwrap(), "--yes"])
        .output()
        .unwrap();
    assert_eq!(applied.status.code(), Some(0), "{}", out(&applied));
}

#[test]
fn a_set_up_of_an_app_is_written_by_its_names_and_none_from_a_tenant() {
    let folder = tempfile::tempdir().unwrap();
    let journey = ["--journey", "gallery-app"];
    let names = ["--set", "app.name=Zscaler", "--set", "instances=Zscaler NL"];
    let written = init(folder.path(), &[&TENANT[..], &journey, &names].concat())
        .output()
        .unwrap();
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let setup = read(folder.path(), "Zscaler NL.setup.json");
    assert_eq!(setup["app"], json!({ "name": "Zscaler" }));
    assert_eq!(setup["instances"][0]["name"], "Zscaler NL");
    let exported = causewayctl(&["export", "Zscaler NL.setup.json"])
        .current_dir(folder.path())
        .output();
    assert_eq!(exported.unwrap().status.code(), Some(0));

    let several = ["--set", "app.name=Zscaler", "--set", "instances=NL, DE"];
    for wrong in [&several[..], &["--from-tenant"]] {
        let refused = init(folder.path(), &[&TENANT[..], &journey, wrong].concat())
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}: {}", out(&refused));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn all_mistakes_are_told_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = ["--set", "domian=corp.contoso.com", "--set", "start=perhaps"];
    let refused = init(folder.path(), &[&TENANT[..], &wrong].concat()).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let told = err(&refused);
    for mistake in [
        "domain: found nothing",
        "did you mean domain?",
        "start: found \"perhaps\"",
    ] {
        assert!(told.contains(mistake), "{told}");
    }
    let nameless = init(folder.path(), &["--set", "domain=corp.contoso.com"])
        .output()
        .unwrap();
    assert_eq!(nameless.status.code(), Some(2));
    assert!(err(&nameless).contains("--tenant"), "{}", err(&nameless));
    for no_answer in ["=x", "domain"] {
        let refused = init(folder.path(), &[&TENANT[..], &["--set", no_answer]].concat())
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(2), "{no_answer}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [&TENANT[..], &["my.setup.json", "--set", "domain=corp.contoso.com"]].concat();
    let file = folder.path().join("my.setup.json");
    fs::write(&file, "mine").unwrap();
    let refused = init(folder.path(), &arguments).output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let replaced = init(folder.path(), &[&arguments[..], &["--replace"]].concat())
        .output()
        .unwrap();
    assert_eq!(replaced.status.code(), Some(0), "{}", err(&replaced));
    assert_eq!(read(folder.path(), "my.setup.json")["domain"], "corp.contoso.com");
}

#[test]
fn what_a_tenant_has_is_written_down_as_it_is() {
    let place = Place::new("contoso/configured", 0);
    let written = place
        .command(&[&["init", "--from-tenant"], &TENANT[..]].concat())
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    assert_eq!(written.status.code(), Some(0), "{}{}", out(&written), err(&written));
    let file = "corp.contoso.com.setup.json";
    let setup = read(place.folder.path(), file);
    assert_eq!(
        (&setup["domain"], &setup["scope"], &setup["start"]),
        (&json!("corp.contoso.com"), &json!({"everyone": true}), &json!(true))
    );
    // What it says is so: applied to the same tenant it changes nothing.
    let file = place.folder.path().join(file);
    let again = place
        .command(&["apply", file.to_str().unwrap(), "--yes"])
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", out(&again));
    assert!(out(&again).contains("Nothing was changed"), "{}", out(&again));
}

#[test]
fn what_cannot_be_read_is_not_written_down() {
    let place = Place::new("contoso/fresh", 0);
    let none = place
        .command(&[&["init", "--from-tenant"], &TENANT[..]].concat())
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    assert_eq!(none.status.code(), Some(2), "{}", err(&none));
    assert!(err(&none).contains("no configuration"), "{}", err(&none));
    let place = Place::new("contoso/half-configured", 0);
    let half = place
        .command(&[&["init", "--from-tenant"], &TENANT[..]].concat())
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    assert_eq!(half.status.code(), Some(0), "{}{}", out(&half), err(&half));
    let setup = read(place.folder.path(), "corp.contoso.com.setup.json");
    assert_eq!(
        (setup.get("notify"), setup.get("accidentalDeletes")),
        (None, None),
        "{setup}"
    );
}

/// `script` gives the program a terminal, as a person has one.
#[cfg(target_os = "linux")]
#[test]
fn a_person_is_asked_until_the_answer_can_be_used() {
    use std::io::Write as _;

    let folder = tempfile::tempdir().unwrap();
    let program = format!(
        "{} init --tenant contoso.onmicrosoft.com",
        env!("CARGO_BIN_EXE_causewayctl")
    );
    let mut asked = Command::new("script")
        .args(["--quiet", "--return", "--command", &program, "/dev/null"])
        .current_dir(folder.path())
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = asked.stdin.take().unwrap();
    answers
        .write_all(b"corp contoso\ncorp.contoso.com\nperhaps\nn\n\nops@contoso.com\n\n")
        .unwrap();
    let told = asked.wait_with_output().unwrap();
    drop(answers);
    let shown = out(&told);
    assert_eq!(told.status.code(), Some(0), "{shown}");
    assert!(
        shown.contains("domain: found") && shown.contains("Please answer yes or no."),
        "{shown}"
    );
    let setup = read(folder.path(), "corp.contoso.com.setup.json");
    let said = ["passwordHashSync", "exchangeHybridWriteback", "notify", "start"].map(|field| setup[field].clone());
    assert_eq!(
        said,
        [json!(false), json!(false), json!(["ops@contoso.com"]), json!(true)]
    );
}

#[test]
fn the_doctor_tells_what_stands_in_the_way() {
    let place = Place::new("fresh", 0);
    let fine = place.command(&["doctor"]).output().unwrap();
    assert_eq!(fine.status.code(), Some(0), "{}", out(&fine));
    let told = out(&fine);
    assert!(
        told.contains("✓ Microsoft Graph, 127.0.0.1:") && told.contains("✓ the clock"),
        "{told}"
    );

    // Nobody listens there, and a file lies where the folder should be.
    let file = place.folder.path().join("file");
    fs::write(&file, "").unwrap();
    let wrong = causewayctl(&[
        "doctor",
        "--output",
        "json",
        "--cloud",
        "custom",
        "--graph-url",
        "http://127.0.0.1:1",
        "--login-url",
    ])
    .args(["http://127.0.0.1:1", "--state-dir", file.to_str().unwrap()])
    .output()
    .unwrap();
    assert_eq!(wrong.status.code(), Some(1), "{}", err(&wrong));
    let told: Value = serde_json::from_str(&out(&wrong)).unwrap();
    let codes: Vec<_> = told["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["problem"]["code"].as_str())
        .collect();
    assert_eq!(
        (codes[0], codes[1], codes[4]),
        (Some("no-connection"), Some("no-connection"), Some("file-trouble")),
        "{told}"
    );
    assert_eq!(
        told["found"][2]["unknown"], true,
        "a clock that nobody answers for is not called right"
    );
}

#[test]
fn a_demo_tenant_that_is_kept_serves_other_calls() {
    let mut kept = causewayctl(&[
        "demo",
        "--keep",
        "--scenario",
        "contoso/stuck-agent",
        "--timing",
        "instant",
        "--output",
        "json",
    ])
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    let mut line = String::new();
    BufReader::new(kept.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let demo: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| demo[name].as_str().unwrap().to_owned();
    let state = tempfile::tempdir().unwrap();
    let status = |call: u8| {
        let status = causewayctl(&[
            "status",
            "--cloud",
            "custom",
            "--graph-url",
            &text("graph"),
            "--login-url",
            &text("login"),
        ])
        .env("AZURE_TENANT_ID", text("tenant"))
        .env("AZURE_CLIENT_ID", text("clientId"))
        .env("AZURE_CLIENT_SECRET", text("clientSecret"))
        .arg("--state-dir")
        .arg(state.path())
        .output()
        .unwrap();
        assert_eq!(status.status.code(), Some(3), "call {call}: {}", out(&status));
    };
    status(1);
    status(2);
    kept.kill().unwrap();
    kept.wait().unwrap();
}

#[test]
#[cfg(unix)] // bash and man read them
fn shells_and_man_read_what_is_made_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("causewayctl.bash");
    let completions = causewayctl(&["completions", "bash"]).output().unwrap();
    fs::write(&script, &completions.stdout).unwrap();
    let checked = Command::new("bash").arg("-n").arg(&script).status().unwrap();
    assert!(checked.success());
    let words = Command::new("bash")
        .arg("-c")
        .arg("source \"$0\"; COMP_WORDS=(causewayctl sta); COMP_CWORD=1; _causewayctl causewayctl sta causewayctl; echo ${COMPREPLY[@]}")
        .arg(&script)
        .output()
        .unwrap();
    let completed = out(&words);
    let mut completed: Vec<&str> = completed.split_whitespace().collect();
    completed.sort_unstable();
    assert_eq!(completed, ["start", "status"]);

    let pages = folder.path().join("man1");
    let made = causewayctl(&["man", "--out", pages.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    for page in ["causewayctl.1", "causewayctl-apply.1", "causewayctl-deletes-allow.1"] {
        let page = fs::read_to_string(pages.join(page)).unwrap();
        assert!(page.contains(".SH NAME") && page.contains(".SH OPTIONS"), "{page}");
    }
}

#[test]
fn a_misspelled_command_is_answered_with_the_one_that_was_meant() {
    for (typed, meant) in [("pln", "plan"), ("statsu", "status")] {
        let refused = causewayctl(&[typed]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        assert!(err(&refused).contains(&format!("'{meant}'")), "{}", err(&refused));
    }
}
