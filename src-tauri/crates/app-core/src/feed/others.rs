//! The tenant's other feeds, as far as they are sent to from this computer.

use ::people_feed::{Roll, State};

use super::place::Place;
use super::{Finding, FindingCode};

/// People of the file whom another feed sends too, and may create.
pub(super) fn shared(place: &Place, roll: &Roll) -> Vec<Finding> {
    let others = place.other_ledgers().filter(|ledger| !ledger.header.enriches);
    let shared = others.filter_map(|ledger| {
        let known = ledger.people().filter(|known| known.state == State::Accepted);
        let people = known.filter(|known| roll.tells_of(known.number)).count();
        let told = Finding::hint(FindingCode::Shared).with("people", people);
        (people > 0).then(|| told.with("name", &ledger.header.name))
    });
    shared.collect()
}
