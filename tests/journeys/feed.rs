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
pub(crate) const UPLOAD: &str = "POST /servicePrincipals/*/synchronization/jobs/*/bulkUpload";
pub(crate) const AGAIN: &[&str] = &["people.csv", "--yes", "--follow", "0"];
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
    let lines = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<Value> = lines.filter(|line| line["event"] == event).collect();
    let last = found.last();
    last.unwrap_or_else(|| panic!("no {event} in\n{}\n{}", ended.out, ended.err))
        .clone()
}

/// Codes of what was found, and whether it is in the way.
pub(crate) fn findings(ended: &Ended) -> BTreeSet<String> {
    let lines = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
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

/// The feed stops by itself where so many would be switched off in one round.
async fn guard(tenant: &Tenant, threshold: u64) {
    let (app, _) = job(tenant)
        .await
        .split_once("/jobs")
        .map(|(app, job)| (app.to_owned(), job.to_owned()))
        .unwrap();
    let settings = json!({
        "Enabled": true, "Recipients": "ops@contoso.com", "DeleteThresholdEnabled": true, "DeleteThresholdValue": threshold,
    });
    let secrets = json!({ "value": [{ "key": "SyncNotificationSettings", "value": settings.to_string() }] });
    let (status, body) = tenant.call(Method::PUT, &format!("{app}/secrets"), Some(secrets)).await;
    assert_eq!(status, 204, "{body}");
}

/// Without the permission to read users.
pub(crate) async fn nobody_reads_users(tenant: &Tenant) {
    let permissions = [
        "Organization.Read.All",
        "Domain.Read.All",
        "Application.Read.All",
        "Synchronization.Read.All",
        "ProvisioningLog.Read.All",
        "SynchronizationData-User.Upload",
    ];
    let granted = json!({ "permissions": permissions });
    tenant.control(Method::PUT, "sign-in/granted", Some(granted)).await;
}

/// Something is to go wrong with a request.
pub(crate) async fn goes_wrong(tenant: &Tenant, fault: &str) {
    let script = json!({ "fault": fault });
    tenant.control(Method::POST, "faults", Some(script)).await;
}

/// The files of the state folder whose name ends so.
pub(crate) fn files(place: &Place, ending: &str) -> Vec<std::path::PathBuf> {
    let mut folders = vec![place.path().join("state")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found
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
    unasked.expect(2);
    assert!(unasked.out.contains("--yes"), "{} {}", unasked.out, unasked.err);
    assert_eq!(uploads(&tenant).await, 0, "nobody agreed");
    feed(&tenant, &place, &["monday.csv", "--yes"]).expect(0);
    assert_eq!(uploads(&tenant).await, 17);

    clear_requests(&tenant).await;
    let tuesday = feed(&tenant, &place, &["tuesday.csv", "--yes"]);
    tuesday.expect(0);
    assert_eq!((counts(&tuesday), uploads(&tenant).await), ([0, 0, 809, 3], 1));
    let report = event(&tuesday, "report");
    assert_eq!(
        (&report["done"], &report["refused"], &report["open"]),
        (&json!(3), &json!(0), &json!(0))
    );
    for (number, on) in [("1005", false), ("1099", false), ("1700", false), ("1006", true)] {
        assert_eq!(people(&tenant, number).await[number].1, on, "{number}");
    }

    guard(&tenant, 5_000).await;
    clear_requests(&tenant).await;
    for typed in [&[][..], &["--allow-leavers", "805"], &["--allow-leavers", "807"]] {
        let wednesday = feed(&tenant, &place, &[&["wednesday.csv", "--yes"], typed].concat());
        wednesday.expect(3);
        let both = ["leaving", "shrunk"].map(str::to_owned).into();
        assert_eq!((findings(&wednesday), counts(&wednesday)), (both, [0, 0, 3, 806]));
    }
    guard(&tenant, 806).await;
    let stopped = feed(&tenant, &place, &["wednesday.csv", "--yes", "--allow-leavers", "806"]);
    assert_eq!((stopped.code, findings(&stopped)), (3, ["threshold".to_owned()].into()));
    assert_eq!(uploads(&tenant).await, 0);
    guard(&tenant, 5_000).await;
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
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(csv.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
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
    let before = place(&tenant, columns(unexplained));
    put(&before, "people.csv", &dutch);
    let blocked = feed(&tenant, &before, &["people.csv", "--yes"]);
    blocked.expect(3);
    let unknown = blocked.out.lines().find(|line| line.contains("\"status-unknown\""));
    let unknown: Value = serde_json::from_str(unknown.expect("the word is asked about")).unwrap();
    assert_eq!(
        (&unknown["column"], &unknown["places"][0]["row"]),
        (&json!("Status"), &json!(4))
    );
    assert_eq!(uploads(&tenant).await, 0);

    let explained = json!({ "In dienst": "here", "Met zwangerschapsverlof": "here", "Uit dienst": "left" });
    let place = place(&tenant, columns(explained));
    put(&place, "people.csv", replaced(&dutch, "Uit dienst", "In dienst"));
    feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
    assert!(people(&tenant, "0").await.values().all(|(_, on)| *on));
    put(&place, "people.csv", &dutch);
    let leaving = feed(&tenant, &place, &["people.csv", "--yes"]);
    leaving.expect(0);
    assert_eq!(counts(&leaving), [0, 0, 3, 1]);
    let off: Vec<bool> = people(&tenant, "0").await.into_values().map(|(_, on)| on).collect();
    assert_eq!(off.iter().filter(|on| !**on).count(), 1);
}

/// The same bytes with one word changed.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes());
    let at = at.expect("the word is there");
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
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
            for field in ["match", "columns", "userName"] {
                answers[field] = proposal[field].clone();
            }
            if answers["userName"]["rule"] != "column" {
                answers["userName"]["domain"] = json!("contoso.com");
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
        assert!(
            [0, 2, 3].contains(&ended.code),
            "{name}: {}\n{}\n{}",
            ended.code,
            ended.out,
            ended.err
        );
        let sent = uploads(&tenant).await;
        assert!(
            sent == 0 || ended.code == 0 || !ended.out.contains("\"ready\":false"),
            "{name}: {}",
            ended.out
        );
        if proposed.code != 0 {
            assert_eq!(sent, 0, "{name}: {}\n{}", proposed.out, ended.out);
        }
    }
}
