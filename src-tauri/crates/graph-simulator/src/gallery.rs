//! Microsoft's app gallery: application templates, the job templates they bring, and the roles of what is made from them (contract
//! 6.1, 6.2, 7.1). Templates and their metadata have the form that Microsoft's own pages print.

mod logo;
mod more;
mod published;
mod shelf;
mod template;

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Value, json};
use uuid::Uuid;

pub use logo::picture;
pub use template::{Field, JobTemplate, Kind};

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
    pub name: String,
    pub publisher: String,
    pub description: String,
    pub categories: Vec<&'static str>,
    pub sign_on: Vec<&'static str>,
    pub home_page: Option<&'static str>,
    /// Its short name in addresses and metadata.
    pub key: String,
    /// Found by listing; the others answer by id only.
    pub listed: bool,
    /// Roles that an instance has from the beginning.
    pub roles: Vec<Role>,
    /// Roles that the first cycle brings.
    pub imports: Option<Imports>,
    /// The first is the default.
    pub jobs: Vec<JobTemplate>,
}

/// One app role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: Uuid,
    pub name: String,
    pub value: Option<String>,
    /// Who can have it: `User` (groups, too) or `Application`.
    pub member_type: &'static str,
}

/// Whose roles a cycle brings into the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imports {
    /// Twelve roles of an AWS account.
    Aws,
    /// Salesforce's profiles.
    Salesforce,
    Zendesk,
}

impl Role {
    /// `User` and `msiam_access` have no value; any other role has its name as value. Ids are the same in every instance.
    fn of(template: &str, name: &str) -> Self {
        // The two of Microsoft's tutorial about AWS IAM Identity Center.
        let id = match (template, name) {
            ("21ed01d2-ec13-4e9e-86c1-cd546719ebc4", "User") => "8774f594-1d59-4279-b9d9-59ef09a23530".parse().ok(),
            ("21ed01d2-ec13-4e9e-86c1-cd546719ebc4", "msiam_access") => {
                "e7f1a7f3-9eda-48e0-9963-bd67bf531afd".parse().ok()
            }
            ("4601ed45-8ff3-4599-8377-b6649007e876", "User") => "dfd0e7dd-26fb-4b2c-98d2-e444486c1e37".parse().ok(),
            _ => None,
        };
        Self {
            id: id.unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{template}.{name}").as_bytes())),
            name: name.replace('_', " "),
            value: (!matches!(name, "User" | "msiam_access")).then(|| name.to_lowercase()),
            member_type: "User",
        }
        .spelled(name)
    }

    /// `msiam_access` is the one name with an underscore.
    fn spelled(self, name: &str) -> Self {
        match name {
            "msiam_access" => Self {
                name: name.to_owned(),
                ..self
            },
            _ => self,
        }
    }

    /// From an entry of `appRoles`.
    #[must_use]
    pub fn read(entry: &Value) -> Option<Self> {
        let text = |name: &str| entry[name].as_str().map(str::to_owned);
        Some(Self {
            id: entry["id"].as_str()?.parse().ok()?,
            name: text("displayName")?,
            value: text("value"),
            member_type: match entry["allowedMemberTypes"][0].as_str()? {
                "Application" => "Application",
                _ => "User",
            },
        })
    }

    /// An entry of `appRoles`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "allowedMemberTypes": [self.member_type], "description": self.name, "displayName": self.name, "id": self.id, "isEnabled": true,
            "origin": "Application", "value": self.value,
        })
    }
}

impl Imports {
    fn named(name: &str) -> Option<Self> {
        match name {
            "aws" => Some(Self::Aws),
            "salesforce" => Some(Self::Salesforce),
            "zendesk" => Some(Self::Zendesk),
            _ => None,
        }
    }

    /// What comes into the app with this id.
    #[must_use]
    pub fn roles(self, app_id: &str) -> Vec<Role> {
        const AWS: [&str; 12] = [
            "Admin",
            "Auditor",
            "Backup",
            "Billing",
            "DatabaseAdmin",
            "Deploy",
            "Developer",
            "NetworkAdmin",
            "PowerUser",
            "ReadOnly",
            "SecurityAudit",
            "Support",
        ];
        const SALESFORCE: [&str; 6] = [
            "Chatter External User",
            "Chatter Free User",
            "Marketing User",
            "Read Only",
            "Standard User",
            "System Administrator",
        ];
        const ZENDESK: [&str; 5] = ["Admin", "Agent", "End-user", "Light agent", "Team lead"];
        let role = |name: &str, value: String| Role {
            id: Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{app_id}.{value}").as_bytes()),
            name: name.to_owned(),
            value: Some(value),
            member_type: "User",
        };
        match self {
            // An AWS account that instances do not share.
            Self::Aws => {
                let account = Uuid::new_v5(&Uuid::NAMESPACE_OID, app_id.as_bytes()).as_u128() % 1_000_000_000_000;
                let arn = |name| {
                    format!("arn:aws:iam::{account:012}:role/{name},arn:aws:iam::{account:012}:saml-provider/Entra")
                };
                AWS.iter()
                    .map(|name| role(&format!("{name},Entra"), arn(name)))
                    .collect()
            }
            Self::Salesforce => SALESFORCE.iter().map(|name| role(name, (*name).to_owned())).collect(),
            Self::Zendesk => ZENDESK.iter().map(|name| role(name, (*name).to_owned())).collect(),
        }
    }
}

