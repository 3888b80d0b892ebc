//! The feed in the tenant: its app by name, its job, and how it is doing.

use ::people_feed::{nameless_is_harmless, short_is_harmless};
use graph_client::models::Job;
use graph_client::{RawSchema, ReadClient};
use journeys::people_feed::{Change, Setup};
use provisioning::notification;

use super::{FeedRefusal, FeedResult, Finding, FindingCode};

/// The feed that a set-up is about.
#[derive(Debug, Clone)]
pub(super) struct Feed {
    pub(super) service_principal: String,
    pub(super) job: Job,
}

impl Feed {
    /// Finds the one feed of this name.
    pub(super) async fn find(client: &ReadClient, setup: &Setup) -> FeedResult<Self> {
        let apps = client.enterprise_apps().await?;
        let named: Vec<_> = apps
            .into_iter()
            .filter(|app| app.display_name.as_deref() == Some(setup.name()))
            .collect();
        let refused = |code| FeedRefusal::Finding(Finding::stop(code).with("name", setup.name()));
        let app = match <[_; 1]>::try_from(named) {
            Ok([app]) => app,
            Err(others) if others.is_empty() => return Err(refused(FindingCode::NoFeed)),
            Err(_) => return Err(refused(FindingCode::SeveralFeeds)),
        };
        let jobs = client.jobs(&app.id).await?;
        let job = jobs
            .into_iter()
            .find(|job| job.is_of_template(setup.directory().job_template()));
        Ok(Self {
            service_principal: app.id,
            job: job.ok_or_else(|| refused(FindingCode::NoJob))?,
        })
    }

    /// What is the matter with its job, and how many people may leave in a round before it stops itself.
    pub(super) async fn judge(&self, client: &ReadClient) -> FeedResult<(Vec<Finding>, Option<u64>)> {
        let mut findings = Vec::new();
        if self.job.is_in_quarantine() {
            let quarantine = self.job.quarantine();
            let reason = quarantine.map(|found| found.reason.as_str().to_owned());
            findings.push(Finding::stop(FindingCode::Quarantined).with("reason", reason.unwrap_or_default()));
        } else if !self.job.is_running() {
            findings.push(Finding::hint(FindingCode::NotRunning));
        }
        let settings = notification(&client.secrets(&self.service_principal).await?);
        match settings {
            Ok(settings) => {
                if settings.mail.is_none() {
                    findings.push(Finding::hint(FindingCode::NoMail));
                }
                Ok((findings, settings.guard))
            }
            Err(_) => Ok((findings, None)),
        }
    }

    /// What its job does with what is sent.
    pub(super) async fn mapping(&self, client: &ReadClient) -> FeedResult<FeedMapping> {
        let schema = client.schema(&self.service_principal, &self.job.id).await?;
        Ok(FeedMapping(schema))
    }
}

/// The schema of a feed's job. One that is not understood proves nothing.
pub(super) struct FeedMapping(RawSchema);

impl FeedMapping {
    /// Whether somebody may be told to have left by their number alone.
    pub(super) fn takes_short_records(&self) -> bool {
        short_is_harmless(&self.0).unwrap_or(false)
    }

    /// Whether somebody who is there may be sent without what they sign in by.
    pub(super) fn takes_nameless_records(&self) -> bool {
        nameless_is_harmless(&self.0).unwrap_or(false)
    }

    /// Where somebody changed it since the feed was set up. What cannot be compared, the next set-up says.
    pub(super) fn changes(&self, setup: &Setup) -> Vec<Change> {
        Change::since_set_up(&self.0, setup).unwrap_or_default()
    }
}
