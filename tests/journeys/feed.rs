//! One sending of a people feed after the other, as a scheduler and a person run them. Who is in the tenant afterwards is asked by calls
//! that do not go through our client.

use std::collections::BTreeSet;
use std::path::Path;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{asked, clear_requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// The feed of the demo tenants that have one.
pub(crate) const NAME: &str = "API-driven provisioning to Microsoft Entra ID";
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/people-feed/");

pub(crate) async fn tenant() -> Tenant {
    Tenant::start("contoso/feed-running").await
}

/// A set-up of that feed for files such as those of the three days, with these answers besides.
pub(crate) fn place(tenant: &Tenant, answers: Value) -> Place {
    let mut file = json!({
        "causeway": 1, "journey": "people-feed", "tenant": tenant.text("tenant"), "name": NAME, "notify": ["ops@contoso.com"],
        "match": { "column": "Employee ID" },
        "columns": {
            "First Name": "name.givenName", "Last Name": "name.familyName",
            "Status": { "to": "active", "values": { "Active": "here", "Terminated": "left" } },
        },
        "userName": { "rule": "first.last", "domain": "contoso.com", "onClash": "number" },
        "leavers": { "by": "absence" }, "pilot": 0,
    });
    for (field, answer) in answers.as_object().expect("answers by field") {
        file[field] = answer.clone();
    }
    Place::with(&file)
}

/// A file of the place.
pub(crate) fn put(place: &Place, name: &str, text: impl AsRef<[u8]>) {
    std::fs::write(place.path().join(name), text).unwrap();
}

pub(crate) fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FILES).join(name)).unwrap()
}

/// `feed` without waiting for the log.
pub(crate) fn feed(tenant: &Tenant, place: &Place, arguments: &[&str]) -> Ended {
    let start = ["feed", "set-up.json", "--output", "json"];
    place.run(tenant, &[&start, arguments].concat())
}

/// The one line about this.
#[track_caller]
pub(crate) fn event(ended: &Ended, event: &str) -> Value {
    let lines = ended.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<Value> = lines.filter(|line| line["event"] == event).collect();
    let last = found.last();
    last.unwrap_or_else(|| panic!("no {event} in\n{}\n{}", ended.out, ended.err))
        .clone()
}

/// Codes of what was found, and whether it is in the way.
pub(crate) fn findings(ended: &Ended) -> BTreeSet<String> {
    let lines = ended.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .filter(|line| line["event"] == "finding" && line["weight"] == "blocks")
        .map(|line| line["code"].as_str().unwrap().to_owned())
        .collect()
}

/// New, changed, unchanged, leaving.
#[track_caller]
pub(crate) fn counts(ended: &Ended) -> [u64; 4] {
    let changes = event(ended, "changes");
    ["new", "changed", "unchanged", "leaving"].map(|name| changes[name].as_u64().unwrap())
}

/// Calls that were answered so since the log was cleared.
pub(crate) async fn uploads(tenant: &Tenant) -> usize {
    let all = asked(tenant).await;
    all.iter().filter(|asked| asked.path.ends_with("/bulkUpload")).count()
}

/// Everybody of the tenant whose number begins so, by number: sign-in name and whether they are switched on.
pub(crate) async fn people(tenant: &Tenant, begins: &str) -> std::collections::BTreeMap<String, (String, bool)> {
    let path = format!(
        "/v1.0/users?$select=employeeId,userPrincipalName,accountEnabled&$top=999&$filter=startsWith(employeeId,'{begins}')"
    );
    let found = tenant.get(&path).await;
    let all = found["value"].as_array().unwrap().iter();
    all.map(|user| {
        let text = |name: &str| user[name].as_str().unwrap().to_owned();
        (
            text("employeeId"),
            (text("userPrincipalName"), user["accountEnabled"] == true),
        )
    })
    .collect()
}

/// The job of the feed, by its address.
pub(crate) async fn job(tenant: &Tenant) -> String {
    let filter = format!("/v1.0/servicePrincipals?$filter=displayName eq '{NAME}'");
    let found = tenant.get(&filter).await;
    let id = found["value"][0]["id"].as_str().unwrap().to_owned();
    let jobs = format!("/v1.0/servicePrincipals/{id}/synchronization/jobs");
    let found = tenant.get(&jobs).await;
    format!("{jobs}/{}", found["value"][0]["id"].as_str().unwrap())
}

