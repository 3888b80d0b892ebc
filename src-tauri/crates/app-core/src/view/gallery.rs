//! The gallery as its pages show it. The list stays in the session; what is in sight is asked for, and one app once it is chosen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppTableView;
use crate::Problem;

/// The gallery, as far as it was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GalleryView {
    /// Rises when there is another list: rows that were asked for before are out of date then.
    #[ts(type = "number")]
    pub revision: u64,
    /// It is being read.
    pub looking: bool,
    /// Apps in it.
    pub apps: usize,
    /// When Microsoft was asked for it, RFC 3339; absent before.
    pub at: Option<String>,
    /// Why it could not be read.
    pub problem: Option<Problem>,
    /// The app that was read closely last.
    pub entry: Option<GalleryEntry>,
    /// Credentials that were typed and are in memory now. Their values never come here.
    pub typed: Vec<TypedCredential>,
    /// The table of several instances, where several are wanted.
    pub table: Option<AppTableView>,
}

/// A credential whose value a person typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TypedCredential {
    /// What the instance is called in the set-up.
    pub instance: String,
    /// Name of the credential, as the service spells it.
    pub key: String,
}

/// Which rows of the list are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GalleryAsked {
    /// What was typed; every word of it must be in the name or the publisher.
    pub text: String,
    /// Only apps that can be set up.
    pub usable: bool,
    /// The first row that is wanted, counted from 0.
    pub from: usize,
    /// How many; 200 at most are told.
    pub count: usize,
}

/// Rows of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GalleryRows {
    /// Of the list they are from.
    #[ts(type = "number")]
    pub revision: u64,
    /// Apps that match.
    pub matched: usize,
    /// Apps that match and are left out, because they cannot be set up.
    pub left_out: usize,
    /// Those that were asked for.
    pub rows: Vec<GalleryRow>,
}

/// One app of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GalleryRow {
    /// Id of its application template.
    pub id: String,
    /// Its name; Microsoft's text, never markup.
    pub name: String,
    /// Who makes it.
    pub publisher: Option<String>,
    /// Microsoft's words for what it is for.
    pub categories: Vec<String>,
    /// What provisioning does with it.
    pub kind: GalleryKind,
    /// Apps of the tenant that were made from it.
    pub instances: usize,
}

/// What provisioning does with an app, as far as that is known before there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum GalleryKind {
    /// People get accounts in it.
    People,
    /// The same, once a person of the app has signed in to it.
    Person,
    /// Roles of the app come in, and nobody goes out.
    Roles,
    /// People come in from HR.
    Hr,
    /// People are sent to it by somebody's program.
    Feed,
    /// It is nobody's: an app with SCIM that the gallery does not know.
    Own,
    /// Sign-on alone.
    SignOn,
}

impl GalleryKind {
    /// It can be set up as an app.
    #[must_use]
    pub fn is_usable(self) -> bool {
        matches!(self, Self::People | Self::Person | Self::Roles | Self::Own)
    }
}

/// One app, read closely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GalleryEntry {
    /// As the list has it; the kind may be known better.
    pub row: GalleryRow,
    /// What Microsoft says about it; its text, never markup.
    pub description: Option<String>,
    /// Names of the apps of the tenant that were made from it.
    pub named: Vec<String>,
    /// A name that none of them has.
    pub free_name: String,
    /// What it asks for.
    pub fields: Vec<GalleryField>,
    /// How that is known.
    pub known_from: KnownFrom,
    /// Names of the roles that people can have in it, where an app of the tenant told them.
    pub roles: Vec<String>,
    /// Further roles come with its first round.
    pub roles_come: bool,
    /// What must be known of it before it is started; its code in the locales.
    pub warning: Option<String>,
}

/// A credential that an app asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GalleryField {
    /// As the service spells it.
    pub key: String,
    /// Nobody may see its value.
    pub secret: bool,
    /// It may be left out.
    pub optional: bool,
}

/// How it is known what an app asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum KnownFrom {
    /// An app of the tenant that was made from the same template says it.
    Instance,
    /// Microsoft's pages say it.
    Pages,
    /// Most apps ask for it; Microsoft tells once there is one.
    Others,
}

/// Whoever can be assigned to an app, as found by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Assignable {
    /// Object id.
    pub id: String,
    /// A group, not a person.
    pub group: bool,
    /// Display name.
    pub name: String,
    /// Sign-in name of a person.
    pub address: Option<String>,
}
