//! Microsoft's own templates: those known by their published ids, and the API-driven ones.

use uuid::Uuid;

use super::shelf::letters;
use super::{AppTemplate, CLOUD_SYNC, Field, JobTemplate, Kind, NON_GALLERY, Role};

/// The two roles of a configuration of Cloud Sync (contract 6.2).
const ROLES: [(&str, &str); 2] = [
    ("User", "18d14569-c3bd-439b-9a66-3a2aee01d14f"),
    ("msiam_access", "b9632174-c057-4f7e-951b-be3adc52bfe6"),
];

pub(super) fn apps() -> Vec<AppTemplate> {
    vec![
        app(
            CLOUD_SYNC,
            "Active Directory to Microsoft Entra ID Provisioning",
            "Brings the people and groups of Active Directory into Microsoft Entra ID.",
            vec![
                described(
                    "AD2AADProvisioning",
                    Kind::Agent,
                    "Active Directory to Microsoft Entra ID",
                ),
                second(described(
                    "AD2AADPasswordHash",
                    Kind::Agent,
                    "Password hash synchronization",
                )),
                second(described(
                    "AAD2ADExchangeHybridWriteback",
                    Kind::Agent,
                    "Exchange hybrid writeback",
                )),
            ],
        ),
        app(
            "fb81332f-3eca-4ecf-a939-4278e501d330",
            "Microsoft Entra ID to Active Directory Provisioning",
            "Writes cloud groups to Active Directory.",
            vec![described(
                "AAD2ADGroupProvisioning",
                Kind::Agent,
                "Microsoft Entra ID to Active Directory groups",
            )],
        ),
        app(
            "518e5f48-1fc8-4c48-9387-9fdf28b0dfe7",
            "Cross-tenant synchronization",
            "Brings people of this tenant into another one as B2B members.",
            vec![JobTemplate {
                fields: vec![Field::read("CompanyId"), Field::read("AuthenticationType")],
                ..described("Azure2Azure", Kind::Tenant, "Cross-tenant synchronization")
            }],
        ),
        AppTemplate {
            listed: true,
            ..app(
                &api_driven("to-entra"),
                "API-driven provisioning to Microsoft Entra ID",
                "Takes people from any source of record by SCIM bulk upload.",
                vec![described(
                    "API2AAD",
                    Kind::Api,
                    "API-driven inbound provisioning to Microsoft Entra ID",
                )],
            )
        },
        AppTemplate {
            listed: true,
            ..app(
                &api_driven("to-ad"),
                "API-driven provisioning to on-premises Active Directory",
                "Takes people from any source of record by SCIM bulk upload and creates them in Active Directory.",
                vec![described(
                    "API2AD",
                    Kind::Agent,
                    "API-driven inbound provisioning to Active Directory",
                )],
            )
        },
        AppTemplate {
            categories: Vec::new(),
            sign_on: vec!["saml", "password", "notSupported"],
            ..app(
                NON_GALLERY,
                "Custom",
                "An application that is not in the gallery.",
                vec![
                    own_scim("scim", "SCIM 2.0"),
                    second(own_scim("customappsso", "SCIM 2.0 (older)")),
                ],
            )
        },
    ]
}

/// Not listed.
fn app(id: &str, name: &str, description: &str, jobs: Vec<JobTemplate>) -> AppTemplate {
    let role = |(name, id): &(&str, &str)| Role {
        id: id.parse().unwrap_or_default(),
        name: (*name).to_owned(),
        value: None,
        member_type: "User",
    };
    AppTemplate {
        id: id.to_owned(),
        name: name.to_owned(),
        publisher: "Microsoft".to_owned(),
        description: description.to_owned(),
        categories: vec!["directoryServices"],
        sign_on: Vec::new(),
        home_page: None,
        key: letters(name),
        listed: false,
        roles: ROLES.iter().map(role).collect(),
        imports: None,
        jobs,
    }
}

fn described(id: &str, kind: Kind, description: &'static str) -> JobTemplate {
    JobTemplate {
        description: Some(description),
        ..JobTemplate::new(id, kind)
    }
}

fn second(template: JobTemplate) -> JobTemplate {
    JobTemplate {
        default: false,
        ..template
    }
}

fn own_scim(id: &str, description: &'static str) -> JobTemplate {
    JobTemplate {
        factory_tag: "CustomSCIM".to_owned(),
        fields: vec![Field::read("BaseAddress"), Field::read("SecretToken")],
        application: "customappsso".to_owned(),
        ..described(id, Kind::Scim, description)
    }
}

/// Ids of the API-driven templates are not published; ours are made from their names (contract Appendix D).
fn api_driven(name: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_DNS, format!("api-driven.{name}").as_bytes()).to_string()
}