/// Time goes by, so that rounds begin and the log tells of them.
pub(crate) async fn pass(tenant: &Tenant, seconds: u64) {
    let later = json!({ "seconds": seconds });
    tenant.control(Method::POST, "time", Some(later)).await;
}

/// People of a company of three columns, from such a number on.
pub(crate) fn staff(numbers: std::ops::Range<u32>) -> String {
    let rows = numbers.map(|number| format!("{number},Given{number},Family{number},Active\n"));
    let rows: String = rows.collect();
    format!("Employee ID,First Name,Last Name,Status\n{rows}")
}

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
async fn monday_tuesday_and_a_broken_wednesday() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "monday.csv", sample("leavers-1-monday-812.csv"));
    put(&place, "tuesday.csv", sample("leavers-2-tuesday-809.csv"));
    put(&place, "wednesday.csv", sample("leavers-3-wednesday-3.csv"));
    let look = feed(&tenant, &place, &["monday.csv", "--look"]);
    look.expect(0);
    assert_eq!(counts(&look), [812, 0, 0, 0]);
    let unasked = feed(&tenant, &place, &["monday.csv"]);
    unasked.expect(0);
    assert_eq!(event(&unasked, "nothing-sent")["event"], "nothing-sent");
    assert_eq!(uploads(&tenant).await, 0, "nobody agreed");
    feed(&tenant, &place, &["monday.csv", "--yes"]).expect(0);
    assert_eq!(uploads(&tenant).await, 17);

    clear_requests(&tenant).await;
    let tuesday = feed(&tenant, &place, &["tuesday.csv", "--yes"]);
    tuesday.expect(0);
    assert_eq!((counts(&tuesday), uploads(&tenant).await), ([0, 0, 809, 3], 1));
    let report = event(&tuesday, "report");
    assert_eq!((&report["done"], &report["refused"], &report["open"]), (&json!(3), &json!(0), &json!(0)));
    let here: Vec<bool> = people(&tenant, "1").await.into_values().map(|(_, on)| on).collect();
    assert_eq!(here.iter().filter(|on| !**on).count(), 3, "three of {} are off", here.len());

    clear_requests(&tenant).await;
    for typed in [&[][..], &["--allow-leavers", "805"], &["--allow-leavers", "807"]] {
        let wednesday = feed(&tenant, &place, &[&["wednesday.csv", "--yes"], typed].concat());
        wednesday.expect(3);
        let both = ["leaving", "shrunk"].map(str::to_owned).into();
        assert_eq!((findings(&wednesday), counts(&wednesday)), (both, [0, 0, 3, 806]));
    }
    assert_eq!(uploads(&tenant).await, 0);
    let agreed = feed(&tenant, &place, &["wednesday.csv", "--yes", "--allow-leavers", "806"]);
    agreed.expect(0);
    assert_eq!(uploads(&tenant).await, 17);
}

#[tokio::test]
async fn the_same_people_are_not_sent_twice_however_the_file_is_written() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    let csv = staff(7_001..7_121).replace("Given7005", "Zoë");
    put(&place, "people.csv", &csv);
    feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
    assert_eq!(uploads(&tenant).await, 3);
    clear_requests(&tenant).await;
    let mut rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    rows[1..].reverse();
    rows.iter_mut().for_each(|row| row.reverse());
    let shuffled: String = rows.iter().map(|row| row.join(";") + "\r\n").collect();
    let western: Vec<u8> = shuffled.chars().map(|letter| u32::from(letter) as u8).collect();
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(csv.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [csv.as_bytes(), shuffled.as_bytes(), &western, &wide] {
        put(&place, "people.csv", bytes);
        let again = feed(&tenant, &place, &["people.csv", "--yes"]);
        again.expect(0);
        assert_eq!(counts(&again), [0, 0, 120, 0]);
    }
    assert_eq!(uploads(&tenant).await, 0);
    put(&place, "people.csv", csv.replace("Family7050", "Married"));
    let changed = feed(&tenant, &place, &["people.csv", "--yes"]);
    changed.expect(0);
    assert_eq!((counts(&changed), uploads(&tenant).await), ([0, 1, 119, 0], 1));
    // Whoever is here keeps the name they sign in by.
    let here = people(&tenant, "7050").await;
    assert_eq!(here["7050"], ("given7050.family7050@contoso.com".to_owned(), true));
}

