//! Schemas of the other job templates: small, and only as far as sources tell (contract 11.1, 11.2).

use serde_json::{Value, json};

use super::{ACTIVE_DIRECTORY_ID, ENTRA_ID, tables};
use crate::gallery::{self, Kind};

/// A schema with one rule, and one object mapping or two.
struct Outline {
    rule_id: &'static str,
    /// Named as its template where it has no name of its own.
    rule_name: Option<&'static str>,
    source: (&'static str, &'static str, &'static str),
    target: (&'static str, &'static str, &'static str),
    matching: &'static str,
    mappings: &'static str,
    /// Object, matching attribute and mappings of groups, where they go along.
    groups: Option<[&'static str; 3]>,
}

/// Stands for the directory of an app, which is named as the app.
const APPLICATION: &str = "";
const ACTIVE_DIRECTORY: &str = "Active Directory";
const ENTRA: &str = "Microsoft Entra ID";
/// As the templates of gallery apps still call it.
const ENTRA_OLD_NAME: &str = "Azure Active Directory";
const OTHER_ID: &str = "5a1b3d20-9c1f-4f0e-8f4b-3d0c6a7e9b11";

const PASSWORD_HASH: Outline = Outline {
    rule_id: "0f8a4c1e-52d7-4b0c-9f6e-7f1f2a9d3c01",
    rule_name: None,
    source: (ACTIVE_DIRECTORY_ID, ACTIVE_DIRECTORY, "user"),
    target: (ENTRA_ID, ENTRA, "SyncCredentialsChangeItem"),
    matching: "OnPremisesObjectIdentifier",
    mappings: "OnPremisesObjectIdentifier = [objectGUID]
SourceAnchor = IIF(IsPresent([mS-DS-ConsistencyGuid]), [mS-DS-ConsistencyGuid], [objectGUID])
CredentialData = [PasswordHash]
ChangeDate = [PasswordChangeDate]",
    groups: None,
};

const EXCHANGE_WRITEBACK: Outline = Outline {
    rule_id: "3b9d0c57-6e21-4a8f-b1d4-90c2e5f7a802",
    rule_name: None,
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
    groups: None,
};

const GROUPS_TO_AD: Outline = Outline {
    rule_id: "71c5e9a4-0d3b-4f86-a2c7-5e8b1f4d6903",
    rule_name: None,
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
    groups: None,
};

const TO_SAAS: Outline = Outline {
    rule_id: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8",
    rule_name: Some("USERGROUP_OUTBOUND_USERGROUP"),
    source: (ENTRA_ID, ENTRA_OLD_NAME, "User"),
    target: (
        OTHER_ID,
        APPLICATION,
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
    groups: Some([
        "urn:ietf:params:scim:schemas:core:2.0:Group",
        "displayName",
        "displayName = [displayName]
externalId = [objectId]
members = [members]",
    ]),
};

/// No source prints it.
const ROLES_IN: Outline = Outline {
    rule_id: "5c0f5d1a-8b7e-4a36-9d42-1e3f6a7b8c05",
    rule_name: Some("ROLE_INBOUND_APPROLE"),
    source: (OTHER_ID, APPLICATION, "role"),
    target: (ENTRA_ID, ENTRA_OLD_NAME, "appRole"),
    matching: "value",
    mappings: "value = [arn]
displayName = [name]",
    groups: None,
};

/// No source prints it.
const PEOPLE_IN: Outline = Outline {
    rule_id: "9a4b7c2d-3e5f-4b61-8c7d-2f4e6a8b0d06",
    rule_name: Some("WORKER_INBOUND_USER"),
    source: (OTHER_ID, APPLICATION, "Worker"),
    target: (ENTRA_ID, ENTRA_OLD_NAME, "User"),
    matching: "employeeId",
    mappings: "employeeId = [WorkerID]
accountEnabled = Switch([Active], , \"0\", \"False\", \"1\", \"True\")
displayName = [PreferredNameData]
givenName = [PreferredFirstName]
surname = [PreferredLastName]
jobTitle = [BusinessTitle]
department = [SupervisoryOrganization]",
    groups: None,
};

pub(super) fn schema(template_id: &str) -> Value {
    let template = gallery::job(template_id);
    let kind = template.map(|template| template.kind);
    let outline = match (template_id, kind) {
        ("AD2AADPasswordHash", _) => &PASSWORD_HASH,
        ("AAD2ADExchangeHybridWriteback", _) => &EXCHANGE_WRITEBACK,
        ("AAD2ADGroupProvisioning", _) => &GROUPS_TO_AD,
        (_, Some(Kind::Roles)) => &ROLES_IN,
        (_, Some(Kind::People)) => &PEOPLE_IN,
        _ => &TO_SAAS,
    };
    // Roles are never provisioned on demand (provision-on-demand); the service says so of each rule.
    let on_demand = match kind {
        Some(Kind::Agent | Kind::Api) | None => json!([]),
        Some(kind) => json!([{"key": "supportsProvisionOnDemand", "value": (kind != Kind::Roles).to_string()}]),
    };
    let application = template.map_or(template_id, |template| &template.application);
    outline.to_schema(template_id, application, &on_demand)
}

impl Outline {
    fn to_schema(&self, template_id: &str, application: &str, metadata: &Value) -> Value {
        let named = |(id, name, object): (&'static str, &'static str, &'static str)| match name {
            APPLICATION => (id, application.to_owned(), object),
            name => (id, name.to_owned(), object),
        };
        let (source, target) = (named(self.source), named(self.target));
        let mappings = tables::mappings(self.mappings, self.matching);
        let mut sources = vec![Object::read(source.2, &mappings)];
        let mut targets = vec![Object::written(target.2, &mappings, self.matching)];
        let mut objects = vec![object_mapping(&source.1, source.2, target.2, mappings)];
        if let Some([object, matching, table]) = self.groups {
            let mappings = tables::mappings(table, matching);
            sources.push(Object::read("Group", &mappings));
            targets.push(Object::written(object, &mappings, matching));
            objects.push(object_mapping(&source.1, "Group", object, mappings));
        }
        json!({
            "synchronizationRules": [{
                "editable": true,
                "id": self.rule_id,
                "name": self.rule_name.unwrap_or(template_id),
                "priority": 1,
                "sourceDirectoryName": source.1,
                "targetDirectoryName": target.1,
                "containerFilter": null,
                "groupFilter": null,
                "metadata": metadata,
                "objectMappings": objects,
            }],
            "directories": [directory(source.0, &source.1, &sources), directory(target.0, &target.1, &targets)],
        })
    }
}

fn object_mapping(source_directory: &str, source: &str, target: &str, mappings: Vec<Value>) -> Value {
    json!({
        "enabled": true,
        "flowTypes": "Add, Update, Delete",
        "name": format!("Provision {source_directory} {source}"),
        "sourceObjectName": source,
        "targetObjectName": target,
        "attributeMappings": mappings,
        "scope": null,
        "metadata": [],
    })
}

/// An object of a directory: its attributes, and which of them is the anchor.
struct Object<'o> {
    name: &'o str,
    attributes: Vec<String>,
    anchor: &'o str,
}

impl<'o> Object<'o> {
    /// What the mappings read.
    fn read(name: &'o str, mappings: &[Value]) -> Self {
        let mut attributes = Vec::new();
        for mapping in mappings {
            collect_attributes(&mapping["source"], &mut attributes);
        }
        Self {
            name,
            attributes,
            anchor: "",
        }
    }

    /// What they write.
    fn written(name: &'o str, mappings: &[Value], anchor: &'o str) -> Self {
        let targets = mappings
            .iter()
            .filter_map(|mapping| mapping["targetAttributeName"].as_str());
        Self {
            name,
            attributes: targets.map(str::to_owned).collect(),
            anchor,
        }
    }
}

fn directory(id: &str, name: &str, objects: &[Object<'_>]) -> Value {
    let object = |object: &Object<'_>| {
        let attributes = object.attributes.iter().map(|name| attribute(name, object.anchor));
        json!({"name": object.name, "supportedApis": [object.name], "attributes": attributes.collect::<Vec<_>>(), "metadata": []})
    };
    tables::directory(id, name, &objects.iter().map(object).collect::<Vec<_>>())
}

fn attribute(name: &str, anchor: &str) -> Value {
    let secret = matches!(name, "PasswordHash" | "CredentialData");
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
            "aws",
            "Workday2AzureAD",
        ] {
            let text = default_document(template, false).render("c", "i", "v");
            let read = Document::read(&text).unwrap_or_else(|problem| panic!("{template}: {problem}"));
            assert!(read.rules[0].runs, "{template}");
        }
    }
}
