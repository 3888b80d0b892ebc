//! What the object is tied to after its pair was forgotten. Only looks.

use serde::Serialize;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::SteeringServices;
use super::forget_pair::{ForgetPair, Forgotten, tie};
use super::match_anew::MatchAnew;
use crate::StepId;

pub(super) struct PairNow;

/// Ids alone: the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Tied {
    /// Id on the target side; absent where nothing is tied yet.
    target: Option<String>,
}

impl Step<SteeringServices> for PairNow {
    type Output = Tied;
    const ID: &'static str = StepId::PairNow.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Tied>, StepError> {
        let forgotten = cx.known::<ForgetPair>();
        if forgotten == Some(Forgotten { target: None }) {
            return Ok(Finding::NotWanted(Preview::none()));
        }
        let Some(matched) = cx.known::<MatchAnew>() else {
            return Ok(Finding::Needed(Preview::none().note(Note::new("will-tell-the-pair"))));
        };
        let target = tie(cx).await?.map(|tie| tie.target_anchor);
        let note = match (&target, matched.not_at_once) {
            (Some(account), _) if forgotten.and_then(|forgotten| forgotten.target).as_ref() == Some(account) => {
                Note::new("pair-is-the-same").with("account", account)
            }
            (Some(account), _) => Note::new("pair-is-now").with("account", account),
            (None, None) => Note::new("pair-is-not-yet"),
            (None, Some(code)) => Note::new("pair-is-not-yet-for").with("code", code),
        };
        Ok(Finding::AlreadyDone(Tied { target }, Preview::none().note(note)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Tied, StepError> {
        let target = tie(cx).await?.map(|tie| tie.target_anchor);
        Ok(Tied { target })
    }
}
