//! Settings whose value the service keeps to itself: one that is not sent along may be gone after a write (contract 8.1).

use step_engine::{Cx, ErrorKind, Outcome, Phase, Services, StepError};

/// A hidden value can only be known by having written it: in this run, or in one whose end the journal holds.
pub(super) fn written_before<S: Services>(cx: &Cx<S>) -> bool {
    let good = |outcome: &Outcome| matches!(outcome, Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. });
    cx.phase() == Phase::Confirm
        || cx
            .earlier()
            .and_then(|earlier| earlier.outcome.as_ref())
            .is_some_and(good)
}

/// A known loss is asked about before the write.
pub(super) fn would_be_lost(accepts: impl Fn(&str) -> bool, losses: &[&str]) -> Option<StepError> {
    let keys = not_accepted(accepts, losses)?;
    let flags: Vec<String> = keys.split(", ").map(|key| format!("--accept-loss {key}")).collect();
    let error = StepError::new(ErrorKind::Conflict, "setting-would-be-lost", "storing the settings");
    Some(error.with("keys", keys).with("flags", flags.join(" ")))
}

/// Keys that were there before our write and are gone without anybody having accepted it.
pub(super) fn was_lost(accepts: impl Fn(&str) -> bool, vanished: &[&str]) -> Option<StepError> {
    let lost = not_accepted(accepts, vanished)?;
    Some(StepError::new(ErrorKind::Missing, "setting-lost", "reading back the settings").with("keys", lost))
}

fn not_accepted(accepts: impl Fn(&str) -> bool, keys: &[&str]) -> Option<String> {
    let keys: Vec<&str> = keys.iter().copied().filter(|key| !accepts(key)).collect();
    (!keys.is_empty()).then(|| keys.join(", "))
}
