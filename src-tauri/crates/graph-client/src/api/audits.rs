use jiff::Timestamp;

use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{AuditLine, AuditedActivity};
use crate::page::Page;
use crate::pipeline::{Call, quoted};

impl ReadClient {
    /// L2: what was done to configurations of this kind since then, the newest first, one page. Lines come 5 to 10 minutes late
    /// (contract 13.2).
    pub async fn provisioning_audits(
        &self,
        activity: AuditedActivity,
        since: Option<Timestamp>,
    ) -> Result<Vec<AuditLine>, Error> {
        let mut filter = format!("activityDisplayName eq {}", quoted(activity.as_str()));
        if let Some(since) = since {
            filter = format!("{filter} and activityDateTime ge {since:.0}");
        }
        let path = ["auditLogs", "directoryAudits"];
        let call = Call::get("read audit log", Version::V1, path)
            .query("$filter", filter)
            .query("$orderby", "activityDateTime desc")
            .query("$top", "100");
        let Page { items, .. } = self.page(call).await?;
        Ok(items)
    }
}
