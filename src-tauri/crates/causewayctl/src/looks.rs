//! Looks at tenants for programs that watch: what cannot be looked at is told beside what was seen.

use std::path::PathBuf;

use app_core::{Setup, TenantStatus};
use futures::stream::{self, StreamExt as _};

use crate::all;
use crate::arguments::{Arguments, MaybeSetups};
use crate::connect::{connect, read_setup};
use crate::reporter::Refusal;
use crate::setups::{self, Found};
use crate::terminal::unless_stopped;
use crate::text::serde_name;
use crate::words::Words;

/// One look: at a whole tenant, or at what is there for a set-up.
#[derive(Debug)]
pub(crate) struct Look {
    /// The tenant as it was named, else its own domain; the same whether or not it could be seen.
    pub(crate) tenant: String,
    pub(crate) setup: Option<Setup>,
    pub(crate) seen: Result<TenantStatus, Refusal>,
}

/// # Errors
/// The set-ups that are named cannot be found.
pub(crate) async fn looks(arguments: &Arguments, words: &Words, asked: &MaybeSetups) -> Result<Vec<Look>, Refusal> {
    if asked.setup.is_empty() && arguments.has_several() {
        return all::looks(arguments, false).await;
    }
    if asked.setup.is_empty() {
        let seen = look(arguments, words, None).await;
        let named = arguments.tenant.clone();
        let own = || seen.as_ref().map(|status| status.tenant.domain.clone()).ok();
        let tenant = named.or_else(own).unwrap_or_default();
        return Ok(vec![Look {
            tenant,
            setup: None,
            seen,
        }]);
    }
    let files = match setups::found(&asked.setup)? {
        Found::One(file) => vec![file],
        Found::Several(several) => several.into_iter().map(|among| among.file).collect(),
    };
    let work = files.into_iter().map(|file| at_setup(arguments, words, file));
    Ok(stream::iter(work).buffered(asked.bound.at_once.get()).collect().await)
}

async fn at_setup(arguments: &Arguments, words: &Words, file: PathBuf) -> Look {
    match read_setup(&file) {
        Ok(setup) => Look {
            tenant: setup.tenant().to_owned(),
            seen: look(arguments, words, Some(&setup)).await,
            setup: Some(setup),
        },
        Err(refusal) => Look {
            tenant: file.display().to_string(),
            setup: None,
            seen: Err(refusal),
        },
    }
}

async fn look(arguments: &Arguments, words: &Words, setup: Option<&Setup>) -> Result<TenantStatus, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref().or(setup.map(Setup::tenant));
    let connected = connect(arguments, reporter.as_mut(), tenant, setup).await?;
    unless_stopped(async { Ok(connected.session.status(setup.cloned()).await?) }).await
}

/// Why nothing was seen, in a line.
pub(crate) fn reason(words: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Usage(key, values) | Refusal::SignIn(key, values) | Refusal::Failed(key, values) => {
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            words.say(key, &values)
        }
        Refusal::Problem(problem) | Refusal::WrongSetup(_, problem) => {
            words.say(&format!("problems.{}.title", serde_name(&problem.code)), &[])
        }
        Refusal::Stopped => words.say("cli.stopped", &[]),
        Refusal::Checks => words.say("cli.checks.stop", &[]),
    }
}
