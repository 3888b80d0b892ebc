//! Why somebody was skipped, asked by name, distinguished name, address and id. Who is asked about is read from the log without our
//! client.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

async fn asked(scenario: &str) -> (Tenant, Place) {
    let tenant = Tenant::start(scenario).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    (tenant, place)
}

/// The newest row that fits.
async fn row(tenant: &Tenant, filter: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/v1.0/auditLogs/provisioning?$orderby=activityDateTime desc&$top=1000&$filter={filter}");
    let rows = tenant.get(&path).await["value"].as_array().cloned().unwrap();
    let found = rows.into_iter().find(|row| is_person(row) && fits(row));
    found.unwrap_or_else(|| panic!("no row of {filter}"))
}

fn is_person(row: &Value) -> bool {
    let kind = row["sourceIdentity"]["identityType"].as_str().unwrap();
    ["User", "InetOrgPerson"].contains(&kind) && row["jobId"].as_str().unwrap().starts_with("AD2AADProvisioning")
}

fn id(row: &Value) -> &str {
    row["sourceIdentity"]["id"].as_str().unwrap()
}

fn told(ended: &Ended) -> Value {
    ended.expect(0);
    let line = ended.out.lines().last().unwrap();
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["event"], "why", "{line}");
    line["why"].clone()
}

fn why(tenant: &Tenant, place: &Place, person: &str) -> Value {
    told(&place.run(tenant, &["why", person, "--output", "json"]))
}

fn code(told: &Value) -> &str {
    told["answer"]["code"].as_str().unwrap()
}

#[tokio::test]
async fn each_fate_of_a_healthy_tenant_has_its_answer_and_asking_only_reads() {
    let (tenant, place) = asked("contoso/healthy").await;
    clear_requests(&tenant).await;
    let by_code =
        |name: &'static str| move |row: &Value| row["provisioningStatusInfo"]["errorInformation"]["errorCode"] == name;
    for (filter, name, answer) in [
        (
            "provisioningStatusInfo/status eq 'failure'",
            Some("MandatoryFieldsMissing"),
            "fails",
        ),
        (
            "provisioningStatusInfo/status eq 'failure'",
            Some("AttributeValueMustBeUnique"),
            "fails",
        ),
        (
            "provisioningStatusInfo/status eq 'skipped'",
            Some("ImportSkipped"),
            "import-skipped",
        ),
        ("provisioningAction eq 'delete'", None, "removed"),
        (
            "provisioningAction eq 'update' and provisioningStatusInfo/status eq 'success'",
            None,
            "in-step",
        ),
    ] {
        let newest = match name {
            Some(name) => row(&tenant, filter, by_code(name)).await,
            None => row(&tenant, filter, |_| true).await,
        };
        let answered = why(&tenant, &place, id(&newest));
        assert_eq!(code(&answered), answer, "{name:?}: {answered}");
        assert_eq!(answered["rows"][0]["row"]["sourceId"], newest["sourceIdentity"]["id"]);
        assert_eq!(answered["configuration"]["domain"], DOMAIN);
    }
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn one_person_is_found_by_everything_that_people_type() {
    let (tenant, place) = asked("contoso/healthy").await;
    let newest = row(
        &tenant,
        "provisioningAction eq 'update' and provisioningStatusInfo/status eq 'success'",
        |_| true,
    )
    .await;
    let user = tenant
        .get(&format!(
            "/v1.0/users/{}",
            newest["targetIdentity"]["id"].as_str().unwrap()
        ))
        .await;
    let place_of = newest["sourceIdentity"]["details"]["DistinguishedName"]
        .as_str()
        .unwrap();
    let other_case = place_of.to_lowercase();
    for typed in [
        id(&newest),
        newest["targetIdentity"]["id"].as_str().unwrap(),
        place_of,
        &other_case,
        user["userPrincipalName"].as_str().unwrap(),
    ] {
        let answered = why(&tenant, &place, typed);
        assert_eq!(
            answered["person"]["sourceId"], newest["sourceIdentity"]["id"],
            "{typed}: {answered}"
        );
        assert_eq!(code(&answered), "in-step", "{typed}");
    }
    // Names are shared, so a name finds one or a list with ways to tell them apart.
    let name = newest["sourceIdentity"]["displayName"].as_str().unwrap();
    for typed in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
        let ended = place.run(&tenant, &["why", &typed, "--output", "json"]);
        assert!([0, 2].contains(&ended.code), "{}", ended.out);
        assert!(ended.out.contains(id(&newest)), "{typed}: {}", ended.out);
    }
    let first = name.split(' ').next().unwrap();
    let several = place.run(&tenant, &["why", first]);
    several.expect(2);
    several.says("Name one by its id or distinguished name.");
}

