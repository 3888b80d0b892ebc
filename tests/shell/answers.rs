//! Answers that the window sends, and what nobody may do before signing in.

use serde_json::{Value, json};

use crate::shell::{Shell, answers};

#[test]
fn the_window_asks_for_the_whole_view() {
    let view = Shell::open("school").must("app_view", json!({}));
    assert_eq!(view["requests"], json!({ "total": 0, "rows": [] }));
    assert_eq!((&view["tenant"], &view["account"]), (&Value::Null, &Value::Null));
}

#[test]
fn without_a_tenant_there_is_nothing_to_work_on() {
    let shell = Shell::open("school");
    let setup = answers(|_| {});
    for (command, body) in [
        ("check_tenant", json!({ "journey": "cloud-sync" })),
        (
            "recommended_setup",
            json!({ "journey": "cloud-sync", "answers": { "domain": "corp.contoso.com" } }),
        ),
        ("plan", json!({ "setup": setup })),
        ("start_run", json!({ "setup": setup })),
        ("plan_removal", json!({ "setup": setup })),
        ("remove_created", json!({ "setup": setup, "typed": "Contoso" })),
        ("may_try", json!({ "setup": setup })),
        (
            "try_person",
            json!({ "setup": setup, "person": "CN=Ann,DC=corp,DC=contoso,DC=com" }),
        ),
        ("watch_setup", json!({ "setup": setup })),
    ] {
        shell.refuses(command, body, "sign-in-again");
    }
    for (command, body) in [
        ("organizational_units", json!({})),
        ("find_people", json!({ "text": "an" })),
    ] {
        assert_eq!(shell.must(command, body), json!([]), "{command}");
    }
}

#[test]
fn a_wrong_answer_is_refused_by_every_command_that_takes_answers() {
    let shell = Shell::open("school");
    let good = answers(|_| {});
    let read = shell.must("read_setup", json!({ "setup": good }));
    assert_eq!(read["domain"], "corp.contoso.com");
    assert_eq!(
        read["scope"],
        json!({ "everyone": true }),
        "what is not said is as recommended"
    );
    let bad = answers(|setup| setup["notify"] = json!(["nobody"]));
    for command in [
        "read_setup",
        "save_setup",
        "export_setup",
        "save_export",
        "plan",
        "start_run",
        "plan_removal",
        "remove_created",
        "may_try",
        "try_person",
        "watch_setup",
    ] {
        let problem = shell.refuses(
            command,
            json!({ "setup": bad, "form": "curl", "person": "CN=x", "typed": "x" }),
            "setup-invalid",
        );
        assert_eq!(problem["facts"]["field"], "notify[0]", "{command}");
    }
    let endless = "x".repeat(1024 * 1024 + 1);
    shell.refuses("read_setup", json!({ "setup": endless }), "unexpected-answer");
}

#[test]
fn what_ends_work_is_always_allowed() {
    let shell = Shell::open("school");
    for command in ["stop_run", "look_now", "sign_out"] {
        assert_eq!(shell.must(command, json!({})), Value::Null, "{command}");
    }
}

#[test]
fn spans_of_the_log_are_times_that_rise_and_are_few() {
    let shell = Shell::open("school");
    let day = |day: usize| format!("2026-{:02}-{:02}T00:00:00Z", 1 + day / 28, 1 + day % 28);
    let many: Vec<_> = (0..42).map(day).collect();
    shell.refuses("log_timeline", json!({ "marks": many[1..] }), "sign-in-again");
    for odd in [
        json!([]),
        json!([day(1)]),
        json!(["today", "tomorrow"]),
        json!([day(2), day(1)]),
        json!(many),
    ] {
        shell.refuses("log_timeline", json!({ "marks": odd }), "unexpected-answer");
    }
}
