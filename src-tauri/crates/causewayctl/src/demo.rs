//! `demo`: the whole journey on a pretend company inside this process.

use app_core::{Journey, Problem, Setup};
use serde_json::{Map, json};

use crate::arguments::{Arguments, CloudChoice};
use crate::connect::{connect_demo, start};
use crate::exit::Exit;
use crate::output;
use crate::reporter::Refusal;
use crate::task::Task;
use crate::words::Words;

pub(crate) async fn demo(arguments: &Arguments, words: &Words) -> Result<Exit, Refusal> {
    if arguments.cloud.is_some_and(|cloud| cloud != CloudChoice::Demo) {
        return Err(Refusal::Usage("cli.demo.only-demo", Vec::new()));
    }
    let simulator = start(arguments)?;
    let answers = Map::from_iter([("domain".to_owned(), json!(simulator.connection().domain))]);
    let tenant = simulator.connection().tenant.to_string();
    let setup = Setup::begun(Journey::FIRST, &tenant, answers).map_err(Problem::from)?;
    let connected = connect_demo(arguments, simulator).await?;
    if arguments.output == crate::arguments::OutputChoice::Text {
        let strip = words.say("common.strip.demo", &[]);
        output::line(&format!("{strip} {}", words.say("cli.demo.meaning", &[])));
    }
    let mut reporter = arguments.reporter(words, None);
    let apply = Task::Apply {
        and_watch: true,
        despite_checks: false,
    };
    Ok(apply
        .carry_out(&connected, reporter.as_mut(), setup.completed())
        .await?
        .exit)
}
