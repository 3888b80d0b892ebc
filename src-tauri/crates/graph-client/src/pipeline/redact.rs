//! What may be kept of bodies: secret values never, long ones not at all.

mod streamed;

use secrecy::ExposeSecret;
use serde_json::Value;

use crate::interception::is_page;
use crate::spelled;
use crate::token::AccessToken;

/// A longer body is summarised as its size (a schema is about 1 MB).
const LONGEST_BODY: usize = 16 * 1024;
const LONGEST_EXCERPT: usize = 2_000;
const HIDDEN: &str = "[redacted]";

/// Members whose value is a secret wherever they stand, in lower case.
const SECRET_MEMBERS: [&str; 16] = [
    "accesstoken",
    "access_token",
    "assertion",
    "client_assertion",
    "client_secret",
    "clientsecret",
    "id_token",
    "keycredentials",
    "password",
    "passwordcredentials",
    "passwordprofile",
    "refresh_token",
    "refreshtoken",
    "secret",
    "secrettext",
    "secrettoken",
];

/// Entries of `secrets` that are settings and no secrets (contract 8.2, 8.3). All others are hidden.
const PLAIN_KEYS: [&str; 16] = [
    "ApplicationTemplateIdentifier",
    "AuthenticationType",
    "CompanyId",
    "Domain",
    "EnforceDomain",
    "HardDeletesEnabled",
    "PerformInboundEntitlementGrants",
    "Sandbox",
    "SingleSignOnType",
    "SkipOutOfScopeDeletions",
    "SyncAgentADContainer",
    "SyncAll",
    "SyncNotificationSettings",
    "TestReferences",
    "UpdateKeyOnSoftDelete",
    "ValidateDomain",
];

/// The body of one call as it may be shown, and what had to be hidden in it.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    body: Option<String>,
    hidden: Vec<String>,
    /// The body holds what this program cannot tell from a secret.
    unreadable: bool,
}

impl Redaction {
    pub(super) fn of(body: Option<&str>) -> Self {
        let Some(text) = body else {
            return Self::default();
        };
        let mut hidden = Vec::new();
        let body = if text.len() > LONGEST_BODY {
            let found = streamed::find(text, &mut hidden).ok();
            found.map(|()| summary(text.as_bytes()))
        } else {
            let read = serde_json::from_str(text).ok();
            read.map(|mut value| {
                hide(&mut value, &mut hidden);
                value.to_string()
            })
        };
        let Some(body) = body else {
            return Self {
                body: Some(summary(text.as_bytes())),
                hidden: Vec::new(),
                unreadable: true,
            };
        };
        // Longest first: one secret may be the beginning of another.
        hidden.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        hidden.dedup();
        Self {
            body: Some(body),
            hidden,
            unreadable: false,
        }
    }

    /// Of a body about people, of which nothing is kept but how much it is.
    pub(super) fn of_people(people: usize, text: &str) -> Self {
        Self {
            body: Some(format!("[{people} people, {} bytes]", text.len())),
            hidden: Vec::new(),
            unreadable: true,
        }
    }

    pub(super) fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Whether the service's own words may be kept at all: where nobody knows what was secret in the request, any of them may be.
    pub(super) fn allows_words(&self) -> bool {
        !self.unreadable
    }

    /// The beginning of an answer, without what was secret in the request. What is no JSON could hold anything, so only its
    /// size is told.
    pub(super) fn excerpt(&self, answer: &[u8], read: Option<Value>, token: &AccessToken) -> String {
        if answer.is_empty() {
            return String::new();
        }
        let text = match read {
            Some(mut value) if answer.len() <= LONGEST_BODY && self.allows_words() => {
                hide(&mut value, &mut Vec::new());
                self.scrub(&value.to_string(), token)
            }
            _ => summary(answer),
        };
        let readable = text.chars().filter(|c| !c.is_control() || *c == '\n');
        readable.take(LONGEST_EXCERPT).collect()
    }

