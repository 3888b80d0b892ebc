//! All the window sees: one whole value with a revision, never a delta.

mod app_table;
mod apps;
mod faults;
mod feed;
mod gallery;
mod log;
mod looks;
mod operate;
mod people;
mod requests;
mod rows;
mod run;
mod sign_in;
mod trial;
mod unfinished;
mod window;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use app_table::{
    AppTableView, CellFault, HeldSecret, TableAsked, TableCell, TableChange, TableColumn, TableRow, TableRows,
};
pub use apps::AppsView;
pub use faults::{FaultName, FaultPlace, FaultView, FaultsView, HappenedFault};
pub use feed::{
    FeedAside, FeedCounts, FeedEndName, FeedEndView, FeedFollowed, FeedGroup, FeedPeople, FeedPerson, FeedProgressView,
    FeedRefusals, FeedRefusedView, FeedReviewView, FeedStage, FeedUnfinishedView, FeedUnfit, FeedUnfitWhy, FeedView,
    KnownFeed,
};
pub use gallery::{
    Assignable, GalleryAsked, GalleryEntry, GalleryField, GalleryKind, GalleryRow, GalleryRows, GalleryView, KnownFrom,
    TypedCredential,
};
pub use log::{LogPeriod, LogRows, LogView};
pub use looks::{CheckView, StatusView};
pub use operate::{OperateView, TenantGlance};
pub use people::{
    PeopleChoice, PeopleColumn, PeopleCompared, PeopleExamined, PeopleLeaveOut, PeopleLeftOut, PeopleLeftOutBy,
    PeopleLetters, PeopleNameRule, PeopleNamed, PeopleNames, PeopleNaming, PeoplePerson, PeopleRefusal, PeopleTable,
    PeopleTold, PeopleValue, PeopleView,
};
pub use requests::{RequestLogView, RequestRow};
pub use rows::{RowGroup, RowStanding, RowStandings, RowsChosen, RowsDeed, RowsView, ShownRow, ShownRows, WantedRows};
pub use run::{ActView, CreatedView, DifferenceView, RequestPreview, RunPhase, RunView, StepState, StepView, WaitView};
pub use sign_in::{SignInState, SignInView};
pub use trial::{TrialAction, TrialChange, TrialPart, TrialResult, TrialState, TrialStep, TrialVerdict, TrialView};
pub use unfinished::{Busy, OwedAct, RunKind, UnfinishedAnywhere, UnfinishedRun};
pub use window::{DemoCompany, DemoView, LanguageName, Person, Settings, TextSize, ThemeName};

/// The whole view at one moment. The window keeps the one with the highest revision.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    /// Rises with every change.
    #[ts(type = "number")]
    pub revision: u64,
    /// The tenant everything on screen is about; absent until one is chosen and reached.
    pub tenant: Option<TenantView>,
    /// Who is signed in to it; absent for an application that signed in by itself.
    pub account: Option<AccountView>,
    /// The attempt to sign in that is under way, or was refused.
    pub sign_in: Option<SignInView>,
    /// What the session works on; absent while it may begin something else and be left.
    pub busy: Option<Busy>,
    /// Runs on this tenant that were begun and not ended and are not on screen, newest first.
    pub unfinished: Vec<UnfinishedRun>,
    /// The same of every tenant that has journals on this computer, signed in or not.
    pub unfinished_anywhere: Vec<UnfinishedAnywhere>,
    /// Acts that were begun and not ended, of every tenant that has journals on this computer and not on screen, newest first.
    pub owed: Vec<OwedAct>,
    /// What was looked at before anything is set up.
    pub check: Option<CheckView>,
    /// What was or is being done to it.
    pub run: Option<RunView>,
    /// What was or is being done with the rows of a set-up.
    pub rows: Option<RowsView>,
    /// What a removal takes away, or is taking away, of what the run created.
    pub removal: Option<RunView>,
    /// What was or is being done with what runs.
    pub act: Option<ActView>,
    /// The one person who was or is being tried.
    pub trial: Option<TrialView>,
    /// The last look at what runs.
    pub status: Option<StatusView>,
    /// The provisioning log that is being read, or was.
    pub log: Option<LogView>,
    /// Everything in the tenant that provisions, once somebody wanted to see it.
    pub apps: Option<AppsView>,
    /// The file of people that was chosen.
    pub people: Option<PeopleView>,
    /// What is sent of it, or was.
    pub feed: Option<FeedView>,
    /// Feeds that were sent through from this computer, of every tenant, the newest first.
    pub feeds: Vec<KnownFeed>,
    /// Microsoft's gallery, once somebody wanted to see it.
    pub gallery: Option<GalleryView>,
    /// The tenants of whoever looks after several.
    pub operate: OperateView,
    /// Things the person should know about the application itself (a damaged file set aside, for one).
    pub notices: Vec<Note>,
    /// Every request of this session, newest last.
    pub requests: RequestLogView,
}

/// Where changes would land.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantView {
    /// Tenant id, a GUID.
    pub id: String,
    /// Its display name; a directory's text, never markup.
    pub name: String,
    /// Its initial domain, such as `contoso.onmicrosoft.com`.
    pub domain: String,
    /// Which Microsoft cloud, or the demo tenant.
    pub cloud: CloudName,
    /// Whoever is signed in is one of its own people; `false` for guests and partners.
    pub home: bool,
    /// Origin of its Graph, for requests that are copied.
    pub graph: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Display name; a directory's text, never markup.
    pub name: String,
    /// Sign-in name.
    pub address: String,
    /// Microsoft's names of the directory roles, as far as the sign-in told.
    pub roles: Vec<String>,
    /// Can be asked for more permissions, and to sign in again.
    pub grows: bool,
}

/// The clouds by the names of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CloudName {
    /// The simulator inside this application.
    Demo,
    /// The worldwide cloud.
    Global,
    /// US Government L4.
    Usgov,
    /// US Government L5.
    UsgovDod,
    /// China, 21Vianet.
    China,
    /// Two origins typed on the command line.
    Custom,
}

/// A sentence of the locales with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Key of the sentence.
    pub code: String,
    /// What to fill in.
    pub values: BTreeMap<String, String>,
}
