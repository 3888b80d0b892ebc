//! The life of a job (contract 7, 17), told by the tenant's own time.

use graph_simulator::Options;
use graph_simulator::tenant::Switches;
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::cloud_sync::CloudSync;

fn code(status: &Value) -> &str {
    status["code"].as_str().unwrap()
}

fn never(time: &Value) -> bool {
    time.as_str().unwrap().starts_with("0001")
}

#[tokio::test]
async fn a_job_is_created_armed_runs_and_becomes_steady() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    let created = sync.status().await;
    assert_eq!(code(&created), "Paused");
    assert!(created["lastExecution"].is_null() && never(&created["steadyStateFirstAchievedTime"]));

    sync.act("/start").await;
    sync.act("/start").await;
    let armed = sync.status().await;
    assert_eq!(
        (code(&armed), &armed["lastExecution"]["error"]["code"]),
        ("NotRun", &json!("None"))
    );
    assert!(never(&armed["lastExecution"]["timeBegan"]) && armed["lastExecution"]["state"] == "Failed");

    // First tick after 3 s, then a hundred objects a second.
    sync.pass(4);
    let early = sync.status().await;
    assert_eq!(
        (code(&early), &early["progress"][0]["completedUnits"]),
        ("Active", &json!(100))
    );
    let first = sync.count("user to User").await;
    sync.pass(3);
    let later = sync.count("user to User").await;
    assert!(0 < first && first < later && later < 784, "{first} {later}");

    sync.pass(60);
    let steady = sync.status().await;
    assert!(steady["progress"].as_array().unwrap().is_empty() && !never(&steady["steadyStateFirstAchievedTime"]));
    assert_eq!(steady["lastExecution"]["state"], "EntryLevelErrors");
    assert_eq!(
        sync.count("user to User").await + sync.count("inetOrgPerson to User").await,
        810
    );
    assert_eq!(steady["lastExecution"]["countEscrowed"], 2);
    assert!(steady["steadyStateLastAchievedTime"].as_str() > steady["steadyStateFirstAchievedTime"].as_str());

    sync.act("/pause").await;
    let job = sync.tenant.get(&sync.path("")).await.expect(200);
    assert_eq!(
        (code(&job["status"]), &job["schedule"]["state"]),
        ("Paused", &json!("Disabled"))
    );
    assert_eq!(
        job["status"]["steadyStateLastAchievedTime"],
        steady["steadyStateLastAchievedTime"]
    );
}

#[tokio::test]
async fn a_pause_in_the_middle_lets_the_cycle_come_to_its_end_and_no_other_begin() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    sync.act("/start").await;
    sync.pass(3 + 2);
    sync.act("/pause").await;
    let people = async || sync.count("user to User").await + sync.count("inetOrgPerson to User").await;
    let paused = sync.tenant.get(&sync.path("")).await.expect(200);
    assert_eq!(
        (
            code(&paused["status"]),
            &paused["schedule"]["state"],
            people().await < 810
        ),
        ("Paused", &json!("Disabled"), true)
    );
    sync.pass(600);
    assert_eq!(people().await, 810);
    let ended = sync.status().await["lastExecution"]["timeEnded"].clone();
    sync.pass(600);
    let status = sync.status().await;
    assert_eq!(
        (code(&status), &status["lastExecution"]["timeEnded"]),
        ("Paused", &ended)
    );
    sync.act("/start").await;
    sync.pass(60);
    let status = sync.status().await;
    assert_eq!(code(&status), "Active");
    assert_ne!(status["lastExecution"]["timeEnded"], ended);
}

