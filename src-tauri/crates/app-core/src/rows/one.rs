//! One row: a run like any other, whose news are heard here and not by the view.

use std::collections::BTreeSet;

use graph_client::WaitCause;
use jiff::Timestamp;
use journeys::{RowIds, Setup};
use step_engine::Progress;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;

use super::RowEnd;
use crate::events::TenantEvent;
use crate::journal_file::SetAside;
use crate::run::{RunEvent, Work};
use crate::run_projection::RunProjection;
use crate::view::Note;

/// Works to its end. `waits` hears whether it waits for something that is its own: what slows every row down is no reason to begin others.
pub(super) async fn work(
    place: usize,
    row: Setup,
    work: Work,
    ears: UnboundedReceiver<TenantEvent>,
    waits: UnboundedSender<(usize, bool)>,
) -> RowEnd {
    let (begun, answer) = oneshot::channel();
    let is_waiting = |is| {
        let _ = waits.send((place, is)); // nobody counts any more
    };
    let ((), heard) = futures::join!(work.work(begun), hear(ears, is_waiting));
    let Heard { projection, notices } = heard;
    let ids = projection.as_ref().map(|projection| RowIds::of(projection.state()));
    RowEnd {
        number: place + 1,
        key: row.keys().concat(),
        name: row.subject().name.to_owned(),
        run: projection.map(|projection| projection.view(Timestamp::now())),
        refused: answer.await.ok().and_then(Result::err),
        ids: ids.unwrap_or_default(),
        notices,
    }
}

/// What a row told until it was over.
#[derive(Default)]
struct Heard {
    projection: Option<RunProjection>,
    notices: Vec<Note>,
}

async fn hear(mut ears: UnboundedReceiver<TenantEvent>, is_waiting: impl Fn(bool)) -> Heard {
    let mut heard = Heard::default();
    let mut waits = BTreeSet::new();
    while let Some(event) = ears.recv().await {
        let TenantEvent::Run(event) = event else { continue };
        match event {
            RunEvent::Began { projection, set_aside } => {
                heard.projection = Some(*projection);
                heard.notices.extend(set_aside.map(SetAside::note));
            }
            RunEvent::Fact(fact) => heard
                .projection
                .iter_mut()
                .for_each(|projection| projection.fact(&fact)),
            RunEvent::Progress { step, progress } => {
                let was_waiting = !waits.is_empty();
                match progress {
                    Progress::Waiting(wait) if !slows_all(&wait.cause) => waits.insert(step),
                    _ => waits.remove(step),
                };
                if was_waiting == waits.is_empty() {
                    is_waiting(!waits.is_empty());
                }
            }
            RunEvent::Over(ending) => {
                if let Some(projection) = &mut heard.projection {
                    projection.ends(ending);
                }
            }
        }
    }
    heard
}

fn slows_all(cause: &str) -> bool {
    [WaitCause::Throttled, WaitCause::OwnPace]
        .iter()
        .any(|known| known.as_str() == cause)
}
