//! Five likely mistakes: each answer names the cure, in the language of the person.

use std::path::Path;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::DOMAIN;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

const LANGUAGES: [(&str, &str); 3] = [("en", "en_US.UTF-8"), ("nl", "nl_NL.UTF-8"), ("id", "id_ID.UTF-8")];

/// Runs a command in a language; what it said on both outputs.
fn said(place: &Place, tenant: &Tenant, locale: &str, arguments: &[&str]) -> (i32, String) {
    let output = place.command(tenant, arguments).env("LC_ALL", locale).output().unwrap();
    let ended = Ended::from(output);
    (ended.code, format!("{}{}", ended.out, ended.err))
}

/// A text of a page of words, such as `no-setup.none` of `cli`, as far as its first blank to fill.
fn words(language: &str, page: &str, key: &str) -> String {
    let file = format!("../ui/src/locales/{language}/{page}.json");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let read: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let found = key.split('.').fold(&read, |at, part| match part.parse::<usize>() {
        Ok(place) => &at[place],
        Err(_) => &at[part],
    });
    let text = found
        .as_str()
        .unwrap_or_else(|| panic!("{language} {page} {key}: {found}"));
    text.split("{{").next().unwrap().to_owned()
}

#[tokio::test]
async fn the_name_of_a_file_that_is_not_there_brings_the_one_that_is() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (language, locale) in LANGUAGES {
        let named = |name: &str| said(&place, &tenant, locale, &["plan", name]);
        let (code, none) = named("corp.setup.json");
        assert!(code == 2 && none.contains("causewayctl init"), "{none}");
        std::fs::copy(place.path().join("set-up.json"), place.path().join("corp.setup.json")).unwrap();
        let (code, meant) = named("crop.setup.json");
        assert!(code == 2 && meant.contains("crop.setup.json"), "{meant}");
        assert!(meant.ends_with("corp.setup.json?\n"), "{meant}");
        let (code, others) = named("something-else.setup.json");
        assert!(code == 2 && others.contains(" corp.setup.json"), "{others}");
        for (text, key) in [(&none, "none"), (&meant, "meant"), (&others, "others")] {
            let words = words(language, "cli", &format!("no-setup.{key}"));
            assert!(text.contains(&words), "{language}: {words}: {text}");
        }
        std::fs::remove_file(place.path().join("corp.setup.json")).unwrap();
    }
}

#[tokio::test]
async fn a_field_that_is_misspelled_brings_the_one_that_is_meant() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = Place::new(&tenant, DOMAIN, json!({ "passwordHashSynch": true }));
    for (language, locale) in LANGUAGES {
        let (code, text) = said(&place, &tenant, locale, &["plan", "set-up.json"]);
        let meant = format!("{}passwordHashSync?", words(language, "cli", "did-you-mean"));
        assert!(code == 2 && text.contains(&meant), "{meant}: {text}");
    }
}

#[tokio::test]
async fn a_tenant_that_is_not_there_brings_what_to_compare() {
    let tenant = Tenant::start("contoso/fresh").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (language, locale) in LANGUAGES {
        let (code, text) = said(
            &place,
            &tenant,
            locale,
            &["plan", "set-up.json", "--tenant", "nosuch.onmicrosoft.com"],
        );
        let todo = words(language, "problems", "app-unknown.todo.0");
        assert!(code == 4 && text.contains(&todo), "{todo}: {text}");
        assert!(text.contains("AADSTS90002"), "{text}");
    }
}

#[tokio::test]
async fn a_consent_that_is_missing_brings_who_gives_it() {
    let tenant = Tenant::start("contoso/consent-missing").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (_, locale) in LANGUAGES {
        let (code, text) = said(&place, &tenant, locale, &["plan", "set-up.json"]);
        assert!(code == 3 && text.contains("Global Administrator"), "{text}");
        assert!(text.contains("Synchronization.ReadWrite.All"), "{text}");
    }
}

#[tokio::test]
async fn a_clock_that_is_off_brings_how_to_set_it() {
    let tenant = Tenant::start("contoso/fresh").await;
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": 1800 })))
        .await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (language, locale) in LANGUAGES {
        let (code, text) = said(&place, &tenant, locale, &["doctor"]);
        let todo = words(language, "problems", "clock-off.todo.0");
        assert!(code == 1 && text.contains(&todo), "{todo}: {text}");
    }
}
