//! Microsoft's app gallery, in small: application templates and the job templates they bring (contract 6.1, 7.1).

mod shelf;

use serde_json::{Value, json};
use uuid::Uuid;

/// AD → Entra, the template of Cloud Sync.
pub const CLOUD_SYNC: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";
/// A SCIM app of one's own.
pub const NON_GALLERY: &str = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

/// AWS Single-Account Access.
const AWS: &str = "8b1025e4-1dd2-430b-a150-2ef79cd700f5";

/// One entry of `/applicationTemplates`.
#[derive(Debug)]
pub struct AppTemplate {
    pub id: String,
    pub name: &'static str,
    pub publisher: &'static str,
    pub description: &'static str,
    pub categories: &'static [&'static str],
    pub sign_on: &'static [&'static str],
    /// Found by listing; the others answer by id only.
    pub listed: bool,
    pub jobs: Vec<JobTemplate>,
}

/// One entry of `synchronization/templates`.
#[derive(Debug, Clone, Copy)]
pub struct JobTemplate {
    pub id: &'static str,
    pub factory_tag: &'static str,
    pub description: &'static str,
    pub default: bool,
    /// Secret keys the connector asks for; empty = not told.
    pub fields: &'static [&'static str],
    pub needs_agent: bool,
}

impl AppTemplate {
    /// The body of A1/A2.
    #[must_use]
    pub fn to_json(&self, beta: bool) -> Value {
        let provisioning: &[&str] = if self.jobs.is_empty() { &[] } else { &["sync"] };
        let mut body = json!({
            "id": self.id,
            "displayName": self.name,
            "homePageUrl": null,
            "supportedSingleSignOnModes": self.sign_on,
            "supportedProvisioningTypes": provisioning,
            "logoUrl": null,
            "categories": self.categories,
            "publisher": self.publisher,
            "description": self.description,
            "endpoints": [],
            "deprecationDate": null,
            "isEntraIntegrated": true,
            "lastModifiedDateTime": "2026-01-15T00:00:00Z",
            "riskScore": null,
            "riskFactors": null,
        });
        if beta && let Value::Object(members) = &mut body {
            members.insert("configurationUris".to_owned(), json!([]));
            members.insert(
                "informationalUrls".to_owned(),
                json!({"singleSignOnDocumentationUrl": null, "appSignUpUrl": null}),
            );
            members.insert("supportedClaimConfiguration".to_owned(), Value::Null);
        }
        body
    }
}

impl JobTemplate {
    /// The body of S1/S2.
    #[must_use]
    pub fn to_json(&self, application_id: &str) -> Value {
        let mut metadata = vec![json!({"key": "GalleryApplicationIdentifier", "value": application_id})];
        if self.needs_agent {
            metadata.push(json!({"key": "IsSynchronizationAgentRequired", "value": "true"}));
        }
        if !self.fields.is_empty() {
            metadata.push(json!({"key": "ConfigurationFields", "value": json!({"fields": self.fields}).to_string()}));
        }
        json!({
            "id": self.id,
            "applicationId": application_id,
            "default": self.default,
            "description": self.description,
            "discoverable": true,
            "factoryTag": self.factory_tag,
            "metadata": metadata,
        })
    }
}

/// The template with this id, listed or not.
#[must_use]
pub fn find(id: &str) -> Option<AppTemplate> {
    all().into_iter().find(|template| template.id.eq_ignore_ascii_case(id))
}

/// The `metadata=` part of the `homepage` of what was made from this template.
#[must_use]
pub fn metadata_tag(template: &str) -> &'static str {
    if template == NON_GALLERY {
        return "customappsso";
    }
    let jobs = find(template).map(|template| template.jobs).unwrap_or_default();
    jobs.first().map_or("customapp", |job| job.id)
}

/// Where single sign-on leads, of the one app whose page prints it.
#[must_use]
pub fn reply_urls(template: &str) -> &'static [&'static str] {
    if template == AWS {
        return &["https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z"];
    }
    &[]
}

/// All templates: first those known by their published ids, then a shelf of gallery apps.
#[must_use]
pub fn all() -> Vec<AppTemplate> {
    let mut templates = published();
    templates.extend(shelf::apps());
    templates
}

