//! Who may be meant: among rows at hand, in the log, among the users of the tenant.

use futures::future::try_join_all;
use futures::try_join;
use graph_client::{CloudKind, Error, LogQuery, ReadClient};

use super::needle::{Needle, spellings};
use super::people::{FoundIn, FoundPerson, NotRead, PeopleFound};
use super::seen::{Seen, seen};
use crate::log::{LogRow, dn};

/// Entries of one answer of the log. One person has many.
const ENTRIES: u16 = 200;
/// Entries of failures and removals, among which an address is looked for.
const TROUBLES: u16 = 1_000;
/// Users whose rows are asked for by their ids.
const FEW: usize = 3;

/// Everybody who may be meant by a name, an address, a distinguished name or an id. `at_hand` are those found among rows that were
/// read before. Users are searched where `users` says so.
///
/// # Errors
/// A call failed, for another reason than that this sign-in or tenant may not read there.
pub async fn find(
    client: &ReadClient,
    text: &str,
    at_hand: Vec<FoundPerson>,
    users: bool,
) -> Result<PeopleFound, Error> {
    let Some(needle) = Needle::of(text) else {
        return Ok(PeopleFound::default());
    };
    let (of_log, of_users) = try_join!(
        in_log(client, queries(&needle), &needle),
        in_users(client, &needle, users)
    )?;
    // The log has the id of an account where there is one.
    let of_account = match &needle {
        Needle::Address(_) => rows_of(client, &of_users).await?,
        _ => Ok(Found::default()),
    };
    let mut found = PeopleFound {
        typed: needle.person(),
        log: of_log.as_ref().err().copied(),
        users: of_users.as_ref().err().copied(),
        ..PeopleFound::default()
    };
    found.add(at_hand);
    for some in [of_log, of_account, of_users].into_iter().flatten() {
        found.more |= some.more;
        found.add(some.people);
    }
    found
        .people
        .sort_by_key(|person| (person.name.to_lowercase(), person.distinguished_name.clone()));
    Ok(found)
}

/// An object of the source side with its place there, by its newest row of the log. `None` where the log has none, or may not be read.
/// The account that it is tied to is not asked: it may be somebody else's.
///
/// # Errors
/// As [`find`].
pub async fn in_directory(client: &ReadClient, source: &str) -> Result<Option<FoundPerson>, Error> {
    let newest = LogQuery {
        page_size: Some(1),
        ..by_source(source)
    };
    let of_log = in_log(client, vec![newest], &Needle::Id(source.to_owned())).await?;
    let mut people = of_log.into_iter().flat_map(|found| found.people);
    Ok(people.find(|person| person.distinguished_name.is_some()))
}

/// What one place has.
#[derive(Debug, Default)]
struct Found {
    people: Vec<FoundPerson>,
    more: bool,
}

impl PeopleFound {
    fn add(&mut self, people: Vec<FoundPerson>) {
        for person in people {
            match self.people.iter_mut().find(|known| known.is(&person)) {
                Some(known) => known.learn(person),
                None => self.people.push(person),
            }
        }
    }
}

fn queries(needle: &Needle) -> Vec<LogQuery> {
    let by = |query: LogQuery| LogQuery {
        page_size: Some(ENTRIES),
        ..query
    };
    match needle {
        Needle::Id(id) => vec![by_source(id), by_target(id)].into_iter().map(by).collect(),
        // There is no address to ask by. Whoever has no account mostly fails, or was removed.
        Needle::Address(_) => vec![failures(), removals()],
        Needle::Place(place) => {
            let names = dn::first_value(place).map(|name| spellings(&name)).unwrap_or_default();
            let named = names.into_iter().map(by_name);
            named.chain([by_source(place)]).map(by).collect()
        }
        Needle::Name(name) => spellings(name).into_iter().map(by_name).map(by).collect(),
    }
}

fn failures() -> LogQuery {
    LogQuery {
        only_failures: true,
        page_size: Some(TROUBLES),
        ..LogQuery::default()
    }
}

