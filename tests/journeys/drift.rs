//! What somebody changed behind the set-up's back is found and told with what is there and what should be.

use journey_tests::causewayctl::Place;
use journey_tests::finished::{DOMAIN, PROVISIONING, clear_requests, nothing_written};
use journey_tests::tenant::{Configuration, Tenant};
use reqwest::Method;
use serde_json::{Value, json};

fn answers() -> Value {
    json!({ "passwordHashSync": true, "scope": { "everyone": true }, "notify": ["ops@contoso.com"],
        "accidentalDeletes": { "enabled": true, "threshold": 500 }, "start": true })
}

/// What `drift` tells programs.
fn drift(tenant: &Tenant, place: &Place) -> (i32, Value) {
    let ended = place.run(tenant, &["drift", "set-up.json", "--output", "json"]);
    let line = ended.out.lines().last().unwrap_or_else(|| panic!("{}", ended.err));
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["event"], "drift", "{line}");
    assert_eq!(line["exit"], ended.code, "{line}");
    (ended.code, line["drift"].clone())
}

/// The settings that differ: name, of which, is, should.
fn settings(told: &Value) -> Vec<[String; 4]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let settings = told["settings"].as_array().unwrap().iter();
    settings
        .map(|one| ["setting", "which", "is", "should"].map(|name| text(&one[name])))
        .collect()
}

/// The mappings that differ: object, attribute, change and its parts.
fn mappings(told: &Value) -> Vec<[String; 3]> {
    let mappings = told["mappings"].as_array().unwrap().iter();
    let told = mappings.map(|one| {
        let parts = one["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part.as_str().unwrap());
        let change = one["change"].as_str().unwrap();
        let change = std::iter::once(change).chain(parts).collect::<Vec<_>>().join(" ");
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        [text("sourceObject"), text("attribute"), change]
    });
    told.collect()
}

/// A configuration, and how to change it without our client.
struct Behind<'t> {
    tenant: &'t Tenant,
    configuration: Configuration,
}

impl Behind<'_> {
    fn job(&self) -> String {
        let id = self.configuration.job(PROVISIONING).json["id"].as_str().unwrap();
        format!("{}/jobs/{id}", self.root())
    }

    fn root(&self) -> String {
        format!("/v1.0/servicePrincipals/{}/synchronization", self.configuration.id)
    }

    async fn sends(&self, method: Method, path: &str, body: Option<Value>) {
        let (status, answer) = self.tenant.call(method, path, body).await;
        assert_eq!(status, 204, "{path}: {answer}");
    }

    async fn schema(&self, change: impl FnOnce(&mut Value)) {
        let mut schema = self.configuration.job(PROVISIONING).schema.clone();
        change(&mut schema);
        self.sends(Method::PUT, &format!("{}/schema", self.job()), Some(schema))
            .await;
    }

    async fn setting(&self, key: &str, change: impl FnOnce(&mut Value)) {
        let path = format!("{}/secrets", self.root());
        let mut secrets = self.tenant.get(&path).await["value"].clone();
        let entry = secrets
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .find(|entry| entry["key"] == key);
        let entry = entry.unwrap();
        let mut value: Value = serde_json::from_str(entry["value"].as_str().unwrap()).unwrap();
        change(&mut value);
        entry["value"] = json!(value.to_string());
        self.sends(Method::PUT, &path, Some(json!({ "value": secrets }))).await;
    }
}

/// The attribute mappings of people.
fn of_people(schema: &mut Value) -> &mut Vec<Value> {
    let objects = schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .unwrap();
    let people = objects.iter_mut().find(|object| object["sourceObjectName"] == "user");
    people.unwrap()["attributeMappings"].as_array_mut().unwrap()
}

fn mapping<'s>(schema: &'s mut Value, target: &str) -> &'s mut Value {
    let mut mappings = of_people(schema).iter_mut();
    mappings
        .find(|mapping| mapping["targetAttributeName"] == target)
        .unwrap()
}

