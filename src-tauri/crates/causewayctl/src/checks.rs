//! What must be so before a set-up: the same looks as on the window's Check page, before a plan and before the first change.

use app_core::view::CheckView;
use app_core::{CheckId, Checked, Setup, Verdict};

use crate::connect::Cli;
use crate::reporter::{Refusal, Reporter};
use crate::terminal::unless_stopped;

/// What the looks came to.
#[derive(Debug)]
pub(crate) struct Checks {
    found: Vec<Checked>,
}

/// Looks and tells each finding. A look that broke off tells nothing: the work meets the same trouble and says what it is.
pub(crate) async fn look(connected: &Cli, reporter: &mut dyn Reporter, setup: &Setup) -> Result<Checks, Refusal> {
    let session = &connected.session;
    let looking = async {
        session.check_tenant(setup.journey()).await?;
        let mut views = session.watch();
        let is_over = |check: &CheckView| !check.looking && (check.at.is_some() || check.problem.is_some());
        let seen = views.wait_for(|view| view.check.as_ref().is_some_and(is_over)).await;
        Ok(seen.ok().and_then(|view| view.check.clone()))
    };
    let check = unless_stopped(looking).await?.filter(|check| check.problem.is_none());
    let found = check.map_or_else(Vec::new, |check| {
        let mut found = check.found;
        if let Some(unknown) = check.domains.and_then(|served| setup.check_agents(&served)) {
            found.retain(|checked| checked.id != unknown.id || checked.verdict == Verdict::NeedsYou);
            if !found.iter().any(|checked| checked.id == unknown.id) {
                found.push(unknown);
            }
        }
        found
    });
    for checked in &found {
        reporter.checked(checked, setup);
    }
    Ok(Checks { found })
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
