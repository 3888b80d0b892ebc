//! What the variants for operating look like when they begin.

use graph_simulator::{Scenario, Variant};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, paced};

const EXCEPTION: &str = "EncounteredQuarantineException";

struct Begun {
    tenant: Tenant,
    state: Value,
}

impl Begun {
    async fn at(scenario: &str) -> Self {
        Self::with(instant(scenario)).await
    }

    async fn with(options: graph_simulator::Options) -> Self {
        let tenant = Tenant::start(options).await;
        let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
        Self { tenant, state }
    }

    fn job(&self, template: &str) -> &Value {
        let configurations = self.state["configurations"].as_array().unwrap();
        let mut jobs = configurations
            .iter()
            .flat_map(|found| found["jobs"].as_array().unwrap());
        jobs.find(|job| job["templateId"] == template).unwrap()
    }

    fn main(&self) -> &Value {
        self.job("AD2AADProvisioning")
    }

    fn hours_since(&self, time: &Value) -> i64 {
        let read = |value: &Value| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        read(&self.state["now"]).duration_since(read(time)).as_hours()
    }

    async fn rows(&self, filter: &str) -> Vec<Value> {
        let path = format!("/auditLogs/provisioning?$filter={filter}").replace(' ', "%20");
        self.tenant.get(&path).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .clone()
    }
}

fn code(job: &Value) -> (&str, &str) {
    (
        job["status"]["code"].as_str().unwrap(),
        job["schedule"]["state"].as_str().unwrap(),
    )
}

fn active_agents(state: &Value) -> (usize, usize) {
    let agents = state["agents"].as_array().unwrap();
    (
        agents.iter().filter(|agent| agent["active"] == true).count(),
        agents.len(),
    )
}

#[tokio::test]
async fn every_variant_begins_in_every_small_company_and_a_month_passes_in_it() {
    for company in ["school", "contoso"] {
        for variant in Variant::ALL {
            let scenario: Scenario = format!("{company}/{}", variant.name()).parse().unwrap();
            let begun = Begun::at(&scenario.to_string()).await;
            let month = json!({"seconds": 30 * 86_400});
            begun.tenant.control(Method::POST, "/time", month).await.expect(200);
            begun
                .tenant
                .control(Method::GET, "/state", Value::Null)
                .await
                .expect(200);
        }
    }
}

#[tokio::test]
async fn stuck_tenants_are_so_for_their_reason_since_their_day() {
    for (variant, reason, error, hours, hashes) in [
        (
            "stuck-agent",
            EXCEPTION,
            "HybridIdentityServiceNoActiveAgents",
            47..=48,
            true,
        ),
        (
            "stuck-day-20",
            EXCEPTION,
            "HybridIdentityServiceNoActiveAgents",
            479..=480,
            true,
        ),
        (
            "stuck-no-agent",
            EXCEPTION,
            "HybridIdentityServiceNoAgentsAssigned",
            47..=48,
            true,
        ),
        (
            "stuck-other-domain",
            EXCEPTION,
            "HybridIdentityServiceInvalidResource",
            47..=48,
            true,
        ),
        ("stuck-slow", EXCEPTION, "TimeOut", 47..=48, true),
        (
            "stuck-ad",
            EXCEPTION,
            "HybridSynchronizationActiveDirectoryInternalServerError",
            47..=48,
            true,
        ),
        (
            "stuck-account",
            EXCEPTION,
            "AzureActiveDirectoryInvalidCredential",
            47..=48,
            true,
        ),
        (
            "stuck-busy",
            EXCEPTION,
            "AzureDirectoryServiceServerBusy",
            47..=48,
            true,
        ),
        (
            "stuck-unknown-code",
            EXCEPTION,
            "SyncFabricWorkItemRejected",
            47..=48,
            true,
        ),
        ("by-hand", "QuarantinedOnDemand", "QuarantinedOnDemand", 29..=30, false),
        ("held-deletes", "TooManyDeletes", "TooManyDeletes", 25..=26, false),
        ("held-partial", "TooManyDeletes", "TooManyDeletes", 25..=26, false),
        (
            "many-fail",
            "EncounteredEscrowProportionThreshold",
            "EncounteredEscrowProportionThreshold",
            47..=48,
            false,
        ),
    ] {
        for options in [
            instant(&format!("contoso/{variant}")),
            paced(&format!("school/{variant}")),
        ] {
            let begun = Begun::with(options).await;
            let job = begun.main();
            assert_eq!(code(job), ("Quarantine", "Active"), "{variant}");
            let quarantine = &job["status"]["quarantine"];
            assert_eq!(
                (&quarantine["reason"], &quarantine["error"]["code"]),
                (&json!(reason), &json!(error)),
                "{variant}"
            );
            assert!(
                hours.contains(&begun.hours_since(&quarantine["seriesBegan"])),
                "{variant} {quarantine}"
            );
            assert!(
                begun.hours_since(&quarantine["currentBegan"]) < 24,
                "{variant} {quarantine}"
            );
            assert!(
                begun.hours_since(&job["status"]["steadyStateFirstAchievedTime"]) > 900,
                "{variant}"
            );
            assert!(
                hours.contains(&begun.hours_since(&job["status"]["steadyStateLastAchievedTime"])),
                "{variant}"
            );
            let other = if hashes { "Quarantine" } else { "Active" };
            assert_eq!(code(begun.job("AD2AADPasswordHash")), (other, "Active"), "{variant}");
        }
    }
}

