//! The secrets of a configuration (contract 8): texts as they came, never shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

/// How the service shows a value that it keeps to itself.
const MASK: &str = "*";

/// Names that the service takes, in its spelling; another spelling is refused (contract 8.2).
const KEYS: [&str; 44] = [
    "UserName",
    "Password",
    "SecretToken",
    "AppKey",
    "BaseAddress",
    "ClientIdentifier",
    "ClientSecret",
    "SingleSignOnType",
    "Sandbox",
    "Url",
    "Domain",
    "ConsumerKey",
    "ConsumerSecret",
    "TokenKey",
    "TokenExpiration",
    "Oauth2AccessToken",
    "Oauth2AccessTokenCreationTime",
    "Oauth2RefreshToken",
    "SyncAll",
    "InstanceName",
    "Oauth2ClientId",
    "Oauth2ClientSecret",
    "CompanyId",
    "UpdateKeyOnSoftDelete",
    "SynchronizationSchedule",
    "SystemOfRecord",
    "SandboxName",
    "EnforceDomain",
    "SyncNotificationSettings",
    "SkipOutOfScopeDeletions",
    "Oauth2AuthorizationCode",
    "Oauth2RedirectUri",
    "ApplicationTemplateIdentifier",
    "Oauth2TokenExchangeUri",
    "Oauth2AuthorizationUri",
    "AuthenticationType",
    "Server",
    "PerformInboundEntitlementGrants",
    "HardDeletesEnabled",
    "SyncAgentCompatibilityKey",
    "SyncAgentADContainer",
    "ValidateDomain",
    "TestReferences",
    "ConnectionString",
];

/// Those whose value nobody may see.
const CONFIDENTIAL: [&str; 12] = [
    "Password",
    "SecretToken",
    "AppKey",
    "ClientSecret",
    "ConsumerSecret",
    "TokenKey",
    "Oauth2AccessToken",
    "Oauth2RefreshToken",
    "Oauth2ClientSecret",
    "Oauth2AuthorizationCode",
    "SyncAgentCompatibilityKey",
    "ConnectionString",
];

/// The name as the service spells it; `None` for a name that it does not take.
pub fn spelled(name: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|key| key.eq_ignore_ascii_case(name))
}

/// Whether the value of this entry is confidential, in whatever case it is written.
pub fn is_confidential(name: &str) -> bool {
    CONFIDENTIAL.iter().any(|key| key.eq_ignore_ascii_case(name))
}

/// Every name that the service takes.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter()
}

/// The value of one entry.
#[derive(Clone)]
pub struct SecretText(SecretString);

impl SecretText {
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself. Never log it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The service keeps the value to itself; sending this back would make `*` the password.
    pub fn is_masked(&self) -> bool {
        self.expose() == MASK
    }

    /// The value as JSON, where it is JSON (Domain, AppKey, SyncNotificationSettings).
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(self.expose()).ok()
    }

    /// Equal as JSON, where both are JSON objects; as text otherwise.
    pub fn is_same_as(&self, other: &str) -> bool {
        let object = |text: &str| serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
        match (object(self.expose()), object(other)) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.expose() == other,
        }
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_masked() { "[masked]" } else { "[redacted]" })
    }
}

/// Any JSON type is taken, because a type error would quote the value.
impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self::new(text),
            other => Self::new(other.to_string()),
        })
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for SecretText {}

/// One entry. Keys are case-sensitive (contract 8.2).
#[derive(Debug, Clone, Deserialize)]
pub struct Secret {
    pub key: String,
    #[serde(default)]
    pub value: Option<SecretText>,
}

/// All entries of one service principal, in their order.
#[derive(Debug, Clone, Default)]
pub struct Secrets(pub Vec<Secret>);

impl Secrets {
    pub fn get(&self, key: &str) -> Option<&SecretText> {
        self.0.iter().find(|secret| secret.key == key)?.value.as_ref()
    }

    /// Sets or adds one entry.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        let value = Some(SecretText::new(value));
        match self.0.iter_mut().find(|secret| secret.key == key) {
            Some(secret) => secret.value = value,
            None => self.0.push(Secret {
                key: key.to_owned(),
                value,
            }),
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|secret| secret.key == key)
    }

    /// Keys whose value the service keeps to itself.
    pub fn masked_keys(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter(|secret| secret.value.as_ref().is_some_and(SecretText::is_masked))
            .map(|secret| secret.key.as_str())
            .collect()
    }

    /// The entries that may be sent back: masked ones left out (contract 8.1).
    pub fn without_masked(&self) -> Self {
        let sendable = |secret: &&Secret| !secret.value.as_ref().is_some_and(SecretText::is_masked);
        Self(self.0.iter().filter(sendable).cloned().collect())
    }

    /// The body of the PUT. A mask never goes out.
    pub(crate) fn body(&self) -> Value {
        json!({ "value": self.entries() })
    }

    /// The entries as they are sent, without a mask.
    pub(crate) fn entries(&self) -> Vec<Value> {
        self.without_masked()
            .0
            .iter()
            .map(|secret| {
                let value = secret.value.as_ref().map(SecretText::expose);
                json!({"key": secret.key, "value": value})
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Secrets {
        let entries = r#"[{"key":"BaseAddress","value":"https://x"},{"key":"SecretToken","value":"*"},
            {"key":"Odd","value":{"a":1}},{"key":"Empty","value":null},{"key":"Absent"}]"#;
        Secrets(serde_json::from_str(entries).unwrap())
    }

    #[test]
    fn nothing_is_shown() {
        let mut secrets = sample();
        secrets.set("Password", "hunter22");
        let shown = format!("{secrets:?}");
        assert!(!shown.contains("hunter22") && !shown.contains("https://x"), "{shown}");
        assert!(shown.contains("[masked]"));
    }

    #[test]
    fn a_mask_never_goes_back() {
        let secrets = sample();
        assert_eq!(secrets.masked_keys(), ["SecretToken"]);
        assert_eq!(
            secrets.body(),
            json!({"value": [{"key": "BaseAddress", "value": "https://x"}, {"key": "Odd", "value": "{\"a\":1}"},
                {"key": "Empty", "value": null}, {"key": "Absent", "value": null}]})
        );
    }

    #[test]
    fn json_values_compare_as_json() {
        let value = SecretText::new(r#"{"Enabled":true,"DeleteThresholdValue":500}"#);
        assert!(value.is_same_as(r#"{ "DeleteThresholdValue": 500, "Enabled": true }"#));
        assert!(!value.is_same_as(r#"{"Enabled":true}"#));
        assert!(SecretText::new("true").is_same_as("true"));
        assert!(!SecretText::new("1").is_same_as("1.0"));
    }

    #[test]
    fn a_wrong_key_does_not_quote_the_value() {
        let error = serde_json::from_str::<Vec<Secret>>(r#"[{"value":"hunter22"}]"#).unwrap_err();
        assert!(!error.to_string().contains("hunter22"));
    }

    #[test]
    fn keys_are_set_in_place() {
        let mut secrets = sample();
        secrets.set("SecretToken", "new");
        secrets.set("Domain", "{}");
        let keys: Vec<_> = secrets.0.iter().map(|secret| secret.key.as_str()).collect();
        assert_eq!(keys, ["BaseAddress", "SecretToken", "Odd", "Empty", "Absent", "Domain"]);
        assert!(secrets.masked_keys().is_empty());
        assert!(secrets.has("Absent") && secrets.get("Absent").is_none());
    }
}
