//! What the variants for operating look like when they begin.

use graph_simulator::{Scenario, Variant};
use reqwest::Method;
use serde_json::{Value, json};

use crate::begun::{Begun, active_agents, code};
use crate::client::{instant, paced};

const EXCEPTION: &str = "EncounteredQuarantineException";

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