#[tokio::test]
async fn a_word_that_nobody_explained_switches_nobody_off() {
    let tenant = tenant().await;
    let columns = |words: Value| {
        json!({
            "match": { "column": "Personeelsnummer" },
            "columns": {
                "Roepnaam": "name.givenName", "Achternaam": { "to": "name.familyName", "join": ["Tussenvoegsel", "Achternaam"] },
                "Leidinggevende": "manager", "Status": { "to": "active", "values": words },
            },
            "leavers": { "by": "status" },
        })
    };
    let dutch = sample("nl-cp1252.csv");
    let unexplained = json!({ "In dienst": "here", "Met zwangerschapsverlof": "here" });
    let place_before = place(&tenant, columns(unexplained));
    put(&place_before, "people.csv", &dutch);
    let blocked = feed(&tenant, &place_before, &["people.csv", "--yes"]);
    blocked.expect(3);
    let problem = event(&blocked, "problem");
    assert_eq!((&problem["code"], &problem["column"]), (&json!("status-unknown"), &json!("Status")));
    assert!(problem["places"][0]["row"].is_u64(), "{problem}");
    assert_eq!(uploads(&tenant).await, 0);

    let explained = json!({ "In dienst": "here", "Met zwangerschapsverlof": "here", "Uit dienst": "left" });
    let place = place(&tenant, columns(explained));
    put(&place, "people.csv", String::from_utf8_lossy(&western(&dutch)).replace("Uit dienst", "In dienst"));
    feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
    assert!(people(&tenant, "0").await.values().all(|(_, on)| *on));
    put(&place, "people.csv", western(&dutch));
    let leaving = feed(&tenant, &place, &["people.csv", "--yes"]);
    leaving.expect(0);
    assert_eq!(counts(&leaving), [0, 0, 3, 1]);
    let off: Vec<bool> = people(&tenant, "0").await.into_values().map(|(_, on)| on).collect();
    assert_eq!(off.iter().filter(|on| !**on).count(), 1);
}

/// The same file in UTF-8.
fn western(bytes: &[u8]) -> Vec<u8> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    text.into_bytes()
}

/// Whatever is wrong in a file, nothing of it is sent while `feed-columns` would not let it through, and nothing panics.
#[tokio::test]
async fn no_sample_is_sent_that_something_is_wrong_with() {
    let tenant = tenant().await;
    for entry in std::fs::read_dir(FILES).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let place = place(&tenant, json!({}));
        put(&place, &name, std::fs::read(&path).unwrap());
        let proposed = place.run(&tenant, &["feed-columns", &name, "--output", "json"]);
        let mut answers = json!({ "userName": { "rule": "number", "domain": "contoso.com" } });
        if proposed.out.contains("\"event\":\"columns\"") {
            let proposal = event(&proposed, "columns")["proposal"].clone();
            for field in ["match", "columns"] {
                answers[field] = proposal[field].clone();
            }
            let columns = answers["columns"].as_object_mut().unwrap();
            for column in columns.values_mut().filter(|column| column["values"].is_object()) {
                let words = column["values"].as_object_mut().unwrap();
                words.retain(|_, meaning| *meaning != "ask");
            }
            columns.retain(|_, column| column["values"] != json!({}));
        }
        if answers["match"].is_null() {
            answers.as_object_mut().unwrap().remove("match");
            answers.as_object_mut().unwrap().remove("columns");
        }
        let place = self::place(&tenant, answers);
        put(&place, &name, std::fs::read(&path).unwrap());
        clear_requests(&tenant).await;
        let ended = feed(&tenant, &place, &[&name, "--yes", "--follow", "0"]);
        assert!([0, 2, 3].contains(&ended.code), "{name}: {}\n{}\n{}", ended.code, ended.out, ended.err);
        let sent = uploads(&tenant).await;
        assert!(sent == 0 || ended.code == 0 || !ended.out.contains("\"ready\":false"), "{name}: {}", ended.out);
        if proposed.code != 0 {
            assert_eq!(sent, 0, "{name}: {}\n{}", proposed.out, ended.out);
        }
    }
}

