use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::Agents;
use crate::pipeline::Call;

impl ReadClient {
    /// P1: agents, their groups and the domains they serve, in one look. Beta only, and
    /// only with a person's token: app-only is refused (contract 12).
    pub async fn agents(&self) -> Result<Agents, Error> {
        let path = ["onPremisesPublishingProfiles", "provisioning"];
        let call = Call::get("read agents", Version::Beta, path);
        self.fetch(call.query("$expand", "agents,agentGroups,publishedResources"))
            .await
    }
}
