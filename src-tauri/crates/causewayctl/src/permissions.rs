//! `permissions`: what each command must be permitted, and a script that registers an application with just that.

use app_core::permissions::{
    AUDIT_LOG, FORGET_TIES, READ_TENANT_FEATURES, READ_USERS, TO_LOOK, TO_READ_AGENTS, TO_READ_LOG, TO_READ_PEOPLE,
    UPLOAD_PEOPLE, each_once, to_act, to_remove, to_set_up,
};
use app_core::{Act, CheckId, Journey};
use clap::builder::PossibleValuesParser;
use serde_json::json;

use crate::arguments::{Arguments, OutputChoice};
use crate::exit::Exit;
use crate::gallery;
use crate::output;
use crate::reporter::Refusal;
use crate::words::Words;

/// What for, by the name of its words, and which.
type More = (&'static str, Vec<&'static str>);

/// One way to call this program, and what the tenant must allow for it.
struct Way {
    /// As it is typed, without options.
    command: &'static str,
    /// Absent where it is the same for all.
    journey: Option<Journey>,
    /// Without these it says less, or fails.
    needs: Vec<&'static str>,
    /// With these it says or does more.
    more: Vec<More>,
    /// The directory roles of which a person needs one, the least one first.
    roles: Vec<&'static str>,
}

fn audits() -> More {
    ("audits", vec![AUDIT_LOG])
}

fn features() -> More {
    ("features", vec![READ_TENANT_FEATURES])
}

fn agents() -> More {
    ("agents", TO_READ_AGENTS.to_vec())
}

