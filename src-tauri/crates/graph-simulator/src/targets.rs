//! The apps at the other end: which credentials they take, how long, and what Microsoft's test of a connection learns of it.
//!
//! Unless told otherwise an app takes any secret that does not begin with `wrong`. All of it is ours but the codes, which are the
//! service's (its answers to scripts of others).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::after;
use crate::gallery::{JobTemplate, Kind};
use crate::jobs::Failure;

/// Refusals of one account after which it is locked, and for how long.
const PATIENCE: u32 = 5;
const LOCK: Duration = Duration::from_secs(30 * 60);

const SCIM: &str = "SystemForCrossDomainIdentityManagementInvalidCredentials";
const UNAVAILABLE: &str = "CredentialValidationUnavailable";

/// What the apps remember, and what a test has told them.
#[derive(Debug, Default)]
pub struct Targets {
    told: Vec<Told>,
    accounts: BTreeMap<String, Account>,
    /// When each secret was first stored: its days count from then.
    stored: HashMap<String, Timestamp>,
    /// Tokens that the page for authorizing has given out.
    granted: BTreeSet<String>,
    /// People and groups whom apps do not take.
    refused: Vec<(Whom, Refused)>,
    refusals: u32,
}

/// An app does not take somebody.
#[derive(Debug, Clone, Deserialize)]
pub struct Refusing {
    #[serde(flatten)]
    whom: Whom,
    /// Absent: it takes them again.
    #[serde(flatten)]
    refused: Option<Refused>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Whom {
    /// Service principal of the app.
    app: String,
    /// Name or sign-in name.
    who: String,
}

/// What the log says of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Refused {
    pub code: String,
    pub reason: String,
}

/// What is particular about the app at an address, or of an account.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Told {
    /// Part of an address, or the whole of an account or instance.
    address: String,
    /// The secrets it takes; without it any that does not begin with `wrong`.
    accepts: Option<Vec<String>>,
    /// It takes none from then on.
    until: Option<Timestamp>,
    /// False: it has no discovery, so nobody can test it.
    #[serde(default = "yes")]
    discovery: bool,
    /// What the test answers whatever is sent: an error of the connector.
    answer: Option<Said>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    code: String,
    message: String,
}

/// How one account was asked for.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Account {
    asked: u32,
    refused: u32,
    /// Refusals since it last let somebody in.
    #[serde(skip)]
    in_a_row: u32,
    locked_until: Option<Timestamp>,
}

/// What an app thinks of credentials.
#[derive(Debug, Clone)]
pub struct Opinion {
    account: String,
    /// Something it asks for is not there.
    pub missing: bool,
    refusal: Option<Failure>,
    /// They are good until then.
    pub until: Option<Timestamp>,
    expired: Failure,
    /// Why a test learns nothing.
    untestable: Option<Failure>,
}

impl Opinion {
    /// Why a cycle cannot use them at this time, if it cannot.
    #[must_use]
    pub fn refusal_at(&self, at: Timestamp) -> Option<&Failure> {
        let expired = self.until.filter(|until| at >= *until).map(|_| &self.expired);
        self.refusal.as_ref().or(expired)
    }
}

fn yes() -> bool {
    true
}

/// Names and values as stored or sent.
pub type Credentials = [(String, String)];

fn value<'c>(of: &'c Credentials, key: &str) -> Option<&'c str> {
    let found = of.iter().find(|(name, _)| name == key);
    found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

