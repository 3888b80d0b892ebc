//! How jobs do after days in quarantine, in the demo tenant's own time (contract 7.4).

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

const DAY: u64 = 86_400;

async fn later(tenant: &Tenant, place: &Place, seconds: u64) {
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": seconds })))
        .await;
    // The jobs live on when they are looked at, whatever that look exits with.
    let _ = place.run(tenant, &["status", "set-up.json"]);
}

/// A tenant in step for a day, whose agents then stopped.
async fn without_agents() -> (Tenant, Place) {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.apply(&tenant).expect(0);
    later(&tenant, &place, DAY).await;
    tenant.control(Method::POST, "agents/all/stop", None).await;
    later(&tenant, &place, 3_600).await;
    clear_requests(&tenant).await;
    (tenant, place)
}

/// The job that brings people, as JSON tells it.
fn main_job(ended: &Ended) -> Value {
    let line: Value = serde_json::from_str(ended.out.lines().last().unwrap()).unwrap();
    let jobs = line["status"]["configurations"][0]["jobs"].as_array().unwrap();
    let is_main = |job: &&Value| job["template"] == "AD2AADProvisioning";
    jobs.iter().find(is_main).unwrap_or_else(|| panic!("{line}")).clone()
}

#[tokio::test]
async fn the_day_of_the_switch_off_stays_and_after_it_nothing_is_to_come() {
    let (tenant, place) = without_agents().await;
    let look = |form| match form {
        "check" | "metrics" => place.run(&tenant, &[form, "set-up.json"]),
        _ => place.run(&tenant, &["status", "set-up.json", "--output", form]),
    };
    let first = look("json");
    first.expect(3);
    let first = main_job(&first);
    let date = |job: &Value, name: &str| job[name].as_str().map(str::to_owned);

    later(&tenant, &place, 20 * DAY).await;
    let (said, told) = (look("text"), look("json"));
    said.expect(3);
    said.says("has been stuck for ");
    said.says("The provisioning agent gives no answer.");
    said.says("Microsoft Entra Provisioning Agent (formerly Microsoft Azure AD Connect Provisioning Agent)");
    said.says("Microsoft switches it off on ");
    said.says("Last good run: ");
    let job = main_job(&told);
    assert_eq!(job["state"], json!("quarantine/agent-silent"));
    let story = said.out.lines().filter(|line| !line.contains("Details: "));
    let story = story.collect::<String>();
    assert!(
        !story.contains("HybridIdentity") && !story.contains("Quarantine"),
        "{story}"
    );
    for name in ["since", "deadline"] {
        assert!(date(&job, name).is_some(), "{job}");
        assert_eq!(date(&job, name), date(&first, name), "{name} moves with every try");
    }
    assert_eq!(job["lastGoodRun"], first["lastGoodRun"]);
    assert_ne!(job["lastRun"], job["lastGoodRun"]);

    later(&tenant, &place, 9 * DAY).await;
    let (said, told) = (look("text"), look("json"));
    said.expect(3);
    said.says("Microsoft switched ");
    said.says("Nothing is tried any more");
    assert!(!said.out.contains("Microsoft switches it off"), "{}", said.out);
    let job = main_job(&told);
    assert_eq!(job["state"], json!("switched-off"));
    assert_eq!(date(&job, "deadline"), date(&first, "deadline"));
    assert_eq!(job["nextTry"], Value::Null);
    let check = look("check");
    check.expect(2);
    check.says("CRITICAL - Microsoft switched ");
    check.says(&date(&first, "deadline").unwrap()[..10]);
    check.says("days_left=0;14:;7:");
    let metrics = look("metrics");
    metrics.expect(0);
    metrics.says("state=\"switched-off\"} 1");
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn of_several_the_worst_comes_first_and_decides_the_exit_code() {
    let (tenant, place) = without_agents().await;
    let folder = place.path().join("setups");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, domain: &str| {
        let setup = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant.text("tenant"), "domain": domain, "start": false });
        std::fs::write(folder.join(format!("{name}.setup.json")), setup.to_string()).unwrap();
    };
    write("a", "a.contoso.example");
    place
        .run(&tenant, &["apply", "setups/a.setup.json", "--yes", "--despite-checks"])
        .expect(0);
    write("z", DOMAIN);
    clear_requests(&tenant).await;

    let ended = place.run(&tenant, &["status", "setups"]);
    ended.expect(3);
    let table: Vec<&str> = ended.out.lines().rev().take(4).collect();
    assert_eq!(
        table[0],
        "2 set-ups looked at: 1 stuck or missing, 1 in need of somebody, 0 fine, 0 not seen."
    );
    assert!(table[3].starts_with('z') && table[3].contains("Stuck for"), "{table:?}");
    assert!(
        table[2].starts_with('a') && table[2].contains("Never started"),
        "{table:?}"
    );

    write("b", "b.contoso.example");
    let missing = place.run(&tenant, &["status", "setups/b.setup.json"]);
    missing.expect(3);
    missing.says("There is no configuration for b.contoso.example");
    nothing_written(&tenant).await;
}
