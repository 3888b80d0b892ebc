//! Feeds in tenants that are odd in one way or another: two at once, a day that is full, a restart while people wait, cells that are
//! emptied, and a feed that only fills in details.

use journey_tests::causewayctl::{Ended, Place, UnderWay};
use journey_tests::finished::{clear_requests, violations};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::feed::{
    AGAIN, NAME, UPLOAD, counts, event, feed, findings, goes_wrong, job, nobody_reads_users, people, place, put, staff,
    tenant, uploads,
};

/// Another set-up beside that of the place, for a feed of its own, with these answers besides.
fn second(tenant: &Tenant, place: &Place, answers: Value) {
    let text = std::fs::read_to_string(place.path().join("set-up.json")).unwrap();
    let mut setup: Value = serde_json::from_str(&text).unwrap();
    setup["name"] = json!("Contractors");
    for (field, answer) in answers.as_object().unwrap() {
        setup[field] = answer.clone();
    }
    put(place, "second.json", setup.to_string());
    place.run(tenant, &["apply", "second.json", "--yes"]).expect(0);
}

#[track_caller]
fn finding(ended: &Ended, code: &str) -> Value {
    let lines = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut found = lines.filter(|line| line["event"] == "finding" && line["code"] == code);
    found.next().unwrap_or_else(|| panic!("no {code} in {}", ended.out))
}

/// Two processes, 42 calls: the two of them keep to the window of 40, and the day is counted together.
#[tokio::test]
async fn two_feeds_of_one_tenant_share_window_and_day() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    second(&tenant, &place, json!({}));
    put(&place, "people.csv", staff(20_000..21_050));
    put(&place, "contractors.csv", staff(21_000..22_050));
    tenant.control(Method::DELETE, "violations", None).await;
    let begin = |setup: &str, file: &str| {
        let arguments = ["feed", setup, file, "--yes", "--follow", "0"];
        UnderWay::begin(place.command(&tenant, &arguments))
    };
    let (one, other) = (
        begin("set-up.json", "people.csv"),
        begin("second.json", "contractors.csv"),
    );
    for ended in [one.end(), other.end()] {
        ended.expect(0);
        assert_eq!(event(&ended, "report")["accepted"], 1_050);
    }
    assert_eq!(violations(&tenant).await["upload"], 0);
    let look = feed(&tenant, &place, &["people.csv", "--look"]);
    assert_eq!(event(&look, "changes")["today"], 42);
    // Fifty people stand in both files.
    assert_eq!(finding(&look, "shared")["values"]["people"], "50");

    let status = place.run(&tenant, &["status", "--output", "json"]);
    let told = event(&status, "status");
    let feeds = told["feeds"].as_array().unwrap().iter();
    let of = |name: &str| feeds.clone().find(|found| found["name"] == name).unwrap();
    for (name, file) in [(NAME, "people.csv"), ("Contractors", "contractors.csv")] {
        let feed = of(name);
        assert_eq!(
            (&feed["file"]["name"], &feed["people"], &feed["waiting"], &feed["today"]),
            (&json!(file), &json!(1_050), &json!(1_050), &json!(42)),
            "{feed}"
        );
    }
    let text = place.run(&tenant, &["status"]);
    text.says("people.csv");
    text.says("no word yet 1050");
}

#[tokio::test]
async fn several_set_ups_go_one_after_the_other_and_the_worst_code_counts() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({ "file": { "path": "people.csv" } }));
    second(&tenant, &place, json!({ "file": { "path": "contractors.csv" } }));
    put(&place, "people.csv", staff(7_001..7_011));
    let both = |more: &[&str]| {
        let start = [
            "feed",
            "set-up.json",
            "second.json",
            "--output",
            "json",
            "--follow",
            "0",
        ];
        place.run(&tenant, &[&start, more].concat())
    };
    both(&[]).expect(2);
    both(&["--yes", "--allow-leavers", "3"]).expect(2);
    // Of the second there is no file: the first goes all the same.
    both(&["--yes"]).expect(2);
    assert_eq!(people(&tenant, "7").await.len(), 10);
    put(&place, "contractors.csv", staff(7_011..7_021));
    both(&["--yes"]).expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 20);
}

