//! The `claims` parameter: what this program can do, and what a challenge demands (contract 2.7).

use serde_json::{Map, Value, json};

/// Says that challenges are understood (`cp1`), and repeats the one that came. A challenge that cannot be read demands nothing.
pub(crate) fn with_capability(challenge: Option<&str>) -> String {
    let challenge = challenge.and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    let mut claims = challenge.unwrap_or_default();
    let access = claims.entry("access_token").or_insert_with(|| json!({}));
    if !access.is_object() {
        *access = json!({});
    }
    access["xms_cc"] = json!({"values": ["cp1"]});
    Value::Object(claims).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_repeated_beside_the_capability() {
        let plain = r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#;
        assert_eq!(with_capability(None), plain);
        assert_eq!(
            with_capability(Some(
                r#"{"access_token":{"nbf":{"essential":true,"value":"1"}},"id_token":{}}"#
            )),
            r#"{"access_token":{"nbf":{"essential":true,"value":"1"},"xms_cc":{"values":["cp1"]}},"id_token":{}}"#
        );
        for nonsense in ["", "[]", "<html>"] {
            assert_eq!(with_capability(Some(nonsense)), plain);
        }
        assert_eq!(with_capability(Some(r#"{"access_token":7}"#)), plain);
    }
}
