//! `forget-pair`: which account one person is tied to, that this is forgotten, and which it is then.

use std::path::Path;

use app_core::{Act, PersonTie, PersonView, Steering, Target, WhyAsked};
use serde_json::json;

use crate::act::{Consent, carry_out, must_be_able_to_ask};
use crate::arguments::Arguments;
use crate::connect::connect;
use crate::exit::Exit;
use crate::reporter::Refusal;
use crate::sign_in::prompted;
use crate::task::tell_that_it_ends;
use crate::why::{told, who};
use crate::words::Words;

pub(crate) async fn forget(
    arguments: &Arguments,
    words: &Words,
    typed: &str,
    file: Option<&Path>,
    consent: Consent,
) -> Result<Exit, Refusal> {
    let setup = who(typed, file)?;
    let of = |object: String| Act::ForgetPair { object };
    must_be_able_to_ask(arguments, &of(String::new()), &consent)?;
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, setup.as_ref()).await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let session = &connected.session;
    let before = told(reporter.as_mut(), session, typed, setup.clone()).await?;
    let object = before.person.source_id.clone();
    let unknown = || Refusal::Usage("cli.pair.unknown", vec![("name", before.person.name.clone())]);
    let act = of(object.ok_or_else(unknown)?);
    let target = target(&before)?;
    if before.tie.is_some() {
        let value = json!({ "event": "pair", "person": before.person, "tie": before.tie });
        reporter.result(
            None,
            &[line(words, &before, "cli.pair.before", before.tie.as_ref())],
            value,
        );
    }
    let ended = carry_out(reporter.as_mut(), words, &connected, Steering { act, target }, consent).await?;
    let (Some(changes), Exit::Done) = (ended.changes, ended.exit) else {
        return Ok(ended.exit);
    };
    let asked = WhyAsked {
        person: before.person.clone(),
        setup,
        ask: false,
    };
    let now = prompted(session, reporter.as_mut(), session.why(asked)).await?;
    if changes == 0 && now.tie.is_none() {
        return Ok(Exit::Done); // there was nothing to forget
    }
    let is_same = now.tie.is_some() && target_of(&now) == target_of(&before);
    let said = match &now.tie {
        None => "cli.pair.none",
        Some(_) if is_same => "cli.pair.same",
        Some(_) => "cli.pair.now",
    };
    let value = json!({ "event": "pair-now", "exit": Exit::Done.code(), "person": now.person, "tie": now.tie, "same": is_same });
    reporter.result(None, &[line(words, &now, said, now.tie.as_ref())], value);
    Ok(Exit::Done)
}

/// The job that brings this person.
fn target(of: &PersonView) -> Result<Target, Refusal> {
    let none = || Refusal::Usage("cli.act.none", Vec::new());
    let found = of.configuration.clone().ok_or_else(none)?;
    let no_jobs = || Refusal::Usage("cli.act.no-jobs", vec![("name", found.name.clone())]);
    Ok(Target {
        jobs: vec![found.job.clone().ok_or_else(no_jobs)?],
        service_principal: found.id,
        name: found.name,
        domain: found.domain,
    })
}

fn target_of(view: &PersonView) -> Option<&String> {
    view.tie.as_ref().map(|tie| &tie.target)
}

/// A sentence with the person and the account, by the address that people know where it was read.
fn line(words: &Words, view: &PersonView, key: &str, tie: Option<&PersonTie>) -> String {
    let of_tie = |tie: &PersonTie| {
        let user = view.user.as_ref().filter(|user| user.id == tie.target);
        let address = user.and_then(|user| user.address.clone());
        let name = tie.name.clone().filter(|name| !name.is_empty());
        match address.or(name) {
            Some(known) => format!("{known} ({})", tie.target),
            None => tie.target.clone(),
        }
    };
    let account = tie.map(of_tie).unwrap_or_default();
    words.say(key, &[("name", &view.person.name), ("account", &account)])
}
