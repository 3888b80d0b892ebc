//! The journeys of Causeway without a window.

mod act;
mod all;
mod apply;
mod arguments;
mod beside;
mod check;
mod checks;
mod connect;
mod demo;
mod doctor;
mod documents;
mod drift;
mod exit;
mod feed;
mod feed_columns;
mod follow;
mod gallery;
mod held;
mod init;
mod json;
mod log_lines;
mod logs;
mod looks;
mod many;
mod metrics;
mod mistakes;
mod one;
mod open_files;
mod output;
mod pair;
mod permissions;
mod remove;
mod reporter;
mod rows;
#[cfg(test)]
#[path = "tests/samples.rs"]
mod samples;
mod secrets;
mod setups;
mod sign_in;
mod status;
mod surroundings;
mod table;
mod task;
#[cfg(test)]
mod ten_seconds;
mod terminal;
mod text;
mod told;
mod twins;
mod watch;
mod why;
mod words;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use act::Consent;
use app_core::{Act, crash};
use arguments::{Arguments, Bound, Command, Gallery, Hashes, HowChoice, Place};
use check::Limits;
use exit::Exit;
use permissions::Script;
use reporter::Refusal;
use setups::Found;
use task::Task;
use tokio::runtime::{Builder, Runtime};
use words::Words;

fn main() -> ExitCode {
    crash::close_to_others();
    crash::leave_nothing(|place| {
        let words = Words::of_this_person();
        output::print_error(&words, &words.say("cli.panicked", &[("place", place)]));
    });
    let words = Words::of_this_person();
    let arguments = match Arguments::read(&words) {
        Ok(arguments) => arguments,
        Err(shown) => return shown,
    };
    open_files::allow_enough();
    let runtime = match runtime(&arguments.command) {
        Ok(runtime) => runtime,
        Err(error) => {
            output::print_error(&words, &words.say("cli.no-runtime", &[("cause", &error.to_string())]));
            return Exit::Failed.into();
        }
    };
    let mut exit = runtime.block_on(carry_out(&arguments, &words));
    if let Some(cause) = output::lost() {
        output::print_error(&words, &words.say("cli.output-lost", &[("cause", cause)]));
        if exit == Exit::Done {
            exit = Exit::Failed;
        }
    }
    runtime.shutdown_background(); // a question nobody answered would be waited for otherwise
    exit.into()
}

/// One set-up waits for answers, and a second thread would only cost memory. Hundreds have work for every processor.
fn runtime(command: &Command) -> io::Result<Runtime> {
    let mut builder = if setups::are_several(command.setups()) {
        Builder::new_multi_thread()
    } else {
        Builder::new_current_thread()
    };
    builder.enable_all().build()
}