async fn applied(tenant: &Tenant) -> (Place, Behind<'_>) {
    let place = Place::new(tenant, DOMAIN, answers());
    place.apply(tenant).expect(0);
    let configuration = tenant.picture().await.configurations.remove(0);
    (place, Behind { tenant, configuration })
}

#[tokio::test]
async fn settings_that_somebody_changed_are_told_one_by_one() {
    let tenant = Tenant::start("contoso").await;
    let (place, behind) = applied(&tenant).await;
    let told = drift(&tenant, &place);
    assert_eq!(
        (told.0, settings(&told.1), mappings(&told.1)),
        (0, Vec::new(), Vec::new())
    );
    const MAIL: &str = "SyncNotificationSettings";
    // Nobody leaves who takes part, so no removal is held back.
    let whole_domain = "DC=corp,DC=contoso,DC=com";
    let is =
        |setting: &str, which: &str, is: &str, should: &str| [[setting, which, is, should].map(str::to_owned)].to_vec();
    let differs = |expected: Vec<[String; 4]>| {
        let (code, told) = drift(&tenant, &place);
        assert_eq!((code, settings(&told)), (3, expected), "{told}");
        assert_eq!(mappings(&told), Vec::<[String; 3]>::new());
    };

    behind
        .schema(|schema| {
            schema["synchronizationRules"][0]["containerFilter"] = json!({ "includedContainers": [whole_domain] })
        })
        .await;
    differs(is("scope", "", whole_domain, "everyone"));
    behind
        .schema(|schema| of_people(schema).retain(|mapping| mapping["targetAttributeName"] != "CredentialData"))
        .await;
    differs(is("hash-mapping", "user", "", "[PasswordHash]"));
    behind.schema(|_| {}).await;

    behind
        .setting(MAIL, |value| value["Recipients"] = json!("old@contoso.com"))
        .await;
    differs(is("mail", "", "old@contoso.com", "ops@contoso.com"));
    behind
        .setting(MAIL, |value| {
            value["Recipients"] = json!("ops@contoso.com");
            value["Enabled"] = json!(false);
        })
        .await;
    differs(is("mail", "", "", "ops@contoso.com"));
    behind
        .setting(MAIL, |value| {
            value["Enabled"] = json!(true);
            value["DeleteThresholdValue"] = json!(700);
        })
        .await;
    differs(is("delete-guard", "", "700", "500"));
    behind
        .setting(MAIL, |value| value["DeleteThresholdEnabled"] = json!(false))
        .await;
    differs(is("delete-guard", "", "", "500"));
    let said = place.run(&tenant, &["drift", "set-up.json"]);
    said.expect(3);
    said.says("The delete guard is off; the file says 500.");
    behind
        .setting(MAIL, |value| {
            value["DeleteThresholdEnabled"] = json!(true);
            value["DeleteThresholdValue"] = json!(500);
        })
        .await;

    behind
        .sends(Method::POST, &format!("{}/pause", behind.job()), None)
        .await;
    differs(is("running", PROVISIONING, "", "on"));
    behind
        .sends(Method::POST, &format!("{}/start", behind.job()), None)
        .await;

    behind
        .setting("Domain", |value| value["domain"] = json!("ad.contoso.com"))
        .await;
    differs(is("domain", "", "ad.contoso.com", DOMAIN));
    behind.setting("Domain", |value| value["domain"] = json!(DOMAIN)).await;
    // The agents do not serve that other domain, so the jobs were put aside meanwhile.
    assert_eq!(settings(&drift(&tenant, &place).1), Vec::<[String; 4]>::new());

    // Nobody can switch it on again for 72 hours, so this comes last.
    let organization = tenant.get("/v1.0/organization").await["value"][0]["id"].clone();
    let path = format!("/v1.0/organization/{}", organization.as_str().unwrap());
    behind
        .sends(Method::PATCH, &path, Some(json!({ "onPremisesSyncEnabled": false })))
        .await;
    differs(is("tenant-sync", "", "off", "on"));
}