impl AppTemplate {
    /// The body of A1/A2; `origin` is where its logo is served.
    #[must_use]
    pub fn to_json(&self, beta: bool, origin: &str) -> Value {
        let provisioning: &[&str] = if self.jobs.is_empty() { &[] } else { &["sync"] };
        let logo = self.listed.then(|| format!("{origin}/app-logo/{}_215.png", self.key));
        let mut body = json!({
            "id": self.id,
            "displayName": self.name,
            "homePageUrl": self.home_page,
            "supportedSingleSignOnModes": self.sign_on,
            "supportedProvisioningTypes": provisioning,
            "logoUrl": logo,
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

    /// The job template with this id.
    #[must_use]
    pub fn job(&self, id: &str) -> Option<&JobTemplate> {
        self.jobs.iter().find(|job| job.id.eq_ignore_ascii_case(id))
    }
}

/// The template with this id, listed or not.
#[must_use]
pub fn find(id: &str) -> Option<&'static AppTemplate> {
    static MORE: OnceLock<HashMap<&'static str, &'static AppTemplate>> = OnceLock::new();
    let id = id.to_ascii_lowercase();
    let known = known().iter().find(|template| template.id == id);
    known.or_else(|| {
        let more = MORE.get_or_init(|| more::apps().iter().map(|app| (app.id.as_str(), app)).collect());
        more.get(id.as_str()).copied()
    })
}

/// What the gallery lists, with so many entries beside those that are known by name.
pub fn listed(more: usize) -> impl Iterator<Item = &'static AppTemplate> {
    let further = if more > 0 { more::apps() } else { &[] };
    let known = known().iter().filter(|template| template.listed);
    known.chain(further.iter().take(more))
}

/// The job template with this id, whatever app brings it.
#[must_use]
pub fn job(id: &str) -> Option<&'static JobTemplate> {
    let of = |apps: &'static [AppTemplate]| apps.iter().find_map(|app| app.job(id));
    of(known()).or_else(|| of(more::apps()))
}

/// The `metadata=` part of the `homepage` of what was made from this template.
#[must_use]
pub fn metadata_tag(template: &str) -> &'static str {
    if template == NON_GALLERY {
        return "customappsso";
    }
    let jobs = find(template)
        .map(|template| template.jobs.as_slice())
        .unwrap_or_default();
    jobs.first().map_or("customapp", |job| &job.id)
}

/// Where single sign-on leads, of the one app whose page prints it.
#[must_use]
pub fn reply_urls(template: &str) -> &'static [&'static str] {
    if template == AWS {
        return &["https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z"];
    }
    &[]
}

/// Those that are known by name: first Microsoft's own, then a shelf of gallery apps.
#[must_use]
pub fn known() -> &'static [AppTemplate] {
    static KNOWN: OnceLock<Vec<AppTemplate>> = OnceLock::new();
    KNOWN.get_or_init(|| published::apps().into_iter().chain(shelf::apps()).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_cloud_sync_is_found_by_id_only() {
        let all: Vec<&AppTemplate> = known().iter().chain(more::apps()).collect();
        let ids: BTreeSet<&str> = all.iter().map(|template| template.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        let keys: BTreeSet<&str> = all.iter().map(|template| template.key.as_str()).collect();
        assert_eq!(keys.len(), all.len());
        let cloud_sync = find(CLOUD_SYNC).unwrap();
        assert!(!cloud_sync.listed);
        assert_eq!(
            cloud_sync.jobs.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(),
            [
                "AD2AADProvisioning",
                "AD2AADPasswordHash",
                "AAD2ADExchangeHybridWriteback"
            ]
        );
    }

    #[test]
    fn every_app_has_at_most_one_default_job() {
        for template in known() {
            let defaults = template.jobs.iter().filter(|job| job.default).count();
            assert_eq!(defaults, usize::from(!template.jobs.is_empty()), "{}", template.name);
        }
    }

    #[test]
    fn names_of_secrets_are_those_that_the_service_knows() {
        for field in known().iter().flat_map(|app| &app.jobs).flat_map(|job| &job.fields) {
            assert!(crate::routes::secrets::is_key(field.name), "{}", field.name);
        }
    }
}
