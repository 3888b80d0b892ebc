//! One person: who is meant, and why she was skipped. Reads only.

use futures::future::try_join_all;
use graph_client::models::{Job, ObjectConnection, User};
use graph_client::{Error, ReadClient};
use jiff::Timestamp;
use journeys::Setup;
use provisioning::log::{LogEntry, closed};
use provisioning::person::{self, FoundPerson, May, NotRead, PeopleFound, PersonAnswer, PersonAt, PersonRead};
use provisioning::{Found, Freshness, TenantReads, is_first_rank};
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;
use crate::tenant_context::TenantContext;

/// What somebody is looked for by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonAsked {
    /// A name, an address, a distinguished name or an id, as it was typed.
    pub text: String,
    /// Those found among rows of the log that were read before.
    pub at_hand: Vec<FoundPerson>,
    /// Ask the sign-in for the permission to read users and ties, where it can be asked. Without that these parts are not read.
    pub ask: bool,
}

/// Whom it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyAsked {
    /// As she was found.
    pub person: FoundPerson,
    /// The set-up of the configuration that is meant; otherwise that of her newest row, the one of her domain, or the only one.
    pub setup: Option<Setup>,
    /// As in [`PersonAsked::ask`].
    pub ask: bool,
}

/// Why she was skipped, with everything that was read of her.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// As she was found, and what else was learned of her.
    pub person: FoundPerson,
    /// When it was looked, by the service's time.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The configuration it is about; absent where the tenant has none, or none is hers.
    pub configuration: Option<PersonConfiguration>,
    /// Why.
    pub answer: PersonAnswer,
    /// Her rows of the log, newest first.
    pub rows: Vec<LogEntry>,
    /// There are older ones.
    pub more_rows: bool,
    /// What she is tied to on the target side; absent where she is not, or that was not read.
    pub tie: Option<PersonTie>,
    /// The account on the target side; absent where there is none, or it was not read.
    pub user: Option<PersonUser>,
    /// What could not be read, and why.
    pub unread: PersonUnread,
}

/// The configuration an answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonConfiguration {
    /// Object id of its service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its Active Directory domain, where that is known.
    pub domain: Option<String>,
    /// Id of the job that brings people.
    pub job: Option<String>,
}

/// Which account a source object is tied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonTie {
    /// Id on the source side.
    pub source: String,
    /// Id on the target side.
    pub target: String,
    /// Name that the service keeps with it.
    pub name: Option<String>,
}

/// An account on the target side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonUser {
    /// Object id.
    pub id: String,
    /// Display name.
    pub name: Option<String>,
    /// Sign-in name.
    pub address: Option<String>,
    /// May sign in; absent where that is not told.
    pub enabled: Option<bool>,
    /// Comes from Active Directory; absent where that is not told.
    pub synchronized: Option<bool>,
}

/// Why parts are not known; absent for those that are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonUnread {
    /// The provisioning log.
    pub log: Option<NotRead>,
    /// What she is tied to.
    pub tie: Option<NotRead>,
    /// The account.
    pub user: Option<NotRead>,
    /// The job.
    pub job: Option<NotRead>,
    /// Who takes part.
    pub scope: Option<NotRead>,
}

/// Everybody who may be meant.
pub(crate) async fn find(context: &TenantContext, asked: PersonAsked) -> Result<PeopleFound, Problem> {
    let may = context.may_read_people(asked.ask).await;
    let found = person::find(context.client(), &asked.text, asked.at_hand, may.read_users).await;
    found.map_err(|error| Problem::from(&error))
}

/// Why she was skipped.
pub(crate) async fn why(context: &TenantContext, asked: WhyAsked) -> Result<PersonView, Problem> {
    let client: &ReadClient = context.client();
    let may = context.may_read_people(asked.ask).await;
    let place = match places(client, asked.setup.as_ref()).await? {
        Ok(places) => Ok(hers(client, places, &asked.person, may)
            .await
            .map_err(|error| Problem::from(&error))?),
        Err(unread) => Err(unread),
    };
    let at = place.as_ref().map(Option::as_ref).map_err(|why| *why);
    let read = person::read(client, asked.person, at.map(|place| place.map(|place| &place.at)), may).await;
    let read = read.map_err(|error| Problem::from(&error))?;
    let configuration = place.ok().flatten().map(|place| place.configuration);
    Ok(PersonView::of(read, configuration))
}