#[tokio::test]
async fn mappings_that_somebody_changed_are_told_by_name() {
    let tenant = Tenant::start("contoso").await;
    let (place, behind) = applied(&tenant).await;
    let differs = |attribute: &str, change: &str| {
        let (code, told) = drift(&tenant, &place);
        let expected = [["user", attribute, change].map(str::to_owned)].to_vec();
        assert_eq!((code, mappings(&told)), (3, expected), "{told}");
        assert_eq!(settings(&told), Vec::<[String; 4]>::new());
        told
    };
    behind
        .schema(|schema| {
            mapping(schema, "City")["source"] =
                json!({ "type": "Attribute", "name": "co", "expression": "[co]", "parameters": [] });
        })
        .await;
    let told = differs("City", "changed source");
    assert_eq!(told["mappings"][0]["is"]["expression"], "[co]");
    assert_ne!(told["mappings"][0]["should"]["expression"], "[co]");
    let said = place.run(&tenant, &["drift", "set-up.json"]);
    said.expect(3);
    said.says("1 mapping of user differs from Microsoft's default: City.");

    behind
        .schema(|schema| mapping(schema, "City")["flowType"] = json!("ObjectAddOnly"))
        .await;
    differs("City", "changed flow");
    behind
        .schema(|schema| of_people(schema).retain(|mapping| mapping["targetAttributeName"] != "City"))
        .await;
    differs("City", "missing");
    behind
        .schema(|schema| {
            let mut added = mapping(schema, "City").clone();
            added["targetAttributeName"] = json!(unmapped(schema));
            of_people(schema).push(added);
        })
        .await;
    let (code, told) = drift(&tenant, &place);
    assert_eq!((code, mappings(&told).len()), (3, 1), "{told}");
    assert_eq!(told["mappings"][0]["change"], "added");
    behind.schema(|_| {}).await;
    assert_eq!(drift(&tenant, &place).0, 0);
}

/// An attribute of users that nothing is mapped to.
fn unmapped(schema: &mut Value) -> String {
    let names = |list: &Value, name: &str| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one[name].as_str().unwrap().to_owned()).collect()
    };
    let target = schema["synchronizationRules"][0]["targetDirectoryName"].clone();
    let directories = schema["directories"].as_array().unwrap();
    let directory = directories
        .iter()
        .find(|directory| directory["name"] == target)
        .unwrap();
    let objects = directory["objects"].as_array().unwrap();
    let users = objects.iter().find(|object| object["name"] == "User").unwrap();
    let all = names(&users["attributes"], "name");
    let mapped = names(&json!(of_people(schema)), "targetAttributeName");
    let free = all
        .into_iter()
        .find(|name| !mapped.contains(name) && name != "CredentialData");
    free.expect("an attribute that nothing is mapped to")
}

#[tokio::test]
async fn nothing_is_told_of_a_tenant_that_is_as_it_should_be_and_a_look_only_looks() {
    for scenario in ["contoso/configured", "contoso/healthy", "school/healthy"] {
        let tenant = Tenant::start(scenario).await;
        let domain = tenant.picture().await.configurations[0].setting("Domain")["domain"].clone();
        let place = Place::new(&tenant, domain.as_str().unwrap(), json!({}));
        clear_requests(&tenant).await;
        let said = place.run(&tenant, &["drift", "set-up.json"]);
        said.expect(0);
        said.says("is as its set-up file and Microsoft's defaults have it.");
        nothing_written(&tenant).await;
    }
}

