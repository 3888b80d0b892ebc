//! Who is sent and who is not: those who are there already, those who go first, those who are refused, lost or gone.

use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

use crate::feed::{
    counts, event, feed, findings, job, nobody_reads_users, pass, people, place, put, staff, tenant, uploads,
};

/// In the set-up every mapping passes over nothing, so that a number alone switches somebody off and clears nothing.
async fn mappings_pass_over_nothing(tenant: &Tenant, null_flow: bool) {
    let path = format!("{}/schema", job(tenant).await);
    let mut schema = tenant.get(&path).await;
    for mapping in schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array_mut()
        .unwrap()
    {
        let is_own = mapping["matchingPriority"].as_i64().unwrap_or_default() > 0
            || mapping["targetAttributeName"] == "accountEnabled";
        if mapping["source"]["type"] == "Function" && !is_own {
            mapping["flowType"] = json!("ObjectAddOnly");
        }
    }
    let directories = schema["directories"].as_array_mut().unwrap();
    for attribute in directories
        .iter_mut()
        .flat_map(|directory| directory["objects"].as_array_mut().unwrap())
        .flat_map(|object| object["attributes"].as_array_mut().unwrap())
        .filter(|attribute| attribute["name"] == "title")
    {
        attribute["flowNullValues"] = json!(null_flow);
    }
    let (status, body) = tenant.call(Method::PUT, &path, Some(schema)).await;
    assert_eq!(status, 204, "{body}");
}

#[tokio::test]
async fn who_is_here_without_a_number_is_set_aside_and_nobody_else() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({ "pilot": 0 }));
    put(&place, "people.csv", staff(7_201..7_206));
    for (name, number) in [
        ("given7202.family7202@contoso.com", None),
        ("given7203.family7203@contoso.com", Some("9")),
    ] {
        let values = json!({ "values": { "userPrincipalName": name, "employeeId": number, "displayName": name } });
        tenant.control(Method::POST, "users", Some(values)).await;
    }
    let ended = feed(&tenant, &place, &["people.csv", "--yes"]);
    ended.expect(3);
    assert_eq!(event(&ended, "report")["exit"], 3, "as the process ends");
    assert_eq!(event(&ended, "aside")["code"], "no-number-here");
    assert_eq!(event(&ended, "aside")["people"][0]["number"], "7202");
    let here = people(&tenant, "72").await;
    let names: Vec<(&str, &str)> = here
        .iter()
        .map(|(number, (name, _))| (number.as_str(), name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("7201", "given7201.family7201@contoso.com"),
            ("7203", "given7203.family72032@contoso.com"),
            ("7204", "given7204.family7204@contoso.com"),
            ("7205", "given7205.family7205@contoso.com"),
        ]
    );
}

#[tokio::test]
async fn some_go_first_and_the_others_once_the_log_says_that_they_arrived() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({ "pilot": 5 }));
    put(&place, "people.csv", staff(7_301..7_381));
    let ended = feed(&tenant, &place, &["people.csv", "--yes", "--report", "reports"]);
    ended.expect(0);
    assert_eq!(
        (event(&ended, "changes")["pilot"].clone(), uploads(&tenant).await),
        (json!(5), 3)
    );
    let report = event(&ended, "report");
    assert_eq!(
        (&report["accepted"], &report["done"], &report["open"]),
        (&json!(80), &json!(80), &json!(0))
    );
    let table = std::fs::read_dir(place.path().join("reports"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let table = std::fs::read_to_string(table.path()).unwrap();
    assert_eq!(
        (table.lines().count(), table.contains("7301,done,")),
        (81, true),
        "{table}"
    );
}

/// Nobody reads users here, so that the service itself finds the name taken.
#[tokio::test]
async fn whoever_the_log_refuses_is_sent_again_and_nobody_else() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_401..7_404));
    let name = "given7402.family7402@contoso.com";
    let values = json!({ "values": { "userPrincipalName": name, "employeeId": "9402", "displayName": name } });
    let other = tenant.control(Method::POST, "users", Some(values)).await;
    nobody_reads_users(&tenant).await;
    let ended = feed(&tenant, &place, &["people.csv", "--yes", "--report", "reports"]);
    ended.expect(3);
    assert!(ended.out.contains("\"not-checked\""), "{}", ended.out);
    let report = event(&ended, "report");
    assert_eq!(
        (&report["accepted"], &report["done"], &report["refused"]),
        (&json!(3), &json!(2), &json!(1))
    );
    assert!(ended.out.contains("\"code\":\"EntryConflict\""), "{}", ended.out);
    let id = other["id"].as_str().unwrap_or_else(|| panic!("{other}"));
    tenant.control(Method::DELETE, &format!("users/{id}"), None).await;
    let again = feed(&tenant, &place, &["people.csv", "--yes"]);
    again.expect(0);
    assert_eq!(counts(&again), [0, 1, 2, 0]);
}

