//! What the gallery has, told in the terminal, up to a table that can be applied.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};

use crate::gallery::{AWS, NAME, TOKEN_OF_APP, apply, place};

/// Asks, and ends with this code.
fn ask(tenant: &Tenant, place: &Place, arguments: &[&str], code: i32) -> Ended {
    let whole: Vec<&str> = std::iter::once("gallery").chain(arguments.iter().copied()).collect();
    let ended = place.run(tenant, &whole);
    ended.expect(code);
    ended
}

fn told(tenant: &Tenant, place: &Place, arguments: &[&str]) -> Value {
    let whole: Vec<&str> = arguments.iter().copied().chain(["--output", "json"]).collect();
    let ended = ask(tenant, place, &whole, 0);
    let last = ended.out.lines().last().expect("a line");
    serde_json::from_str(last).expect("JSON")
}

#[tokio::test]
async fn apps_are_found_by_what_is_typed() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = place(&tenant, json!({}));
    let found = ask(&tenant, &place, &["search", "zsc"], 0);
    assert!(
        found.out.contains("Zscaler") && found.out.contains("People get accounts in it"),
        "{}",
        found.out
    );
    assert!(found.out.contains("An app of our own (SCIM)"), "{}", found.out);

    let canva = told(&tenant, &place, &["search", "canva"]);
    assert_eq!(
        (&canva["leftOut"], canva["apps"].as_array().map(Vec::len)),
        (&json!(1), Some(1))
    );
    let all = told(&tenant, &place, &["search", "canva", "--unusable"]);
    assert_eq!(
        (&all["leftOut"], &all["apps"][0]["kind"]),
        (&json!(0), &json!("sign-on"))
    );
    let nothing = told(&tenant, &place, &["search", "nothing-at-all"]);
    assert_eq!(nothing["apps"][0]["kind"], "own", "an app of one's own fits always");
}

#[tokio::test]
async fn an_app_tells_what_it_asks_for_by_id_and_by_name() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = place(&tenant, json!({}));
    let by_id = told(&tenant, &place, &["fields", AWS]);
    let name = by_id["app"]["row"]["name"].as_str().expect("a name").to_lowercase();
    assert_eq!(told(&tenant, &place, &["fields", &name]), by_id);
    assert_eq!(by_id["app"]["knownFrom"], "pages");
    let text = ask(&tenant, &place, &["fields", AWS], 0).out;
    assert!(
        text.contains("SecretToken") && text.contains("Microsoft's pages tell these fields"),
        "{text}"
    );

    // One that is there tells more.
    apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
    let now = told(&tenant, &place, &["fields", AWS]);
    assert_eq!(
        (&now["app"]["knownFrom"], &now["app"]["named"]),
        (&json!("instance"), &json!([NAME]))
    );

    let unknown = ask(&tenant, &place, &["fields", "zscale"], 2);
    assert!(unknown.err.contains("Zscaler ("), "{}", unknown.err);
    let nothing = ask(&tenant, &place, &["fields", "no such app"], 2);
    assert!(nothing.err.contains("nor anything like it"), "{}", nothing.err);
    ask(&tenant, &place, &["fields", "00000000-0000-4000-8000-000000000000"], 3);
}

#[tokio::test]
async fn an_empty_table_can_be_filled_in_and_planned() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = Place::with(
        &json!({ "causeway": 1, "journey": "gallery-app", "tenant": tenant.text("tenant"),
        "app": { "template": AWS }, "table": "accounts.csv" }),
    );
    for (sign, separator) in [("comma", ","), ("semicolon", ";"), ("tab", "\t")] {
        let empty = ask(&tenant, &place, &["table", AWS, "--separator", sign], 0).out;
        let columns: Vec<&str> = empty.trim_end().split(separator).collect();
        assert_eq!(columns, ["name", "BaseAddress", "SecretToken", "groups"], "{sign}");
        let row = ["AWS DE", "https://scim.aws.example/de", "env:TOKEN", ""].join(separator);
        std::fs::write(place.path().join("accounts.csv"), empty + &row).expect("a file");
        let mut plan = place.command(&tenant, &["plan", "set-up.json"]);
        let planned: Ended = plan.env("TOKEN", TOKEN_OF_APP).output().expect("it starts").into();
        planned.expect(0);
    }
    let hr = ask(&tenant, &place, &["table", "Canva"], 2);
    assert!(hr.err.contains("sign-on only"), "{}", hr.err);
}
