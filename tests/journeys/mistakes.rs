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

/// What a page of words says at a key, such as `no-setup.none` of `cli`.
fn words(language: &str, page: &str, key: &str) -> Value {
    let file = format!("../ui/src/locales/{language}/{page}.json");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let read: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let found = key.split('.').fold(&read, |at, part| &at[part]);
    assert!(!found.is_null(), "{language} {page} {key}");
    found.clone()
}

/// What stands between the blanks to fill, of every sentence.
fn fixed(words: &Value) -> Vec<String> {
    match words {
        Value::String(sentence) => {
            let after = |part: &str| part.split_once("}}").map_or(part, |(_, after)| after).to_owned();
            sentence
                .split("{{")
                .map(after)
                .filter(|text| !text.is_empty())
                .collect()
        }
        Value::Array(all) => all.iter().flat_map(fixed).collect(),
        Value::Object(all) => all.values().flat_map(fixed).collect(),
        _ => Vec::new(),
    }
}

/// The whole of what is said at these keys stands in the text, in this language; what two languages share counts for both.
fn says(text: &str, language: &str, page: &str, keys: &[&str]) {
    for key in keys {
        for part in fixed(&words(language, page, key)) {
            assert!(text.contains(&part), "{language} {page} {key}: {part}: {text}");
        }
    }
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
            says(text, language, "cli", &[&format!("no-setup.{key}")]);
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
        assert!(code == 2 && text.contains(": passwordHashSynch: "), "{text}");
        assert!(
            text.ends_with(" passwordHashSync?\n") && text.lines().count() == 1,
            "{text}"
        );
        says(&text, language, "cli", &["mistake", "did-you-mean"]);
        says(
            &text,
            language,
            "mistakes",
            &["found.unknown-field", "allowed.known-field"],
        );
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
        assert!(code == 4 && text.contains("AADSTS90002"), "{text}");
        says(&text, language, "problems", &["app-unknown"]);
    }
}

#[tokio::test]
async fn a_consent_that_is_missing_brings_who_gives_it() {
    let tenant = Tenant::start("contoso/consent-missing").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (language, locale) in LANGUAGES {
        let (code, text) = said(&place, &tenant, locale, &["plan", "set-up.json"]);
        assert!(code == 3 && text.contains("Synchronization.ReadWrite.All"), "{text}");
        let finding = ["title", "text", "cure"].map(|part| format!("found.consent-missing.{part}"));
        says(&text, language, "check", &finding.each_ref().map(String::as_str));
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
        assert_eq!(code, 1, "{text}");
        says(&text, language, "problems", &["clock-off.title", "clock-off.todo"]);
    }
}
