//! Every app of a tenant that provisions, in the terminal.

use journey_tests::causewayctl::{Place, UnderWay};
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written};
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};

/// One search of twelve hundred apps takes half a minute, so a person and a program look at the same time.
#[tokio::test]
async fn all_that_provisions_is_told_the_worst_first_and_decides_the_exit_code() {
    let tenant = Tenant::start("contoso/apps").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    clear_requests(&tenant).await;
    let look = ["status", "--all-apps"];
    let program = UnderWay::begin(place.command(&tenant, &look));
    let person = place.run(&tenant, &look);
    let program = program.end();

    person.expect(3);
    let titles: Vec<&str> = person.out.lines().filter(|line| !line.starts_with(' ')).collect();
    let place_of = |title: &str| {
        let place = titles.iter().position(|line| line.starts_with(title));
        place.unwrap_or_else(|| panic!("{title} in {titles:?}"))
    };
    assert!(place_of("Box has been stuck for 4 days") < place_of("Slack has been stuck for"));
    assert!(place_of("Slack has been stuck for") < place_of("Salesforce is paused"));
    assert!(place_of("Salesforce is paused") < place_of("Zoom is in step"));
    person.says("The other side refuses the credentials.");
    person.says("Whoever you take out keeps access.");
    person.says("1200 apps were asked whether they provision.");
    let of_box = person.out.split("Box has been").nth(1).unwrap();
    let of_box = of_box.split("Slack has been").next().unwrap();
    for untrue in ["Active Directory", "gent", "domain", "delete guard"] {
        assert!(!of_box.contains(untrue), "{untrue}: {of_box}");
    }

    program.expect(3);
    let line: Value = serde_json::from_str(program.out.lines().last().unwrap()).unwrap();
    assert_eq!((&line["event"], &line["worst"]), (&json!("status"), &json!("urgent")));
    let found = line["configurations"].as_array().unwrap();
    let told: Vec<(&str, &str)> = found
        .iter()
        .map(|found| (found["name"].as_str().unwrap(), found["state"].as_str().unwrap()))
        .collect();
    assert_eq!(told.len(), 9, "{told:?}");
    assert_eq!(
        told[..2],
        [("Box", "quarantine/too-many-fail"), ("Slack", "quarantine/credentials")]
    );
    assert_eq!(found[0]["agents"], Value::Null, "an app has none");
    assert_eq!(
        line["status"]["apps"],
        json!({ "looked": 1200, "unseen": 0, "problem": null })
    );
    nothing_written(&tenant).await;
}

#[tokio::test]
async fn a_set_up_is_about_no_other_app() {
    let tenant = Tenant::start("school/fresh").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    place.run(&tenant, &["status", "set-up.json", "--all-apps"]).expect(2);
    let none = place.run(&tenant, &["status", "--all-apps"]);
    none.expect(0);
    none.says("There is no Cloud Sync configuration.");
    none.says("3 apps were asked whether they provision.");
}
