//! The journeys of Causeway without a window.

mod apply;
mod arguments;
mod connect;
mod demo;
mod exit;
mod follow;
mod json;
mod plan;
mod printed;
mod reporter;
mod status;
mod terminal;
mod text;
mod watch;
mod words;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use exit::Exit;
use words::Words;

fn main() -> ExitCode {
    let words = Words::of_this_person();
    let arguments = match Arguments::read(&words) {
        Ok(arguments) => arguments,
        Err(shown) => return shown,
    };
    // One thread: the work is waiting for answers, and a second one would only cost memory.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            printed::complain(&words, &words.say("cli.no-runtime", &[("cause", &error.to_string())]));
            return Exit::Failed.into();
        }
    };
    let exit = runtime.block_on(carry_out(&arguments, &words));
    runtime.shutdown_background(); // a question nobody answered would be waited for otherwise
    exit.into()
}

async fn carry_out(arguments: &Arguments, words: &Words) -> Exit {
    let done = match &arguments.command {
        Command::Plan { setup } => plan::plan(arguments, words, setup).await,
        Command::Apply { setup, yes, watch } => apply::apply(arguments, words, setup, *yes, *watch).await,
        Command::Status { setup } => status::status(arguments, words, setup.as_deref()).await,
        Command::Demo => demo::demo(arguments, words).await,
    };
    done.unwrap_or_else(|refusal| {
        arguments.reporter(words).refused(&refusal);
        refusal.exit()
    })
}
