//! Files people save and open. A folder stands for their choices.

use std::fs;

use app_core::Setup;
use app_core::view::RunPhase;
use serde_json::{Value, json};

use crate::shell::{Shell, answers, only_file};

#[test]
fn saved_answers_are_opened_again() {
    let shell = Shell::open("school");
    assert_eq!(
        shell.must("open_setup", json!({ "way": "choose" })),
        Value::Null,
        "there is none yet"
    );
    let setup = answers(|setup| setup["scope"] = json!({ "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com"] }));
    let path = shell.must("save_setup", json!({ "setup": setup }));
    let (name, text) = only_file(&shell.files());
    assert_eq!(name, "corp.contoso.com.setup.json");
    assert!(path.as_str().unwrap().ends_with(&name), "{path}");
    assert!(text.ends_with("}\n") && text.contains("\n  \"domain\""), "{text}");

    let opened = shell.must("open_setup", json!({ "way": "choose" }));
    // The page shows every answer: before there is a tenant, what the file leaves out is as a new configuration gets it.
    assert_eq!(opened, Setup::parse(&text).unwrap().completed().to_value());
    let saved: Value = serde_json::from_str(&text).unwrap();
    let kept = saved
        .as_object()
        .unwrap()
        .iter()
        .all(|(field, answer)| opened[field] == *answer);
    assert!(kept, "{opened}");
    assert_eq!(
        opened["scope"],
        json!({ "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com"] })
    );
}

/// Somebody has laid a link where a file will be saved, for what it leads to to be written over.
#[cfg(unix)]
#[test]
fn what_is_saved_follows_no_link_and_is_for_this_person_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let shell = Shell::open("school");
    let of_others = shell.folder.path().join("of-others");
    fs::write(&of_others, "theirs").unwrap();
    let setup = answers(|_| {});
    let saved = [
        ("save_setup", json!({ "setup": setup })),
        ("save_export", json!({ "setup": setup, "form": "curl" })),
    ];
    for (command, asked) in saved {
        let path = shell.must(command, asked.clone());
        let path = std::path::Path::new(path.as_str().unwrap());
        let text = fs::read_to_string(path).unwrap();
        fs::remove_file(path).unwrap();
        std::os::unix::fs::symlink(&of_others, path).unwrap();
        shell.must(command, asked);
        let found = fs::symlink_metadata(path).unwrap();
        assert!(
            found.is_file() && found.permissions().mode() & 0o777 == 0o600,
            "{command}: {found:?}"
        );
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }
    assert_eq!(fs::read_to_string(&of_others).unwrap(), "theirs");
}

#[test]
fn a_file_that_is_no_set_up_is_refused_with_its_reason() {
    let shell = Shell::open("school");
    let file = shell.files().join("some.setup.json");
    fs::write(&file, answers(|setup| setup["domain"] = json!("no domain"))).unwrap();
    let problem = shell.refuses("open_setup", json!({ "way": "choose" }), "setup-invalid");
    assert_eq!(problem["facts"]["field"], "domain");
    fs::write(&file, "not JSON").unwrap();
    shell.refuses("open_setup", json!({ "way": "choose" }), "setup-invalid");
    for bytes in [vec![b' '; 1024 * 1024 + 1], vec![0xff, 0xfe, 0x00]] {
        fs::write(&file, bytes).unwrap();
        let problem = shell.refuses("open_setup", json!({ "way": "choose" }), "file-trouble");
        assert_eq!(problem["facts"]["file"], file.display().to_string());
    }
}

#[test]
fn a_folder_that_takes_no_file_is_told() {
    let shell = Shell::open("school");
    fs::remove_dir(shell.files()).unwrap();
    let problem = shell.refuses("save_setup", json!({ "setup": answers(|_| {}) }), "file-trouble");
    assert!(
        problem["facts"]["file"].as_str().unwrap().ends_with(".setup.json"),
        "{problem}"
    );
}

#[test]
fn pages_and_reports_bear_the_name_of_the_configuration() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    let mut setup: Value = serde_json::from_str(&shell.recommended("corp.contoso.com")).unwrap();
    setup["name"] = json!("../Contoso <b>");
    shell.must("plan", json!({ "setup": setup.to_string() }));
    shell.until(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Planned));
    shell.refuses("save_report", json!({}), "unexpected-answer");
    shell.must("start_run", json!({ "setup": setup.to_string() }));
    shell.until(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Running));

    for (command, body, file) in [
        (
            "save_page",
            json!({ "page": "plan", "html": "<p>ë" }),
            "Contoso -b.plan.html",
        ),
        (
            "save_page",
            json!({ "page": "report", "html": "<p>" }),
            "Contoso -b.report.html",
        ),
        ("save_report", json!({}), "Contoso -b.report.json"),
    ] {
        let path = shell.must(command, body);
        assert_eq!(path, shell.files().join(file).display().to_string());
    }
    assert_eq!(
        fs::read_to_string(shell.files().join("Contoso -b.plan.html")).unwrap(),
        "<p>ë"
    );
    let report = fs::read_to_string(shell.files().join("Contoso -b.report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["setup"]["name"], setup["name"], "{report}");
    assert!(shell.ask("save_page", json!({ "page": "../x", "html": "" })).is_err());
}
