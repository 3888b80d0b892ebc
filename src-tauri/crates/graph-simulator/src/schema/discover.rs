//! What an agent finds when it reads the schema of Active Directory (contract 9.7).

use std::sync::OnceLock;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::ad2aad;

/// The text of a directoryDefinition. Without the Exchange extension of AD nothing of Exchange is in it.
#[must_use]
pub fn discovered(exchange: bool, context: &str, now: Timestamp) -> String {
    static FOUND: [OnceLock<String>; 2] = [const { OnceLock::new() }; 2];
    let found = FOUND[usize::from(exchange)].get_or_init(|| directory(exchange).to_string());
    // It has thousands of attributes. Only what differs from answer to answer is written anew.
    let head = json!({ "@odata.context": context, "discoveryDateTime": now.to_string() }).to_string();
    format!("{},{}", head.trim_end_matches('}'), found.trim_start_matches('{'))
}

/// With the Exchange extension `mailNickName` has the casing AD itself uses, unlike the stored schema (contract 11.1).
fn directory(exchange: bool) -> Value {
    let mut directory = ad2aad::active_directory();
    if let Some(members) = directory.as_object_mut() {
        members.remove("discoveryDateTime");
    }
    for object in directory["objects"].as_array_mut().into_iter().flatten() {
        let Some(attributes) = object["attributes"].as_array_mut() else {
            continue;
        };
        if !exchange {
            attributes.retain(|attribute| attribute["name"].as_str().is_some_and(|name| !is_of_exchange(name)));
        }
        for attribute in attributes {
            if attribute["name"] == "mailNickname" {
                attribute["name"] = json!("mailNickName");
            }
        }
    }
    directory
}

fn is_of_exchange(name: &str) -> bool {
    name == "mailNickname" || name.starts_with("msExch") || name.starts_with("extensionAttribute")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_nick_name(exchange: bool) -> bool {
        let found = discovered(exchange, "https://x/$metadata#y", Timestamp::UNIX_EPOCH);
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(found["@odata.context"], "https://x/$metadata#y");
        assert_eq!(found["discoveryDateTime"], "1970-01-01T00:00:00Z");
        let user = found["objects"]
            .as_array()
            .unwrap()
            .iter()
            .find(|object| object["name"] == "user")
            .unwrap();
        user["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|attribute| attribute["name"] == "mailNickName")
    }

    #[test]
    fn the_nick_name_is_there_only_with_exchange() {
        assert!(has_nick_name(true));
        assert!(!has_nick_name(false));
    }
}