/// Microsoft takes no more at call 37 of 38: the next call of the command goes on the day after.
#[tokio::test]
async fn a_day_that_is_full_at_a_call_is_gone_on_with() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(20_000..21_900));
    goes_wrong(&tenant, &format!("{UPLOAD}#37=429:retry-after=80000")).await;
    let full = feed(&tenant, &place, AGAIN);
    full.expect(3);
    let report = event(&full, "report");
    assert!(report["until"].is_string() && report["ending"] == "later", "{report}");
    let left = report["notSent"].as_u64().unwrap();
    assert!(left > 0 && left.is_multiple_of(50), "{report}");
    clear_requests(&tenant).await;
    let rest = feed(&tenant, &place, AGAIN);
    rest.expect(0);
    assert_eq!(uploads(&tenant).await as u64, left / 50, "nobody goes twice");
    assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 1_900, 0]);
}

/// The service wants to know more of the application than its token says. What nobody can answer ends it, and nobody is lost.
#[tokio::test]
async fn a_token_that_is_challenged_ends_it_or_goes_on_with_another() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#2=insufficient-claims")).await;
    let first = feed(&tenant, &place, AGAIN);
    assert!([0, 4].contains(&first.code), "{} {}", first.code, first.out);
    tenant.control(Method::DELETE, "faults", None).await;
    feed(&tenant, &place, AGAIN).expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 130);
    assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 130, 0]);
}

#[tokio::test]
async fn a_restart_while_people_wait_is_warned_of_before() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    let job = job(&tenant).await;
    assert_eq!(tenant.call(Method::POST, &format!("{job}/pause"), None).await.0, 204);
    put(&place, "people.csv", staff(7_501..7_713));
    feed(&tenant, &place, AGAIN).expect(0);
    let restart = [
        "restart",
        "set-up.json",
        "--how",
        "everybody",
        "--yes",
        "--output",
        "json",
    ];
    let restarted = place.run(&tenant, &restart);
    assert_eq!(event(&restarted, "feed-waits")["people"], 212, "{}", restarted.err);
}

/// A leaver whose name nobody may look up would be refused: as the job comes, it makes the sign-in name of what is sent.
#[tokio::test]
async fn nobody_leaves_without_the_name_they_sign_in_by() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_011));
    feed(&tenant, &place, AGAIN).expect(0);
    nobody_reads_users(&tenant).await;
    put(&place, "next.csv", staff(7_002..7_011));
    let blocked = feed(&tenant, &place, &["next.csv", "--yes", "--follow", "0"]);
    blocked.expect(3);
    assert_eq!(findings(&blocked), ["leaver-names".to_owned()].into());
    // A feed that we set up takes the name at the creation alone.
    let path = format!("{job}/schema", job = job(&tenant).await);
    let mut schema = tenant.get(&path).await;
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let mut mappings = mappings.as_array_mut().unwrap().iter_mut();
    let of_name = mappings
        .find(|mapping| mapping["targetAttributeName"] == "userPrincipalName")
        .unwrap();
    of_name["flowType"] = json!("ObjectAddOnly");
    assert_eq!(tenant.call(Method::PUT, &path, Some(schema)).await.0, 204);
    feed(&tenant, &place, &["next.csv", "--yes"]).expect(0);
    assert!(!people(&tenant, "7001").await["7001"].1);
}