#[tokio::test]
async fn what_a_restart_threw_away_is_sent_again_and_nobody_else() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_501..7_551));
    feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
    let job = job(&tenant).await;
    assert_eq!(tenant.call(Method::POST, &format!("{job}/pause"), None).await.0, 204);
    put(&place, "people.csv", staff(7_501..7_763));
    let waiting = feed(&tenant, &place, &["people.csv", "--yes", "--follow", "0"]);
    waiting.expect(0);
    assert!(waiting.out.contains("\"not-running\""), "{}", waiting.out);
    let restart = json!({ "criteria": { "resetScope": "Watermark, Escrows, QuarantineState" } });
    assert_eq!(
        tenant
            .call(Method::POST, &format!("{job}/restart"), Some(restart))
            .await
            .0,
        204
    );
    pass(&tenant, 2 * 3600).await;
    let lost = feed(&tenant, &place, &["people.csv", "--yes"]);
    lost.expect(0);
    assert_eq!(counts(&lost), [0, 212, 50, 0]);
    assert!(lost.out.contains("\"unheard\""), "{}", lost.out);
    // The token of before is over by now.
    let tenant = Tenant::at(tenant.connection.clone()).await;
    let mut there = 0;
    for begins in ["75", "76", "77"] {
        there += people(&tenant, begins).await.len();
    }
    assert_eq!(there, 262, "everybody is there");
}

#[tokio::test]
async fn whoever_is_gone_is_switched_off_whole_or_by_number_only_where_that_is_harmless() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "monday.csv", staff(7_601..7_611));
    feed(&tenant, &place, &["monday.csv", "--yes"]).expect(0);
    std::fs::remove_file(place.path().join("monday.csv")).unwrap();
    put(&place, "tuesday.csv", staff(7_602..7_611));
    // As it comes, the job makes the sign-in name of what is sent: a number alone would spoil it.
    let blocked = feed(&tenant, &place, &["tuesday.csv", "--yes"]);
    blocked.expect(3);
    assert_eq!(findings(&blocked), ["last-file".to_owned()].into());
    mappings_pass_over_nothing(&tenant, true).await;
    let blocked = feed(&tenant, &place, &["tuesday.csv", "--yes"]);
    assert_eq!((blocked.code, findings(&blocked)), (3, ["last-file".to_owned()].into()));
    mappings_pass_over_nothing(&tenant, false).await;
    let short = feed(&tenant, &place, &["tuesday.csv", "--yes"]);
    short.expect(0);
    assert_eq!(counts(&short), [0, 0, 9, 1]);
    assert_eq!(
        people(&tenant, "7601").await["7601"],
        ("given7601.family7601@contoso.com".to_owned(), false)
    );
    // With the file that was sent last, under whatever name, the record is whole.
    std::fs::rename(place.path().join("tuesday.csv"), place.path().join("old.csv")).unwrap();
    mappings_pass_over_nothing(&tenant, true).await;
    put(&place, "wednesday.csv", staff(7_603..7_611));
    feed(&tenant, &place, &["wednesday.csv", "--yes"]).expect(0);
    assert_eq!(
        people(&tenant, "7602").await["7602"],
        ("given7602.family7602@contoso.com".to_owned(), false)
    );
}