#[tokio::test]
async fn after_a_month_the_service_gave_up() {
    let begun = Begun::at("switched-off").await;
    let job = begun.main();
    assert_eq!(code(job), ("Paused", "Disabled"));
    assert_eq!(begun.hours_since(&job["status"]["quarantine"]["seriesBegan"]), 33 * 24);
    assert_eq!(active_agents(&begun.state), (0, 2));
}

#[tokio::test]
async fn a_healthy_tenant_has_its_joiners_leavers_and_failures() {
    let begun = Begun::at("healthy").await;
    let job = begun.main();
    assert_eq!(code(job), ("Active", "Active"));
    assert_eq!(job["status"]["lastExecution"]["countEscrowed"], 37);
    assert_eq!(begun.rows("provisioningAction eq 'delete'").await.len(), 4);
    let joined = begun
        .rows("provisioningAction eq 'create' and provisioningStatusInfo/status eq 'success'")
        .await;
    assert_eq!(joined.len(), 4, "within the thirty days that are kept");
    let codes = ["AttributeValueMustBeUnique", "MandatoryFieldsMissing", "InvalidDomain"];
    let failed = begun.rows("provisioningStatusInfo/status eq 'failure'").await;
    for code in codes {
        let of_code = failed
            .iter()
            .filter(|row| row["provisioningStatusInfo"]["errorInformation"]["errorCode"] == code);
        assert!(of_code.count() > 0, "{code}");
    }
}

#[tokio::test]
async fn a_first_round_is_under_way_and_comes_to_its_end() {
    for (scenario, later) in [
        ("school/first-round", 3_600),
        ("first-round", 3_600),
        ("enterprise/first-round", 4 * 3_600),
    ] {
        for options in [instant(scenario), paced(scenario)] {
            let begun = Begun::with(options).await;
            let status = &begun.main()["status"];
            let progress = &status["progress"][0];
            let (done, total) = (
                progress["completedUnits"].as_u64().unwrap(),
                progress["totalUnits"].as_u64().unwrap(),
            );
            assert!(0 < done && done < total, "{scenario} {done} of {total}");
            assert!(
                status["steadyStateFirstAchievedTime"]
                    .as_str()
                    .unwrap()
                    .starts_with("0001")
            );
            let minutes = status["lastExecution"]["timeBegan"]
                .as_str()
                .unwrap()
                .parse::<jiff::Timestamp>()
                .unwrap();
            let now: jiff::Timestamp = begun.state["now"].as_str().unwrap().parse().unwrap();
            assert_eq!(now.duration_since(minutes).as_mins() / 2, 4, "{scenario}");
            begun
                .tenant
                .control(Method::POST, "/time", json!({"seconds": later}))
                .await
                .expect(200);
            let state = begun
                .tenant
                .control(Method::GET, "/state", Value::Null)
                .await
                .expect(200);
            let ended = &state["configurations"][0]["jobs"][0]["status"];
            assert_eq!(ended["progress"], json!([]), "{scenario}");
        }
    }
}

