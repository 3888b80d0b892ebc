//! The settings of a configuration that say who is told when it gets stuck and how many removals stop it (contract 8.3).

use graph_client::Secrets;
use serde_json::Value;

use crate::Unread;

/// The setting that holds both.
pub const NOTIFICATION: &str = "SyncNotificationSettings";

/// Mail address and delete guard as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notification {
    /// Who gets a mail when a job is put in quarantine.
    pub mail: Option<String>,
    /// From so many removals in one round on nothing is removed.
    pub guard: Option<u64>,
}

impl Notification {
    /// Nothing where the setting is absent, masked or of another form.
    #[must_use]
    pub fn of(stored: &Secrets) -> Option<Self> {
        let Value::Object(settings) = stored.get(NOTIFICATION)?.json()? else {
            return None;
        };
        let if_on = |flag: &str, value: &str| {
            settings
                .get(value)
                .filter(|_| settings.get(flag) == Some(&Value::Bool(true)))
        };
        let mail = if_on("Enabled", "Recipients").and_then(Value::as_str);
        Some(Self {
            mail: mail.filter(|mail| !mail.trim().is_empty()).map(str::to_owned),
            guard: if_on("DeleteThresholdEnabled", "DeleteThresholdValue").and_then(Value::as_u64),
        })
    }
}

/// The same for whoever shows it. A configuration without the setting tells nobody, and nothing stops it.
///
/// # Errors
/// Why it cannot be told.
pub fn notification(stored: &Secrets) -> Result<Notification, Unread> {
    match stored.get(NOTIFICATION) {
        None => Ok(Notification::default()),
        Some(value) if value.is_masked() => Err(Unread::Hidden),
        Some(_) => Notification::of(stored).ok_or(Unread::NoAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stored: &str) -> Option<(Option<String>, Option<u64>)> {
        let mut secrets = Secrets::default();
        secrets.set(NOTIFICATION, stored);
        Notification::of(&secrets).map(|read| (read.mail, read.guard))
    }

    #[test]
    fn both_count_only_where_they_are_switched_on_and_filled_in() {
        let mail = || Some("ops@contoso.com".to_owned());
        for (stored, wanted) in [
            (
                r#"{"Enabled":true,"Recipients":"ops@contoso.com","DeleteThresholdEnabled":true,"DeleteThresholdValue":500}"#,
                Some((mail(), Some(500))),
            ),
            (
                r#"{"Enabled":false,"Recipients":"ops@contoso.com"}"#,
                Some((None, None)),
            ),
            (r#"{"Enabled":true,"Recipients":" "}"#, Some((None, None))),
            (r#"{"Enabled":true,"Recipients":null}"#, Some((None, None))),
            (r#"{"Enabled":"true","Recipients":"x"}"#, Some((None, None))),
            (
                r#"{"DeleteThresholdEnabled":true,"DeleteThresholdValue":"17"}"#,
                Some((None, None)),
            ),
            (
                r#"{"DeleteThresholdEnabled":true,"DeleteThresholdValue":-1}"#,
                Some((None, None)),
            ),
            (
                r#"{"DeleteThresholdEnabled":true,"DeleteThresholdValue":1}"#,
                Some((None, Some(1))),
            ),
            ("{}", Some((None, None))),
            ("*", None),
            ("[]", None),
            ("", None),
        ] {
            assert_eq!(read(stored), wanted, "{stored}");
        }
        assert_eq!(Notification::of(&Secrets::default()), None);
        assert_eq!(notification(&Secrets::default()), Ok(Notification::default()));
        for (stored, why) in [("*", Unread::Hidden), ("[]", Unread::NoAnswer)] {
            let mut secrets = Secrets::default();
            secrets.set(NOTIFICATION, stored);
            assert_eq!(notification(&secrets), Err(why));
        }
    }
}