/// A configuration with the job that brings people.
struct Place {
    configuration: PersonConfiguration,
    at: PersonAt,
    jobs: Vec<Job>,
}

/// Those of the tenant, or those that the set-up is about.
async fn places(client: &ReadClient, setup: Option<&Setup>) -> Result<Result<Vec<Place>, NotRead>, Problem> {
    let reads = TenantReads::default();
    let mut found = match reads.configurations(client, Freshness::Recent).await {
        Ok(found) => found,
        Err(error) => return closed(&error).map_or_else(|| Err(Problem::from(&error)), |why| Ok(Err(why.into()))),
    };
    if let Some(setup) = setup {
        found = setup.select(found).map_err(|error| Problem::from(&error))?;
    }
    found.sort_by(|a, b| a.name().cmp(b.name()));
    let places = found.into_iter().map(|found| place(client, &reads, found));
    let places = try_join_all(places).await;
    places.map(Ok).map_err(|error| Problem::from(&error))
}

async fn place(client: &ReadClient, reads: &TenantReads, found: Found) -> Result<Place, Error> {
    let id = found.configuration.id.clone();
    let (jobs, unread) = match reads.jobs_of(client, Freshness::Recent, &id).await {
        Ok(jobs) => (jobs, None),
        Err(error) => match closed(&error) {
            Some(why) => (Vec::new(), Some(why.into())),
            None => return Err(error),
        },
    };
    let main = jobs.iter().find(|job| is_first_rank(job)).cloned();
    Ok(Place {
        configuration: PersonConfiguration {
            id: id.clone(),
            name: found.name().to_owned(),
            domain: found.domain.readable().map(str::to_owned),
            job: main.as_ref().map(|job| job.id.clone()),
        },
        at: PersonAt {
            configuration: id,
            job: unread.map_or(Ok(main), Err),
        },
        jobs,
    })
}

/// The place that is about her: that of her newest row, of her domain, or of what she is tied to, else the first.
async fn hers(
    client: &ReadClient,
    mut places: Vec<Place>,
    person: &FoundPerson,
    may: May,
) -> Result<Option<Place>, Error> {
    let domain = person.domain();
    let of_job = |place: &Place| place.jobs.iter().any(|job| Some(&job.id) == person.job.as_ref());
    let of_domain = |place: &Place| {
        let own = place.configuration.domain.as_deref().zip(domain.as_deref());
        own.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
    };
    let known = places
        .iter()
        .position(of_job)
        .or_else(|| places.iter().position(of_domain));
    let mut chosen = known.unwrap_or_default();
    if known.is_none() && places.len() > 1 {
        for (number, place) in places.iter().enumerate() {
            if matches!(person::tie(client, &place.at, person, may).await?, Ok(Some(_))) {
                chosen = number;
                break;
            }
        }
    }
    Ok((chosen < places.len()).then(|| places.swap_remove(chosen)))
}

impl PersonView {
    fn of(read: PersonRead, configuration: Option<PersonConfiguration>) -> Self {
        let answer = person::why(&read.facts);
        let facts = read.facts;
        Self {
            at: facts.now,
            configuration,
            answer,
            more_rows: read.more_rows,
            unread: PersonUnread {
                log: facts.rows.as_ref().err().copied(),
                tie: facts.tie.as_ref().err().copied(),
                user: facts.user.as_ref().err().copied(),
                job: facts.job.as_ref().err().copied(),
                scope: facts.scope.as_ref().err().copied(),
            },
            rows: facts.rows.unwrap_or_default(),
            tie: facts.tie.ok().flatten().map(PersonTie::from),
            user: facts.user.ok().flatten().map(PersonUser::from),
            person: facts.person,
        }
    }
}

impl From<ObjectConnection> for PersonTie {
    fn from(tie: ObjectConnection) -> Self {
        Self {
            source: tie.source_anchor,
            target: tie.target_anchor,
            name: tie.display_name,
        }
    }
}

impl From<User> for PersonUser {
    fn from(user: User) -> Self {
        Self {
            address: user.user_principal_name.or(user.mail),
            id: user.id,
            name: user.display_name,
            enabled: user.account_enabled,
            synchronized: user.on_premises_sync_enabled,
        }
    }
}
