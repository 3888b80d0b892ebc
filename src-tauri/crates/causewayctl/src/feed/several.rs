//! Several set-ups in one call, one after the other: what goes wrong with one is told and stops none of the others.

use std::path::PathBuf;

use super::{Feed, one};
use crate::arguments::{Arguments, AuthChoice};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::setups::{self, Found};
use crate::words::Words;

impl Feed {
    /// The set-ups, where more than one is meant: files that end as one, and folders of them.
    pub(super) fn setups(&self) -> Option<Vec<PathBuf>> {
        let is_setup = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|ending| ending == "json");
        let named: Vec<PathBuf> = std::iter::once(&self.setup).chain(&self.file).cloned().collect();
        let several = setups::are_several(&named) && self.file.iter().all(is_setup);
        several.then_some(named)
    }
}

/// Sends for each, and answers with the worst exit code. Who stops one begins no other.
pub(super) async fn several(
    arguments: &Arguments,
    words: &Words,
    typed: &Feed,
    named: &[PathBuf],
) -> Result<Exit, Refusal> {
    if arguments.tenant.is_some() {
        return Err(Refusal::Usage("cli.many.tenant", Vec::new()));
    }
    if matches!(arguments.auth, Some(AuthChoice::Browser | AuthChoice::DeviceCode)) {
        return Err(Refusal::Usage("cli.many.person", Vec::new()));
    }
    if !(typed.yes || typed.look) {
        return Err(Refusal::Usage("cli.feed.several-cannot-ask", Vec::new()));
    }
    // A number of people belongs to one file.
    if typed.allow_leavers.is_some() {
        return Err(Refusal::Usage("cli.feed.several-leavers", Vec::new()));
    }
    let several = match setups::found(named)? {
        Found::Several(several) => several,
        Found::One(_) => Vec::new(),
    };
    let mut worst = Exit::Done;
    for among in several {
        let mut reporter = arguments.reporter(words, Some(&among));
        let done = one(arguments, words, typed, &among.file, None, reporter.as_mut()).await;
        let exit = done.unwrap_or_else(|refusal| {
            reporter.refused(&refusal);
            refusal.exit()
        });
        worst = worst.max(exit);
        if exit == Exit::Stopped {
            break;
        }
    }
    Ok(worst)
}
