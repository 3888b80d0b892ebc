//! Many instances of one app, listed in a table: each row is set up, fails and is mended by itself.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{clear_requests, requests};
use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::table::{App, apps, are_whole, command, name, place, run, set_up, table, token};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::gallery::writes;

pub(crate) const APPLY: [&str; 3] = ["apply", "set-up.json", "--yes"];

pub(crate) fn apply(tenant: &Tenant, place: &Place, rows: usize) -> Ended {
    run(place, command(tenant, place, rows, &APPLY))
}

/// Names and commas as people have them, two tokens that the app does not take, and a group.
const TWELVE: &str = "name,BaseAddress,SecretToken,groups
O'Neil 0000,https://scim000.example/v2,env:TOK_0000,App pilot
\"Acme, EU 0001\",https://scim001.example/v2,env:TOK_0001,App pilot
Köln 0002,https://scim002.example/v2,env:TOK_0002,App pilot
アクメ 0003,https://scim003.example/v2,env:TOK_0003,App pilot
Acme 0004,https://scim004.example/v2,env:BAD_0004,App pilot
Acme 0005,https://scim005.example/v2,env:TOK_0005,App pilot
\"Acme \"\"0006\"\"\",https://scim006.example/v2,env:TOK_0006,App pilot
Acme 0007,https://scim007.example/v2,env:TOK_0007,App pilot
O'Neil 0008,https://scim008.example/v2,env:TOK_0008,App pilot
\"Acme \"\"0009\"\"\",https://scim009.example/v2,env:BAD_0009,App pilot
Acme 0010,https://scim010.example/v2,env:TOK_0010,App pilot
\"Acme \"\"0011\"\"\",https://scim011.example/v2,env:TOK_0011,App pilot
";

/// The command with a token for each row; those of the two are wrong until they are renewed.
fn twelve(tenant: &Tenant, place: &Place, renewed: bool, arguments: &[&str]) -> Ended {
    let mut command = place.command(tenant, arguments);
    command.envs((0..12).map(|row| (format!("TOK_{row:04}"), format!("sentinel-token-{row:04}"))));
    for row in ["0004", "0009"] {
        let token = if renewed { "sentinel-renewed" } else { "wrong-sentinel" };
        command.env(format!("BAD_{row}"), format!("{token}-{row}"));
    }
    run(place, command)
}

