//! What must be so before a set-up: the same looks as on the window's Check page, before a plan and before the first change.

use app_core::{CheckId, Checked, Prepared, Setup, Verdict};

use crate::connect::Cli;
use crate::reporter::{Refusal, Reporter};
use crate::terminal::unless_stopped;

/// What the looks came to.
#[derive(Debug)]
pub(crate) struct Checks {
    found: Vec<Checked>,
    /// For the plan or run that comes next.
    pub(crate) prepared: Prepared,
}

/// Looks and tells each finding.
pub(crate) async fn look(connected: &Cli, reporter: &mut dyn Reporter, setup: &Setup) -> Result<Checks, Refusal> {
    let looking = async { Ok(connected.session.preflight(setup.clone()).await?) };
    let preflight = unless_stopped(looking).await?;
    let mut found = preflight.found;
    if let Some(unknown) = preflight.domains.and_then(|served| setup.check_agents(&served)) {
        found.retain(|checked| checked.id != unknown.id || checked.verdict == Verdict::NeedsYou);
        if !found.iter().any(|checked| checked.id == unknown.id) {
            found.push(unknown);
        }
    }
    for checked in &found {
        reporter.checked(checked, setup);
    }
    Ok(Checks {
        found,
        prepared: preflight.prepared,
    })
}

impl Checks {
    /// Something is known to be wrong that the set-up cannot do without. Configurations that exist are the business of its steps,
    /// which know the domain.
    pub(crate) fn stop(&self) -> bool {
        let stops = |checked: &&Checked| checked.verdict == Verdict::NeedsYou && checked.id != CheckId::Configurations;
        self.found.iter().any(|checked| stops(&checked))
    }

    /// What this sign-in could not look at.
    pub(crate) fn not_checked(&self) -> impl Iterator<Item = &Checked> {
        self.found
            .iter()
            .filter(|checked| checked.verdict == Verdict::NotChecked)
    }
}
