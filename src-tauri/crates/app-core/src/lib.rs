//! The application without a window: session, runs, view and problems.
//!
//! One task owns the account, the run and the journal ([`Session`]). Whoever shows it, a window or a terminal, sends it
//! messages and gets whole views back.

mod apps_look;
mod browser;
mod check;
mod connection;
pub mod crash;
pub mod credentials;
pub mod csv;
mod demo;
mod demo_faults;
pub mod doctor;
mod drift;
mod events;
mod feed;
mod feed_look;
mod gallery_look;
mod journal_file;
mod log_look;
mod log_pages;
mod looks;
mod people_look;
mod person;
pub mod problem;
mod removal;
pub mod report;
mod request_log;
mod rows;
mod rows_look;
mod run;
mod run_key;
mod run_projection;
mod session;
mod session_handle;
pub mod setup_file;
mod sign_in;
pub mod small_file;
pub mod state_dir;
mod status;
mod status_look;
mod steering;
mod subject_lock;
mod tenant_context;
mod tenant_state;
mod tenants;
mod trial;
mod trial_result;
mod ui_port;
mod unfinished;
mod unfinished_list;
pub mod view;
mod watch;

pub use apps_look::{AppsAsked, AppsSeen, FoundApps};
pub use browser::open_browser;
pub use check::{Preflight, Prepared};
pub use connection::{ConnectError, Connection, open_key_file};
pub use demo::DemoTenant;
pub use drift::{DriftAsked, DriftConfiguration, DriftView, SettingChange, SettingDrift, SinceLastLook, UnseenStep};
pub use feed::{
    Aside, Counts, FeedAsked, FeedEnd, FeedEnding, FeedFile, FeedFound, FeedHearing, FeedNews, FeedRefusal, FeedReview,
    FeedState, FeedUnfinished, FileSeen, Finding, FindingCode, Followed, PersonOutcome, Refused, Unfit, Why,
};
pub use gallery_look::empty_table;
pub use graph_client::{Cloud, LogPage, SecretText};
pub use identity::{AppWay, Around, CertificateError, FederatedTokenError, ManagedIdentityError, tenant_id};
pub use jiff::Timestamp;
pub use journeys::checks::{CheckId, Checked, Verdict};
pub use journeys::people_feed::Change as FeedMappingChange;
pub use journeys::permissions;
pub use journeys::steering::{Act, Asked, AskedFor, Steering, Target};
pub use journeys::{
    AnswerForm, ExportForm, Journey, NEW_TABLE, Question, RowIds, Setup, SetupError, SetupSetting, StepId, Subject,
    ValueSource, is_unseen, nearest,
};
pub use log_look::{LogExport, LogForm};
pub use log_pages::LogAsked;
pub use looks::{Change, News, StoodSetting, TakenIn, Turn};
pub use people_file::{DateOrder, Target as PeopleTarget};
pub use person::{PersonAsked, PersonConfiguration, PersonTie, PersonUnread, PersonUser, PersonView, WhyAsked};
pub use problem::{Problem, ProblemCode};
pub use provisioning::{Beside, BesideCode, Choice, Deed, Level, State, TenantGuard, Unread, Weight, log};
pub use provisioning::{drift as drifted, person as people};
pub use rows::{ResultLine, RowCounts, RowEnd, RowsAsked, RowsEnd, RowsNews, RowsWork};
pub use session::{Session, SessionEvent};
pub use session_handle::SessionHandle;
pub use sign_in::{
    How, KnownAccount, SignInHost, SignInRequest, SignInStorage, SignInWay, Surroundings, admin_consent_link,
    microsoft_cloud,
};
pub use status::{
    AgentCount, AgentList, AgentStatus, ConfigurationStatus, GoneAgent, JobStatus, SettingsStatus, Stored,
    TenantStatus, Unseen,
};
pub use step_engine::{Event, Fact, Failure, FindingKind, Outcome, Progress, Wait, atomic_file};
pub use tenants::{OtherTenant, Reach};
pub use ui_port::{NoUi, RecordingUi, UiPort};
pub use view::AppView;
pub use watch::Watched;

#[cfg(test)]
mod tests;
