//! Who did something to a configuration, by the audit log of the directory (contract 13.2).

use graph_client::models::AuditLine;
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Deed {
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The sign-in name of a person, or the name of an application; absent where the log does not tell.
    pub by: Option<String>,
}

/// The last of these lines that names this job or service principal.
#[must_use]
pub fn last_deed(lines: &[AuditLine], id: &str) -> Option<Deed> {
    let own = lines.iter().filter(|line| line.names(id));
    let dated = own.filter_map(|line| Some((line.activity_date_time?, line)));
    let (at, line) = dated.max_by_key(|(at, _)| *at)?;
    let by = line.by().map(str::to_owned);
    Some(Deed { at, by })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn line(at: &str, job: &str, by: Value) -> AuditLine {
        let line = json!({ "activityDateTime": at, "additionalDetails": [{ "key": "JobId", "value": job }],
            "initiatedBy": { "user": { "userPrincipalName": by } } });
        serde_json::from_value(line).unwrap()
    }

    #[test]
    fn the_last_line_that_names_the_job_counts() {
        let lines = [
            line("2026-02-03T10:00:00Z", "a", json!("sanne@contoso.com")),
            line("2026-02-04T10:00:00Z", "b", json!("joost@contoso.com")),
            line("2026-02-01T10:00:00Z", "a", json!("anna@contoso.com")),
            line("", "a", json!("undated@contoso.com")),
        ];
        let paused = last_deed(&lines, "a").unwrap();
        assert_eq!(
            (paused.at.to_string().as_str(), paused.by.as_deref()),
            ("2026-02-03T10:00:00Z", Some("sanne@contoso.com"))
        );
        assert_eq!(last_deed(&lines, "c"), None);
        let nobody = [line("2026-02-01T10:00:00Z", "a", Value::Null)];
        assert_eq!(last_deed(&nobody, "a").unwrap().by, None);
    }
}
