//! The id_token: who signed in, and whether the answer is the one to our question.
//!
//! It comes straight from the token endpoint over a connection that was checked, so its signature need not be (OpenID
//! Connect Core 3.1.3.7). It is used for display and binding, never to allow something.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graph_client::{Cloud, CloudKind};
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use crate::{Account, AuthError};

/// How far two clocks may be apart, in seconds.
const LEEWAY: i64 = 5 * 60;
/// Longest name kept for display.
const LONGEST: usize = 200;

/// What the token must say.
pub(crate) struct Expected<'a> {
    pub(crate) cloud: &'a Cloud,
    pub(crate) client: Uuid,
    /// The tenant that was asked for, if one was.
    pub(crate) tenant: Option<Uuid>,
    /// Of the request, when it had one.
    pub(crate) nonce: Option<&'a str>,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    iss: String,
    tid: Uuid,
    oid: Uuid,
    ver: String,
    exp: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    preferred_username: String,
    wids: Option<Vec<Uuid>>,
}

impl Expected<'_> {
    /// The person the token tells of.
    pub(crate) fn read(&self, token: &str, now: Timestamp) -> Result<Account, AuthError> {
        let wrong = |what| AuthError::WrongAnswer { what };
        let payload = token
            .split('.')
            .nth(1)
            .and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok());
        let claims = payload.and_then(|payload| serde_json::from_slice::<Claims>(&payload).ok());
        let claims = claims.ok_or_else(|| wrong("the id_token cannot be read"))?;
        if claims.ver != "2.0" || claims.aud.parse() != Ok(self.client) {
            return Err(wrong("the id_token is for another application"));
        }
        if !self.issuers(claims.tid).contains(&claims.iss) {
            return Err(wrong("the id_token is of another sign-in service"));
        }
        if self.tenant.is_some_and(|tenant| tenant != claims.tid) {
            return Err(wrong("the id_token is of another tenant"));
        }
        if self.nonce.is_some_and(|nonce| claims.nonce.as_deref() != Some(nonce)) {
            return Err(wrong("the id_token answers another request"));
        }
        let now = now.as_second();
        let ahead = claims.nbf.unwrap_or(now).saturating_sub(now);
        let over = now.saturating_sub(claims.exp);
        if ahead > LEEWAY || over > LEEWAY {
            let seconds_ahead = if ahead > LEEWAY { ahead.saturating_neg() } else { over };
            return Err(AuthError::ClockOff { seconds_ahead });
        }
        Ok(Account {
            name: shown(&claims.name),
            address: shown(&claims.preferred_username),
            tenant: claims.tid,
            object: claims.oid,
            roles: claims.wids,
        })
    }

    /// China has two names for its sign-in host.
    fn issuers(&self, tenant: Uuid) -> Vec<String> {
        let mut origins = vec![self.cloud.login().to_string()];
        if self.cloud.kind() == CloudKind::China {
            origins.push("https://login.partner.microsoftonline.cn/".to_owned());
        }
        origins
            .into_iter()
            .map(|origin| format!("{origin}{tenant}/v2.0"))
            .collect()
    }
}