#[tokio::test]
async fn who_is_held_back_or_was_never_met_is_told_so() {
    let (tenant, place) = asked("contoso/held-deletes").await;
    let held = row(&tenant, "provisioningAction eq 'stagedDelete'", |_| true).await;
    let answered = why(&tenant, &place, id(&held));
    assert_eq!(code(&answered), "held-delete", "{answered}");
    assert!(
        answered["answer"]["values"]["others"].as_u64() > Some(100),
        "{answered}"
    );

    let (tenant, place) = asked("contoso/healthy").await;
    let nobody = r"CN=Nobody\, Atall,OU=Staff,DC=corp,DC=contoso,DC=com";
    let answered = why(&tenant, &place, nobody);
    assert_eq!(code(&answered), "never-met", "{answered}");
    assert_eq!(answered["person"]["name"], "Nobody, Atall");
    let days = answered["answer"]["values"]["days"].as_u64().unwrap();
    assert!(
        (26..=30).contains(&days),
        "Microsoft keeps 30 days, less a weekend: {days}"
    );
    let said = place.run(&tenant, &["why", "Nobody Atall"]);
    said.expect(0);
    said.says("Microsoft has not met Nobody Atall");
    place.run(&tenant, &["why", " "]).expect(2);

    let (tenant, place) = asked("contoso/stuck-agent").await;
    assert_eq!(code(&why(&tenant, &place, nobody)), "job-not-well");
}

