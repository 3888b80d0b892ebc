//! The service principals a tenant has besides those that were set up for provisioning.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::gallery::Role;
use crate::scenario::{Company, Scenario, Variant};

/// The tag of what the portal lists as an enterprise app.
pub const ENTERPRISE_APP: &str = "WindowsAzureActiveDirectoryIntegratedApp";

/// In [`Variant::Apps`], and how many of them have jobs.
const ENTERPRISE_APPS: usize = 1200;
const WITH_JOBS: usize = 9;

/// Names of apps are made of these.
const MAKERS: [&str; 40] = [
    "Adatum",
    "Alpine",
    "Bellows",
    "Blue Yonder",
    "City Power",
    "Coho",
    "Consolidated",
    "Datum",
    "Fabrikam Labs",
    "First Up",
    "Fourth Coffee",
    "Graphic",
    "Humongous",
    "Lamna",
    "Liberty",
    "Litware",
    "Lucerne",
    "Margie",
    "Munson",
    "Nod",
    "Northwind",
    "Olympia",
    "Parnell",
    "Proseware",
    "Relecloud",
    "School of Art",
    "Southridge",
    "Tailspin",
    "Terra",
    "Trey",
    "Van Arsdel",
    "Wide World",
    "Wingtip",
    "Woodgrove",
    "A. Datum",
    "Boulder",
    "Contoso Suites",
    "Fincher",
    "Lakes",
    "Tasmania",
];
const PRODUCTS: [&str; 30] = [
    "Expenses",
    "Travel",
    "Payroll",
    "Learning",
    "Tickets",
    "Signatures",
    "Surveys",
    "Rooms",
    "Visitors",
    "Parking",
    "Contracts",
    "Invoices",
    "Recruiting",
    "Benefits",
    "Shifts",
    "Helpdesk",
    "Wiki",
    "Boards",
    "Chat",
    "Mail Security",
    "Backup",
    "Monitoring",
    "Status",
    "Print",
    "Fleet",
    "Catering",
    "Newsletter",
    "Design",
    "Maps",
    "Forms",
];

/// The name of a made-up product, another for each of the first 3,600 numbers.
pub(crate) fn product_name(number: usize) -> String {
    const EDITIONS: [&str; 3] = ["", " Cloud", " for Teams"];
    let pairs = MAKERS.len() * PRODUCTS.len();
    format!(
        "{} {}{}",
        MAKERS[number % MAKERS.len()],
        PRODUCTS[number / MAKERS.len() % PRODUCTS.len()],
        EDITIONS[number / pairs % EDITIONS.len()]
    )
}

/// Microsoft Graph, in every tenant.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Application permissions of Graph by id (contract 2.6; the two of assigning: permissions reference).
const GRAPH_ROLES: [(&str, &str); 16] = [
    ("5ba43d2f-fa88-4db2-bd1c-a67c5f0fb1ce", "Synchronization.Read.All"),
    ("9b50c33d-700f-43b1-b2eb-87e89b703581", "Synchronization.ReadWrite.All"),
    (
        "db31e92a-b9ea-4d87-bf6a-75a37a9ca35a",
        "SynchronizationData-User.Upload",
    ),
    (
        "25c32ff3-849a-494b-b94f-20a8ac4e6774",
        "SynchronizationData-User.Upload.OwnedBy",
    ),
    ("1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9", "Application.ReadWrite.All"),
    ("18a4783c-866b-4cc7-a460-3d5e5662c884", "Application.ReadWrite.OwnedBy"),
    (
        "06b708a9-e830-4db3-a914-8e69da51d44f",
        "AppRoleAssignment.ReadWrite.All",
    ),
    ("498476ce-e0fe-48b0-b801-37ba7e2685c6", "Organization.Read.All"),
    ("292d869f-3427-49a8-9dab-8c70152b74e9", "Organization.ReadWrite.All"),
    ("dbb9058a-0e50-45d7-ae91-66909b5d4664", "Domain.Read.All"),
    ("7ab1d382-f21e-4acd-a863-ba3e13f7da61", "Directory.Read.All"),
    (
        "bb70e231-92dc-4729-aff5-697b3f04be95",
        "OnPremDirectorySynchronization.Read.All",
    ),
    (
        "c22a92cc-79bf-4bb1-8b6c-e0a05d3d80ce",
        "OnPremDirectorySynchronization.ReadWrite.All",
    ),
    (
        "0b57845e-aa49-4e6f-8109-ce654fffa618",
        "OnPremisesPublishingProfiles.ReadWrite.All",
    ),
    ("b0afded3-3588-46d8-8b3d-9842eff778da", "AuditLog.Read.All"),
    ("091937d3-3e38-47a1-8649-b2f99d3035f1", "ProvisioningLog.Read.All"),
];

