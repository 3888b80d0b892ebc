//! Reads what is known of one person.

use futures::try_join;
use graph_client::models::{Job, ObjectConnection, User};
use graph_client::{CloudKind, Error, LogQuery, RawSchema, ReadClient};

use super::facts::PersonFacts;
use super::find::{by_source, by_target};
use super::people::{FoundPerson, NotRead};
use super::seen::{Seen, seen};
use crate::judge;
use crate::log::{Kind, LogEntry};

/// Rows that are read of one person.
const ENTRIES: u16 = 200;

/// What this sign-in may be asked besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct May {
    /// Read users.
    pub read_users: bool,
    /// Read what a source object is tied to.
    pub read_ties: bool,
}

/// Where somebody is looked for.
#[derive(Debug, Clone)]
pub struct PersonAt {
    /// Object id of the configuration's service principal.
    pub configuration: String,
    /// The job that brings people; none where there is no such job.
    pub job: Result<Option<Job>, NotRead>,
}

/// What was read.
#[derive(Debug, Clone)]
pub struct PersonRead {
    /// All of it.
    pub facts: PersonFacts,
    /// There are older rows than were read.
    pub more_rows: bool,
}

/// Reads everything about one person. `place` is none where the tenant has no configuration.
///
/// # Errors
/// A call failed, for another reason than that this sign-in or tenant may not read there.
pub async fn read(
    client: &ReadClient,
    mut person: FoundPerson,
    place: Seen<Option<&PersonAt>>,
    may: May,
) -> Result<PersonRead, Error> {
    let job_there = match place {
        Ok(Some(place)) => place.job.as_ref().map(Option::as_ref).map_err(|why| *why),
        Ok(None) => Ok(None),
        Err(why) => Err(why),
    };
    let at = place.ok().flatten().zip(job_there.ok().flatten());
    let id = person.an_id().map(str::to_owned);
    let account = person.target_id.clone();
    let (tie, mut user, schema) = try_join!(
        tie_by(client, at, id.as_deref(), may),
        user(client, account.as_deref(), may),
        schema(client, at, job_there.err())
    )?;
    if let Ok(Some(tie)) = &tie {
        person.learn(FoundPerson {
            source_id: Some(tie.source_anchor.clone()),
            target_id: Some(tie.target_anchor.clone()),
            ..FoundPerson::default()
        });
    }
    // The account that counts is the one of the tie, whatever the log has named before.
    if let (Ok(Some(tie)), Some(account)) = (&tie, &account)
        && tie.target_anchor != *account
    {
        user = self::user(client, Some(&tie.target_anchor), may).await?;
    }
    let log = rows(client, &person, at.map(|(_, job)| job)).await?;
    let (rows, more_rows) = match log {
        Ok((rows, more)) => (Ok(rows), more),
        Err(unread) => (Err(unread), false),
    };
    if let Some(newest) = rows.iter().flatten().next() {
        person.learn(FoundPerson {
            found_in: Vec::new(),
            ..FoundPerson::of_row(&newest.row, super::FoundIn::Log)
        });
    }
    if user == Err(NotRead::NothingToAskBy) {
        user = self::user(client, person.target_id.as_deref(), may).await?;
    }
    if let Ok(Some(user)) = &user
        && person.target_id.as_deref() == Some(user.id.as_str())
    {
        person.learn(FoundPerson {
            found_in: Vec::new(),
            ..FoundPerson::of_user(user)
        });
    }
    let log_since = match &rows {
        Ok(rows) if rows.is_empty() => seen(oldest(client).await)?.ok().flatten(),
        _ => None,
    };
    let mut facts = PersonFacts {
        rows,
        log_since,
        tie,
        user,
        holder: None,
        job: job_there.map(|job| job.map(|job| judge(job, client.now()))),
        scope: schema
            .as_ref()
            .map_or_else(|why| Err(*why), |schema| schema.scope().map_err(|_| NotRead::NotHere)),
        matched_by: schema.ok().and_then(|schema| matched_by(&schema, &person)),
        now: client.now(),
        person,
    };
    facts.holder = holder(client, &facts, may).await?;
    Ok(PersonRead { facts, more_rows })
}

/// What somebody is tied to in this place.
///
/// # Errors
/// As [`read`].
pub async fn tie(
    client: &ReadClient,
    place: &PersonAt,
    person: &FoundPerson,
    may: May,
) -> Result<Seen<Option<ObjectConnection>>, Error> {
    let at = place.job.as_ref().ok().and_then(Option::as_ref).map(|job| (place, job));
    tie_by(client, at, person.an_id(), may).await
}