    /// The text without the token, anything that looks like one, and what was hidden in the request.
    pub(super) fn scrub(&self, text: &str, token: &AccessToken) -> String {
        let hidden = self.hidden.iter().map(String::as_str);
        let secrets = hidden.chain([token.secret.expose_secret()]);
        let clean = secrets.fold(text.to_owned(), |clean, secret| {
            spelled::replace(&clean, secret, HIDDEN)
        });
        without_tokens(&clean)
    }
}

fn summary(body: &[u8]) -> String {
    let page = if is_page(body) { ", a web page" } else { "" };
    format!("[{} bytes{page}]", body.len())
}

fn hide(value: &mut Value, hidden: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| hide(item, hidden)),
        Value::Object(members) => {
            let key = members.get("key").and_then(Value::as_str);
            let secret_entry = key.is_some_and(|key| members.get("value").is_some_and(|value| !may_show(key, value)));
            for (name, value) in members.iter_mut() {
                if is_secret_member(name) || (secret_entry && name == "value") {
                    cover(value, hidden);
                } else {
                    hide(value, hidden);
                }
            }
        }
        _ => {}
    }
}

/// Whether what stands under this name is a secret.
fn is_secret_member(name: &str) -> bool {
    SECRET_MEMBERS.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Whether an entry of `secrets` is a plain setting.
fn may_show(key: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match key {
        // The scenario of Cloud Sync is no secret; any other application key is.
        "AppKey" => serde_json::from_str::<Value>(text).is_ok_and(|value| {
            value
                .as_object()
                .is_some_and(|scenario| scenario.keys().eq(["appKeyScenario"]))
        }),
        // An address can carry a password or a key.
        "BaseAddress" | "Url" => !text.contains(['@', '?', '#']),
        _ => PLAIN_KEYS.contains(&key) || text == "*",
    }
}

/// Replaces the value and remembers its texts.
fn cover(value: &mut Value, hidden: &mut Vec<String>) {
    match std::mem::replace(value, Value::from(HIDDEN)) {
        Value::Null => *value = Value::Null,
        Value::String(text) => remember(text, hidden),
        Value::Number(number) => remember(number.to_string(), hidden),
        Value::Bool(_) => {}
        Value::Array(items) => items.into_iter().for_each(|mut item| cover(&mut item, hidden)),
        Value::Object(members) => members
            .into_iter()
            .for_each(|(_, mut member)| cover(&mut member, hidden)),
    }
}

/// Remembers a text, and what stands in it where it is JSON itself.
/// Very short texts stand everywhere and would tear answers apart.
fn remember(text: String, hidden: &mut Vec<String>) {
    if text.len() < 4 || matches!(text.as_str(), "true" | "false" | "null") {
        return;
    }
    if text.starts_with(['{', '['])
        && let Ok(mut inner) = serde_json::from_str::<Value>(&text)
    {
        cover(&mut inner, hidden);
    }
    hidden.push(text);
}

/// Takes out what looks like a JSON web token.
fn without_tokens(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("eyJ") {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
            .unwrap_or(from.len());
        clean.push_str(before);
        clean.push_str(if end > 40 { HIDDEN } else { &from[..end] });
        rest = &from[end..];
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn token() -> AccessToken {
        AccessToken {
            secret: "sentinel-token".into(),
            expires: jiff::Timestamp::UNIX_EPOCH,
            tenant: None,
        }
    }

    fn shown(body: Value) -> Value {
        let redaction = Redaction::of(Some(&body.to_string()));
        serde_json::from_str(redaction.body().unwrap()).unwrap()
    }

    #[test]
    fn settings_stay_and_secrets_go() {
        let shown = shown(json!({"value": [
            {"key": "Domain", "value": "{\"domain\":\"contoso.com\"}"},
            {"key": "AppKey", "value": "{\"appKeyScenario\":\"AD2AADPasswordHash\"}"},
            {"key": "AppKey", "value": "really-a-key"},
            {"key": "BaseAddress", "value": "https://scim.example/v2"},
            {"key": "BaseAddress", "value": "https://u:hunter22@scim.example"},
            {"key": "SecretToken", "value": "hunter22"},
            {"key": "NeverHeardOf", "value": "hunter22"},
            {"key": "ClientSecret", "value": "*"},
            {"key": "Password", "value": null}]}));
        let values: Vec<_> = shown["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["value"].as_str().unwrap_or("null"))
            .collect();
        assert_eq!(
            values,
            [
                "{\"domain\":\"contoso.com\"}",
                "{\"appKeyScenario\":\"AD2AADPasswordHash\"}",
                HIDDEN,
                "https://scim.example/v2",
                HIDDEN,
                HIDDEN,
                HIDDEN,
                "*",
                "null"
            ]
        );
    }

    #[test]
    fn secret_members_go_wherever_they_stand() {
        let shown = shown(json!({"a": [{"passwordCredentials": [{"secretText": "x"}], "Password": 5}]}));
        assert_eq!(
            shown,
            json!({"a": [{"passwordCredentials": HIDDEN, "Password": HIDDEN}]})
        );
    }

    fn excerpt(redaction: &Redaction, answer: &[u8]) -> String {
        redaction.excerpt(answer, serde_json::from_slice(answer).ok(), &token())
    }

    #[test]
    fn long_and_odd_bodies_become_their_size() {
        let schema = format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST_BODY));
        let redaction = Redaction::of(Some(&schema));
        assert_eq!(redaction.body(), Some(&*format!("[{} bytes]", schema.len())));
        assert_eq!(Redaction::of(Some("no json")).body(), Some("[7 bytes]"));
        assert_eq!(Redaction::of(None).body(), None);
        assert!(Redaction::of(None).allows_words() && redaction.allows_words());
        assert!(!Redaction::of(Some("hunter22")).allows_words());
        let answer = json!({"error": "hunter22"}).to_string();
        let told = excerpt(&Redaction::of(Some("hunter22")), answer.as_bytes());
        assert_eq!(told, format!("[{} bytes]", answer.len()));
    }

    #[test]
    fn a_secret_in_a_long_body_or_inside_json_is_remembered_all_the_same() {
        let body = |padding: usize| {
            json!({"padding": "x".repeat(padding), "odd": [null, true, 1.5, -2], "value": [
                {"key": "Credentials", "value": "{\"user\":\"joe1\",\"deep\":[\"hunter22\"]}"},
                {"value": "backwards", "key": "NeverHeardOf"},
                {"key": "Domain", "value": "contoso"},
                {"key": {"Password": "under-a-key"}, "value": [{"secretToken": "under-a-value"}]},
                {"deep": {"PasswordCredentials": [{"secretText": 12345}]}}]})
            .to_string()
        };
        let said = "joe1 hunter22 hunter23 backwards contoso under-a-key under-a-value 12345";
        let clean = [0, LONGEST_BODY].map(|padding| Redaction::of(Some(&body(padding))).scrub(said, &token()));
        let hidden = format!("{HIDDEN} {HIDDEN} hunter23 {HIDDEN} contoso {HIDDEN} {HIDDEN} {HIDDEN}");
        assert_eq!(clean, [hidden.clone(), hidden]);
        let broken = body(LONGEST_BODY).replace("true", "tru");
        assert!(!Redaction::of(Some(&broken)).allows_words());
    }

    #[test]
    fn an_answer_that_repeats_the_secret_does_not_give_it_away() {
        let body = json!({"value": [{"key": "SecretToken", "value": "hun\"ter22"}]}).to_string();
        let redaction = Redaction::of(Some(&body));
        let jwt = format!("eyJ{}", "a1._-".repeat(20));
        let answer = json!({"error": {"message":
            format!("bad value hun\"ter22 with Bearer sentinel-token and {jwt}!"), "ok": true}});
        let told = excerpt(&redaction, answer.to_string().as_bytes());
        for secret in ["ter22", "sentinel-token", "a1._-"] {
            assert!(!told.contains(secret), "{told}");
        }
        assert!(told.contains("\"ok\":true"), "{told}");
        let page = format!("<p>hun\"ter22 sentinel-token {jwt}</p>\u{1b}[31m");
        assert_eq!(
            excerpt(&redaction, page.as_bytes()),
            format!("[{} bytes, a web page]", page.len())
        );
    }

    #[test]
    fn short_words_that_begin_like_a_token_stay() {
        assert_eq!(without_tokens("eyJab eyJ"), "eyJab eyJ");
    }
}
