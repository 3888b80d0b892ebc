//! `/_sim/`: the test's hand on the tenant. Every call needs the run's key in `x-sim-key`.

mod hr_file;
mod people;
mod requests;
mod sign_in;
mod state;
mod targets;
mod tokens;
mod troubles;
mod users;

use std::sync::Arc;
use std::time::Duration;

use hyper::http::request::Parts;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::call::Query;
use crate::directory::generate;
use crate::faults::Fault;
use crate::jobs::catch_up;
use crate::reply::Reply;
use crate::scenario::Scenario;
use crate::simulator::new_tenant;
use crate::tenant::{SecretsMode, Switches};
use crate::throttle::Throttle;
use crate::timing::Timing;
use crate::violations::Violations;
use crate::world::{Hosted, State, World};

pub(crate) use requests::{RequestLog, RequestRecord};

/// Answers one control call; `path` begins with `_sim`. It is for the first tenant unless `?tenant=` names another.
pub(crate) fn answer(world: &World, head: &Parts, path: &[String], body: &[u8]) -> Reply {
    let key = head.headers.get("x-sim-key").map(|value| value.as_bytes());
    if key != Some(world.control_key.as_bytes()) {
        return Reply::error(401, "WrongKey", "Control calls need the key of this run in x-sim-key.");
    }
    let route: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let hosted = match query.get("tenant") {
        None => Some(world.first()),
        Some(name) => world.named(name),
    };
    let Some(hosted) = hosted else {
        return Reply::error(404, "NoSuchTenant", "No tenant of this run has that id or domain.");
    };
    let alone = world.tenants().len() == 1;
    let mut state = hosted.state();
    // What happened until now happened before the test's hand came.
    catch_up(&mut state.tenant, hosted.clock.now());
    let answered = match (head.method.as_str(), route.as_slice()) {
        ("GET", ["state"]) => Ok(state::dump(&mut state.tenant, hosted.clock.now())),
        ("GET", ["requests"]) => Ok(json!({"requests": state.requests.entries()})),
        ("DELETE", ["requests"]) => {
            state.requests.clear();
            Ok(Value::Null)
        }
        ("GET", ["time"]) => Ok(json!({"now": hosted.clock.now()})),
        ("POST", ["time"]) => read(body).map(|Advance { seconds }| {
            hosted.clock.advance(Duration::from_secs_f64(seconds.clamp(0.0, 1e10)));
            json!({"now": hosted.clock.now()})
        }),
        ("GET", ["faults"]) => Ok(json!({"faults": state.faults.remaining()})),
        ("POST", ["faults"]) => read(body).and_then(|Script { fault }| {
            state
                .faults
                .add(fault.parse::<Fault>().map_err(|problem| problem.to_string())?);
            Ok(Value::Null)
        }),
        ("DELETE", ["faults"]) => {
            state.faults.clear();
            Ok(Value::Null)
        }
        ("GET", ["violations"]) => Ok(json!(state.violations)),
        ("DELETE", ["violations"]) => {
            state.violations = Violations::default();
            Ok(Value::Null)
        }
        ("POST", ["reset"]) => read(body).and_then(|reset| begin_again(hosted, alone, &mut state, reset)),
        ("GET", ["switches"]) => {
            Ok(json!({"secretsMode": state.tenant.secrets_mode, "switches": state.tenant.switches}))
        }
        ("PATCH", ["switches"]) => read(body).map(|SwitchChange { secrets_mode, switches }| {
            state.tenant.secrets_mode = secrets_mode.unwrap_or(state.tenant.secrets_mode);
            if let Some(switches) = switches {
                state.tenant.switches = switches;
            }
            Value::Null
        }),
        ("POST", ["agents", which, what @ ("start" | "stop")]) => switch_agents(&mut state, which, *what == "start"),
        ("DELETE", ["agents", which]) => {
            state
                .tenant
                .agents
                .retain(|agent| *which != "all" && agent.id != *which);
            Ok(Value::Null)
        }
        ("GET", ["units"]) => Ok(json!({"units": state.tenant.company.organizational_units()})),
        ("GET", ["accounts"]) => Ok(tokens::list(&state)),
        ("GET", ["hr-file"]) => {
            let is_mended = query.get("mended") == Some("true");
            hr_file::answer(&state.tenant, query.get("language").unwrap_or("en"), is_mended)
        }
        ("POST", ["tokens"]) => read(body).and_then(|wanted| tokens::issue(hosted, &mut state, wanted)),
        (method, [family, rest @ ..]) => {
            let now = hosted.clock.now();
            let answered = match *family {
                "sign-in" => sign_in::answer(method, rest, &mut state.authority, body),
                "people" => people::answer(method, rest, &mut state.tenant, &query, body),
                "users" => users::answer(method, rest, &mut state.tenant, now, body),
                "jobs" => troubles::answer(method, rest, &mut state.tenant, now, body),
                "targets" => targets::answer(method, rest, &mut state.tenant, now, body),
                _ => None,
            };
            match answered {
                Some(answered) => answered,
                None => return Reply::not_implemented(&format!("{method} /{}", path.join("/"))),
            }
        }
        (method, []) => return Reply::not_implemented(&format!("{method} /{}", path.join("/"))),
    };
    match answered {
        Ok(Value::Null) => Reply::no_content(),
        Ok(value) => Reply::ok(value),
        Err(problem) => Reply::error(400, "BadControl", &problem),
    }
}

/// An empty body counts as `{}`.
fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, String> {
    let body = if body.is_empty() { b"{}".as_slice() } else { body };
    serde_json::from_slice(body).map_err(|problem| problem.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    fault: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SwitchChange {
    secrets_mode: Option<SecretsMode>,
    switches: Option<Switches>,
}

/// Without a name the present scenario begins again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    scenario: Option<String>,
    timing: Option<String>,
}

/// A new tenant under the old address; tokens stay good, the tenant's id is that of its company. One among several keeps its
/// company: the others are found by ids that do not change.
fn begin_again(hosted: &Hosted, alone: bool, state: &mut State, reset: Reset) -> Result<Value, String> {
    let scenario = match reset.scenario {
        Some(name) => name.parse::<Scenario>().map_err(|problem| problem.to_string())?,
        None => state.tenant.scenario,
    };
    let timing = match reset.timing {
        Some(name) => name.parse::<Timing>().map_err(|problem| problem.to_string())?,
        None => state.tenant.timing.clone(),
    };
    if !alone && scenario.company != state.tenant.scenario.company {
        return Err("among several tenants one cannot become another company".to_owned());
    }
    state.tenant = new_tenant(
        scenario,
        state.tenant.number,
        &Arc::new(generate(scenario.company)),
        timing,
        state.tenant.secrets_mode,
        state.tenant.switches.clone(),
        hosted.clock.now(),
    );
    state.faults.clear();
    state.throttle = Throttle::beginning(&state.tenant, hosted.clock.now());
    state.violations = Violations::default();
    state.requests.clear();
    Ok(json!({"scenario": scenario.to_string(), "tenant": state.tenant.id}))
}

fn switch_agents(state: &mut State, which: &str, active: bool) -> Result<Value, String> {
    let wanted = state
        .tenant
        .agents
        .iter_mut()
        .filter(|agent| which == "all" || agent.id == which || agent.machine_name == which);
    let found = wanted.map(|agent| agent.active = active).count();
    if found == 0 {
        Err(format!("no agent {which:?}"))
    } else {
        Ok(json!({"agents": found}))
    }
}
