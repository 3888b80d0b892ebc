//! A shelf of gallery apps.

use uuid::Uuid;

use super::{AWS, AppTemplate, JobTemplate, job};

const SCIM: &[&str] = &["BaseAddress", "SecretToken"];
const SAML: &[&str] = &["saml"];
const SAML_AND_PASSWORD: &[&str] = &["saml", "password"];

/// Apps of others, as the gallery lists them.
pub(super) fn apps() -> Vec<AppTemplate> {
    type Row = (
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
        Option<(&'static str, &'static str, &'static [&'static str])>,
    );
    let rows: &[Row] = &[
        (
            "AWS Single-Account Access",
            "Amazon",
            &["businessMgmt", "developerServices"],
            SAML,
            Some(("aws", "aws", &["ClientSecret", "SecretToken"])),
        ),
        (
            "AWS IAM Identity Center",
            "Amazon",
            &["developerServices"],
            SAML,
            Some(("AWSSingleSignon", "AWSSingleSignon", SCIM)),
        ),
        (
            "Slack",
            "Slack",
            &["collaboration"],
            SAML,
            Some(("slackOutDelta", "CustomSCIM", &["SecretToken"])),
        ),
        (
            "Salesforce",
            "Salesforce.com",
            &["crm", "businessMgmt"],
            SAML_AND_PASSWORD,
            Some(("salesforce", "salesforce", &["UserName", "Password", "SecretToken"])),
        ),
        ("Box", "Box", &["contentMgmt"], SAML, Some(("BoxOutDelta", "box", &[]))),
        (
            "ServiceNow",
            "ServiceNow",
            &["itInfrastructure"],
            SAML,
            Some(("serviceNow", "serviceNow", &["InstanceName", "UserName", "Password"])),
        ),
        (
            "Zoom",
            "Zoom",
            &["collaboration", "telecommunications"],
            SAML,
            Some(("zoom", "CustomSCIM", SCIM)),
        ),
        (
            "Dropbox Business",
            "Dropbox",
            &["contentMgmt", "collaboration"],
            SAML,
            Some(("dropboxSCIM", "CustomSCIM", &[])),
        ),
        (
            "GitHub Enterprise Managed User",
            "GitHub",
            &["developerServices"],
            SAML,
            Some(("gitHubEnterpriseManagedUser", "CustomSCIM", SCIM)),
        ),
        (
            "Workday to Microsoft Entra User Provisioning",
            "Microsoft",
            &["humanResources"],
            &[],
            Some(("Workday2AzureAD", "Workday", &["UserName", "Password", "BaseAddress"])),
        ),
        (
            "Atlassian Cloud",
            "Atlassian",
            &["projectManagement", "collaboration"],
            SAML,
            Some(("AtlassianCloud", "CustomSCIM", SCIM)),
        ),
        (
            "Zendesk",
            "Zendesk",
            &["customerService", "crm"],
            SAML,
            Some(("zendesk", "zendesk", &["UserName", "SecretToken", "Domain"])),
        ),
        (
            "Concur",
            "SAP",
            &["travel", "finance"],
            SAML_AND_PASSWORD,
            Some(("concur", "concur", &["UserName", "Password"])),
        ),
        ("Canva", "Canva", &["collaboration"], SAML, None),
        (
            "Docusign",
            "Docusign",
            &["contentMgmt"],
            SAML,
            Some(("docuSign", "docuSign", &["UserName", "Password"])),
        ),
        (
            "The New York Times",
            "The New York Times",
            &["news"],
            &["password"],
            None,
        ),
    ];
    rows.iter()
        .map(|&(name, publisher, categories, sign_on, provisioning)| AppTemplate {
            id: match name {
                "AWS Single-Account Access" => AWS.to_owned(),
                other => Uuid::new_v5(&Uuid::NAMESPACE_DNS, format!("gallery.{other}").as_bytes()).to_string(),
            },
            name,
            publisher,
            description: "Single sign-on, and provisioning where the app supports it.",
            categories,
            sign_on,
            listed: true,
            jobs: provisioning
                .map(|(id, tag, fields)| {
                    vec![JobTemplate {
                        fields,
                        ..job(id, tag, "Provisioning of users and groups")
                    }]
                })
                .unwrap_or_default(),
        })
        .collect()
}
