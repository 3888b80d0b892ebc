use jiff::Timestamp;

use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::ProvisioningEntry;
use crate::page::{NextPage, Page};
use crate::pipeline::{Call, quoted};

const CALL: &str = "read provisioning log";

/// What to look for. Everything given must be true of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogQuery {
    pub job_id: Option<String>,
    pub since: Option<Timestamp>,
    /// Object id or distinguished name on the source side.
    pub source_id: Option<String>,
    /// More conditions, as OData.
    pub filter: Option<String>,
    /// Entries on one page.
    pub page_size: Option<u16>,
}

impl LogQuery {
    fn filter(&self) -> String {
        let conditions = [
            self.job_id.as_ref().map(|id| format!("jobId eq {}", quoted(id))),
            self.since.map(|since| format!("activityDateTime ge {:.0}", since)),
            self.source_id
                .as_ref()
                .map(|id| format!("sourceIdentity/id eq {}", quoted(id))),
            self.filter.clone(),
        ];
        let conditions: Vec<_> = conditions.into_iter().flatten().collect();
        conditions.join(" and ")
    }
}

/// L1. Five requests in ten seconds at most; entries come 5 to 10 minutes late (contract 13.1).
impl ReadClient {
    /// The newest entries first.
    pub async fn provisioning_log(&self, query: &LogQuery) -> Result<Page<ProvisioningEntry>, Error> {
        let mut call =
            Call::get(CALL, Version::V1, ["auditLogs", "provisioning"]).query("$orderby", "activityDateTime desc");
        let filter = query.filter();
        if !filter.is_empty() {
            call = call.query("$filter", filter);
        }
        if let Some(size) = query.page_size {
            call = call.query("$top", size.to_string());
        }
        self.page(call).await
    }

    /// The page after that one.
    pub async fn provisioning_log_next(&self, next: &NextPage) -> Result<Page<ProvisioningEntry>, Error> {
        self.follow(CALL, next).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_joined() {
        let query = LogQuery {
            job_id: Some("AD.1".to_owned()),
            since: Some("2026-03-14T15:01:03.123Z".parse().unwrap()),
            source_id: Some("CN=O'Neil".to_owned()),
            ..LogQuery::default()
        };
        assert_eq!(
            query.filter(),
            "jobId eq 'AD.1' and activityDateTime ge 2026-03-14T15:01:03Z and sourceIdentity/id eq 'CN=O''Neil'"
        );
        assert_eq!(LogQuery::default().filter(), "");
    }
}