#[tokio::test]
async fn twelve_rows_are_planned_and_set_up_and_two_wrong_tokens_fail_alone_and_are_healed() {
    let tenant = Tenant::start("contoso").await;
    let mut file = set_up(&tenant);
    file["defaults"] = json!({});
    let place = Place::with(&file);
    // As Excel saves it in the Netherlands.
    let table: Vec<u8> = TWELVE
        .lines()
        .flat_map(|line| format!("{line}\r\n").into_bytes())
        .collect();
    std::fs::write(
        place.path().join("accounts.csv"),
        [b"\xef\xbb\xbf".as_slice(), &table].concat(),
    )
    .unwrap();

    let planned = twelve(&tenant, &place, false, &["plan", "set-up.json"]);
    planned.expect(0);
    planned.says("+ Row 4, アクメ 0003:");
    planned.says("12 rows: 12 would change, 0 are as they should be, 0 need you, 0 not looked at.");
    assert_eq!(writes(&tenant).await, []);

    let first = twelve(
        &tenant,
        &place,
        false,
        &["apply", "set-up.json", "--yes", "--results", "results.csv"],
    );
    first.expect(3);
    first.says("! Row 5, Acme 0004: The app does not let Microsoft in");
    first.says("12 rows: 10 changed, 0 were as they should be, 2 need you, 0 not begun or stopped.");
    let all = apps(&tenant).await;
    assert_eq!(all.len(), 12);
    let running = |app: &&App| app.jobs == ["Active"];
    assert_eq!(all.values().filter(running).count(), 10);
    assert!(!all["Acme 0004"].settings.contains_key("SecretToken"));
    let results = std::fs::read_to_string(place.path().join("results.csv")).unwrap();
    let lines: Vec<&str> = results.lines().collect();
    assert_eq!(lines.len(), 13);
    assert!(
        lines[2].starts_with("2,\"Acme, EU 0001\",\"Acme, EU 0001\","),
        "{results}"
    );
    assert!(lines[5].contains(",needs-you,credentials-refused,"), "{results}");
    assert!(lines[6].ends_with(",done,,"), "{results}");

    clear_requests(&tenant).await;
    let failed = ["--output", "json", "apply", "set-up.json", "--yes", "--only", "failed"];
    let second = twelve(&tenant, &place, true, &failed);
    second.expect(0);
    let report: Value = serde_json::from_str(second.out.lines().last().unwrap()).unwrap();
    let keys: Vec<&Value> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["key"])
        .collect();
    assert_eq!(keys, ["Acme 0004", "Acme \"0009\""]);
    let all = apps(&tenant).await;
    assert!(all.values().all(|app| app.jobs == ["Active"]), "{all:?}");
    assert_eq!(all["Acme \"0009\""].settings["SecretToken"], "sentinel-renewed-0009");
    assert_eq!(all["アクメ 0003"].settings["SecretToken"], "sentinel-token-0003");

    // A second run only tests what is stored, with and without the secrets.
    for renewed in [true, false] {
        clear_requests(&tenant).await;
        twelve(&tenant, &place, renewed, &APPLY).expect(0);
        assert_eq!(writes(&tenant).await, []);
    }
    clear_requests(&tenant).await;
    let without = run(&place, place.command(&tenant, &APPLY));
    without.expect(0);
    without.says("12 rows: 0 changed, 12 were as they should be, 0 need you");
    assert_eq!(writes(&tenant).await, []);
    let status = run(&place, place.command(&tenant, &["status", "set-up.json"]));
    status.expect(0);
    status.says("アクメ 0003");
    run(&place, place.command(&tenant, &["drift", "set-up.json"])).expect(2);
    let secrets = [
        "sentinel-token",
        "sentinel-renewed",
        "wrong-sentinel",
        TOKEN,
        tenant.text("clientSecret"),
    ];
    has_none_of(place.path(), &secrets, 14);
}

#[tokio::test]
async fn a_row_that_is_renamed_removed_or_added_has_just_that_effect() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 4);
    apply(&tenant, &place, 4).expect(0);
    // Row 1 takes the name of row 2, which takes another one; row 3 is gone, and row 4 is new.
    let text = table([0, 1, 2, 4])
        .replace(&name(2), "Another name")
        .replace(&name(1), &name(2));
    std::fs::write(place.path().join("accounts.csv"), text).unwrap();
    let planned = run(
        &place,
        command(&tenant, &place, 5, &["--output", "json", "plan", "set-up.json"]),
    );
    planned.expect(0);
    clear_requests(&tenant).await;
    let changed = apply(&tenant, &place, 5);
    changed.expect(0);
    changed.says("1 app is not in the set-up any more and was left alone: App 0003");
    let sent = writes(&tenant).await;
    let renamed = sent.iter().filter(|(method, _)| method == "PATCH").count();
    let created = sent.iter().filter(|(_, path)| path.ends_with("/instantiate")).count();
    assert_eq!((renamed, created), (2, 1), "{sent:?}");
    let all = apps(&tenant).await;
    let whose = |name: &str| all[name].settings["SecretToken"].clone();
    assert_eq!(all.len(), 5);
    assert_eq!(
        [
            whose("App 0000"),
            whose("App 0002"),
            whose("Another name"),
            whose("App 0003"),
            whose("App 0004")
        ],
        [0, 1, 2, 3, 4].map(token)
    );
    clear_requests(&tenant).await;
    apply(&tenant, &place, 5).expect(0);
    assert_eq!(writes(&tenant).await, []);
}