#[tokio::test]
async fn without_what_it_needs_a_job_goes_into_quarantine_and_start_tries_again() {
    let mut sync = CloudSync::prepare(paced("contoso/agent-inactive")).await;
    sync.act("/start").await;
    sync.pass(4);
    let status = sync.status().await;
    assert_eq!(
        (code(&status), &status["quarantine"]["reason"]),
        ("Quarantine", &json!("EncounteredQuarantineException"))
    );
    assert_eq!(
        status["quarantine"]["error"]["code"],
        "HybridIdentityServiceNoActiveAgents"
    );
    assert_eq!(
        sync.tenant.get(&sync.path("")).await.expect(200)["schedule"]["interval"],
        "P1D"
    );

    // Tried again 6, 12 and 24 hours after the first failure, then daily; switched off after four weeks.
    let began: Timestamp = status["quarantine"]["seriesBegan"].as_str().unwrap().parse().unwrap();
    let hour = |of: &Value| {
        of.as_str()
            .unwrap()
            .parse::<Timestamp>()
            .unwrap()
            .duration_since(began)
            .as_hours()
    };
    let mut passed = 0_u32;
    for (count, at, next) in [
        (1, 0, 6),
        (2, 6, 12),
        (3, 12, 24),
        (4, 24, 48),
        (5, 48, 72),
        (29, 624, 648),
        (30, 648, 672),
    ] {
        sync.pass(u64::from(at - passed) * 3600);
        passed = at;
        sync.sign_in_again().await;
        let quarantine = sync.status().await["quarantine"].clone();
        assert_eq!(quarantine["seriesCount"], count);
        assert_eq!(
            (
                hour(&quarantine["seriesBegan"]),
                hour(&quarantine["currentBegan"]),
                hour(&quarantine["nextAttempt"])
            ),
            (0, i64::from(at), next)
        );
    }
    sync.pass(24 * 3600);
    sync.sign_in_again().await;
    let given_up = sync.tenant.get(&sync.path("")).await.expect(200);
    assert_eq!(
        (code(&given_up["status"]), &given_up["schedule"]["state"]),
        ("Paused", &json!("Disabled"))
    );

    sync.tenant
        .control(Method::POST, "/agents/all/start", Value::Null)
        .await
        .expect(200);
    sync.act("/start").await;
    sync.pass(60);
    let status = sync.status().await;
    assert_eq!((code(&status), &status["quarantine"]), ("Active", &Value::Null));
}

#[tokio::test]
async fn a_domain_no_agent_serves_is_named() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    let body = json!({"value": [{"key": "Domain", "value": "{\"domain\":\"other.example\"}"}]});
    sync.tenant
        .put(&format!("{}/synchronization/secrets", sync.principal), body)
        .await
        .expect(204);
    sync.act("/start").await;
    assert_eq!(
        sync.status().await["quarantine"]["error"]["code"],
        "HybridIdentityServiceInvalidResource"
    );
}

#[tokio::test]
async fn deletes_are_held_from_the_threshold_on() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.secrets(json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 40}))
        .await;
    sync.act("/start").await;
    assert_eq!(code(&sync.status().await), "Active");
    let remove = |count: u32| json!({"count": count});

    sync.tenant
        .control(Method::POST, "/people/remove", remove(39))
        .await
        .expect(200);
    assert_eq!(code(&sync.status().await), "Active");
    assert_eq!(sync.log(" and provisioningAction eq 'delete'").await.len(), 39);

    sync.tenant
        .control(Method::POST, "/people/remove", remove(40))
        .await
        .expect(200);
    let held = sync.status().await;
    assert_eq!(
        (code(&held), &held["quarantine"]["reason"]),
        ("Quarantine", &json!("TooManyDeletes"))
    );
    assert_eq!(sync.log(" and provisioningAction eq 'stagedDelete'").await.len(), 40);
    assert_eq!(sync.in_target("user to User").await, 784 - 39 - 2);

    // Starting over does not let them go; only ForceDeletes does.
    sync.restart("Watermark, Escrows, QuarantineState").await.expect(204);
    assert_eq!(code(&sync.status().await), "Quarantine");
    sync.restart("ForceDeletes").await.expect(204);
    assert_eq!(code(&sync.status().await), "Active");
    assert_eq!(sync.in_target("user to User").await, 784 - 79 - 2);
}

#[tokio::test]
async fn scope_decides_who_comes_and_who_goes() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    let containers = |dns: &[&str]| json!({"includedContainers": dns});
    sync.change_rule(|rule| rule["containerFilter"] = containers(&["OU=Utrecht,OU=Staff,DC=corp,DC=contoso,DC=com"]))
        .await;
    sync.act("/start").await;
    assert_eq!(
        (sync.count("user to User").await, sync.count("group to Group").await),
        (149, 0)
    );

    sync.change_rule(|rule| {
        rule["containerFilter"] = Value::Null;
        rule["groupFilter"] = json!({"includedGroups": ["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"]});
    })
    .await;
    assert_eq!(
        sync.in_target("user to User").await + sync.in_target("inetOrgPerson to User").await,
        12
    );
    assert_eq!(sync.in_target("group to Group").await, 1);

    sync.change_rule(|rule| rule["objectMappings"][1]["enabled"] = json!(false))
        .await;
    assert_eq!(sync.in_target("group to Group").await, 0);
}

#[tokio::test]
async fn jobs_are_created_from_listed_templates_only_and_show_up_late() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    let list = format!("{}/synchronization/jobs", sync.principal);
    let listed = async |query: &str| {
        sync.tenant.get(&format!("{list}{query}")).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .len()
    };
    sync.create("AD2AADPasswordHash").await.expect(201);
    assert_eq!(listed("").await, 1);
    sync.pass(1);
    assert_eq!(listed("").await, 2);
    assert_eq!(listed("?$filter=templateId%20eq%20'AD2AADPasswordHash'").await, 1);

    assert_eq!(sync.create("ad2aadprovisioning").await.code(), "BadRequest");
    assert_eq!(sync.create("scim").await.status, 400);
    let second = sync.create("AD2AADProvisioning").await.expect(201);
    assert_ne!(second["id"], sync.job.as_str());

    sync.tenant.delete(&sync.path("")).await.expect(204);
    sync.tenant.delete(&sync.path("")).await.expect(404);
    sync.tenant.get(&sync.path("/schema")).await.expect(404);
}

