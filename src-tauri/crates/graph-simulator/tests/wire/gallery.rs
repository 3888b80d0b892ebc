//! The gallery as Microsoft prints it: templates, what they ask for, and their logos.

use std::collections::BTreeSet;

use graph_simulator::{Options, Switches};
use serde_json::{Value, json};

use crate::client::{Tenant, instant, read};

const AWS_IDENTITY_CENTER: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

impl Tenant {
    /// The id of the one template with this name.
    pub(crate) async fn template_named(&self, name: &str) -> String {
        let name = name.replace('&', "%26");
        let query = format!("/applicationTemplates?$filter=displayName%20eq%20'{name}'");
        let found = self.get(&query).await.expect(200);
        assert_eq!(found["value"].as_array().unwrap().len(), 1, "{name}");
        found["value"][0]["id"].as_str().unwrap().to_owned()
    }

    /// An instance of the template with this name: its service principal.
    pub(crate) async fn app(&self, template: &str, name: &str) -> Value {
        let id = self.template_named(template).await;
        let path = format!("/applicationTemplates/{id}/instantiate");
        self.post(&path, json!({"displayName": name})).await.expect(201)["servicePrincipal"].clone()
    }

    /// Every page of a list, from its address on.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let mut link = self.url(path);
        let mut found = Vec::new();
        loop {
            let page = read(self.http.get(&link).bearer_auth(&self.token).send().await.unwrap())
                .await
                .expect(200);
            found.extend(page["value"].as_array().unwrap().iter().cloned());
            match page["@odata.nextLink"].as_str() {
                Some(next) => link = next.to_owned(),
                None => return found,
            }
        }
    }
}

fn metadata<'t>(template: &'t Value, key: &str) -> Vec<&'t str> {
    let entries = template["metadata"].as_array().unwrap().iter();
    let found = entries.filter(|entry| entry["key"] == key);
    found.map(|entry| entry["value"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_job_template_has_the_form_of_microsofts_tutorial() {
    let tenant = Tenant::fresh().await;
    let app = tenant.app("AWS IAM Identity Center", "AWS").await;
    let path = format!(
        "/servicePrincipals/{}/synchronization/templates",
        app["id"].as_str().unwrap()
    );
    let list = tenant.get(&path).await.expect(200);
    let template = &list["value"][0];
    assert_eq!(
        (&template["id"], &template["applicationId"], &template["description"]),
        (&json!("aWSSingleSignon"), &json!(AWS_IDENTITY_CENTER), &Value::Null)
    );
    assert_eq!(
        metadata(template, "configurationFields"),
        [r#"[{"name":"baseaddress"},{"name":"secrettoken","secret":true}]"#]
    );
    assert_eq!(
        metadata(template, "AzureIngestionAttributeOptimization"),
        ["False", "False"]
    );
    assert_eq!(
        metadata(template, "galleryApplicationIdentifier"),
        [AWS_IDENTITY_CENTER]
    );
    assert_eq!(metadata(template, "galleryApplicationKey"), ["awssinglesignon"]);
    let schema = &template["schema"];
    assert_eq!(
        (&schema["id"], &schema["version"]),
        (&json!(format!("aWSSingleSignon.{}", "0".repeat(32))), &json!("6.0"))
    );
    let rule = &schema["synchronizationRules"][0];
    assert_eq!(rule["name"], "USERGROUP_OUTBOUND_USERGROUP");
    assert_eq!(
        rule["metadata"],
        json!([{"key": "supportsProvisionOnDemand", "value": "true"}])
    );
    let roles: Vec<&Value> = app["appRoles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| &role["displayName"])
        .collect();
    assert_eq!(roles, ["User", "msiam_access"]);
}

#[tokio::test]
async fn apps_differ_in_what_they_ask_for_and_in_their_generations() {
    let tenant = Tenant::fresh().await;
    let templates = async |name: &str| {
        let app = tenant.app(name, name).await;
        let path = format!(
            "/servicePrincipals/{}/synchronization/templates",
            app["id"].as_str().unwrap()
        );
        tenant.get(&path).await.expect(200)["value"].as_array().unwrap().clone()
    };
    let marks = |templates: &[Value]| -> Vec<Value> {
        let marks = templates.iter();
        marks
            .map(|found| json!([found["id"], found["default"], found["discoverable"]]))
            .collect()
    };
    assert_eq!(
        marks(&templates("Tableau Cloud").await),
        [
            json!(["TableauOnlineSCIM", true, true]),
            json!(["Tableau", false, false])
        ]
    );
    let slack = templates("Slack").await;
    assert_eq!(
        (
            metadata(&slack[0], "isOAuthEnabled"),
            metadata(&slack[0], "configurationFields")
        ),
        (vec!["true"], vec![])
    );
    let salesforce = templates("Salesforce").await;
    let fields: Value = serde_json::from_str(metadata(&salesforce[0], "configurationFields")[0]).unwrap();
    assert_eq!(fields[1], json!({"name": "password", "secret": true}));
    assert_eq!(fields[3], json!({"name": "baseaddress", "optional": true}));
    let aws = templates("AWS Single-Account Access").await;
    assert_eq!(
        aws[0]["schema"]["synchronizationRules"][0]["metadata"],
        json!([{"key": "supportsProvisionOnDemand", "value": "false"}])
    );
    let workday = templates("Workday to Microsoft Entra User Provisioning").await;
    let rule = &workday[0]["schema"]["synchronizationRules"][0];
    assert_eq!(rule["objectMappings"][0]["targetObjectName"], "User");
    assert_eq!(rule["objectMappings"][0]["sourceObjectName"], "Worker");
    assert!(templates("Canva").await.is_empty());
}

#[tokio::test]
async fn the_gallery_can_be_as_large_as_the_real_one() {
    let switches = Switches {
        gallery: 3000,
        ..Switches::default()
    };
    let tenant = Tenant::start(Options {
        switches,
        ..instant("school")
    })
    .await;
    let all = tenant.all("/applicationTemplates?$top=999").await;
    assert!(all.len() > 3000, "{}", all.len());
    let ids: BTreeSet<&str> = all.iter().map(|template| template["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    let found = tenant
        .get("/applicationTemplates?$filter=contains(displayName,'ZSC')&$select=displayName")
        .await;
    let found = found.expect(200);
    assert_eq!(
        found["value"],
        json!([{"displayName": "Zscaler"}, {"displayName": "Zscaler Private Access (ZPA)"}])
    );
    let last = all.last().unwrap()["id"].as_str().unwrap();
    tenant.get(&format!("/applicationTemplates/{last}")).await.expect(200);
}

#[tokio::test]
async fn logos_are_pictures_of_the_simulators_own_address() {
    let tenant = Tenant::fresh().await;
    let list = tenant.get("/applicationTemplates").await.expect(200);
    let mut pictures = BTreeSet::new();
    for template in list["value"].as_array().unwrap().iter().take(5) {
        let logo = template["logoUrl"].as_str().unwrap();
        assert!(logo.starts_with(&tenant.simulator.connection().graph), "{logo}");
        let answer = tenant.http.get(logo).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["content-type"].as_bytes()),
            (200, b"image/png".as_slice())
        );
        let bytes = answer.bytes().await.unwrap();
        assert!(
            bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xae\x42\x60\x82"),
            "{logo}"
        );
        assert!(bytes.len() < 256 * 1024);
        pictures.insert(bytes);
    }
    assert_eq!(pictures.len(), 5, "each app has its own");
}
