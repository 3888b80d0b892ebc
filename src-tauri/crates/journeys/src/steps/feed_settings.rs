//! Who hears of trouble and the delete guard are stored; of feeds into Active Directory also where people go (contract 8.3, 14.3).

use graph_client::{SecretText, Secrets};
use provisioning::NOTIFICATION;
use serde_json::json;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::create_feed_app::CreateFeedApp;
use super::losses::written_before;
use super::notification::Wanted;
use super::secrets::{DOMAIN, same_domain};
use super::settings::{self, Comparison, Saved, Settings};
use crate::people_feed::{FeedServices, PeopleFeed as _, Setup};
use crate::{SetupSetting, StepId};

/// Organizational unit of accounts for which no mapping names one.
const PLACE: &str = "SyncAgentADContainer";

/// Stores the settings. A feed without an address is put aside before its first record (contract 14.3).
pub(crate) struct FeedSettings;

impl Step<FeedServices> for FeedSettings {
    type Output = Saved;
    const ID: &'static str = StepId::FeedSettings.as_str();

    async fn check(&self, cx: &Cx<FeedServices>) -> Result<Finding<Saved>, StepError> {
        let app = cx.known::<CreateFeedApp>();
        settings::look(cx, app.as_ref(), cx.setup(), written_before(cx), cx.known::<Self>()).await
    }

    async fn apply(&self, cx: &Cx<FeedServices>) -> Result<Saved, StepError> {
        settings::store(cx, &cx.output::<CreateFeedApp>()?, cx.setup()).await
    }
}

impl Settings for Setup {
    fn wanted(&self, stored: &Secrets) -> Secrets {
        let mut entries = Secrets::default();
        if let (Some(domain), Some(ou)) = (self.domain(), self.ou()) {
            entries.set(DOMAIN, json!({ "domain": domain }).to_string());
            entries.set(PLACE, ou);
        }
        if let Some(settings) = self.notification().value(stored) {
            entries.set(NOTIFICATION, settings);
        }
        entries
    }

    fn notification(&self) -> Wanted<'_> {
        Wanted {
            mail: Some(self.notify()),
            threshold: self.delete_threshold(),
        }
    }

    fn compare(&self, stored: &Secrets, key: &str, wanted: &str) -> Comparison {
        match stored.get(key) {
            Some(value) if value.is_masked() => Comparison::Hidden,
            Some(value) if key == DOMAIN && same_domain(value.json().as_ref(), wanted) => Comparison::Equal,
            Some(value) if key == PLACE && value.expose().eq_ignore_ascii_case(wanted) => Comparison::Equal,
            Some(value) if value.is_same_as(wanted) => Comparison::Equal,
            _ => Comparison::Different,
        }
    }

    fn says(&self, preview: Preview, key: &str, stored: &Secrets) -> Preview {
        let found = stored.get(key).map(SecretText::expose).unwrap_or_default();
        match key {
            DOMAIN => {
                let domain = self.domain().unwrap_or_default();
                preview
                    .note(Note::new("will-store-domain").with("domain", &domain))
                    .differs(SetupSetting::Domain, domain, found)
            }
            PLACE => {
                let ou = self.ou().unwrap_or_default();
                preview
                    .note(Note::new("will-store-place").with("ou", ou))
                    .differs(SetupSetting::Place, ou, found)
            }
            _ => {
                let mut preview = self.notification().differences(preview, stored);
                preview.notes.extend(self.notification().says(stored));
                preview
            }
        }
    }

    /// None of its entries is a password.
    fn shown<'v>(&self, _: &str, value: &'v str) -> &'v str {
        value
    }

    fn accepts_loss_of(&self, key: &str) -> bool {
        self.accepts_loss_of(key)
    }
}
