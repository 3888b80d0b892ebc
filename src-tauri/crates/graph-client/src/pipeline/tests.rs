//! Whatever stands in an answer, its headers and its errors, the pipeline goes on.

use hostile_input::{broken, inputs, text};
use jiff::Timestamp;
use proptest::prelude::*;
use reqwest::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};

use super::redact::Redaction;
use super::told::Told;
use super::{challenge, guarded, retry_after};
use crate::cloud::Cloud;
use crate::error::{Envelope, object};
use crate::token::AccessToken;

const ERRORS: &[&str] = &[
    include_str!("../../../../../tests/fixtures/graph/error.json"),
    r#"{"error":{"code":"UnknownError","message":"{\"error\":{\"code\":\"InvalidNotificationSettings\",\"message\":null}}",
        "innerError":{"date":"2026-03-14T15:01:03","request-id":"9e1c","innererror":{"request-id":"a"}}}}"#,
    r#"{"error":{"code":"","message":"","details":[{"code":"a"}],"innererror":{"date":"2026-03-14T15:01:03Z"}}}"#,
];

const SECRETS: &[&str] = &[
    include_str!("../../../../../tests/fixtures/graph/secrets.json"),
    r#"{"value":[{"key":"SecretToken","value":"sentinel-secret"},{"key":"AppKey","value":"{\"appKeyScenario\":\"x\"}"}],
        "credentials":[{"key":"Password","value":{"deep":["sentinel-secret"]}}]}"#,
];

proptest! {
    #![proptest_config(inputs(1_000))]

    #[test]
    fn no_error_is_too_odd_to_read(body in broken(ERRORS)) {
        let envelope = object(&body).map(|body| Envelope::of(&body, str::to_owned)).unwrap_or_default();
        prop_assert!(envelope.message.chars().count() <= 2_000 && envelope.code.chars().count() <= 2_000);
        let steers = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        prop_assert!(!steers(&envelope.message) && !steers(&envelope.code));
    }

    #[test]
    fn a_token_never_shows_whatever_else_does(sent in broken(SECRETS), answer in broken(SECRETS)) {
        let token = AccessToken { secret: "sentinel-token".into(), expires: Timestamp::MAX, tenant: None };
        let redaction = Redaction::of(Some(&String::from_utf8_lossy(&sent)));
        let answer = [answer, b" sentinel-token".to_vec()].concat();
        let told = format!("{:?}", Told::read(&answer, &redaction, &token));
        prop_assert!(!told.contains("sentinel-token"));
    }

    #[test]
    fn no_header_is_too_odd_to_read(text in text(), bytes in any::<Vec<u8>>(), seconds in any::<i64>()) {
        let now = Timestamp::from_second(seconds % 200_000_000_000).unwrap_or(Timestamp::MIN);
        for value in [text.clone(), format!("{seconds}"), format!("{seconds}e{}", text.len())] {
            let _ = (retry_after::retry_after([value.as_str()], now), retry_after::http_date(&value));
        }
        let challenge_of = |text: &str| format!("Bearer error=\"insufficient_claims\", claims=\"{text}\", {text}, claims ={text}");
        for bytes in [bytes, challenge_of(&text).into_bytes()] {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                headers.append(WWW_AUTHENTICATE, value);
            }
            challenge::claims(&headers);
        }
    }

    #[test]
    fn a_next_page_lies_at_graph_or_nowhere(text in text()) {
        let cloud = Cloud::global();
        for address in [text.clone(), format!("https://graph.microsoft.com{text}"), format!("https://graph.microsoft.com/v1.0/{text}")] {
            if let Ok(url) = guarded("test", &cloud, &address) {
                prop_assert_eq!(url.origin(), cloud.graph().origin());
            }
        }
    }
}