async fn carry_out(arguments: &Arguments, words: &Words) -> Exit {
    if arguments.command.signs_in() {
        surroundings::tell(arguments, words);
    }
    let done = match &arguments.command {
        Command::Plan {
            setups, despite_checks, ..
        } => {
            let plan = Task::Plan {
                despite_checks: *despite_checks,
            };
            work(arguments, words, plan, &setups.setup, setups.bound).await
        }
        Command::Apply {
            setups,
            yes,
            watch,
            despite_checks,
            ..
        } => {
            let apply = Task::Apply {
                and_watch: *watch,
                despite_checks: *despite_checks,
            };
            if *yes {
                work(arguments, words, apply, &setups.setup, setups.bound).await
            } else {
                asked(arguments, words, &setups.setup, *watch, *despite_checks).await
            }
        }
        Command::Status {
            setups,
            fail_on,
            all_apps,
        } if setups.setup.is_empty() && arguments.has_several() => {
            all::status(arguments, words, *fail_on, *all_apps).await
        }
        Command::Status {
            setups,
            fail_on,
            all_apps,
        } if setups.setup.is_empty() => status::of_tenant(arguments, words, *fail_on, *all_apps).await,
        Command::Status { setups, fail_on, .. } => {
            let status = Task::Status { fail_on: *fail_on };
            work(arguments, words, status, &setups.setup, setups.bound).await
        }
        Command::Check { setups, warn, crit } => {
            let limits = Limits {
                warn: *warn,
                crit: *crit,
            };
            Ok(Exit::Watched(check::check(arguments, words, setups, limits).await))
        }
        Command::Metrics { setups, out } => metrics::metrics(arguments, words, setups, out.as_deref()).await,
        Command::Logs(asked) => logs::logs(arguments, words, asked).await,
        Command::Remove {
            file: Some(file),
            confirm,
            ..
        } => remove::remove(arguments, words, file, confirm.first().map(String::as_str)).await,
        Command::Remove {
            file: None,
            configuration,
            confirm,
            ..
        } => {
            let place = Place::named(configuration.clone());
            act::act(arguments, words, Act::Remove, &place, Consent::typed(confirm)).await
        }
        Command::Pause { place, yes } => act::act(arguments, words, Act::Pause, place, Consent::of(*yes)).await,
        Command::Start { place, yes } => act::act(arguments, words, Act::GoOn, place, Consent::of(*yes)).await,
        Command::Restart {
            place,
            how,
            yes,
            confirm,
        } => {
            let consent = match how {
                HowChoice::ForgetPairs => Consent::typed(confirm),
                HowChoice::GoOn | HowChoice::Everybody => Consent::of(*yes),
            };
            act::act(arguments, words, (*how).into(), place, consent).await
        }
        Command::Deletes { what } => match what.parts() {
            (place, Some((act, yes))) => act::act(arguments, words, act, place, Consent::of(yes)).await,
            (place, None) => held::list(arguments, words, place).await,
        },
        Command::Why { person, file } => why::why(arguments, words, person, file.as_deref()).await,
        Command::ForgetPair { person, file, yes } => {
            pair::forget(arguments, words, person, file.as_deref(), Consent::of(*yes)).await
        }
        Command::Drift { file } => drift::drift(arguments, words, file).await,
        Command::Gallery { what } => match what {
            Gallery::Look(what) => gallery::look(arguments, words, what).await,
            Gallery::Renew { file, yes: true, .. } => {
                let renew = Task::Apply {
                    and_watch: false,
                    despite_checks: false,
                };
                one::one(arguments, words, renew, file).await
            }
            Gallery::Renew { file, yes: false, .. } => apply::asking(arguments, words, file, false, false).await,
        },
        Command::ExchangeOff { place, yes } => {
            act::act(arguments, words, Act::ExchangeOff, place, Consent::of(*yes)).await
        }
        Command::Hashes { what } => match what {
            Hashes::Pause { place, yes } => {
                act::act(arguments, words, Act::PauseHashes, place, Consent::of(*yes)).await
            }
            Hashes::TakeOut { place, confirm } => {
                act::act(arguments, words, Act::TakeOutHashes, place, Consent::typed(confirm)).await
            }
        },
        Command::Demo { keep: false } => demo::demo(arguments, words).await,
        Command::Demo { keep: true } => demo::keep(arguments, words).await,
        Command::Doctor => doctor::doctor(arguments, words).await,
        Command::Permissions { commands, script, more } => {
            let script = script.then_some(Script { with_more: *more });
            permissions::permissions(arguments, words, commands, script)
        }
        Command::Init(asked) => init::init(arguments, words, asked).await,
        Command::Completions { shell } => Ok(documents::completions(words, *shell)),
        Command::Man { folder } => documents::man(words, folder.as_deref()),
        Command::Feed(typed) => feed::feed(arguments, words, typed).await,
        Command::FeedColumns { file } => feed_columns::propose(arguments, words, file),
        Command::Schema { journey } => {
            output::document(&format!("{:#}\n", journey.json_schema()));
            Ok(Exit::Done)
        }
        Command::Export { file, form } => connect::read_setup(file).and_then(|setup| {
            let no_such_form = || Refusal::Usage("cli.export.no-such-form", Vec::new());
            output::document(&setup.export((*form).into()).ok_or_else(no_such_form)?);
            Ok(Exit::Done)
        }),
    };
    done.unwrap_or_else(|refusal| {
        arguments.reporter(words, None).refused(&refusal);
        refusal.exit()
    })
}

async fn asked(
    arguments: &Arguments,
    words: &Words,
    named: &[PathBuf],
    and_watch: bool,
    despite_checks: bool,
) -> Result<Exit, Refusal> {
    match setups::found(named)? {
        Found::One(file) => apply::asking(arguments, words, &file, and_watch, despite_checks).await,
        Found::Several(_) => Err(Refusal::Usage("cli.many.cannot-ask", Vec::new())),
    }
}

async fn work(
    arguments: &Arguments,
    words: &Words,
    task: Task,
    named: &[PathBuf],
    bound: Bound,
) -> Result<Exit, Refusal> {
    match setups::found(named)? {
        Found::One(file) => one::one(arguments, words, task, &file).await,
        Found::Several(several) => many::many(arguments, words, task, several, bound).await,
    }
}
