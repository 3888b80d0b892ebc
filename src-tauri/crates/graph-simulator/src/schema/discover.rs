//! What an agent finds when it reads the schema of Active Directory (contract 9.7).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::ad2aad;

/// The directoryDefinition. Without the Exchange extension of AD nothing of Exchange is in it;
/// with it `mailNickName` has the casing AD itself uses, unlike the stored schema (contract 11.1).
#[must_use]
pub fn discovered(exchange: bool, now: Timestamp) -> Value {
    let mut directory = ad2aad::active_directory();
    directory["discoveryDateTime"] = json!(now.to_string());
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
        let found = discovered(exchange, Timestamp::UNIX_EPOCH);
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