#[tokio::test]
async fn switches_change_what_no_source_tells() {
    let switches = Switches {
        duplicate_job_conflicts: true,
        internal_template_id: true,
        ..Switches::default()
    };
    let sync = CloudSync::prepare(Options {
        switches,
        ..instant("school")
    })
    .await;
    assert_eq!(sync.create("AD2AADProvisioning").await.status, 409);
    assert_eq!(
        sync.tenant.get(&sync.path("")).await.expect(200)["templateId"],
        "ADDCInPassthrough"
    );
}

#[tokio::test]
async fn restart_knows_its_scopes_by_exact_name() {
    let sync = CloudSync::prepare(instant("school")).await;
    assert_eq!(sync.restart("watermark").await.status, 400);
    sync.act("/restart").await;
    assert_eq!(code(&sync.status().await), "Active");
    let settings = sync.tenant.get(&sync.path("")).await.expect(200)["synchronizationJobSettings"].clone();
    let setting = |name: &str| {
        settings
            .as_array()
            .unwrap()
            .iter()
            .find(|setting| setting["name"] == name)
            .unwrap()["value"]
            .clone()
    };
    assert_eq!(
        (setting("DomainFQDN"), setting("QuarantineTooManyDeletesThreshold")),
        (json!("ad.lindenschool.example"), json!("500"))
    );
}

#[tokio::test]
async fn one_person_on_demand_is_written_whatever_the_scope() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.change_rule(|rule| {
        rule["containerFilter"] = json!({"includedContainers": ["OU=Contractors,DC=corp,DC=contoso,DC=com"]})
    })
    .await;
    let rule = sync.schema().await["synchronizationRules"][0]["id"].clone();
    let ask = async |rule: &Value, dn: &str| {
        let body = json!({"parameters": [{"ruleId": rule, "subjects": [{"objectId": dn, "objectTypeName": "user"}]}]});
        sync.tenant.post(&sync.path("/provisionOnDemand"), body).await
    };
    let hostile = "CN=Bakker\\, Tom (Sales),OU=Finance,OU=Amsterdam,OU=Staff,DC=corp,DC=contoso,DC=com";
    let done = ask(&rule, hostile).await.expect(200);
    let inner = |name: &str| serde_json::from_str::<Value>(done[name].as_str().unwrap()).unwrap();
    assert_eq!(inner("key"), json!({"result": "Success", "details": {}}));
    let value = inner("value");
    assert_eq!(
        (&value["action"], value["provisioningSteps"].as_array().unwrap().len()),
        (&json!("Create"), 4)
    );
    let imported = &value["provisioningSteps"][0]["details"];
    assert_eq!(
        (&imported["distinguishedName"], &imported["adminDescription"]),
        (&json!(hostile), &json!(""))
    );
    assert_eq!(sync.count("user to User").await, 1);
    let rows = sync.log("").await;
    assert_eq!(
        (rows.len(), &rows[0]["initiatedBy"]["initiatorType"]),
        (1, &json!("application"))
    );

    let again = ask(&rule, hostile).await.expect(200);
    assert!(again["key"].as_str().unwrap().contains("RedundantExport"));
    let nobody = ask(&rule, "CN=Nobody,DC=corp,DC=contoso,DC=com").await;
    assert_eq!((nobody.status, nobody.code()), (400, "UnknownError"));
    assert_eq!(ask(&json!("33f7c90d#V2"), hostile).await.status, 400);
    sync.tenant
        .control(Method::POST, "/agents/all/stop", Value::Null)
        .await
        .expect(200);
    assert!(
        ask(&rule, hostile)
            .await
            .message()
            .contains("HybridIdentityServiceNoActiveAgents")
    );
}

#[tokio::test]
async fn the_enterprise_runs_too() {
    let sync = CloudSync::prepare(paced("enterprise")).await;
    sync.act("/start").await;
    sync.pass(3 + 60);
    let running = sync.status().await;
    assert_eq!(running["progress"][0]["completedUnits"], 6000);
    assert!(running["progress"][0]["totalUnits"].as_u64().unwrap() > 150_000);
    sync.pass(1600);
    assert_eq!(sync.count("inetOrgPerson to User").await, 2400);
    assert_eq!(
        sync.log(" and provisioningStatusInfo/status eq 'failure'").await.len(),
        37
    );
}
