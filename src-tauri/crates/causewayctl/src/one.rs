//! `plan SETUP`, `status SETUP` and `apply SETUP --yes`: what needs no answer of a person.

use std::path::Path;

use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::task::Task;
use crate::words::Words;

pub(crate) async fn one(arguments: &Arguments, words: &Words, task: Task, file: &Path) -> Result<Exit, Refusal> {
    let setup = arguments.agreed(read_setup(file)?)?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, Some(&setup)).await?;
    let done = task
        .carry_out(&connected, reporter.as_mut(), arguments.rows(), setup)
        .await;
    // This reporter may still hold what was found before the refusal.
    Ok(done.map_or_else(
        |refusal| {
            reporter.refused(&refusal);
            refusal.exit()
        },
        |done| done.exit,
    ))
}
