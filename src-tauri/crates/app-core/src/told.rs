//! What the tasks of a tenant tell the session, in order.

use tokio::sync::mpsc;

use crate::Problem;
use crate::check::CheckTold;
use crate::run::RunTold;
use crate::status_look::StatusTold;
use crate::trial::TrialTold;
use crate::view::UnfinishedRun;

#[derive(Debug)]
pub(crate) enum Told {
    /// The tenant has answered, or will not.
    Tenant(Result<(), Problem>),
    /// What the journals hold.
    Unfinished(Vec<UnfinishedRun>),
    Run(RunTold),
    Check(CheckTold),
    Status(StatusTold),
    Trial(TrialTold),
}

/// A task's way to the session. Whoever has left the tenant need not know any more.
#[derive(Debug, Clone)]
pub(crate) struct Teller(mpsc::UnboundedSender<Told>);

impl Teller {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Told>) {
        let (teller, told) = mpsc::unbounded_channel();
        (Self(teller), told)
    }

    pub(crate) fn tell(&self, told: impl Into<Told>) {
        let _ = self.0.send(told.into()); // see above
    }
}

impl From<RunTold> for Told {
    fn from(told: RunTold) -> Self {
        Self::Run(told)
    }
}

impl From<CheckTold> for Told {
    fn from(told: CheckTold) -> Self {
        Self::Check(told)
    }
}

impl From<StatusTold> for Told {
    fn from(told: StatusTold) -> Self {
        Self::Status(told)
    }
}

impl From<TrialTold> for Told {
    fn from(told: TrialTold) -> Self {
        Self::Trial(told)
    }
}
