//! The service principals a tenant has besides those that were set up for provisioning.

use serde_json::{Value, json};
use uuid::Uuid;

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

/// Microsoft's own service principals and the company's other apps. The enterprise has more than two pages of them.
pub(super) fn others(scenario: Scenario, tenant: Uuid) -> Vec<Value> {
    const MICROSOFT: [(&str, &str); 8] = [
        ("00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
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
            "signInAudience": "AzureADMultipleOrgs", "tags": tags, "appRoles": [], "keyCredentials": [], "oauth2PermissionScopes": [], "passwordCredentials": [],
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
