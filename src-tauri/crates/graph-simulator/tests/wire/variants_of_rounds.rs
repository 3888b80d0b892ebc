//! Variants whose rounds are told by what comes of them: the first one, held deletes, and none at all.

use reqwest::Method;
use serde_json::{Value, json};

use crate::begun::Begun;
use crate::client::{instant, paced};

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
