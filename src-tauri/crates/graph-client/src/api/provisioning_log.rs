use jiff::Timestamp;
use serde_json::value::RawValue;

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
    /// Any of these jobs; none given asks for all.
    pub jobs: Vec<String>,
    pub since: Option<Timestamp>,
    /// Nothing later, to the second after.
    pub until: Option<Timestamp>,
    /// Object id or distinguished name on the source side.
    pub source_id: Option<String>,
    /// Object id on the target side.
    pub target_id: Option<String>,
    /// A part of the object's name on the source side, compared with case.
    pub name: Option<String>,
    /// More conditions, as OData.
    pub filter: Option<String>,
    /// The oldest entries first, otherwise the newest.
    pub oldest_first: bool,
    /// Entries on one page.
    pub page_size: Option<u16>,
}

impl LogQuery {
    fn filter(&self) -> String {
        let conditions = [
            any_of(&self.jobs),
            self.since.map(|since| format!("activityDateTime ge {:.0}", since)),
            self.until
                .map(|until| format!("activityDateTime le {:.0}", whole_second_after(until))),
            self.source_id
                .as_ref()
                .map(|id| format!("sourceIdentity/id eq {}", quoted(id))),
            self.target_id
                .as_ref()
                .map(|id| format!("targetIdentity/id eq {}", quoted(id))),
            self.name
                .as_ref()
                .map(|name| format!("contains(sourceIdentity/displayName,{})", quoted(name))),
            self.filter.clone(),
        ];
        let conditions: Vec<_> = conditions.into_iter().flatten().collect();
        conditions.join(" and ")
    }
}

fn any_of(jobs: &[String]) -> Option<String> {
    let one = |id: &String| format!("jobId eq {}", quoted(id));
    match jobs {
        [] => None,
        [id] => Some(one(id)),
        ids => Some(format!("({})", ids.iter().map(one).collect::<Vec<_>>().join(" or "))),
    }
}

/// The service compares whole seconds: what happened within one is not to be lost.
fn whole_second_after(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second() + i64::from(time.subsec_nanosecond() > 0)).unwrap_or(time)
}

/// An entry and the JSON it was read from.
#[derive(Debug, Clone)]
pub struct LoggedEntry {
    pub entry: ProvisioningEntry,
    pub raw: Box<RawValue>,
}

/// Entries of one page.
#[derive(Debug, Clone)]
pub struct LogPage {
    /// The newest first.
    pub entries: Vec<LoggedEntry>,
    /// Entries that make no sense, such as one without an id. One of them is no reason to lose the others.
    pub unreadable: usize,
    /// Where the log goes on, if it does.
    pub next: Option<NextPage>,
}

impl From<Page<Box<RawValue>>> for LogPage {
    fn from(page: Page<Box<RawValue>>) -> Self {
        let came = page.items.len();
        let read = |raw: Box<RawValue>| {
            let entry = serde_json::from_str(raw.get()).ok()?;
            Some(LoggedEntry { entry, raw })
        };
        let entries: Vec<_> = page.items.into_iter().filter_map(read).collect();
        Self {
            unreadable: came - entries.len(),
            entries,
            next: page.next,
        }
    }
}

/// L1. Four requests in ten seconds are sent at most; entries come 5 to 10 minutes late (contract 13.1).
impl ReadClient {
    /// The entries of the first page.
    pub async fn provisioning_log(&self, query: &LogQuery) -> Result<LogPage, Error> {
        let order = if query.oldest_first { "asc" } else { "desc" };
        let call = Call::get(CALL, Version::V1, ["auditLogs", "provisioning"]);
        let mut call = call.query("$orderby", format!("activityDateTime {order}"));
        let filter = query.filter();
        if !filter.is_empty() {
            call = call.query("$filter", filter);
        }
        if let Some(size) = query.page_size {
            call = call.query("$top", size.to_string());
        }
        self.page(call).await.map(LogPage::from)
    }

    /// The page after that one.
    pub async fn provisioning_log_next(&self, next: &NextPage) -> Result<LogPage, Error> {
        self.follow(CALL, next).await.map(LogPage::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_joined() {
        let query = LogQuery {
            jobs: vec!["AD.1".to_owned()],
            since: Some("2026-03-14T15:01:03.123Z".parse().unwrap()),
            until: Some("2026-03-14T15:02:03.000001Z".parse().unwrap()),
            source_id: Some("CN=O'Neil".to_owned()),
            target_id: Some("x".to_owned()),
            name: Some("O'Neil".to_owned()),
            ..LogQuery::default()
        };
        assert_eq!(
            query.filter(),
            "jobId eq 'AD.1' and activityDateTime ge 2026-03-14T15:01:03Z and activityDateTime le 2026-03-14T15:02:04Z \
             and sourceIdentity/id eq 'CN=O''Neil' and targetIdentity/id eq 'x' \
             and contains(sourceIdentity/displayName,'O''Neil')"
        );
        assert_eq!(LogQuery::default().filter(), "");
        let several = LogQuery {
            jobs: vec!["a".to_owned(), "b'".to_owned()],
            ..LogQuery::default()
        };
        assert_eq!(several.filter(), "(jobId eq 'a' or jobId eq 'b''')");
    }
}