#[tokio::test]
async fn held_deletes_are_those_of_one_unit_and_some_that_are_gone() {
    for (scenario, of_unit, gone) in [
        ("held-deletes", 412, 188),
        ("school/held-deletes", 14, 6),
        ("enterprise/held-deletes", 412, 188),
    ] {
        let begun = Begun::at(scenario).await;
        let rows = begun.rows("provisioningAction eq 'stagedDelete'").await;
        let is = |row: &&Value, name: &str| row["provisioningSteps"][1]["details"][name] == "False";
        let moved: Vec<&Value> = rows
            .iter()
            .filter(|row| is(row, "Scoping filter evaluation passed"))
            .collect();
        assert_eq!((moved.len(), rows.len()), (of_unit, of_unit + gone), "{scenario}");
        assert!(moved.iter().all(|row| {
            row["sourceIdentity"]["details"]["DistinguishedName"]
                .as_str()
                .unwrap()
                .contains(",OU=Sales,DC=")
        }));
        let message = begun.main()["status"]["quarantine"]["error"]["message"]
            .as_str()
            .unwrap();
        assert!(message.starts_with(&format!("{} deletes", of_unit + gone)), "{message}");
    }
}

/// The trap: what is left lies below the guard, and a restart deletes it without a question.
#[tokio::test]
async fn what_is_left_of_held_deletes_goes_with_a_restart() {
    for (scenario, left) in [("held-partial", 399), ("school/held-partial", 12)] {
        let begun = Begun::at(scenario).await;
        let principal = begun.state["configurations"][0]["servicePrincipal"]["id"]
            .as_str()
            .unwrap();
        let job = begun.main()["id"].as_str().unwrap();
        assert!(
            begun
                .rows("provisioningAction eq 'delete' and provisioningStatusInfo/status eq 'success'")
                .await
                .len()
                < 5
        );
        let restart = format!("/servicePrincipals/{principal}/synchronization/jobs/{job}/restart");
        let default = json!({"criteria": {"resetScope": "Watermark, Escrows, QuarantineState"}});
        begun.tenant.post(&restart, default).await.expect(204);
        let now = begun.state["now"].as_str().unwrap();
        let gone = begun
            .rows(&format!("provisioningAction eq 'delete' and activityDateTime ge {now}"))
            .await;
        assert_eq!(gone.len(), left, "{scenario}");
    }
}

#[tokio::test]
async fn dropped_failures_leave_a_paused_job() {
    let begun = Begun::at("failures-dropped").await;
    let status = &begun.main()["status"];
    assert_eq!(
        (code(begun.main()), &status["escrowsPruned"]),
        (("Paused", "Disabled"), &json!(true))
    );
    assert_eq!(status["quarantine"], Value::Null);
    assert!(begun.rows("provisioningStatusInfo/status eq 'failure'").await.len() > 480);
}