impl Targets {
    /// What the app behind a connector thinks of these; `None` where no app of others is behind it.
    #[must_use]
    pub fn opinion(&self, connector: &JobTemplate, given: &Credentials) -> Option<Opinion> {
        if !connector.kind.has_target() {
            return None;
        }
        let code = connector.code.as_deref().unwrap_or(SCIM);
        let refused = |message: &str| failure(code, message);
        let mut opinion = Opinion {
            account: account(given),
            missing: false,
            refusal: None,
            until: None,
            expired: refused("The token or password is over."),
            untestable: None,
        };
        let mut wanted = connector.fields.iter().filter(|field| !field.optional);
        let missing = wanted.find(|field| value(given, field.name).is_none());
        if let Some(field) = missing.filter(|_| connector.kind != Kind::OAuth) {
            opinion.missing = true;
            opinion.refusal = Some(match field.name {
                "BaseAddress" => failure(SCIM, "Please provide a valid tenant URL for your application."),
                _ => refused("Please provide valid credentials for your application."),
            });
            return Some(opinion);
        }
        if connector.kind == Kind::OAuth {
            let token = value(given, "Oauth2AccessToken");
            opinion.missing = token.is_none();
            if token.is_none_or(|token| !self.granted.contains(token)) {
                opinion.refusal = Some(refused("The application has not been authorized."));
            }
            return Some(opinion);
        }
        if let Some(problem) = value(given, "BaseAddress").and_then(unreachable) {
            let problem = failure(UNAVAILABLE, problem);
            opinion.untestable = Some(problem.clone());
            opinion.refusal = Some(problem);
            return Some(opinion);
        }
        if value(given, "InstanceName")
            .is_some_and(|name| name.contains(|letter: char| letter.is_whitespace() || "{}<>".contains(letter)))
        {
            opinion.refusal = Some(failure(
                "ServiceNowInstanceInvalid",
                "Your ServiceNow instance name appears to be invalid. Please provide a current ServiceNow administrative user name and password along with the name of a valid ServiceNow instance.",
            ));
            return Some(opinion);
        }
        let secrets = ["SecretToken", "Password", "Oauth2ClientSecret"];
        let secrets: Vec<&str> = secrets.iter().filter_map(|key| value(given, key)).collect();
        let told = self.told.iter().rev().find(|told| told.is_of(given));
        let accepts = |secret: &str| match told.and_then(|told| told.accepts.as_ref()) {
            Some(accepted) => accepted.iter().any(|known| known == secret),
            None => secret != "*" && !secret.to_lowercase().starts_with("wrong"),
        };
        // The id of an access key in the place of its secret.
        let swapped = connector.kind == Kind::Roles
            && value(given, "SecretToken").is_some_and(|secret| secret.starts_with("AKIA"));
        if swapped || !secrets.iter().all(|secret| accepts(secret)) {
            opinion.refusal = Some(refused("The application does not accept the credentials."));
        }
        let days = connector.token_days.map(|days| Duration::from_secs(days * 24 * 3600));
        let stored = secrets.iter().filter_map(|secret| self.stored.get(*secret)).min();
        let ends = stored.zip(days).map(|(stored, days)| after(*stored, days));
        opinion.until = told.and_then(|told| told.until).or(ends);
        let has_discovery = told.map_or_else(
            || !value(given, "BaseAddress").is_some_and(lacks_discovery),
            |told| told.discovery,
        );
        opinion.untestable = match told.and_then(|told| told.answer.as_ref()) {
            Some(said) => Some(failure(&said.code, &said.message)),
            None => (!has_discovery).then(|| {
                failure(
                    UNAVAILABLE,
                    "The application answered 404 when it was asked for what it supports.",
                )
            }),
        };
        Some(opinion)
    }

    /// Microsoft's test: asks the app, which counts refusals and locks an account that is tried too often.
    ///
    /// # Errors
    /// Why the credentials do not work, or why nobody can say.
    pub fn test(&mut self, connector: &JobTemplate, given: &Credentials, now: Timestamp) -> Result<(), Failure> {
        let Some(opinion) = self.opinion(connector, given) else {
            return Ok(());
        };
        if let Some(unavailable) = opinion.untestable {
            return Err(unavailable);
        }
        if opinion.missing {
            return opinion.refusal.map_or(Ok(()), Err);
        }
        let account = self.accounts.entry(opinion.account.clone()).or_default();
        account.asked += 1;
        let locked = account.locked_until.is_some_and(|until| now < until);
        let refusal = match opinion.refusal_at(now) {
            _ if locked => Some(failure(
                &opinion.expired.code,
                "The account is locked after too many attempts.",
            )),
            refusal => refusal.cloned(),
        };
        let Some(refusal) = refusal else {
            account.in_a_row = 0;
            return Ok(());
        };
        account.refused += 1;
        account.in_a_row += 1;
        if account.in_a_row >= PATIENCE && !locked {
            account.locked_until = Some(after(now, LOCK));
        }
        Err(refusal)
    }

