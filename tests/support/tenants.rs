//! Many tenants behind one sign-in, and a folder of set-ups for them.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use crate::tenant::Tenant;

/// Every way in which a request can go wrong that a client cannot tell from a real one's: refused, lost before and after its
/// effect, cut off.
pub const EVERY_KIND: &str = "503,reset,429:retry-after=1,reset:after,504,truncate,html:502,503:after";

/// One of the tenants of a run.
#[derive(Debug, Clone)]
pub struct One {
    /// Tenant id.
    pub id: String,
    /// The domain it began with.
    pub initial_domain: String,
    /// Its Active Directory domain.
    pub domain: String,
}

/// All tenants of the run that `first` belongs to.
#[must_use]
pub fn all(first: &Tenant) -> Vec<One> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let tenants = first.connection["tenants"].as_array().expect("a list").iter();
    tenants
        .map(|one| One {
            id: text(&one["tenant"]),
            initial_domain: text(&one["initialDomain"]),
            domain: text(&one["domain"]),
        })
        .collect()
}

/// Writes a set-up for each below this folder.
pub fn write_setups(folder: &Path, tenants: &[One]) {
    std::fs::create_dir_all(folder).expect("a folder");
    for one in tenants {
        let setup =
            json!({ "causeway": 1, "journey": "cloud-sync", "tenant": one.initial_domain, "domain": one.domain });
        let file = folder.join(format!("{}.setup.json", one.domain));
        std::fs::write(file, setup.to_string()).expect("a file");
    }
}

/// The tenant, signed in to and without any fault to come.
pub async fn calm(first: &Tenant, one: &One) -> Tenant {
    first
        .control(Method::DELETE, &format!("faults?tenant={}", one.id), None)
        .await;
    let mut connection = first.connection.clone();
    connection["tenant"] = json!(one.id);
    Tenant::at(connection).await
}

/// How many faults a tenant has met.
pub async fn faults_met(first: &Tenant, one: &One) -> usize {
    let log = first
        .control(Method::GET, &format!("requests?tenant={}", one.id), None)
        .await;
    let requests = log["requests"].as_array().expect("a list").iter();
    requests.filter(|request| !request["fault"].is_null()).count()
}