/// `appRoles` of an app that was not instantiated here.
fn app_roles(app_id: &str) -> Value {
    let role = |&(id, name): &(&str, &str)| {
        let role = Role {
            id: id.parse().unwrap_or_default(),
            name: name.to_owned(),
            value: Some(name.to_owned()),
            member_type: "Application",
        };
        role.to_json()
    };
    match app_id {
        GRAPH => GRAPH_ROLES.iter().map(role).collect(),
        _ => json!([]),
    }
}

/// Microsoft's own service principals and the company's other apps. The enterprise has more than two pages of them.
pub(super) fn others(scenario: Scenario, tenant: Uuid) -> Vec<Value> {
    const MICROSOFT: [(&str, &str); 8] = [
        (GRAPH, "Microsoft Graph"),
        ("00000002-0000-0000-c000-000000000000", "Windows Azure Active Directory"),
        ("00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
        ("00000003-0000-0ff1-ce00-000000000000", "Office 365 SharePoint Online"),
        (
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            "Windows Azure Service Management API",
        ),
        (
            "14d82eec-204b-4c2f-b7e8-296a70dab67e",
            "Microsoft Graph Command Line Tools",
        ),
        (
            "cb1056e2-e479-49de-ae31-7812af012ed8",
            "Microsoft Azure AD Connect Provisioning Agent",
        ),
        ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI"),
    ];
    const MICROSOFT_TENANT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
    const PURPOSES: [&str; 8] = [
        "Time sheets",
        "Travel",
        "Intranet",
        "Invoices",
        "Reports",
        "Service desk",
        "Planning",
        "Archive",
    ];
    let own = match scenario.company {
        Company::School => 3,
        Company::Contoso => 21,
        Company::Enterprise => 240,
    };
    let body = |app_id: &str, name: &str, owner: &str, template: Option<Uuid>| {
        // What an administrator added is among the enterprise apps; what Microsoft brought is not.
        let tags = if owner == MICROSOFT_TENANT {
            json!([])
        } else {
            json!([ENTERPRISE_APP])
        };
        json!({
            "id": Uuid::new_v5(&tenant, app_id.as_bytes()), "deletedDateTime": null, "accountEnabled": true, "alternativeNames": [], "appDisplayName": name,
            "appId": app_id, "applicationTemplateId": template, "appOwnerOrganizationId": owner, "appRoleAssignmentRequired": false,
            "createdDateTime": "2019-04-02T07:11:43Z", "displayName": name, "homepage": null, "notificationEmailAddresses": [],
            "preferredSingleSignOnMode": null, "servicePrincipalNames": [app_id], "servicePrincipalType": "Application",
            "signInAudience": "AzureADMultipleOrgs", "tags": tags, "appRoles": app_roles(app_id), "keyCredentials": [], "oauth2PermissionScopes": [], "passwordCredentials": [],
        })
    };
    let first_party = MICROSOFT
        .iter()
        .map(|(app_id, name)| body(app_id, name, MICROSOFT_TENANT, None));
    let in_house = (0..own).map(|number| {
        let name = match number / PURPOSES.len() {
            0 => PURPOSES[number % PURPOSES.len()].to_owned(),
            more => format!("{} {}", PURPOSES[number % PURPOSES.len()], more + 1),
        };
        body(
            &Uuid::new_v5(&tenant, name.as_bytes()).to_string(),
            &name,
            &tenant.to_string(),
            None,
        )
    });
    let bought = if scenario.variant == Variant::Apps {
        ENTERPRISE_APPS - WITH_JOBS - own
    } else {
        0
    };
    let bought = (0..bought).map(|number| {
        let name = product_name(number);
        let app_id = Uuid::new_v5(&tenant, name.as_bytes()).to_string();
        // Two in three come from the gallery.
        let template = (number % 3 != 0).then(|| Uuid::new_v5(&Uuid::NAMESPACE_DNS, name.as_bytes()));
        body(&app_id, &name, &tenant.to_string(), template)
    });
    first_party.chain(in_house).chain(bought).collect()
}