#[tokio::test]
async fn a_value_that_was_left_off_is_told_with_who_has_it() {
    let (tenant, place) = asked("contoso/healthy").await;
    let mut path = "/v1.0/users?$top=999&$select=id,displayName,onPremisesProvisioningErrors".to_owned();
    let user = loop {
        let page = tenant.get(&path).await;
        let users = page["value"].as_array().unwrap();
        let has_errors = |user: &&Value| {
            user["onPremisesProvisioningErrors"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        };
        if let Some(user) = users.iter().find(has_errors) {
            break user.clone();
        }
        let next = page["@odata.nextLink"]
            .as_str()
            .expect("somebody with a value left off");
        path = next.strip_prefix(tenant.text("graph")).unwrap().to_owned();
    };
    let answered = why(&tenant, &place, user["id"].as_str().unwrap());
    assert!(["value-left-off", "fails"].contains(&code(&answered)), "{answered}");
    let value = user["onPremisesProvisioningErrors"][0]["value"].as_str().unwrap();
    let told = answered["answer"]["values"]["address"].as_str().unwrap();
    assert!(value.to_lowercase().ends_with(&told.to_lowercase()), "{value} {told}");
}

#[tokio::test]
async fn a_closed_log_is_told_and_the_rest_is_read_all_the_same() {
    for (scenario, unread, lead) in [
        ("contoso/free-licence", "no-licence", "log-closed-licence"),
        ("contoso/log-closed", "not-permitted", "log-closed-role"),
    ] {
        let (tenant, place) = asked(scenario).await;
        let users = tenant
            .get("/v1.0/users?$top=1&$filter=onPremisesSyncEnabled eq true")
            .await;
        let user = users["value"][0]["id"].as_str().unwrap().to_owned();
        let answered = why(&tenant, &place, &user);
        assert_eq!(answered["answer"]["lead"], lead, "{answered}");
        assert_eq!(answered["unread"]["log"], unread, "{answered}");
        assert_eq!(answered["user"]["id"], json!(user), "{answered}");
        assert_eq!(answered["tie"]["target"], json!(user), "{answered}");
    }
}

/// The people whom the page of the demo tenant names for each answer.
#[tokio::test]
async fn each_answer_can_be_seen_at_somebody() {
    for (scenario, person, answer) in [
        ("scoped", "Willemijn Hendriks", "outside-units"),
        ("pilot", "Willemijn Hendriks", "outside-groups"),
        ("healthy", "Rachel Foster", "import-skipped"),
        (
            "healthy",
            "cn=jonas zimmermann,OU=Warehouse,DC=corp,DC=contoso,DC=com",
            "value-left-off",
        ),
        (
            "healthy",
            "CN=Rong Gao,OU=Contractors,DC=corp,DC=contoso,DC=com",
            "fails",
        ),
        ("healthy", "Emily.Adams@contoso.com", "fails"),
        ("healthy", "Front Desk", "never-met"),
    ] {
        let (tenant, place) = asked(&format!("contoso/{scenario}")).await;
        let answered = why(&tenant, &place, person);
        assert_eq!(code(&answered), answer, "{scenario}, {person}: {answered}");
    }
}

/// Who changes is up to chance and the day, so it is somebody who has no row today.
#[tokio::test]
async fn somebody_who_is_tied_and_never_changed_is_told_so() {
    let (tenant, place) = asked("contoso/configured").await;
    let mut rows = Vec::new();
    let mut next = Some("/v1.0/auditLogs/provisioning?$top=1000".to_owned());
    while let Some(path) = next {
        let page = tenant.get(&path).await;
        rows.extend(page["value"].as_array().cloned().unwrap());
        let link = page["@odata.nextLink"].as_str();
        next = link.map(|link| link[link.find("/v1.0/").unwrap()..].to_owned());
    }
    let has_row = |name: &Value| rows.iter().any(|row| row["sourceIdentity"]["displayName"] == *name);
    let people = tenant
        .get("/v1.0/users?$select=displayName,onPremisesSyncEnabled&$top=999")
        .await;
    let people = people["value"].as_array().unwrap();
    let quiet = people.iter().find(|person| {
        let name = &person["displayName"];
        let namesakes = people.iter().filter(|other| other["displayName"] == *name).count();
        person["onPremisesSyncEnabled"] == true && namesakes == 1 && !has_row(name)
    });
    let name = quiet.unwrap()["displayName"].as_str().unwrap();
    let answered = why(&tenant, &place, &name.to_lowercase());
    assert_eq!(code(&answered), "tied-without-row", "{name}: {answered}");
}

#[tokio::test]
async fn whom_the_agent_leaves_out_and_who_is_gone_before_arriving_is_told_so() {
    let (tenant, place) = asked("contoso/healthy").await;
    let path = "/v1.0/auditLogs/provisioning?$top=1000&$filter=provisioningStatusInfo/status eq 'skipped'";
    let rows = tenant.get(path).await["value"].as_array().cloned().unwrap();
    let nameless = |row: &&Value| {
        let source = &row["sourceIdentity"];
        source["id"].is_string() && source["displayName"].as_str().is_none_or(str::is_empty)
    };
    let left_out = rows.iter().find(nameless).expect("somebody of the system");
    assert_eq!(code(&why(&tenant, &place, id(left_out))), "left-out-by-agent");

    let gone = "CN=Rong Gao,OU=Contractors,DC=corp,DC=contoso,DC=com";
    let control = async |call: &str, body| tenant.control(Method::POST, call, Some(body)).await;
    control("people/remove", json!({ "who": gone })).await;
    control("time", json!({ "seconds": 7200 })).await;
    assert_eq!(code(&why(&tenant, &place, gone)), "not-active");
}
