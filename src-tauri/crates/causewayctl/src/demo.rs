//! `demo`: the whole journey on a pretend company inside this process.

use app_core::{Journey, Problem, Setup};
use graph_simulator::Connection;
use serde_json::{Map, json};

use crate::arguments::{Arguments, CloudChoice, OutputChoice};
use crate::connect::{connect_demo, start};
use crate::exit::Exit;
use crate::output;
use crate::reporter::Refusal;
use crate::task::Task;
use crate::words::Words;

pub(crate) async fn demo(arguments: &Arguments, words: &Words) -> Result<Exit, Refusal> {
    only_demo(arguments)?;
    let simulator = start(arguments)?;
    let answers = Map::from_iter([("domain".to_owned(), json!(simulator.connection().domain))]);
    let tenant = simulator.connection().tenant.to_string();
    let setup = Setup::begun(Journey::FIRST, &tenant, answers).map_err(Problem::from)?;
    let connected = connect_demo(arguments, simulator).await?;
    if arguments.output == OutputChoice::Text {
        let strip = words.say("common.strip.demo", &[]);
        output::line(&format!("{strip} {}", words.say("cli.demo.meaning", &[])));
    }
    let mut reporter = arguments.reporter(words, None);
    let apply = Task::Apply {
        and_watch: true,
        despite_checks: false,
    };
    Ok(apply
        .carry_out(&connected, reporter.as_mut(), None, setup.completed())
        .await?
        .exit)
}

/// `demo --keep`: the pretend company stays until Ctrl-C, for the calls of other terminals. It is gone afterwards, whatever they did to it.
pub(crate) async fn keep(arguments: &Arguments, words: &Words) -> Result<Exit, Refusal> {
    only_demo(arguments)?;
    let simulator = start(arguments)?;
    let demo = simulator.connection();
    match arguments.output {
        OutputChoice::Text => lines(words, demo).iter().for_each(|line| output::line(line)),
        OutputChoice::Json => output::line(
            &json!({
                "event": "demo", "graph": demo.graph, "login": demo.login, "tenant": demo.tenant, "domain": demo.domain,
                "clientId": demo.client_id, "clientSecret": demo.client_secret, "scenario": demo.scenario,
            })
            .to_string(),
        ),
    }
    match tokio::signal::ctrl_c().await {
        Ok(()) => Ok(Exit::Done),
        Err(error) => Err(crate::connect::no_demo(error)),
    }
}

fn only_demo(arguments: &Arguments) -> Result<(), Refusal> {
    match arguments.cloud {
        None | Some(CloudChoice::Demo) => Ok(()),
        Some(_) => Err(Refusal::Usage("cli.demo.only-demo", Vec::new())),
    }
}

/// What to paste into another terminal.
fn lines(words: &Words, demo: &Connection) -> Vec<String> {
    let variables = [
        ("AZURE_TENANT_ID", demo.tenant.to_string()),
        ("AZURE_CLIENT_ID", demo.client_id.to_string()),
        ("AZURE_CLIENT_SECRET", demo.client_secret.clone()),
    ];
    let set = variables.map(|(name, value)| match cfg!(windows) {
        true => format!("  $env:{name} = '{value}'"),
        false => format!("  export {name}='{value}'"),
    });
    let cloud = format!("--cloud custom --graph-url {} --login-url {}", demo.graph, demo.login);
    let domain = demo.domain;
    let calls = [
        format!("  causewayctl init demo.setup.json --set domain={domain}"),
        format!("  causewayctl plan demo.setup.json {cloud}"),
        format!("  causewayctl apply demo.setup.json {cloud}"),
        format!("  causewayctl status {cloud}"),
    ];
    let strip = words.say("common.strip.demo", &[]);
    let begins = words.say("cli.demo.keep", &[("scenario", &demo.scenario)]);
    [format!("{strip} {begins}"), String::new()]
        .into_iter()
        .chain(set)
        .chain(calls)
        .collect()
}
