//! Claims challenges in `WWW-Authenticate` (contract 2.7).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};
use serde_json::{Map, Value};

/// The claims that the service demands, as JSON text.
pub(super) fn claims(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .filter(|header| parameter(header, "error").as_deref() == Some("insufficient_claims"))
        .find_map(|header| decode(&parameter(header, "claims")?))
}

/// Value of `name="…"` in a challenge.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let starts_a_parameter = before.is_none_or(|before| matches!(before, ' ' | ','));
        if let (true, Some(value)) = (starts_a_parameter, after.strip_prefix('=')) {
            let value = value.trim_start().strip_prefix('"')?;
            return value.split('"').next().map(str::to_owned);
        }
    }
}

/// Base64 of either alphabet, padded or not, holding a JSON object.
fn decode(text: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = [alphabet::STANDARD, alphabet::URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, config).decode(text).ok())?;
    let json = String::from_utf8(bytes).ok()?;
    serde_json::from_str::<Map<String, Value>>(&json).ok()?;
    Some(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
    use reqwest::header::HeaderValue;

    const JSON: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":"?>~"}}"#;

    fn read(header: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"x\""));
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(header).unwrap());
        claims(&headers)
    }

    #[test]
    fn both_alphabets_are_read() {
        for encoded in [BASE64_STANDARD.encode(JSON), BASE64_URL_SAFE_NO_PAD.encode(JSON)] {
            let header = format!(
                "Bearer realm=\"\", authorization_uri=\"https://login/claims=/x\", \
                 client_id=\"0\", error=\"insufficient_claims\", claims=\"{encoded}\""
            );
            assert_eq!(read(&header).as_deref(), Some(JSON));
        }
    }

    #[test]
    fn anything_else_is_no_challenge() {
        for odd in [
            "Bearer",
            "Bearer error=\"invalid_token\", claims=\"e30=\"",
            "Bearer error=\"insufficient_claims\"",
            "Bearer error=\"insufficient_claims\", claims=\"!!\"",
            "Bearer error=\"insufficient_claims\", claims=\"WzFd\"",
            "Bearer error=\"insufficient_claims\", claims=e30=",
            "claims claims claims=",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