/// Ties are there in the worldwide cloud alone, and not every kind of job has them.
async fn tie_by(
    client: &ReadClient,
    at: Option<(&PersonAt, &Job)>,
    id: Option<&str>,
    may: May,
) -> Result<Seen<Option<ObjectConnection>>, Error> {
    let (Some((place, job)), Some(id)) = (at, id) else {
        return Ok(Err(NotRead::NothingToAskBy));
    };
    if !client.cloud().kind().has_object_connections() {
        return Ok(Err(NotRead::NotHere));
    }
    match client.object_connection(&place.configuration, &job.id, id).await {
        Err(error) if matches!(error.status(), Some(400 | 501)) => Ok(Err(NotRead::NotHere)),
        // One page of Microsoft names the permission that looking has, so it is tried.
        Err(error) if !may.read_ties && error.is_missing_permission() => Ok(Err(NotRead::NotAsked)),
        answer => seen(answer),
    }
}

async fn user(client: &ReadClient, id: Option<&str>, may: May) -> Result<Seen<Option<User>>, Error> {
    match id {
        None => Ok(Err(NotRead::NothingToAskBy)),
        Some(_) if !may.read_users => Ok(Err(NotRead::NotAsked)),
        Some(id) => seen(client.user(id).await),
    }
}

async fn schema(
    client: &ReadClient,
    at: Option<(&PersonAt, &Job)>,
    unread: Option<NotRead>,
) -> Result<Seen<RawSchema>, Error> {
    match at {
        Some((place, job)) => seen(client.schema(&place.configuration, &job.id).await),
        None => Ok(Err(unread.unwrap_or(NotRead::NothingToAskBy))),
    }
}

/// Her rows, newest first, and whether there are older ones.
async fn rows(
    client: &ReadClient,
    person: &FoundPerson,
    job: Option<&Job>,
) -> Result<Seen<(Vec<LogEntry>, bool)>, Error> {
    if client.cloud().kind() == CloudKind::China {
        return Ok(Err(NotRead::NotHere));
    }
    // What failed to be created has no id on the target side.
    let query = match (&person.source_id, &person.target_id) {
        (Some(id), _) => by_source(id),
        (None, Some(id)) => by_target(id),
        // Nobody of that name was found: it is enough to know whether the log is open.
        (None, None) => return Ok(seen(oldest(client).await)?.map(|_| (Vec::new(), false))),
    };
    let query = LogQuery {
        jobs: job.map(|job| job.id.clone()).into_iter().collect(),
        page_size: Some(ENTRIES),
        ..query
    };
    Ok(seen(client.provisioning_log(&query).await)?.map(|page| {
        let rows = page.entries.iter().map(|logged| LogEntry::of(&logged.entry));
        (rows.collect(), page.next.is_some())
    }))
}

/// When the oldest row of the log was written: nobody tells how long Microsoft keeps it.
async fn oldest(client: &ReadClient) -> Result<Option<jiff::Timestamp>, Error> {
    let query = LogQuery {
        oldest_first: true,
        page_size: Some(1),
        ..LogQuery::default()
    };
    let page = client.provisioning_log(&query).await?;
    let oldest = page.entries.into_iter().next();
    Ok(oldest.and_then(|oldest| oldest.entry.activity_date_time))
}

/// The source attribute that objects of her kind are matched by first, if it can be empty.
fn matched_by(schema: &RawSchema, person: &FoundPerson) -> Option<String> {
    let kind = person.kind.unwrap_or(Kind::User);
    let objects = schema.mapped_objects().ok()?;
    let of_kind = objects
        .into_iter()
        .find(|(object, _)| Kind::of(&object.source_object) == kind)?;
    let matching = of_kind
        .1
        .into_iter()
        .filter(|mapping| mapping.matching_priority > Some(0));
    let first = matching.min_by_key(|mapping| mapping.matching_priority)?;
    let source = first.source?;
    let name = source.name.or(source.expression)?;
    (!name.contains("objectGUID")).then_some(name)
}

/// Another account that has the value in question.
async fn holder(client: &ReadClient, facts: &PersonFacts, may: May) -> Result<Option<User>, Error> {
    let Some(value) = facts.disputed().filter(|_| may.read_users) else {
        return Ok(None);
    };
    let page = seen(client.users_with_address(&value).await)?;
    let own = facts.person.target_id.as_deref();
    let others = page.ok().into_iter().flat_map(|page| page.items);
    Ok(others.into_iter().find(|user| Some(user.id.as_str()) != own))
}