#[tokio::test]
async fn surroundings_that_need_somebody() {
    for (scenario, agents) in [
        ("agent-down", (1, 2)),
        ("school/agent-down", (1, 2)),
        ("enterprise/agent-down", (2, 3)),
    ] {
        let begun = Begun::at(scenario).await;
        assert_eq!(
            (code(begun.main()), active_agents(&begun.state)),
            (("Active", "Active"), agents),
            "{scenario}"
        );
    }
    let quiet = Begun::at("quiet").await;
    assert_eq!(code(quiet.main()), ("Active", "Active"));
    assert_eq!(
        quiet.hours_since(&quiet.main()["status"]["lastExecution"]["timeEnded"]),
        48
    );
    let paused = Begun::at("paused").await;
    for job in ["AD2AADProvisioning", "AD2AADPasswordHash"] {
        assert_eq!(code(paused.job(job)), ("Paused", "Disabled"));
    }
    assert_eq!(paused.main()["status"]["quarantine"], Value::Null);
}

#[tokio::test]
async fn a_quiet_job_goes_on_when_it_was_paused_and_started() {
    let begun = Begun::at("quiet").await;
    let principal = begun.state["configurations"][0]["servicePrincipal"]["id"]
        .as_str()
        .unwrap();
    let job = begun.main()["id"].as_str().unwrap();
    let path = format!("/servicePrincipals/{principal}/synchronization/jobs/{job}");
    let last_ended = async || {
        let job = begun.tenant.get(&path).await.expect(200);
        begun.hours_since(&job["status"]["lastExecution"]["timeEnded"])
    };
    let act = async |action: &str| {
        let url = begun.tenant.url(&format!("{path}/{action}"));
        let sent = begun
            .tenant
            .http
            .post(url)
            .bearer_auth(&begun.tenant.token)
            .send()
            .await;
        assert_eq!(sent.unwrap().status(), 204);
    };
    act("start").await;
    assert_eq!(last_ended().await, 48, "it counts as running, so a start does nothing");
    act("pause").await;
    act("start").await;
    assert_eq!(last_ended().await, 0);
}

#[tokio::test]
async fn a_drifted_tenant_differs_in_settings_mappings_and_running() {
    let (drifted, plain) = (Begun::at("drifted").await, Begun::at("healthy").await);
    assert_eq!(code(drifted.main()), ("Paused", "Disabled"));
    let secrets = drifted.state["configurations"][0]["secrets"].as_array().unwrap();
    let notification = secrets
        .iter()
        .find(|secret| secret["key"] == "SyncNotificationSettings")
        .unwrap();
    let notification: Value = serde_json::from_str(notification["value"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&notification["Recipients"], &notification["DeleteThresholdEnabled"]),
        (&json!(""), &json!(false))
    );
    let mappings = |begun: &Begun| {
        let rule = begun.main()["schema"]["synchronizationRules"][0].clone();
        let user = rule["objectMappings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|mapping| mapping["sourceObjectName"] == "user")
            .cloned();
        user.unwrap()["attributeMappings"].as_array().unwrap().clone()
    };
    let (is, should_be) = (mappings(&drifted), mappings(&plain));
    assert_eq!(is.len(), should_be.len());
    assert_eq!(
        is.iter()
            .zip(&should_be)
            .filter(|(is, should_be)| is != should_be)
            .count(),
        3
    );
}

#[tokio::test]
async fn a_closed_log_says_why() {
    for (scenario, refusal) in [
        ("free-licence", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
        ("log-closed", "Authorization_RequestDenied"),
    ] {
        let begun = Begun::at(scenario).await;
        assert_eq!(code(begun.main()), ("Active", "Active"));
        let refused = begun.tenant.get("/auditLogs/provisioning?$top=50").await;
        assert_eq!((refused.status, refused.code()), (403, refusal));
    }
}

#[tokio::test]
async fn an_app_with_other_credentials_is_stuck_beside_a_healthy_cloud_sync() {
    let begun = Begun::at("stuck-credentials").await;
    assert_eq!(code(begun.main()), ("Active", "Active"));
    let app = begun.job("salesforce");
    assert_eq!(code(app), ("Quarantine", "Active"));
    assert_eq!(
        app["status"]["quarantine"]["error"]["code"],
        "SalesforceInvalidCredentials"
    );
    assert_eq!(begun.hours_since(&app["status"]["quarantine"]["seriesBegan"]), 48);
}
