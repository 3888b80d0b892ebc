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
    /// The same on the way to the sign-in service: an exception may spare one of the two.
    pub sign_in_proxy: Option<String>,
    /// The address of a script by which the system chooses proxies, and which is not run here.
    pub proxy_script: Option<String>,
    /// The file of certificates that stands in for the system's own.
    pub certificates: Option<String>,
    /// The folders of certificates that do, beside the file or without one.
    pub certificate_folders: Option<String>,
    /// The program that the Azure CLI is; absent when there is none.
    pub azure_cli: Option<String>,
}

impl Surroundings {
    /// Of a sign-in to this cloud. Looks at the environment, the system's settings and the path.
    #[must_use]
    pub fn of(cloud: &Cloud) -> Self {
        // Plain http looks at no certificate.
        let secure = [cloud.graph(), cloud.login()]
            .iter()
            .any(|origin| origin.scheme() == "https");
        let trusted = |variable| graph_client::certificates(variable).filter(|_| secure);
        Self {
            proxy: graph_client::proxy(cloud.graph()),
            sign_in_proxy: graph_client::proxy(cloud.login()),
            proxy_script: graph_client::proxy_script(),
            certificates: trusted(graph_client::CERTIFICATE_FILE),
            certificate_folders: trusted(graph_client::CERTIFICATE_FOLDERS),
            azure_cli: AzureCli::program().map(|program| program.display().to_string()),
        }
    }
}