/// Refuses an access token of another tenant than was asked for. Nothing is ever allowed by it: a token that does not name its tenant is
/// neither here nor there (contract 2.1: clients do not read access tokens).
pub(crate) fn refuse_another_tenant(token: &str, asked: &str) -> Result<(), AuthError> {
    #[derive(Deserialize)]
    struct Names {
        tid: String,
    }
    let payload = token.split('.').nth(1);
    let payload = payload.and_then(|payload| URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok());
    let names = payload.and_then(|payload| serde_json::from_slice::<Names>(&payload).ok());
    match names {
        Some(Names { tid }) if !tid.eq_ignore_ascii_case(asked) => Err(AuthError::WrongTenant {
            asked: asked.to_owned(),
            found: Uuid::try_parse(&tid).map_or_else(|_| "that has no id".to_owned(), |tid| tid.to_string()),
        }),
        _ => Ok(()),
    }
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hostile_input::{broken, inputs, text};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const TENANT: Uuid = Uuid::from_u128(1);
    const CLIENT: Uuid = Uuid::from_u128(2);
    const NOW: i64 = 1_800_000_000;

    fn claims() -> Value {
        json!({
            "aud": CLIENT, "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"), "tid": TENANT,
            "oid": Uuid::from_u128(3), "ver": "2.0", "nbf": NOW, "exp": NOW + 3600, "nonce": "n", "name": "Ann\u{7}", "wids": [],
        })
    }

    fn read(claims: &Value) -> Result<Account, AuthError> {
        let token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let expected = Expected {
            cloud: &Cloud::global(),
            client: CLIENT,
            tenant: Some(TENANT),
            nonce: Some("n"),
        };
        expected.read(&token, Timestamp::from_second(NOW).unwrap())
    }

    #[test]
    fn a_person_is_read() {
        let account = read(&claims()).unwrap();
        assert_eq!(
            (account.name.as_str(), account.tenant, account.roles),
            ("Ann", TENANT, Some(Vec::new()))
        );
    }

    #[test]
    fn every_claim_must_answer_our_question() {
        for (name, value) in [
            ("aud", json!(Uuid::from_u128(9))),
            ("iss", json!(format!("https://login.microsoftonline.us/{TENANT}/v2.0"))),
            ("iss", json!(format!("https://login.microsoftonline.com/{CLIENT}/v2.0"))),
            ("tid", json!(Uuid::from_u128(9))),
            ("tid", json!("not an id")),
            ("nonce", json!("another")),
            ("nonce", Value::Null),
            ("ver", json!("1.0")),
            ("oid", Value::Null),
        ] {
            let mut claims = claims();
            claims[name] = value;
            assert!(matches!(read(&claims), Err(AuthError::WrongAnswer { .. })), "{name}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_told_with_its_direction() {
        for (nbf, expected) in [(NOW + 300, None), (NOW + 600, Some(-600)), (NOW - 4800, Some(1200))] {
            let mut claims = claims();
            claims["nbf"] = json!(nbf);
            claims["exp"] = json!(nbf + 3600);
            match (read(&claims), expected) {
                (Ok(_), None) => {}
                (Err(AuthError::ClockOff { seconds_ahead }), Some(expected)) => assert_eq!(seconds_ahead, expected),
                (found, _) => panic!("{found:?}"),
            }
        }
    }

    #[test]
    fn another_tenants_access_token_is_refused_and_an_unreadable_one_is_not() {
        let token = |payload: Value| format!("e30.{}.x", URL_SAFE_NO_PAD.encode(payload.to_string()));
        let asked = TENANT.to_string();
        for good in [
            token(json!({ "tid": asked.to_uppercase() })),
            token(json!({ "tid": 5 })),
            token(json!({})),
            "opaque".to_owned(),
            "a.b.c".to_owned(),
        ] {
            assert_eq!(refuse_another_tenant(&good, &asked), Ok(()), "{good}");
        }
        for other in [CLIENT.to_string(), String::new(), "s3ntinel".to_owned()] {
            let refused = refuse_another_tenant(&token(json!({ "tid": other })), &asked).unwrap_err();
            assert_eq!(refused.remedy().problem(), "wrong-tenant");
            assert!(!refused.to_string().contains("s3ntinel"), "{refused}");
        }
    }

    #[test]
    fn noise_is_no_token() {
        let expected = Expected {
            cloud: &Cloud::global(),
            client: CLIENT,
            tenant: None,
            nonce: None,
        };
        for noise in ["", ".", "a.b.c", "e30.e30.x", "ä.ö.ü"] {
            assert!(expected.read(noise, Timestamp::UNIX_EPOCH).is_err(), "{noise}");
        }
    }
    proptest! {
        #![proptest_config(inputs(2_000))]

        #[test]
        fn no_token_is_too_odd_to_read(payload in broken(&[claims().to_string().as_str()]), noise in text(), now in any::<i32>()) {
            let expected = Expected { cloud: &Cloud::global(), client: CLIENT, tenant: None, nonce: None };
            let now = Timestamp::from_second(NOW + i64::from(now)).unwrap();
            for token in [format!("e30.{}.x", URL_SAFE_NO_PAD.encode(payload)), noise] {
                if let Ok(account) = expected.read(&token, now) {
                    let shown = account.name + &account.address;
                    prop_assert!(shown.chars().count() <= 2 * LONGEST && !shown.chars().any(char::is_control));
                }
            }
        }
    }
}
