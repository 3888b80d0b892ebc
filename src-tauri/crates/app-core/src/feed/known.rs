//! Feeds that were sent through from this computer, as a window that is opened again offers them. Reads only.

use std::io::{BufRead as _, BufReader};
use std::path::Path;

use ::people_feed::{FileSeen, Header};
use journeys::{Setup, people_feed};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use step_engine::{atomic_file, private};

use super::FeedResult;
use super::place::Place;
use crate::Problem;
use crate::tenant_context::TenantContext;
use crate::unfinished::{CLOUDS, entries};
use crate::view::KnownFeed;

const FORMAT: u64 = 1;

/// The answers with which was sent last, beside the ledger. They name columns and words of a file, and nobody in it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Note {
    /// Version of the format.
    #[serde(rename = "feed")]
    format: u64,
    cloud: String,
    tenant: String,
    tenant_name: Option<String>,
    setup: Value,
}

/// Keeps the answers with which is sent now.
pub(super) fn keep(context: &TenantContext, place: &Place, setup: &people_feed::Setup) -> FeedResult<()> {
    let client = context.client();
    let note = Note {
        format: FORMAT,
        cloud: client.cloud().kind().as_str().to_owned(),
        tenant: client.tenant().to_owned(),
        tenant_name: context.view().map(|tenant| tenant.name),
        setup: Setup::PeopleFeed(setup.clone()).to_value(),
    };
    let path = place.feed();
    let bytes = serde_json::to_vec(&note).map_err(std::io::Error::other);
    let written = bytes.and_then(|bytes| atomic_file::write(&path, &bytes));
    Ok(written.map_err(|error| Problem::not_kept(&path, &error))?)
}

/// Every feed below this state folder. One whose files cannot be read is left out.
pub(crate) fn known(state_dir: &Path) -> Vec<KnownFeed> {
    let kinds = entries(&Place::feeds(state_dir));
    let tenants = kinds.flat_map(|kind| entries(&kind));
    tenants
        .flat_map(|tenant| entries(&tenant))
        .filter_map(|folder| feed(state_dir, &folder))
        .collect()
}

fn feed(state_dir: &Path, folder: &Path) -> Option<KnownFeed> {
    let place = Place::at(folder)?;
    let note: Note = serde_json::from_slice(&private::read(&place.feed()).ok()?).ok()?;
    let cloud = CLOUDS.into_iter().find(|cloud| cloud.as_str() == note.cloud)?;
    let setup = Setup::parse(&note.setup.to_string()).ok()?;
    let header = match place.any_note().ok().flatten() {
        Some(run) => run.header,
        None => first_line(&place.ledger())?,
    };
    let ours = Place::of(state_dir, cloud, &note.tenant, &header.service_principal);
    if note.format != FORMAT || header.tenant != note.tenant || ours != place {
        return None;
    }
    let unfinished = place.unfinished(&header).is_ok_and(|begun| begun.is_some());
    let FileSeen { name, rows, at, .. } = header.file;
    Some(KnownFeed {
        cloud: cloud.into(),
        tenant: note.tenant,
        tenant_name: note.tenant_name,
        name: setup.name().to_owned(),
        setup: setup.to_value(),
        file: name,
        rows,
        at,
        unfinished,
    })
}

fn first_line(ledger: &Path) -> Option<Header> {
    let file = private::open(std::fs::OpenOptions::new().read(true), ledger, "open").ok()?;
    let mut line = String::new();
    BufReader::new(file).read_line(&mut line).ok()?;
    serde_json::from_str(&line).ok()
}