    /// Secrets were stored: one that was not there before is new from now on.
    pub fn store(&mut self, given: &Credentials, now: Timestamp) {
        let secrets = given
            .iter()
            .filter(|(key, _)| crate::routes::secrets::is_confidential(key));
        for (_, secret) in secrets {
            self.stored.entry(secret.clone()).or_insert(now);
        }
    }

    /// Somebody has authorized an app: the tokens it gave out, to be stored.
    pub fn grant(&mut self) -> Vec<(String, String)> {
        let (access, refresh) = (Uuid::new_v4().simple().to_string(), Uuid::new_v4().simple().to_string());
        self.granted.insert(access.clone());
        vec![
            ("Oauth2AccessToken".to_owned(), access),
            ("Oauth2RefreshToken".to_owned(), refresh),
        ]
    }

    /// From now on the app at that address is as told.
    pub fn tell(&mut self, told: Told) {
        self.told.push(told);
    }

    /// From now on the app does not take somebody, or takes them again.
    pub fn refuse(&mut self, Refusing { whom, refused }: Refusing) {
        self.refused.retain(|(known, _)| *known != whom);
        self.refused.extend(refused.map(|refused| (whom, refused)));
        self.refusals += 1;
    }

    /// Why an app does not take whoever has one of these names, if it does not.
    #[must_use]
    pub fn refusal(&self, app: &str, names: [&String; 2]) -> Option<&Refused> {
        let is_of = |whom: &Whom| whom.app == app && names.iter().any(|name| name.eq_ignore_ascii_case(&whom.who));
        self.refused
            .iter()
            .find(|(whom, _)| is_of(whom))
            .map(|(_, refused)| refused)
    }

    /// How often that changed.
    #[must_use]
    pub fn refusals(&self) -> u32 {
        self.refusals
    }

    /// No account is locked any more, and all counts begin again.
    pub fn forget_attempts(&mut self) {
        self.accounts.clear();
    }

    /// Every account that was tried, with how often.
    #[must_use]
    pub fn attempts(&self) -> serde_json::Value {
        let entry = |(account, counts): (&String, &Account)| {
            let mut entry = serde_json::json!(counts);
            entry["account"] = serde_json::json!(account);
            entry
        };
        self.accounts.iter().map(entry).collect()
    }
}

impl Told {
    fn is_of(&self, given: &Credentials) -> bool {
        let is_named = |key| value(given, key).is_some_and(|value| value.eq_ignore_ascii_case(&self.address));
        let wanted = self.address.to_lowercase();
        value(given, "BaseAddress").is_some_and(|address| address.to_lowercase().contains(&wanted))
            || ["UserName", "InstanceName", "Domain", "ClientSecret"]
                .into_iter()
                .any(is_named)
    }
}

/// Whose credentials they are, without anything secret. What AWS calls the id of an access key comes as `ClientSecret`.
fn account(given: &Credentials) -> String {
    let key_id = value(given, "ClientSecret").filter(|id| id.starts_with("AKIA"));
    let parts = ["BaseAddress", "InstanceName", "Domain", "UserName", "Oauth2ClientId"];
    let parts = parts.iter().filter_map(|key| value(given, key)).chain(key_id);
    parts.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Why nothing answers at an address, if nothing does.
fn unreachable(address: &str) -> Option<&'static str> {
    let host = address.strip_prefix("https://").map(host_of);
    match host {
        _ if address.contains(['{', '}', '<', '>']) => Some("The address holds a placeholder."),
        None => Some("The address is not one of https."),
        Some(host) if host.is_empty() || host.ends_with(".invalid") => Some("No server answers at the address."),
        Some(_) => None,
    }
}

/// Bitwarden's servers, and any host with `no-discovery` in its name.
fn lacks_discovery(address: &str) -> bool {
    let host = address
        .strip_prefix("https://")
        .map(host_of)
        .unwrap_or_default()
        .to_lowercase();
    host.ends_with("bitwarden.com") || host.split('.').any(|label| label == "no-discovery")
}

fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', ':']).next().unwrap_or_default()
}

fn failure(code: &str, message: &str) -> Failure {
    Failure {
        reason: "EncounteredQuarantineException".into(),
        code: code.to_owned().into(),
        message: message.to_owned(),
    }
}
