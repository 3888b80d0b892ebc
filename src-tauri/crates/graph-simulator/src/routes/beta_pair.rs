//! The answer of `instantiate` in beta: the names of an older directory (applicationtemplate-instantiate, beta).

use serde_json::{Map, Value, json};

/// From the bodies of v1.0 to those of beta.
pub(super) fn beta(mut halves: Value) -> Value {
    if let Some(application) = halves["application"].as_object_mut() {
        let web = application.shift_remove("web").unwrap_or_default();
        application.shift_remove("info");
        let api = application.shift_remove("api").unwrap_or_default();
        rename(application, "id", "objectId");
        rename(application, "deletedDateTime", "deletionTimestamp");
        application.extend(members(json!({
            "availableToOtherTenants": false,
            "errorUrl": null,
            "homepage": web["homePageUrl"],
            "knownClientApplications": api["knownClientApplications"],
            "logoutUrl": web["logoutUrl"],
            "oauth2Permissions": api["oauth2PermissionScopes"],
            "publicClient": null,
            "replyUrls": web["redirectUris"],
        })));
    }
    if let Some(principal) = halves["servicePrincipal"].as_object_mut() {
        rename(principal, "id", "objectId");
        rename(principal, "deletedDateTime", "deletionTimestamp");
        rename(principal, "appOwnerOrganizationId", "appOwnerTenantId");
        principal.extend(members(json!({
            "errorUrl": null,
            "microsoftFirstParty": null,
            "publisherName": null,
            "samlMetadataUrl": null,
        })));
    }
    halves
}

/// In the place where it was.
fn rename(members: &mut Map<String, Value>, from: &str, to: &str) {
    let place = members.keys().position(|name| name == from);
    if let (Some(place), Some(value)) = (place, members.shift_remove(from)) {
        members.shift_insert(place, to.to_owned(), value);
    }
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
