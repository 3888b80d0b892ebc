//! Schemas of API-driven inbound provisioning, to Microsoft Entra ID and to Active Directory (contract 14.4). No source prints them
//! whole: names of mapping, object and matching pair are known, and which mappings the default lacks; the rest is our own.

use serde_json::{Value, json};

use super::tables::{self, Attribute};
use super::{ACTIVE_DIRECTORY_ID, ENTRA_ID};

/// The object that every bulk request sends.
const SOURCE_OBJECT: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What the pages call the object mapping.
const MAPPING: &str = "Provision API urn:ietf:params:scim:schemas:extension:enterprise:2.0:Users";

const API_ID: &str = "5a1b3d20-9c1f-4f0e-8f4b-3d0c6a7e9b11";

/// Member of an attribute mapping that is the second gate of clearing values; its real name is not published.
pub const NULL_FLOW_MEMBER: &str = "flowNullValues";

/// One of the two directions.
struct Inbound {
    rule_id: &'static str,
    directory_id: &'static str,
    directory: &'static str,
    object: &'static str,
    matching: &'static str,
    mappings: &'static str,
    /// Attributes of the target that nothing is mapped to at first.
    others: &'static str,
}

/// Without companyName, employeeType and employeeOrgData, which people add.
const TO_ENTRA: Inbound = Inbound {
    rule_id: "a4e7d2b8-1c95-4d3f-8e60-2b7f9c0d5a04",
    directory_id: ENTRA_ID,
    directory: "Microsoft Entra ID",
    object: "User",
    matching: "employeeId",
    mappings: r#"employeeId = [externalId]
accountEnabled = Switch([active], , "False", "False", "True", "True")
userPrincipalName = Join("", Replace([userName], , "(?<Suffix>@(.)*)", "Suffix", "", , ), "@", DefaultDomain())
displayName = [displayName]
givenName = [name.givenName]
surname = [name.familyName]
jobTitle = [title]
department = [urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department]
manager = [urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager]
streetAddress = [addresses[type eq "work"].streetAddress]
city = [addresses[type eq "work"].locality]
state = [addresses[type eq "work"].region]
postalCode = [addresses[type eq "work"].postalCode]
country = [addresses[type eq "work"].country]
mail = [emails[type eq "work"].value]
telephoneNumber = [phoneNumbers[type eq "work"].value]
mobile = [phoneNumbers[type eq "mobile"].value]
preferredLanguage = [preferredLanguage]"#,
    others: "companyName employeeType employeeOrgData.costCenter employeeOrgData.division employeeHireDate employeeLeaveDateTime \
        extensionAttribute1 extensionAttribute2 extensionAttribute3 extensionAttribute4 extensionAttribute5 extensionAttribute6 \
        extensionAttribute7 extensionAttribute8 extensionAttribute9 extensionAttribute10 extensionAttribute11 extensionAttribute12 \
        extensionAttribute13 extensionAttribute14 extensionAttribute15 facsimileTelephoneNumber mailNickname physicalDeliveryOfficeName \
        usageLocation userType",
};

const TO_AD: Inbound = Inbound {
    rule_id: "c2f90b6d-7e14-4a58-9b3d-60d1a8e4f705",
    directory_id: ACTIVE_DIRECTORY_ID,
    directory: "Active Directory",
    object: "User",
    matching: "employeeID",
    mappings: r#"employeeID = [externalId]
accountDisabled = Switch([active], , "False", "True", "True", "False")
userPrincipalName = [userName]
sAMAccountName = Left(Replace([userName], , "(?<Suffix>@(.)*)", "Suffix", "", , ), 20)
cn = [displayName]
displayName = [displayName]
givenName = [name.givenName]
sn = [name.familyName]
title = [title]
department = [urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department]
manager = [urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager]
streetAddress = [addresses[type eq "work"].streetAddress]
l = [addresses[type eq "work"].locality]
st = [addresses[type eq "work"].region]
postalCode = [addresses[type eq "work"].postalCode]
co = [addresses[type eq "work"].country]
mail = [emails[type eq "work"].value]
telephoneNumber = [phoneNumbers[type eq "work"].value]
mobile = [phoneNumbers[type eq "mobile"].value]"#,
    others: "parentDistinguishedName company division employeeType description physicalDeliveryOfficeName facsimileTelephoneNumber \
        preferredLanguage extensionAttribute1 extensionAttribute2 extensionAttribute3 extensionAttribute4 extensionAttribute5 \
        extensionAttribute6 extensionAttribute7 extensionAttribute8 extensionAttribute9 extensionAttribute10",
};

/// The schema of a job template, if it is one of the two.
pub(super) fn schema(template_id: &str, null_flow_member: bool) -> Option<Value> {
    let inbound = match template_id {
        "API2AAD" => &TO_ENTRA,
        "API2AD" => &TO_AD,
        _ => return None,
    };
    Some(inbound.to_schema(template_id, null_flow_member))
}

