use serde_json::{Value, json};

use super::*;

const TEMPLATE: &str = "AD2AADPasswordHash";

fn job(id: &str, state: &str) -> Job {
    let job = json!({
        "id": format!("{TEMPLATE}.t.{id}"),
        "schedule": { "state": state, "interval": "PT40M" },
        "status": { "code": "Paused" },
    });
    serde_json::from_value(job).unwrap()
}

fn idle(id: &str) -> Job {
    job(id, "Disabled")
}

fn verdict(jobs: &[Job], ours: &str, patience: Patience) -> Option<Stands> {
    stands(jobs, TEMPLATE, &format!("{TEMPLATE}.t.{ours}"), patience)
}

fn theirs(id: &str) -> Option<Stands> {
    Some(Stands::Theirs(format!("{TEMPLATE}.t.{id}")))
}

#[test]
fn the_list_must_show_our_own_job_first() {
    for patience in [Patience::Left, Patience::Over] {
        assert_eq!(verdict(&[], "a", patience), None);
        assert_eq!(verdict(&[idle("a")], "a", patience), Some(Stands::Ours));
    }
    let mut of_another_template = idle("0");
    of_another_template.id = "AD2AADProvisioning.t.0".to_owned();
    assert_eq!(
        verdict(&[of_another_template, idle("a")], "a", Patience::Left),
        Some(Stands::Ours)
    );
}

/// Whatever two processes see, they never both take their own away at once, and where both see both exactly one does.
#[test]
fn of_two_that_see_both_exactly_one_yields_at_once() {
    for (a, b) in [("Disabled", "Disabled"), ("Active", "Disabled"), ("Disabled", "Active")] {
        let jobs = [job("a", a), job("b", b)];
        let [first, second] = ["a", "b"].map(|ours| verdict(&jobs, ours, Patience::Left));
        let yields = [&first, &second].map(|seen| matches!(seen, Some(Stands::Theirs(_))));
        assert_eq!(yields, [b == "Active", b != "Active"], "{a} {b}");
    }
}

#[test]
fn the_one_that_would_stand_waits_for_the_other_and_yields_in_the_end() {
    let jobs = [idle("a"), idle("b")];
    assert_eq!(verdict(&jobs, "a", Patience::Left), None);
    assert_eq!(verdict(&jobs, "a", Patience::Over), theirs("b"));
    assert_eq!(
        verdict(&[idle("a"), job("b", "Active")], "a", Patience::Left),
        theirs("b")
    );
    assert_eq!(
        verdict(&[idle("b"), idle("c"), idle("a")], "c", Patience::Left),
        theirs("a")
    );
}

#[test]
fn a_job_that_somebody_started_never_yields() {
    for patience in [Patience::Left, Patience::Over] {
        let jobs = [idle("a"), job("b", "Active")];
        assert_eq!(verdict(&jobs, "b", patience), Some(Stands::Ours));
        let both = [job("a", "Active"), job("b", "Active")];
        assert_eq!(verdict(&both, "b", patience), Some(Stands::Ours));
    }
}

#[test]
fn a_job_that_somebody_touched_is_not_taken_away() {
    let created = idle("a");
    assert!(is_untouched(&created, &created));
    let touches: [fn(&mut Value); 5] = [
        |job| job["schedule"]["state"] = json!("Active"),
        |job| job["schedule"]["interval"] = json!("PT2M"),
        |job| job["status"]["code"] = json!("Quarantine"),
        |job| {
            job["status"]["lastExecution"] = json!({ "state": "Succeeded", "timeBegan": "2026-01-01T00:00:00Z" });
        },
        |job| job["synchronizationJobSettings"] = json!([{ "name": "Domain", "value": "x" }]),
    ];
    for touch in touches {
        let mut job = json!({
            "id": created.id, "schedule": { "state": "Disabled", "interval": "PT40M" }, "status": { "code": "Paused" },
        });
        touch(&mut job);
        let now: Job = serde_json::from_value(job).unwrap();
        assert!(!is_untouched(&now, &created), "{now:?}");
    }
}