#[tokio::test]
async fn where_no_more_apps_may_be_made_the_others_are_finished_and_the_rest_follows_later() {
    let tenant = Tenant::start("contoso").await;
    let quota = |quota: Value| json!({ "switches": { "quota": quota } });
    tenant.control(Method::PATCH, "switches", Some(quota(json!(9)))).await;
    let place = place(&tenant, 40);
    let stopped = apply(&tenant, &place, 40);
    stopped.expect(3);
    stopped.says("You may make no more apps");
    let made = apps(&tenant).await;
    assert!((1..40).contains(&made.len()), "{}", made.len());
    assert!(made.values().all(|app| app.jobs == ["Active"]), "{made:?}");
    let sent = requests(&tenant).await;
    let asked = sent.iter().filter(|(_, path)| path.ends_with("/instantiate")).count();
    // Rows at work when the first one was refused may have asked as well.
    assert!(asked <= made.len() + 32, "{asked}");
    tenant
        .control(Method::PATCH, "switches", Some(quota(Value::Null)))
        .await;
    apply(&tenant, &place, 40).expect(0);
    are_whole(&apps(&tenant).await, 0..40);
}

#[tokio::test]
async fn a_wrong_secret_that_forty_rows_share_is_tried_once() {
    let tenant = Tenant::start("contoso").await;
    let rows: Vec<Value> = (0..40)
        .map(|row| json!({ "key": format!("k{row}"), "name": name(row), "credentials": { "BaseAddress": format!("https://scim.example/{row}") } }))
        .collect();
    let mut file = set_up(&tenant);
    file.as_object_mut().unwrap().remove("table");
    file["defaults"] = json!({ "credentials": { "SecretToken": { "from": "env", "name": "ONE" } } });
    file["instances"] = json!(rows);
    let place = Place::with(&file);
    let with = |token: &str| {
        let mut command = place.command(&tenant, &APPLY);
        command.env("ONE", token);
        run(&place, command)
    };
    let refused = with("wrong-sentinel-of-all");
    refused.expect(3);
    refused.says("The app refused the same secret for another row");
    let sent = requests(&tenant).await;
    let tests = sent
        .iter()
        .filter(|(_, path)| path.ends_with("validateCredentials"))
        .count();
    assert!((1..=2).contains(&tests), "{tests}");
    with("sentinel-of-all").expect(0);
    let all = apps(&tenant).await;
    assert!(
        all.len() == 40 && all.values().all(|app| app.jobs == ["Active"]),
        "{all:?}"
    );
    has_none_of(place.path(), &["wrong-sentinel", "sentinel-of-all"], 41);
}

#[tokio::test]
async fn neighbours_whose_answers_got_lost_together_each_find_their_own_app() {
    for fault in ["reset:after", "504:after"] {
        let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--lag", "list=3,object=1"]).await;
        let fault = json!({ "fault": format!("POST /applicationTemplates/*/instantiate#2x3={fault}") });
        tenant.control(Method::POST, "faults", Some(fault)).await;
        let place = place(&tenant, 6);
        apply(&tenant, &place, 6).expect(0);
        are_whole(&apps(&tenant).await, 0..6);
    }
}

#[tokio::test]
async fn what_the_rows_created_is_taken_away_again() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, 3);
    apply(&tenant, &place, 3).expect(0);
    run(
        &place,
        place.command(&tenant, &["remove", "set-up.json", "--confirm", "Another"]),
    )
    .expect(2);
    let some = ["remove", "set-up.json", "--confirm", "Contoso", "--rows", "k0000,k0002"];
    let removed = run(&place, place.command(&tenant, &some));
    removed.expect(0);
    assert!(!removed.out.contains("not in the set-up any more"), "{removed:?}");
    are_whole(&apps(&tenant).await, [1]);
    run(
        &place,
        place.command(&tenant, &["remove", "set-up.json", "--confirm", "Contoso"]),
    )
    .expect(0);
    assert!(apps(&tenant).await.is_empty());
}