#[tokio::test]
async fn who_is_here_without_a_number_is_set_aside_and_nobody_else() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({ "pilot": 0 }));
    put(&place, "people.csv", staff(7_201..7_206));
    for (name, number) in [("given7202.family7202@contoso.com", None), ("given7203.family7203@contoso.com", Some("9"))] {
        let values = json!({ "values": { "userPrincipalName": name, "employeeId": number, "displayName": name } });
        tenant.control(Method::POST, "users", Some(values)).await;
    }
    let ended = feed(&tenant, &place, &["people.csv", "--yes"]);
    ended.expect(3);
    assert_eq!(event(&ended, "aside")["code"], "no-number-here");
    assert_eq!(event(&ended, "aside")["people"][0]["number"], "7202");
    let here = people(&tenant, "72").await;
    let names: Vec<(&str, &str)> = here.iter().map(|(number, (name, _))| (number.as_str(), name.as_str())).collect();
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
    assert_eq!((event(&ended, "changes")["pilot"].clone(), uploads(&tenant).await), (json!(5), 3));
    let report = event(&ended, "report");
    assert_eq!((&report["accepted"], &report["done"], &report["open"]), (&json!(80), &json!(80), &json!(0)));
    let table = std::fs::read_dir(place.path().join("reports")).unwrap().next().unwrap().unwrap();
    let table = std::fs::read_to_string(table.path()).unwrap();
    assert_eq!((table.lines().count(), table.contains("7301,done,")), (81, true), "{table}");
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
    let permissions = ["Organization.Read.All", "Domain.Read.All", "Application.Read.All", "Synchronization.Read.All",
        "ProvisioningLog.Read.All", "SynchronizationData-User.Upload"];
    let granted = json!({ "permissions": permissions });
    tenant.control(Method::PUT, "sign-in/granted", Some(granted)).await;
    let ended = feed(&tenant, &place, &["people.csv", "--yes", "--report", "reports"]);
    ended.expect(3);
    assert!(ended.out.contains("\"not-checked\""), "{}", ended.out);
    let report = event(&ended, "report");
    assert_eq!((&report["accepted"], &report["done"], &report["refused"]), (&json!(3), &json!(2), &json!(1)));
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
    assert_eq!(tenant.call(Method::POST, &format!("{job}/restart"), Some(restart)).await.0, 204);
    pass(&tenant, 2 * 3600).await;
    let lost = feed(&tenant, &place, &["people.csv", "--yes"]);
    lost.expect(0);
    assert_eq!(counts(&lost), [0, 162, 50, 0]);
    assert!(lost.out.contains("\"unheard\""), "{}", lost.out);
    assert_eq!(people(&tenant, "75").await.len() + people(&tenant, "76").await.len() + people(&tenant, "77").await.len(), 262, "everybody is there");
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
    assert_eq!(people(&tenant, "7601").await["7601"], ("given7601.family7601@contoso.com".to_owned(), false));
    // With the file that was sent last, under whatever name, the record is whole.
    std::fs::rename(place.path().join("tuesday.csv"), place.path().join("old.csv")).unwrap();
    mappings_pass_over_nothing(&tenant, true).await;
    put(&place, "wednesday.csv", staff(7_603..7_611));
    feed(&tenant, &place, &["wednesday.csv", "--yes"]).expect(0);
    assert_eq!(people(&tenant, "7602").await["7602"], ("given7602.family7602@contoso.com".to_owned(), false));
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
    older.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60)).unwrap();
    put(&place, "hr/a.csv", staff(7_001..7_006));
    let look = feed(&tenant, &place, &["--look"]);
    assert_eq!(counts(&look), [5, 0, 0, 0]);
    let only = self::place(&tenant, hr("only"));
    std::fs::create_dir(only.path().join("hr")).unwrap();
    put(&only, "hr/a.csv", "");
    put(&only, "hr/b.csv", "");
    let which = feed(&tenant, &only, &["--look"]);
    assert_eq!((which.code, &event(&which, "refused")["code"]), (2, &json!("several-files")));
}
