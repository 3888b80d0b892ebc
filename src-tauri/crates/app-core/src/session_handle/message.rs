//! What can be asked of a session.

use std::path::PathBuf;

use graph_client::{LogPage, SecretText};
use jiff::Timestamp;
use journeys::steering::Target;
use journeys::{Journey, Setup, people_feed};
use provisioning::log::{Filter, Held, LogEntry, Marks, ReadBack, Timeline};
use provisioning::person::PeopleFound;
use tokio::sync::{mpsc, oneshot};
use url::Url;

use crate::apps_look::{AppsAsked, FoundApps};
use crate::check::Preflight;
use crate::drift::{DriftAsked, DriftView};
use crate::feed::{FeedAsked, FeedEnd, FeedFound, FeedHearing, FeedResult, FeedReview, WantedPeople};
use crate::log_look::LogExport;
use crate::log_pages::LogAsked;
use crate::people_look::WantedPerson;
use crate::person::{PersonAsked, PersonView, WhyAsked};
use crate::rows::{RowsAsked, RowsEnd, RowsNews};
use crate::run::{Assignment, Mode};
use crate::session::SessionEvent;
use crate::sign_in::SignInRequest;
use crate::status::TenantStatus;
use crate::view::{
    Assignable, FeedPeople, GalleryAsked, GalleryEntry, GalleryRows, LogPeriod, LogRows, Note, OwedAct, PeopleLeaveOut,
    PeopleLeftOut, PeopleNames, PeopleNaming, PeoplePerson, PeopleTable, PeopleTold, RowsChosen, RowsDeed, RunView,
    ShownRows, TableAsked, TableChange, TableRows, TypedCredential, WantedRows,
};
use crate::watch::Watched;
use crate::{Connection, OtherTenant, Problem};

/// What can be asked of a session.
pub(crate) enum Message {
    Connect(Box<Connection>, Answer<()>),
    Disconnect(Answer<()>),
    SignIn(Box<SignInRequest>, Answer<()>),
    SignInAgain(Answer<()>),
    AllowAgents(Answer<()>),
    CancelSignIn,
    SignInPage(Answer<Url>),
    SignOut(Answer<()>),
    Notice(Note),
    Check(Journey, Answer<()>),
    Preflight(Box<Setup>, Answer<Preflight>),
    Watch(Watched, Answer<()>),
    Unwatch,
    WatchTenants(Vec<OtherTenant>),
    UnwatchTenants,
    Log(LogMessage),
    People(PeopleMessage),
    Gallery(GalleryMessage),
    Apps(AppsAsked, Answer<()>),
    AllApps(Answer<FoundApps>),
    Acknowledge(String, Option<Timestamp>, Answer<()>),
    MayTry(Box<Setup>, Answer<()>),
    TryPerson(Box<Setup>, String, Answer<()>),
    LookNow,
    Begin(Box<Assignment>, Mode, Answer<()>),
    OfTable(RowsMessage),
    Rows(Box<RowsAsked>, mpsc::UnboundedSender<RowsNews>, Answer<RowsEnd>),
    Stop,
    WaitForTheEnd(oneshot::Sender<()>),
    ListUnfinished(Vec<PathBuf>),
    LookForUnfinished,
    Status(Option<Box<Setup>>, Answer<TenantStatus>),
    Owed(Answer<Vec<OwedAct>>),
    ReadLog(LogAsked, mpsc::UnboundedSender<LogPage>, Answer<ReadBack>),
    AsItIs(Box<Setup>, Answer<Setup>),
    AsFound(Box<Setup>, Answer<Option<Setup>>),
    Drift(Box<DriftAsked>, Answer<DriftView>),
    FindPerson(PersonAsked, Answer<PeopleFound>),
    Why(Box<WhyAsked>, Answer<PersonView>),
    Feed(FeedMessage),
    Subscribe(mpsc::UnboundedSender<SessionEvent>),
}

/// What can be asked about sending people: by a terminal, which waits for the answer and hears the news, and by a window, which sees it in
/// the view.
pub(crate) enum FeedMessage {
    Show(Box<people_feed::Setup>, Option<u64>, Answer<()>),
    SendShown(Box<people_feed::Setup>, String, Answer<()>),
    GoOnShown(Box<people_feed::Setup>, bool, Answer<()>),
    GiveUp(Box<people_feed::Setup>, String, Answer<()>),
    People(WantedPeople, Answer<FeedPeople>),
    Look(Box<FeedAsked>, Answer<FeedResult<FeedFound>>),
    Send(Box<FeedReview>, FeedHearing, Answer<FeedResult<FeedEnd>>),
    GoOn(Box<FeedAsked>, FeedHearing, Answer<FeedResult<FeedEnd>>),
    Forget(Box<people_feed::Setup>, Answer<FeedResult<bool>>),
    RenewLedger(Box<people_feed::Setup>, Answer<FeedResult<Option<PathBuf>>>),
}

/// What can be asked of the provisioning log.
pub(crate) enum LogMessage {
    Open(Target, LogPeriod, Answer<()>),
    Stop,
    Filter(Box<Filter>, Answer<()>),
    Rows(usize, usize, Answer<LogRows>),
    Timeline(Marks, Answer<Timeline>),
    Entry(String, Answer<Option<LogEntry>>),
    Export(Answer<Option<LogExport>>),
    Held(String, Option<Timestamp>, Answer<Held>),
}

/// What can be asked of a file of people.
pub(crate) enum PeopleMessage {
    Look(PathBuf, Answer<()>),
    Read(PeopleTold, Answer<()>),
    Table(Answer<PeopleTable>),
    Person(WantedPerson, Answer<Option<PeoplePerson>>),
    Names(PeopleNaming, Answer<PeopleNames>),
    LeftOut(Vec<PeopleLeaveOut>, Answer<PeopleLeftOut>),
}

/// What can be asked of the gallery, and for a set-up of one of its apps.
pub(crate) enum GalleryMessage {
    Open(Answer<()>),
    Rows(GalleryAsked, Answer<GalleryRows>),
    Search(GalleryAsked, Answer<GalleryRows>),
    Entry(String, Answer<GalleryEntry>),
    Find(String, Answer<Vec<Assignable>>),
    Count(Answer<u64>),
    Keep(TypedCredential, SecretText, Answer<()>),
    Forget(Answer<()>),
}

/// What can be asked about a table of instances, and about the work on its rows.
pub(crate) enum RowsMessage {
    Change(TableChange, Answer<()>),
    Take(String, Answer<()>),
    Table(TableAsked, Answer<TableRows>),
    Empty(char, Answer<String>),
    Work(String, RowsDeed, RowsChosen, Answer<()>),
    End,
    Rows(WantedRows, Answer<ShownRows>),
    Run(usize, Answer<Option<RunView>>),
    Results(Answer<Option<String>>),
}

/// Where the answer to a message goes.
pub(crate) type Answer<T> = oneshot::Sender<Result<T, Problem>>;
