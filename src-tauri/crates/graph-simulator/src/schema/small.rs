//! Schemas of the other job templates: small, and only as far as sources tell (contract 11.1, 11.2).

use serde_json::{Value, json};

use super::{ACTIVE_DIRECTORY_ID, ENTRA_ID, tables};

/// A schema with one rule and one object mapping.
struct Outline {
    rule_id: &'static str,
    source: (&'static str, &'static str, &'static str),
    target: (&'static str, &'static str, &'static str),
    matching: &'static str,
    mappings: &'static str,
}

const ACTIVE_DIRECTORY: &str = "Active Directory";
const ENTRA: &str = "Microsoft Entra ID";
const OTHER_ID: &str = "5a1b3d20-9c1f-4f0e-8f4b-3d0c6a7e9b11";

const PASSWORD_HASH: Outline = Outline {
    rule_id: "0f8a4c1e-52d7-4b0c-9f6e-7f1f2a9d3c01",
    source: (ACTIVE_DIRECTORY_ID, ACTIVE_DIRECTORY, "user"),
    target: (ENTRA_ID, ENTRA, "SyncCredentialsChangeItem"),
    matching: "OnPremisesObjectIdentifier",
    mappings: "OnPremisesObjectIdentifier = [objectGUID]
SourceAnchor = IIF(IsPresent([mS-DS-ConsistencyGuid]), [mS-DS-ConsistencyGuid], [objectGUID])
CredentialData = [PasswordHash]
ChangeDate = [PasswordChangeDate]",
};

const EXCHANGE_WRITEBACK: Outline = Outline {
    rule_id: "3b9d0c57-6e21-4a8f-b1d4-90c2e5f7a802",
    source: (ENTRA_ID, ENTRA, "User"),
    target: (ACTIVE_DIRECTORY_ID, ACTIVE_DIRECTORY, "user"),
    matching: "objectGUID",
    mappings: "objectGUID = [OnPremisesObjectIdentifier]
msDS-ExternalDirectoryObjectId = [cloudAnchor]
proxyAddresses = Append(\"X500:\", [cloudLegacyExchangeDN])
msExchArchiveStatus = [cloudMSExchArchiveStatus]
msExchBlockedSendersHash = [cloudMSExchBlockedSendersHash]
msExchSafeRecipientsHash = [cloudMSExchSafeRecipientsHash]
msExchSafeSendersHash = [cloudMSExchSafeSendersHash]
msExchUCVoiceMailSettings = [cloudMSExchUCVoiceMailSettings]
msExchUserHoldPolicies = [cloudMSExchUserHoldPolicies]",
};

const GROUPS_TO_AD: Outline = Outline {
    rule_id: "71c5e9a4-0d3b-4f86-a2c7-5e8b1f4d6903",
    source: (ENTRA_ID, ENTRA, "Group"),
    target: (ACTIVE_DIRECTORY_ID, ACTIVE_DIRECTORY, "group"),
    matching: "msDS-ExternalDirectoryObjectId",
    mappings: "msDS-ExternalDirectoryObjectId = Append(\"Group_\", [objectId])
adminDescription = Append(\"Group_\", [objectId])
cn = Append(Append(Left(Trim([displayName]), 51), \"_\"), Mid([objectId], 25, 12))
description = Left(Trim([description]), 448)
displayName = [displayName]
isSecurityGroup = \"True\"
UniversalScope = \"True\"
member = [members]",
};

const TO_SAAS: Outline = Outline {
    rule_id: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8",
    source: (ENTRA_ID, ENTRA, "User"),
    target: (
        OTHER_ID,
        "customappsso",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ),
    matching: "userName",
    mappings: "userName = [userPrincipalName]
active = Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")
displayName = [displayName]
title = [jobTitle]
emails[type eq \"work\"].value = [mail]
name.givenName = [givenName]
name.familyName = [surname]
externalId = [mailNickname]",
};

pub(super) fn schema(template_id: &str) -> Value {
    let outline = match template_id {
        "AD2AADPasswordHash" => &PASSWORD_HASH,
        "AAD2ADExchangeHybridWriteback" => &EXCHANGE_WRITEBACK,
        "AAD2ADGroupProvisioning" => &GROUPS_TO_AD,
        _ => &TO_SAAS,
    };
    outline.to_schema(template_id)
}

impl Outline {
    fn to_schema(&self, template_id: &str) -> Value {
        let mappings = tables::mappings(self.mappings, self.matching);
        let mut sources = Vec::new();
        for mapping in &mappings {
            collect_attributes(&mapping["source"], &mut sources);
        }
        let targets: Vec<String> = mappings
            .iter()
            .filter_map(|mapping| mapping["targetAttributeName"].as_str().map(str::to_owned))
            .collect();
        let (_, source_directory, source_object) = self.source;
        let (_, target_directory, target_object) = self.target;
        json!({
            "synchronizationRules": [{
                "editable": true,
                "id": self.rule_id,
                "name": template_id,
                "priority": 1,
                "sourceDirectoryName": source_directory,
                "targetDirectoryName": target_directory,
                "containerFilter": null,
                "groupFilter": null,
                "metadata": [],
                "objectMappings": [{
                    "enabled": true,
                    "flowTypes": "Add, Update, Delete",
                    "name": format!("Provision {source_directory} {source_object}"),
                    "sourceObjectName": source_object,
                    "targetObjectName": target_object,
                    "attributeMappings": mappings,
                    "scope": null,
                    "metadata": [],
                }],
            }],
            "directories": [directory(self.source, &sources, self.matching), directory(self.target, &targets, self.matching)],
        })
    }
}

fn directory((id, name, object): (&str, &str, &str), attributes: &[String], anchor: &str) -> Value {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|name| {
            let secret = matches!(name.as_str(), "PasswordHash" | "CredentialData");
            json!({
                "anchor": name == anchor,
                "caseExact": false,
                "defaultValue": null,
                "flowNullValues": true,
                "multivalued": false,
                "mutability": "ReadWrite",
                "name": name,
                "required": name == anchor,
                "type": "String",
                "apiExpressions": [],
                "metadata": if secret { json!([{"key": "Secret", "value": "true"}]) } else { json!([]) },
                "referencedObjects": [],
            })
        })
        .collect();
    json!({
        "id": id,
        "name": name,
        "discoverabilities": "None",
        "discoveryDateTime": null,
        "readOnly": false,
        "version": "2.0",
        "objects": [{"name": object, "supportedApis": [object], "attributes": attributes, "metadata": []}],
    })
}

/// Names of the source attributes in an expression tree, each once.
fn collect_attributes(source: &Value, into: &mut Vec<String>) {
    if let (Some("Attribute"), Some(name)) = (source["type"].as_str(), source["name"].as_str())
        && !into.iter().any(|known| known == name)
    {
        into.push(name.to_owned());
    }
    for parameter in source["parameters"].as_array().into_iter().flatten() {
        collect_attributes(&parameter["value"], into);
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{Document, default_document};

    #[test]
    fn every_default_passes_its_own_check_and_runs() {
        for template in [
            "AD2AADProvisioning",
            "AD2AADPasswordHash",
            "AAD2ADExchangeHybridWriteback",
            "AAD2ADGroupProvisioning",
            "scim",
        ] {
            let text = default_document(template, false).render("c", "i", "v");
            let read = Document::read(&text).unwrap_or_else(|problem| panic!("{template}: {problem}"));
            assert!(read.rules[0].runs, "{template}");
        }
    }
}
