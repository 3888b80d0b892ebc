//! Who hears of trouble, and how many removals stop a job: one setting of the service holds both (contract 8.3).

use graph_client::Secrets;
use provisioning::{NOTIFICATION, Notification};
use serde_json::{Map, Value};
use step_engine::{Note, Preview};

use crate::SetupSetting;

/// What is found in the place of the setting and is not in its form.
pub(super) const NOT_IN_FORM: &str = "(?)";

/// What a set-up wants of it; what is absent stays as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Address that hears of a quarantine.
    pub(crate) mail: Option<&'a str>,
    /// Number of removals in one round that stops the job.
    pub(crate) threshold: Option<u32>,
}

impl Wanted<'_> {
    /// The value to send: members of ours merged into what is there. `None` where nothing of it is asked for.
    pub(super) fn value(self, stored: &Secrets) -> Option<String> {
        if self.mail.is_none() && self.threshold.is_none() {
            return None;
        }
        let mut settings = match stored.get(NOTIFICATION).and_then(|value| value.json()) {
            Some(Value::Object(settings)) => settings,
            _ => Map::from_iter([("Enabled".to_owned(), Value::Bool(false))]),
        };
        if let Some(address) = self.mail {
            settings.insert("Enabled".to_owned(), Value::Bool(true));
            settings.insert("Recipients".to_owned(), Value::from(address));
        }
        if let Some(threshold) = self.threshold {
            settings.insert("DeleteThresholdEnabled".to_owned(), Value::Bool(true));
            settings.insert("DeleteThresholdValue".to_owned(), Value::from(threshold));
        }
        Some(Value::Object(settings).to_string())
    }

    /// The set-up does not say anything of the guard.
    pub(super) fn guard_that_stays(self, stored: &Secrets) -> Option<Note> {
        let threshold = Notification::of(stored)?.guard?;
        let stays = self.threshold.is_none();
        stays.then(|| Note::new("delete-guard-stays").with("count", threshold.to_string()))
    }

    /// In plain words, with what it was before.
    pub(super) fn says(self, stored: &Secrets) -> Vec<Note> {
        let before = Notification::of(stored);
        let was = before.as_ref();
        let mut notes = Vec::new();
        let old = was.and_then(|was| was.mail.as_deref());
        if let Some(address) = self.mail.filter(|address| Some(*address) != old) {
            notes.push(Note::new("will-store-mail").with("address", address));
            notes.extend(old.map(|old| Note::new("mail-was").with("address", old)));
        }
        let old = was.and_then(|was| was.guard);
        if let Some(count) = self.threshold.filter(|count| Some(u64::from(*count)) != old) {
            notes.push(Note::new("will-store-delete-guard").with("count", count.to_string()));
            notes.extend(was.map(|_| match old {
                Some(old) => Note::new("delete-guard-was").with("count", old.to_string()),
                None => Note::new("delete-guard-was-off"),
            }));
        }
        notes
    }

    /// What differs, by what people decide. Of what is not in its form only that is told.
    pub(super) fn differences(self, preview: Preview, stored: &Secrets) -> Preview {
        let is_in_form = stored
            .get(NOTIFICATION)
            .is_none_or(|value| value.json().is_some_and(|json| json.is_object()));
        let was = Notification::of(stored).unwrap_or_default();
        let is = |value: Option<String>| match value {
            Some(value) => value,
            None if is_in_form => String::new(),
            None => NOT_IN_FORM.to_owned(),
        };
        let guard = self.threshold.map(u64::from);
        let parts = [
            (SetupSetting::Mail, self.mail.map(str::to_owned), was.mail),
            (
                SetupSetting::DeleteGuard,
                guard.map(|count| count.to_string()),
                was.guard.map(|count| count.to_string()),
            ),
        ];
        let differing = parts
            .into_iter()
            .filter(|(_, wanted, found)| wanted.is_some() && wanted != found);
        differing.fold(preview, |preview, (setting, wanted, found)| {
            preview.differs(setting, wanted.unwrap_or_default(), is(found))
        })
    }
}
