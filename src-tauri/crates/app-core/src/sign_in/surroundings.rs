//! What of this computer takes part in a sign-in without anybody having asked for it.

use graph_client::Cloud;
use identity::AzureCli;
use serde::Serialize;
use ts_rs::TS;

/// Shown before a sign-in, since a variable that somebody has set is easily forgotten, or somebody else's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Surroundings {
    /// The proxy on the way to Graph, without name and password; absent when requests go straight.
    pub proxy: Option<String>,
    /// The address of a script by which the system chooses proxies, and which is not run here.
    pub proxy_script: Option<String>,
    /// The file of certificates that stands in for the system's own.
    pub certificates: Option<String>,
    /// The program that the Azure CLI is; absent when there is none.
    pub azure_cli: Option<String>,
}

impl Surroundings {
    /// Of a sign-in to this cloud. Looks at the environment, the system's settings and the path.
    #[must_use]
    pub fn of(cloud: &Cloud) -> Self {
        Self {
            proxy: graph_client::proxy(cloud.graph()),
            proxy_script: graph_client::proxy_script(),
            certificates: graph_client::certificates(),
            azure_cli: AzureCli::program().map(|program| program.display().to_string()),
        }
    }
}
