//! `plan SETUP`: what would change. Nothing is written, on disk or in the tenant.

use std::path::Path;

use crate::arguments::Arguments;
use crate::connect::{connect, read_setup};
use crate::exit::Exit;
use crate::follow::follow;
use crate::reporter::Refusal;
use crate::words::Words;

pub(crate) async fn plan(arguments: &Arguments, words: &Words, setup: &Path) -> Result<Exit, Refusal> {
    let setup = read_setup(setup)?;
    let connected = connect(arguments, Some(&setup)).await?;
    let mut reporter = arguments.reporter(words);
    reporter.begins(&setup, true);
    let planned = follow(&connected.session, reporter.as_mut(), connected.session.plan(setup)).await?;
    Ok(planned.exit)
}