const fn job(id: &'static str, factory_tag: &'static str, description: &'static str) -> JobTemplate {
    JobTemplate {
        id,
        factory_tag,
        description,
        default: true,
        fields: &[],
        needs_agent: false,
    }
}

const fn agent_job(id: &'static str, description: &'static str, default: bool) -> JobTemplate {
    JobTemplate {
        id,
        factory_tag: id,
        description,
        default,
        fields: &[],
        needs_agent: true,
    }
}

fn published() -> Vec<AppTemplate> {
    let microsoft = |id: String, name, description, listed, jobs| AppTemplate {
        id,
        name,
        publisher: "Microsoft",
        description,
        categories: &["directoryServices"],
        sign_on: &[],
        listed,
        jobs,
    };
    vec![
        microsoft(
            CLOUD_SYNC.to_owned(),
            "Active Directory to Microsoft Entra ID Provisioning",
            "Brings the people and groups of Active Directory into Microsoft Entra ID.",
            false,
            vec![
                agent_job("AD2AADProvisioning", "Active Directory to Microsoft Entra ID", true),
                agent_job("AD2AADPasswordHash", "Password hash synchronization", false),
                agent_job("AAD2ADExchangeHybridWriteback", "Exchange hybrid writeback", false),
            ],
        ),
        microsoft(
            "fb81332f-3eca-4ecf-a939-4278e501d330".to_owned(),
            "Microsoft Entra ID to Active Directory Provisioning",
            "Writes cloud groups to Active Directory.",
            false,
            vec![agent_job(
                "AAD2ADGroupProvisioning",
                "Microsoft Entra ID to Active Directory groups",
                true,
            )],
        ),
        microsoft(
            "518e5f48-1fc8-4c48-9387-9fdf28b0dfe7".to_owned(),
            "Cross-tenant synchronization",
            "Brings people of this tenant into another one as B2B members.",
            false,
            vec![JobTemplate {
                fields: &["CompanyId", "AuthenticationType"],
                ..job("Azure2Azure", "Azure2Azure", "Cross-tenant synchronization")
            }],
        ),
        microsoft(
            api_driven("to-entra"),
            "API-driven provisioning to Microsoft Entra ID",
            "Takes people from any source of record by SCIM bulk upload.",
            true,
            vec![job(
                "API2AAD",
                "API2AAD",
                "API-driven inbound provisioning to Microsoft Entra ID",
            )],
        ),
        microsoft(
            api_driven("to-ad"),
            "API-driven provisioning to on-premises Active Directory",
            "Takes people from any source of record by SCIM bulk upload and creates them in Active Directory.",
            true,
            vec![agent_job(
                "API2AD",
                "API-driven inbound provisioning to Active Directory",
                true,
            )],
        ),
        AppTemplate {
            id: NON_GALLERY.to_owned(),
            name: "Custom",
            publisher: "Microsoft",
            description: "An application that is not in the gallery.",
            categories: &[],
            sign_on: &["saml", "password", "notSupported"],
            listed: false,
            jobs: vec![
                JobTemplate {
                    fields: &["BaseAddress", "SecretToken"],
                    ..job("scim", "CustomSCIM", "SCIM 2.0")
                },
                JobTemplate {
                    default: false,
                    fields: &["BaseAddress", "SecretToken"],
                    ..job("customappsso", "CustomSCIM", "SCIM 2.0 (older)")
                },
            ],
        },
    ]
}

/// Ids of the API-driven templates are not published; ours are made from their names (contract Appendix D).
fn api_driven(name: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_DNS, format!("api-driven.{name}").as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_cloud_sync_is_found_by_id_only() {
        let all = all();
        let ids: BTreeSet<&str> = all.iter().map(|template| template.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        let cloud_sync = find(CLOUD_SYNC).unwrap();
        assert!(!cloud_sync.listed);
        assert_eq!(
            cloud_sync.jobs.iter().map(|job| job.id).collect::<Vec<_>>(),
            [
                "AD2AADProvisioning",
                "AD2AADPasswordHash",
                "AAD2ADExchangeHybridWriteback"
            ]
        );
    }

    #[test]
    fn every_app_has_at_most_one_default_job() {
        for template in all() {
            let defaults = template.jobs.iter().filter(|job| job.default).count();
            assert_eq!(defaults, usize::from(!template.jobs.is_empty()), "{}", template.name);
        }
    }
}