fn removals() -> LogQuery {
    LogQuery {
        filter: Some("provisioningAction eq 'delete'".to_owned()),
        page_size: Some(TROUBLES),
        ..LogQuery::default()
    }
}

fn by_name(name: String) -> LogQuery {
    LogQuery {
        name: Some(name),
        ..LogQuery::default()
    }
}

pub(super) fn by_source(id: &str) -> LogQuery {
    LogQuery {
        source_id: Some(id.to_owned()),
        ..LogQuery::default()
    }
}

pub(super) fn by_target(id: &str) -> LogQuery {
    LogQuery {
        target_id: Some(id.to_owned()),
        ..LogQuery::default()
    }
}

/// Rows of the accounts that have the address.
async fn rows_of(client: &ReadClient, users: &Seen<Found>) -> Result<Seen<Found>, Error> {
    let Ok(users) = users else {
        return Ok(Err(NotRead::NothingToAskBy));
    };
    let ids = users
        .people
        .iter()
        .take(FEW)
        .filter_map(|user| user.target_id.as_deref());
    let queries = ids.map(|id| LogQuery {
        page_size: Some(1),
        ..by_target(id)
    });
    in_log(client, queries.collect(), &Needle::Name(String::new())).await
}

async fn in_log(client: &ReadClient, queries: Vec<LogQuery>, needle: &Needle) -> Result<Seen<Found>, Error> {
    if client.cloud().kind() == CloudKind::China {
        return Ok(Err(NotRead::NotHere));
    }
    let pages = queries.iter().map(|query| client.provisioning_log(query));
    let pages = match seen(try_join_all(pages).await)? {
        Ok(pages) => pages,
        Err(unread) => return Ok(Err(unread)),
    };
    let mut found = PeopleFound::default();
    let mut more = false;
    for page in pages {
        more |= page.next.is_some() && !matches!(needle, Needle::Address(_));
        let people = page.entries.iter().map(|logged| LogRow::of(&logged.entry));
        let people = people.map(|row| FoundPerson::of_row(&row, FoundIn::Log));
        found.add(
            people
                .filter(|person| is_meant(person, needle) && has(person, needle))
                .collect(),
        );
    }
    Ok(Ok(Found {
        people: found.people,
        more,
    }))
}

async fn in_users(client: &ReadClient, needle: &Needle, ask: bool) -> Result<Seen<Found>, Error> {
    if !ask {
        return Ok(Err(NotRead::NotAsked));
    }
    let page = match needle {
        Needle::Id(id) => {
            let user = seen(client.user(id).await)?;
            return Ok(user.map(|user| Found {
                people: user.iter().map(FoundPerson::of_user).collect(),
                more: false,
            }));
        }
        Needle::Place(place) => match dn::first_value(place) {
            Some(name) => client.users_beginning(&name).await,
            None => return Ok(Ok(Found::default())),
        },
        Needle::Address(address) => client.users_with_address(address).await,
        Needle::Name(name) => client.users_beginning(name).await,
    };
    Ok(seen(page)?.map(|page| Found {
        more: page.next.is_some(),
        people: page
            .items
            .iter()
            .map(FoundPerson::of_user)
            .filter(|person| is_meant(person, needle))
            .collect(),
    }))
}

/// The log is not asked by address, so its rows are of everybody. An account may have others besides the one that is shown.
fn has(person: &FoundPerson, needle: &Needle) -> bool {
    match needle {
        Needle::Address(address) => {
            let own = person.address.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(address))
        }
        _ => true,
    }
}

/// A distinguished name is asked for by its name alone, which others have too.
fn is_meant(person: &FoundPerson, needle: &Needle) -> bool {
    match needle {
        Needle::Place(place) => {
            let own = person.distinguished_name.as_deref();
            own.is_some_and(|own| dn::is_same(own, place))
        }
        _ => true,
    }
}