/// Acts by what is typed. What a count or an object is makes no difference here.
fn acts() -> [(&'static str, Act); 11] {
    let object = String::new();
    [
        ("pause", Act::Pause),
        ("start", Act::GoOn),
        ("restart", Act::Everybody),
        ("restart", Act::ForgetPairs),
        ("deletes allow", Act::LetGo { held: 0 }),
        ("deletes keep", Act::Keep),
        ("deletes raise-once", Act::RaiseOnce),
        ("forget-pair", Act::ForgetPair { object }),
        ("exchange-off", Act::ExchangeOff),
        ("hashes pause", Act::PauseHashes),
        ("hashes take-out", Act::TakeOutHashes),
    ]
}

fn ways() -> Vec<Way> {
    let way = |command, needs: &[&[&'static str]]| Way {
        command,
        journey: None,
        needs: each_once(needs.iter().copied().flatten().copied()),
        more: Vec::new(),
        roles: Vec::new(),
    };
    let looks = |command| Way {
        more: vec![audits(), features(), agents()],
        ..way(command, &[TO_LOOK])
    };
    let mut ways = vec![Way {
        more: vec![agents()],
        ..way("plan", &[TO_LOOK])
    }];
    ways.extend(Journey::ALL.iter().map(|journey| {
        let always = journey.prerequisites();
        let mut now_and_then = to_set_up(*journey);
        now_and_then.retain(|needed| !always.permissions.contains(needed));
        let mut more = vec![("answers", now_and_then)];
        if always.checks.contains(&CheckId::Agents) {
            more.push(agents());
        }
        Way {
            journey: Some(*journey),
            more,
            roles: always.roles.to_vec(),
            ..way("apply", &[TO_LOOK, always.permissions])
        }
    }));
    ways.extend(["status", "check", "metrics", "drift"].map(looks));
    ways.push(way("logs", &[TO_LOOK, TO_READ_LOG]));
    ways.push(way("gallery", &[TO_LOOK]));
    ways.push(way("why", &[TO_LOOK, TO_READ_PEOPLE]));
    ways.push(Way {
        more: vec![("people", vec![READ_USERS]), ("log", TO_READ_LOG.to_vec())],
        ..way("feed", &[TO_LOOK, &[UPLOAD_PEOPLE]])
    });
    ways.push(Way {
        more: vec![features()],
        ..way("init --from-tenant", &[TO_LOOK])
    });
    ways.push(Way {
        more: vec![features()],
        ..way("deletes list", &[TO_LOOK, TO_READ_LOG])
    });
    let mut acting: Vec<Way> = Vec::new();
    for (command, act) in acts() {
        // Who may forget a tie may read it.
        let (log, people): (&[_], &[_]) = match act {
            Act::ForgetPair { .. } => (TO_READ_LOG, &[READ_USERS, FORGET_TIES]),
            _ => (&[], &[]),
        };
        let needs = to_act(&act);
        match acting.last_mut() {
            Some(last) if last.command == command => last.needs = each_once(last.needs.iter().chain(&needs).copied()),
            _ => acting.push(way(command, &[TO_LOOK, log, people, &needs])),
        }
    }
    acting.push(way("remove", &[TO_LOOK, &to_remove()]));
    acting.push(way("gallery renew", &[TO_LOOK, gallery::to_renew()]));
    let roles = Journey::ALL
        .iter()
        .flat_map(|journey| journey.prerequisites().roles)
        .copied();
    ways.extend(acting.into_iter().map(|way| Way {
        more: vec![features()],
        roles: each_once(roles.clone()),
        ..way
    }));
    ways
}

/// The commands that work on a tenant.
pub(crate) fn commands() -> PossibleValuesParser {
    PossibleValuesParser::new(each_once(ways().iter().map(Way::name)))
}

impl Way {
    fn name(&self) -> &'static str {
        self.command.split(' ').next().unwrap_or(self.command)
    }
}

/// That a script is wanted.
pub(crate) struct Script {
    /// With what says or does more, too.
    pub(crate) with_more: bool,
}

/// Tells about these commands, or about all; as a script where one is wanted.
pub(crate) fn permissions(
    arguments: &Arguments,
    words: &Words,
    commands: &[String],
    script: Option<Script>,
) -> Result<Exit, Refusal> {
    if script.is_some() && commands.is_empty() {
        return Err(Refusal::Usage("cli.permissions.for-what", Vec::new()));
    }
    let mut ways = ways();
    ways.retain(|way| commands.is_empty() || commands.iter().any(|command| command == way.name()));
    if let Some(Script { with_more }) = script {
        output::document(&registration(words, &ways, with_more));
        return Ok(Exit::Done);
    }
    for way in &ways {
        match arguments.output {
            OutputChoice::Text => tell(words, way),
            OutputChoice::Json => output::line(
                &json!({
                    "event": "permissions",
                    "command": way.command,
                    "journey": way.journey.map(Journey::as_str),
                    "needs": way.needs,
                    "more": way.more.iter().map(|(why, which)| json!({ "why": why, "permissions": which })).collect::<Vec<_>>(),
                    "roles": way.roles,
                })
                .to_string(),
            ),
        }
    }
    if arguments.output == OutputChoice::Text {
        output::line(&words.say("cli.permissions.ends", &[]));
    }
    Ok(Exit::Done)
}

fn tell(words: &Words, way: &Way) {
    let journey = way.journey.map(|journey| format!(" ({})", journey.as_str()));
    output::line(&format!("{}{}", way.command, journey.unwrap_or_default()));
    let indented = |text: &str| output::line(&format!("    {text}"));
    indented(&way.needs.join(", "));
    for (why, which) in &way.more {
        let says = words.say(&format!("cli.permissions.more.{why}"), &[]);
        indented(&format!("{}: {says}", which.join(", ")));
    }
    if !way.roles.is_empty() {
        let roles = [("roles", way.roles.join(" / "))];
        indented(&words.say(
            "cli.permissions.roles",
            &roles.each_ref().map(|(name, value)| (*name, value.as_str())),
        ));
    }
    output::line("");
}

/// For a POSIX shell with the Azure CLI. Ids of permissions are asked of Graph, since not all of them are published.
fn registration(words: &Words, ways: &[Way], with_more: bool) -> String {
    let needs = ways.iter().map(|way| &way.needs);
    let more = ways.iter().flat_map(|way| &way.more).map(|(_, which)| which);
    let wanted = needs.chain(more.filter(|_| with_more)).flatten().copied();
    let names = each_once(wanted).join(" \\\n  ");
    let commands = each_once(ways.iter().map(|way| way.command));
    let says = |what: &str| {
        words.say(
            &format!("cli.permissions.script.{what}"),
            &[("commands", &commands.join(", "))],
        )
    };
    let [about, approval, there] = ["about", "approval", "there"].map(says);
    format!(
        r#"#!/bin/sh
# {about}
# {approval}
set -eu
name=Causeway
graph=00000003-0000-0000-c000-000000000000
if [ -n "$(az ad app list --filter "displayName eq '$name'" --query '[].appId' --output tsv)" ]; then
  cat >&2 <<'END'
{there}
END
  exit 1
fi
set -- \
  {names}
roles=
for permission do
  role=$(az ad sp show --id "$graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
  [ -n "$role" ] || {{ echo "$permission ?" >&2; exit 1; }}
  roles="$roles $role=Role"
done
app=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
# shellcheck disable=SC2086
az ad app permission add --id "$app" --api "$graph" --api-permissions $roles
az ad sp create --id "$app" --output none
az ad app permission admin-consent --id "$app"
echo "AZURE_CLIENT_ID=$app"
"#
    )
}