/// Who is not there is not created, and goes once they are.
#[tokio::test]
async fn a_feed_that_only_fills_in_details_creates_nobody_and_says_so() {
    let tenant = Tenant::start("contoso/feed-fresh").await;
    let known = people(&tenant, "1000").await;
    let number = known.keys().next().expect("people have numbers").clone();
    let setup = json!({
        "causeway": 1, "journey": "people-feed", "tenant": tenant.text("tenant"), "name": "Details", "notify": ["ops@contoso.com"],
        "match": { "column": "Employee ID" }, "columns": { "Title": "title" }, "onlyEnrich": true, "pilot": 0,
    });
    let place = Place::with(&setup);
    place.run(&tenant, &["apply", "set-up.json", "--yes"]).expect(0);
    let title = async |number: &str| {
        let path = format!("/v1.0/users?$select=jobTitle&$filter=employeeId eq '{number}'");
        tenant.get(&path).await["value"][0]["jobTitle"].clone()
    };
    put(
        &place,
        "people.csv",
        format!("Employee ID,Title\n{number},Keeper of keys\n7001,Nobody\n"),
    );
    let first = feed(&tenant, &place, &["people.csv", "--yes"]);
    first.expect(0);
    assert_eq!(
        (counts(&first), &event(&first, "changes")["enriches"]),
        ([1, 0, 0, 0], &json!(true))
    );
    let aside = event(&first, "aside");
    assert_eq!(
        (&aside["code"], &aside["people"][0]["number"]),
        (&json!("not-here"), &json!("7001"))
    );
    assert_eq!(title(&number).await, "Keeper of keys");
    assert_eq!(people(&tenant, "7001").await.len(), 0);
    let told = place.run(&tenant, &["feed", "set-up.json", "people.csv", "--look"]);
    told.says("Nobody is created and nobody is switched off.");

    // Where nobody may look, they are sent, passed over, and sent again until somebody is there.
    nobody_reads_users(&tenant).await;
    let unseen = feed(&tenant, &place, &["people.csv", "--yes"]);
    unseen.expect(0);
    assert_eq!(
        (counts(&unseen), &event(&unseen, "report")["leftOut"]),
        ([1, 0, 1, 0], &json!(1))
    );
    let values =
        json!({ "values": { "userPrincipalName": "late@contoso.com", "employeeId": "7001", "displayName": "Late" } });
    tenant.control(Method::POST, "users", Some(values)).await;
    let later = feed(&tenant, &place, &["people.csv", "--yes"]);
    later.expect(0);
    assert_eq!(
        (counts(&later), &event(&later, "report")["done"]),
        ([0, 1, 1, 0], &json!(1))
    );
    assert_eq!(feed(&tenant, &place, &["people.csv", "--yes"]).code, 0);
}

/// What a set-up lists is cleared when its cell is emptied, and nothing else is.
#[tokio::test]
async fn an_emptied_cell_clears_what_the_set_up_lists() {
    let tenant = Tenant::start("contoso/feed-fresh").await;
    let switches = json!({ "switches": { "nullFlowMember": true } });
    tenant.control(Method::PATCH, "switches", Some(switches)).await;
    let place = place(
        &tenant,
        json!({
            "name": "Clearing", "clearWhenEmpty": ["department"],
            "columns": {
                "First Name": "name.givenName", "Last Name": "name.familyName", "Department": "department", "Title": "title",
                "Status": { "to": "active", "values": { "Active": "here" } },
            },
        }),
    );
    place.run(&tenant, &["apply", "set-up.json", "--yes"]).expect(0);
    let row = |department: &str, title: &str| {
        let heading = "Employee ID,First Name,Last Name,Status,Department,Title";
        format!("{heading}\n7001,Ana,Ruiz,Active,{department},{title}\n7002,Ben,Ochoa,Active,Sales,Clerk\n")
    };
    put(&place, "people.csv", row("Sales", "Clerk"));
    feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
    put(&place, "people.csv", row("", ""));
    let emptied = feed(&tenant, &place, &["people.csv", "--yes"]);
    emptied.expect(0);
    assert_eq!(counts(&emptied), [0, 1, 1, 0]);
    let path = "/v1.0/users?$select=department,jobTitle,employeeId&$filter=startsWith(employeeId,'700')";
    let found = tenant.get(path).await;
    let of = |number: &str| {
        let mut all = found["value"].as_array().unwrap().iter();
        all.find(|user| user["employeeId"] == number).unwrap().clone()
    };
    assert_eq!(
        (&of("7001")["department"], &of("7001")["jobTitle"]),
        (&json!(null), &json!("Clerk"))
    );
    assert_eq!(of("7002")["department"], "Sales");
}
