//! What a line of the log is about, as identifiers; the words are in `log.json` of the locales.

use graph_client::models::{ProvisioningAction, ProvisioningEntry, ProvisioningResult};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What was to be done.
    Action,
    /// The object was to be made. In Cloud Sync it may have been an update all the same.
    Create = "create",
    /// The object was to be changed. In Cloud Sync it may have been made all the same.
    Update = "update",
    /// The account was to be switched off.
    Disable = "disable",
    /// The object was to be removed.
    Delete = "delete",
    /// The delete guard holds its removal back.
    StagedDelete = "staged-delete",
    /// The delete guard holds another change back, such as switching an account off.
    StagedAction = "staged-action",
    /// Nothing, or something that is not known.
    Other = "other",
}

vocabulary! {
    /// What came of it.
    Outcome,
    /// It was not done.
    Failed = "failed",
    /// It was done, and not all of it is well.
    Warned = "warned",
    /// The delete guard holds it back.
    Held = "held",
    /// It was done.
    Changed = "changed",
    /// It was looked at and left as it is.
    Skipped = "skipped",
    /// Microsoft does not say, or with a word that is not known.
    Unknown = "unknown",
}

vocabulary! {
    /// What kind of object it is.
    Kind,
    /// A person.
    User = "user",
    /// A person, in a class of Active Directory that few use.
    InetOrgPerson = "inet-org-person",
    /// A group.
    Group = "group",
    /// A contact.
    Contact = "contact",
    /// A computer.
    Device = "device",
    /// Another kind, or none that is told.
    Other = "other",
}

vocabulary! {
    /// Why an object is to be removed.
    Why,
    /// It was deleted or disabled in Active Directory.
    Gone = "gone",
    /// It is still there and does not take part any more.
    MovedOut = "moved-out",
    /// The log does not say.
    NotTold = "not-told",
}

impl Action {
    pub(super) fn of(entry: &ProvisioningEntry) -> Self {
        match entry.action() {
            Some(ProvisioningAction::Create) => Self::Create,
            Some(ProvisioningAction::Update) => Self::Update,
            Some(ProvisioningAction::Disable) => Self::Disable,
            Some(ProvisioningAction::Delete) => Self::Delete,
            Some(ProvisioningAction::StagedDelete) => Self::StagedDelete,
            Some(ProvisioningAction::Other(other)) if other.eq_ignore_ascii_case("stagedAction") => Self::StagedAction,
            Some(ProvisioningAction::OtherAction | ProvisioningAction::Other(_)) | None => Self::Other,
        }
    }

    /// The delete guard holds it back.
    #[must_use]
    pub const fn is_staged(self) -> bool {
        matches!(self, Self::StagedDelete | Self::StagedAction)
    }
}

impl Outcome {
    pub(super) fn of(entry: &ProvisioningEntry, action: Action) -> Self {
        let status = entry.status().and_then(|status| status.status.as_ref());
        match status {
            _ if action.is_staged() => Self::Held,
            Some(ProvisioningResult::Failure) => Self::Failed,
            Some(ProvisioningResult::Warning) => Self::Warned,
            Some(ProvisioningResult::Skipped) => Self::Skipped,
            Some(ProvisioningResult::Success) if action == Action::Other && entry.modified_properties.is_empty() => {
                Self::Skipped
            }
            Some(ProvisioningResult::Success) => Self::Changed,
            Some(ProvisioningResult::Other(_)) | None => Self::Unknown,
        }
    }
}

impl Kind {
    /// Of an `identityType`, or of the name of an object in a schema.
    pub(crate) fn of(word: &str) -> Self {
        const KNOWN: &[(&str, Kind)] = &[
            ("user", Kind::User),
            ("inetOrgPerson", Kind::InetOrgPerson),
            ("group", Kind::Group),
            ("contact", Kind::Contact),
            ("orgContact", Kind::Contact),
            ("device", Kind::Device),
            ("computer", Kind::Device),
        ];
        let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
        known.map_or(Self::Other, |(_, kind)| *kind)
    }
}