#[tokio::test]
async fn what_has_drifted_in_many_ways_is_told_in_as_many_sentences() {
    let tenant = Tenant::start("contoso/drifted").await;
    let place = Place::new(&tenant, DOMAIN, answers());
    let said = place.run(&tenant, &["drift", "set-up.json"]);
    said.expect(3);
    said.says("The delete guard is off; the file says 500.");
    said.says("Nobody gets mail when it gets stuck; the file says ops@contoso.com.");
    said.says("does not run; the file says that it does.");
    said.says("of user differ from Microsoft's default: ");
}

#[tokio::test]
async fn a_domain_without_a_configuration_is_told_as_that_alone() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, answers());
    let (code, told) = drift(&tenant, &place);
    assert_eq!(code, 3);
    let names: Vec<String> = settings(&told).into_iter().map(|[name, ..]| name).collect();
    assert!(names.contains(&"configuration".to_owned()), "{names:?}");
    assert!(
        names
            .iter()
            .all(|name| ["configuration", "tenant-sync"].contains(&name.as_str()))
    );
}

/// What changed between two looks from one computer is told with what was there, and with who did it.
#[tokio::test]
async fn what_changed_since_the_last_look_is_told_with_what_was_and_who() {
    let tenant = Tenant::start("contoso/configured").await;
    let place = Place::new(&tenant, DOMAIN, answers());
    let (_, first) = drift(&tenant, &place);
    assert_eq!(first["since"], Value::Null, "it was never looked at before");
    let (_, second) = drift(&tenant, &place);
    assert_eq!(second["since"]["changes"], json!([]), "nothing changed");

    let behind = Behind {
        configuration: tenant.picture().await.configurations.remove(0),
        tenant: &tenant,
    };
    behind
        .setting("SyncNotificationSettings", |value| {
            value["DeleteThresholdValue"] = json!(700);
            value["Enabled"] = json!(true);
            value["Recipients"] = json!("new@contoso.com");
        })
        .await;
    behind
        .schema(|schema| {
            let rule = &mut schema["synchronizationRules"][0];
            rule["containerFilter"] = json!({ "includedContainers": ["OU=Staff,DC=corp,DC=contoso,DC=com"] });
            let mut user = rule["objectMappings"].as_array_mut().unwrap().iter_mut();
            let user = user.find(|mapping| mapping["sourceObjectName"] == "user").unwrap();
            user["attributeMappings"]
                .as_array_mut()
                .unwrap()
                .retain(|one| one["targetAttributeName"] != "City");
        })
        .await;
    behind
        .sends(Method::POST, &format!("{}/pause", behind.job()), None)
        .await;

    let (_, third) = drift(&tenant, &place);
    let changes = third["since"]["changes"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let told: Vec<_> = changes
        .iter()
        .map(|one| ["setting", "is", "was"].map(|name| text(&one[name])))
        .collect();
    let wanted = |of: [&str; 3]| of.map(str::to_owned);
    assert_eq!(
        told,
        [
            wanted(["mail", "new@contoso.com", "?"]),
            wanted(["delete-guard", "700", "500"]),
            wanted(["scope", "OU=Staff,DC=corp,DC=contoso,DC=com", "everyone"]),
            wanted(["running", "off", "on"]),
            wanted(["mappings", "", "?"]),
        ],
        "{third}"
    );
    assert!(
        changes.iter().all(|one| one["deed"]["by"] == tenant.text("clientId")),
        "{third}"
    );
    let kept = std::fs::read_dir(place.path().join("state/looks/custom")).unwrap();
    let kept: String = kept
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert!(kept.contains("OU=Staff") && !kept.contains("@contoso.com"), "{kept}");

    let said = place.run(&tenant, &["drift", "set-up.json"]);
    assert!(!said.out.contains("Since the last look"), "it was told: {}", said.out);
    behind
        .setting("SyncNotificationSettings", |value| {
            value["DeleteThresholdEnabled"] = json!(false)
        })
        .await;
    let said = place.run(&tenant, &["drift", "set-up.json"]);
    said.says("Since the last look from this computer (");
    said.says("The delete guard is off now; it was 700. (");
}
