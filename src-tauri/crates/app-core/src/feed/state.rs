//! What this computer knows of feeds, without asking the tenant.

use std::path::Path;

use ::people_feed::{FileSeen, Ledger, State};
use graph_client::CloudKind;
use serde::Serialize;

use super::place::{Phase, Place};

/// One feed that was sent to from this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedState {
    /// Object id of its service principal.
    pub id: String,
    /// Its name when it was last sent to; empty where that cannot be read.
    pub name: String,
    /// The file that was sent last, where the ledger says it.
    pub file: Option<FileSeen>,
    /// How many are switched on by what was sent.
    pub people: u64,
    /// How many the service did not take, or refused later.
    pub refused: u64,
    /// How many were accepted by the last sending without a word of them in the log when it was last read.
    pub waiting: u64,
    /// A sending broke off.
    pub unfinished: bool,
    /// Files that say what was sent cannot be used.
    pub damaged: bool,
    /// Uploads of the last 24 hours from this computer, of all feeds of the tenant.
    pub today: usize,
}

/// All feeds of a tenant that were sent to from this computer, by their names.
pub(crate) fn states(state_dir: &Path, cloud: CloudKind, tenant: &str) -> Vec<FeedState> {
    let places = Place::all(state_dir, cloud, tenant);
    let mut states: Vec<FeedState> = places.iter().filter_map(state).collect();
    states.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    states
}

fn state(place: &Place) -> Option<FeedState> {
    let (ledger, note) = (Ledger::load(&place.ledger()), place.any_note());
    let damaged = ledger.is_err() || note.is_err();
    let (ledger, note) = (ledger.ok().flatten(), note.ok().flatten());
    if !damaged && ledger.is_none() && note.is_none() {
        return None;
    }
    let of_ledger = ledger.as_ref().map(|ledger| &ledger.header);
    let header = note.as_ref().map(|note| &note.header).or(of_ledger);
    let people = ledger.iter().flat_map(Ledger::people);
    Some(FeedState {
        // The folder has it too, for whoever cannot read what is damaged.
        id: header.map_or_else(|| place.id(), |header| header.service_principal.clone()),
        name: header.map(|header| header.name.clone()).unwrap_or_default(),
        refused: people.filter(|known| known.state == State::Refused).count() as u64,
        people: ledger.as_ref().map_or(0, Ledger::accepted),
        waiting: note.as_ref().map_or(0, |note| note.waiting),
        unfinished: note.as_ref().is_some_and(|note| note.phase == Phase::Sending) && place.outbox().exists(),
        file: ledger
            .map(|ledger| ledger.header.file)
            .filter(|file| !file.name.is_empty()),
        damaged,
        today: place.today(),
    })
}