impl Inbound {
    fn to_schema(&self, template_id: &str, null_flow_member: bool) -> Value {
        let mut mappings = tables::mappings(self.mappings, self.matching);
        if null_flow_member {
            for mapping in &mut mappings {
                mapping[NULL_FLOW_MEMBER] = json!(false);
            }
        }
        let source: Vec<Value> = source_attributes()
            .iter()
            .map(|attribute| attribute.to_json(&[SOURCE_OBJECT]))
            .collect();
        json!({
            "synchronizationRules": [{
                "editable": true,
                "id": self.rule_id,
                "name": template_id,
                "priority": 1,
                "sourceDirectoryName": "API",
                "targetDirectoryName": self.directory,
                "containerFilter": null,
                "groupFilter": null,
                "metadata": [],
                "objectMappings": [{
                    "enabled": true,
                    "flowTypes": "Add,Update,Delete",
                    "name": MAPPING,
                    "sourceObjectName": SOURCE_OBJECT,
                    "targetObjectName": self.object,
                    "attributeMappings": mappings,
                    "scope": null,
                    "metadata": [],
                }],
            }],
            "directories": [
                directory(API_ID, "API", SOURCE_OBJECT, &source),
                directory(self.directory_id, self.directory, self.object, &self.target_attributes(&mappings)),
            ],
        })
    }

    fn target_attributes(&self, mappings: &[Value]) -> Vec<Value> {
        let mapped = mappings
            .iter()
            .filter_map(|mapping| mapping["targetAttributeName"].as_str());
        let all = mapped.chain(self.others.split_whitespace());
        let attribute = |name: &str| {
            let kind = match name {
                "accountEnabled" | "accountDisabled" => "Boolean",
                "employeeHireDate" | "employeeLeaveDateTime" => "DateTime",
                "manager" => "Reference",
                _ => "String",
            };
            Attribute::new(name, kind, "").to_json(&[self.object])
        };
        all.map(attribute).collect()
    }
}

/// Core and enterprise user of RFC 7643, as paths of the mappings name their attributes. None of them flows when it is null.
fn source_attributes() -> Vec<Attribute> {
    let text = |name: String| Attribute::new(&name, "String", "");
    let mut attributes = vec![Attribute::new("externalId", "String", "anchor required")];
    attributes.push(Attribute::new("active", "Boolean", ""));
    let plain = "userName displayName nickName title userType preferredLanguage locale timezone profileUrl";
    attributes.extend(plain.split(' ').map(|name| text(name.to_owned())));
    let names = "formatted familyName givenName middleName honorificPrefix honorificSuffix";
    attributes.extend(names.split(' ').map(|part| text(format!("name.{part}"))));
    for kind in ["work", "home", "other"] {
        attributes.push(text(format!("emails[type eq \"{kind}\"].value")));
        let parts = "formatted streetAddress locality region postalCode country";
        attributes.extend(
            parts
                .split(' ')
                .map(|part| text(format!("addresses[type eq \"{kind}\"].{part}"))),
        );
    }
    let phones = "work mobile home fax pager other";
    attributes.extend(
        phones
            .split(' ')
            .map(|kind| text(format!("phoneNumbers[type eq \"{kind}\"].value"))),
    );
    let enterprise = "employeeNumber costCenter organization division department";
    attributes.extend(
        enterprise
            .split(' ')
            .map(|name| text(format!("{SOURCE_OBJECT}:{name}"))),
    );
    attributes.push(Attribute::new(&format!("{SOURCE_OBJECT}:manager"), "Reference", ""));
    attributes
}

fn directory(id: &str, name: &str, object: &str, attributes: &[Value]) -> Value {
    let object = json!({"name": object, "supportedApis": [], "attributes": attributes, "metadata": []});
    tables::directory(id, name, &[object])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::schema::{Document, default_document};

    fn schema(template: &str, null_flow_member: bool) -> Value {
        let text = default_document(template, null_flow_member).render("c", "i", "v");
        Document::read(&text).unwrap_or_else(|problem| panic!("{template}: {problem}"));
        serde_json::from_slice(&text).unwrap()
    }

    fn mapping(schema: &Value) -> &Value {
        &schema["synchronizationRules"][0]["objectMappings"][0]
    }

    #[test]
    fn both_directions_have_their_own_target_and_the_same_source() {
        let (entra, ad) = (schema("API2AAD", false), schema("API2AD", false));
        assert_eq!(
            entra["synchronizationRules"][0]["targetDirectoryName"],
            "Microsoft Entra ID"
        );
        assert_eq!(ad["synchronizationRules"][0]["targetDirectoryName"], "Active Directory");
        assert_eq!(entra["directories"][0], ad["directories"][0]);
        for attribute in entra["directories"][0]["objects"][0]["attributes"].as_array().unwrap() {
            assert_eq!(attribute["flowNullValues"], false, "{attribute}");
        }
        let targets: Vec<&str> = mapping(&entra)["attributeMappings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mapping| mapping["targetAttributeName"].as_str().unwrap())
            .collect();
        for absent in ["companyName", "employeeType", "employeeOrgData.costCenter"] {
            assert!(!targets.contains(&absent));
        }
    }

    #[test]
    fn the_gate_of_the_mapping_is_there_when_switched_on() {
        for (switch, member) in [(false, None), (true, Some(&Value::Bool(false)))] {
            let schema = schema("API2AAD", switch);
            for attribute in mapping(&schema)["attributeMappings"].as_array().unwrap() {
                assert_eq!(attribute.get("flowNullValues"), member);
            }
        }
    }
}
