//! `status` of every tenant of a demo that has several. Reads only.

use std::cmp::Reverse;
use std::sync::Arc;

use app_core::{Connection, Level, NoUi, Session, TenantStatus, state_dir};
use futures::stream::{self, StreamExt as _};
use graph_simulator::Connection as Place;

use crate::arguments::{Arguments, FailOn, OutputChoice};
use crate::connect::{no_demo, start};
use crate::exit::Exit;
use crate::looks::{Look, reason};
use crate::output;
use crate::reporter::Refusal;
use crate::status::{self, headline, label};
use crate::terminal::{harmless, unless_stopped};
use crate::words::Words;
use crate::{json, table};

/// No more than so many at once.
const AT_ONCE: usize = 8;

/// The worst of what was seen there.
pub(crate) fn level(look: &Look) -> Level {
    look.seen.as_ref().map_or(Level::CannotSee, TenantStatus::level)
}

/// Looks at each tenant of the demo that the command line asks for.
pub(crate) async fn looks(arguments: &Arguments, all_apps: bool) -> Result<Vec<Look>, Refusal> {
    let simulator = start(arguments)?;
    let place = simulator.connection();
    let looks = place.tenants.iter().map(|one| async {
        Look {
            tenant: one.initial_domain.clone(),
            setup: None,
            seen: look(place, &one.tenant.to_string(), all_apps).await,
        }
    });
    unless_stopped(async { Ok(stream::iter(looks).buffered(AT_ONCE).collect().await) }).await
}

pub(crate) async fn status(
    arguments: &Arguments,
    words: &Words,
    fail_on: FailOn,
    all_apps: bool,
) -> Result<Exit, Refusal> {
    let mut seen = looks(arguments, all_apps).await?;
    seen.sort_by_key(|one| {
        let configurations = one.seen.iter().flat_map(|status| &status.configurations);
        let deadline = configurations.filter_map(|found| found.deadline).min();
        (Reverse(level(one)), deadline.is_none(), deadline, one.tenant.clone())
    });
    let exits = seen.iter().map(|one| match &one.seen {
        Ok(status) => status::exit(status, None, fail_on),
        Err(refusal) => refusal.exit(),
    });
    let exit = exits.max().unwrap_or(Exit::Done);
    match arguments.output {
        OutputChoice::Text => tell(words, &seen),
        OutputChoice::Json => json::tenants(&seen, exit),
    }
    Ok(exit)
}

async fn look(place: &Place, tenant: &str, all_apps: bool) -> Result<TenantStatus, Refusal> {
    let (client, secret) = (place.client_id.to_string(), place.client_secret.clone());
    let connection = Connection::demo(&place.graph, &place.login, tenant, &client, secret);
    // A look keeps nothing, so the folder is never made.
    let session = Session::open(state_dir::temporary(), Arc::new(NoUi));
    session.connect(connection.map_err(no_demo)?).await?;
    status::look_at(&session, all_apps).await
}

/// One line for each configuration, the worst tenant first.
fn tell(words: &Words, seen: &[Look]) {
    let heading = ["cli.all.tenant", "cli.all.configuration", "cli.status.standing"];
    let mut rows = vec![heading.map(|key| words.say(key, &[])).to_vec()];
    for one in seen {
        let row = |name: &str, how: String| vec![harmless(&one.tenant), harmless(name), harmless(&how)];
        match &one.seen {
            Err(refusal) => {
                let why = reason(words, refusal);
                rows.push(row("-", words.say("cli.status.unseen", &[("why", &why)])));
            }
            Ok(status) if status.configurations.is_empty() && status.unseen.is_empty() => {
                rows.push(row("-", words.say("cli.status.none", &[])));
            }
            Ok(status) => {
                let found = status.configurations.iter();
                rows.extend(found.map(|found| row(label(found), headline(words, found, status.at))));
                let hidden = status.unseen.iter();
                rows.extend(hidden.map(|hidden| row(&hidden.name, words.say("operate.level.cannot-see", &[]))));
            }
        }
    }
    table::lines(&rows).iter().for_each(|line| output::line(line));
    output::line("");
    let count = |is: fn(Level) -> bool| seen.iter().filter(|one| is(level(one))).count().to_string();
    let values = [
        ("total", seen.len().to_string()),
        ("stuck", count(|level| level == Level::Urgent)),
        ("needs", count(|level| level == Level::NeedsYou)),
        ("fine", count(|level| level < Level::CannotSee)),
        ("unseen", count(|level| level == Level::CannotSee)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    output::line(&words.say("cli.all.ends", &values));
}