#[tokio::test]
async fn the_newest_file_of_a_folder_is_taken_where_the_set_up_says_so() {
    let tenant = tenant().await;
    let hr = |take: &str| json!({ "file": { "path": "hr/*.csv", "take": take } });
    let place = place(&tenant, hr("newest"));
    let none = feed(&tenant, &place, &["--look"]);
    none.expect(2);
    assert_eq!(event(&none, "refused")["code"], "no-file");
    std::fs::create_dir(place.path().join("hr")).unwrap();
    put(&place, "hr/b.csv", staff(7_001..7_003));
    let older = std::fs::File::open(place.path().join("hr/b.csv")).unwrap();
    older
        .set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60))
        .unwrap();
    put(&place, "hr/a.csv", staff(7_001..7_006));
    let look = feed(&tenant, &place, &["--look"]);
    assert_eq!(counts(&look), [5, 0, 0, 0]);
    let only = crate::feed::place(&tenant, hr("only"));
    std::fs::create_dir(only.path().join("hr")).unwrap();
    put(&only, "hr/a.csv", "");
    put(&only, "hr/b.csv", "");
    let which = feed(&tenant, &only, &["--look"]);
    assert_eq!(
        (which.code, &event(&which, "refused")["code"]),
        (2, &json!("several-files"))
    );
}

/// People of the company who have an account, and whom this computer has never sent.
#[tokio::test]
async fn who_left_before_the_first_sending_and_has_an_account_is_told_or_asked_about() {
    let tenant = tenant().await;
    let csv = "Employee ID,First Name,Last Name,Status\n9001,Given,Family,Active\n".to_owned();
    let left = (10_000..10_020).map(|number| format!("{number},Given,Family,Terminated\n"));
    let csv = csv + &left.collect::<String>();
    let switched_on = async || {
        people(&tenant, "100")
            .await
            .values()
            .filter(|(_, is_on)| *is_on)
            .count()
    };
    let before = switched_on().await;
    for (answer, exit, code) in [("leave-out", 0, "stays-on"), ("create", 3, "leaving")] {
        let place = place(
            &tenant,
            json!({ "leavers": { "by": "status" }, "leftWithoutAccount": answer }),
        );
        put(&place, "people.csv", &csv);
        let ended = feed(&tenant, &place, &["people.csv", "--yes", "--follow", "0"]);
        assert_eq!(ended.code, exit, "{answer}: {}", ended.out);
        assert_eq!(event(&ended, "finding")["code"], code);
        assert_eq!(switched_on().await, before);
    }
}

/// A file that no longer fits the set-up is not the one that is sent.
#[tokio::test]
async fn a_column_may_be_renamed_while_the_last_file_lies_beside() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "monday.csv", staff(7_701..7_711));
    feed(&tenant, &place, &["monday.csv", "--yes", "--follow", "0"]).expect(0);
    let renamed = |text: &str| text.replace("First Name", "Given");
    let setup = place.path().join("set-up.json");
    let text = std::fs::read_to_string(&setup).unwrap();
    std::fs::write(&setup, renamed(&text)).unwrap();
    put(&place, "tuesday.csv", renamed(&staff(7_701..7_711)));
    let looked = feed(&tenant, &place, &["tuesday.csv", "--look"]);
    looked.expect(0);
    assert_eq!(counts(&looked), [0, 0, 10, 0]);
}

/// Whoever was left out yesterday stands in no file today that says who they were.
#[tokio::test]
async fn whoever_is_gone_and_was_left_out_before_stops_the_others_only_where_a_number_alone_would_clear() {
    let tenant = tenant().await;
    let leave_out = json!([{ "column": "Last Name", "is": ["Hidden"] }]);
    let place = place(&tenant, json!({ "leaveOut": leave_out }));
    put(&place, "monday.csv", staff(7_801..7_811));
    feed(&tenant, &place, &["monday.csv", "--yes", "--follow", "0"]).expect(0);
    put(
        &place,
        "tuesday.csv",
        staff(7_801..7_811).replace("Family7801", "Hidden"),
    );
    feed(&tenant, &place, &["tuesday.csv", "--yes", "--follow", "0"]).expect(0);
    put(&place, "wednesday.csv", staff(7_802..7_812));
    let looked = feed(&tenant, &place, &["wednesday.csv", "--look"]);
    assert_eq!(
        (looked.code, findings(&looked)),
        (3, ["last-file".to_owned()].into()),
        "{}",
        looked.out
    );
    mappings_pass_over_nothing(&tenant, false).await;
    let sent = feed(&tenant, &place, &["wednesday.csv", "--yes", "--follow", "0"]);
    sent.expect(0);
    assert_eq!(counts(&sent), [1, 0, 9, 1]);
    assert!(!people(&tenant, "7801").await["7801"].1);
}
