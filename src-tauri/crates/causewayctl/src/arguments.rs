//! What can be typed.

mod act;
mod choices;
mod gallery;
mod help;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use app_core::{Cloud, Journey, Setup, credentials};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use graph_simulator::Mix;
use jiff::SignedDuration;

pub(crate) use self::act::{Deletes, Hashes, HowChoice, Place};
pub(crate) use self::choices::{AuthChoice, CloudChoice, FailOn, FormChoice, OnlyChoice, OutputChoice, TimingChoice};
pub(crate) use self::gallery::{Gallery, GalleryLook};
use crate::check::Service;
use crate::exit::Exit;
use crate::feed::Feed;
use crate::init::Init;
use crate::json::Json;
use crate::logs::Logs;
use crate::output::Lines;
use crate::permissions;
use crate::reporter::{Refusal, Reporter};
use crate::rows::RowChoice;
use crate::setups::Among;
use crate::text::Text;
use crate::words::Words;

#[derive(Debug, Parser)]
#[command(name = "causewayctl", version)]
pub(crate) struct Arguments {
    #[arg(long, global = true, value_enum, value_name = "CLOUD")]
    pub(crate) cloud: Option<CloudChoice>,
    #[arg(long, global = true, value_name = "ORIGIN")]
    pub(crate) graph_url: Option<String>,
    #[arg(long, global = true, value_name = "ORIGIN")]
    pub(crate) login_url: Option<String>,
    #[arg(long, global = true, value_name = "TENANT")]
    pub(crate) tenant: Option<String>,
    #[arg(long, global = true, value_enum, value_name = "WAY")]
    pub(crate) auth: Option<AuthChoice>,
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) state_dir: Option<PathBuf>,
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value = "text")]
    pub(crate) output: OutputChoice,
    #[arg(long, global = true, value_name = "SCENARIO")]
    pub(crate) scenario: Option<Mix>,
    #[arg(long, global = true, value_enum, value_name = "TIMING")]
    pub(crate) timing: Option<TimingChoice>,
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Of `cloud` and the two addresses; all tenants of a call share its connections.
    #[arg(skip)]
    pub(crate) the_cloud: OnceLock<Cloud>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Plan {
        #[command(flatten)]
        setups: Setups,
        #[command(flatten)]
        rows: RowChoice,
        #[arg(long)]
        despite_checks: bool,
    },
    Apply {
        #[command(flatten)]
        setups: Setups,
        #[command(flatten)]
        rows: RowChoice,
        #[arg(long)]
        yes: bool,
        #[arg(long)]
        watch: bool,
        #[arg(long, value_name = "KEY")]
        accept_loss: Vec<String>,
        #[arg(long)]
        despite_checks: bool,
    },
    Status {
        #[command(flatten)]
        setups: MaybeSetups,
        #[arg(long, value_enum, value_name = "LEVEL", default_value = "urgent")]
        fail_on: FailOn,
        #[arg(long, conflicts_with = "setup")]
        all_apps: bool,
    },
    Check {
        #[command(flatten)]
        setups: MaybeSetups,
        #[arg(long, value_name = "TIME", default_value = "1h")]
        warn: SignedDuration,
        #[arg(long, value_name = "TIME", default_value = "24h")]
        crit: SignedDuration,
    },
    Metrics {
        #[command(flatten)]
        setups: MaybeSetups,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    Logs(Logs),
    /// What the run of a set-up created, or a configuration: several are not confirmed in one breath.
    Remove {
        #[arg(
            value_name = "FILE",
            required_unless_present = "configuration",
            conflicts_with = "configuration"
        )]
        file: Option<PathBuf>,
        #[arg(long, value_name = "ID|DOMAIN")]
        configuration: Option<String>,
        #[arg(long, value_name = "NAME")]
        confirm: Vec<String>,
        #[command(flatten)]
        rows: RowChoice,
    },
    Pause {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    Start {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    Restart {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_enum, value_name = "WAY")]
        how: HowChoice,
        #[arg(long)]
        yes: bool,
        #[arg(long, value_name = "NAME")]
        confirm: Vec<String>,
    },
    Deletes {
        #[command(subcommand)]
        what: Deletes,
    },
    Why {
        #[arg(value_name = "PERSON")]
        person: String,
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    ForgetPair {
        #[arg(value_name = "PERSON")]
        person: String,
        #[arg(value_name = "SETUP")]
        file: Option<PathBuf>,
        #[arg(long)]
        yes: bool,
    },
    Drift {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Gallery {
        #[command(subcommand)]
        what: Gallery,
    },
    ExchangeOff {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    Hashes {
        #[command(subcommand)]
        what: Hashes,
    },
    Demo {
        #[arg(long)]
        keep: bool,
    },
    Doctor,
    Permissions {
        #[arg(id = "for", value_name = "COMMAND", value_parser = permissions::commands())]
        commands: Vec<String>,
        #[arg(long)]
        script: bool,
        #[arg(long, requires = "script")]
        more: bool,
    },
    Init(Init),
    Completions {
        #[arg(value_name = "SHELL", value_enum)]
        shell: Shell,
    },
    Man {
        #[arg(long = "out", value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    Feed(Feed),
    FeedColumns {
        #[arg(id = "people-file", value_name = "FILE")]
        file: PathBuf,
    },
    Schema {
        #[arg(value_name = "JOURNEY", default_value = Journey::FIRST.as_str(), value_parser = journeys())]
        journey: Journey,
    },
    Export {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(id = "as", long = "as", value_enum, value_name = "FORM", default_value = "setup")]
        form: FormChoice,
    },
}

impl Arguments {
    /// The demo has several tenants.
    pub(crate) fn has_several(&self) -> bool {
        self.scenario.as_ref().is_some_and(|mix| mix.scenarios().len() > 1)
    }
}

impl Command {
    /// It works on a tenant.
    pub(crate) fn signs_in(&self) -> bool {
        match self {
            Self::Plan { .. }
            | Self::Apply { .. }
            | Self::Status { .. }
            | Self::Check { .. }
            | Self::Metrics { .. }
            | Self::Logs(_)
            | Self::Feed(_)
            | Self::Remove { .. }
            | Self::Pause { .. }
            | Self::Start { .. }
            | Self::Restart { .. }
            | Self::Deletes { .. }
            | Self::ExchangeOff { .. }
            | Self::Hashes { .. }
            | Self::Why { .. }
            | Self::ForgetPair { .. }
            | Self::Gallery { .. }
            | Self::Drift { .. } => true,
            Self::Init(init) => init.from_tenant,
            Self::Demo { .. }
            | Self::Doctor
            | Self::Permissions { .. }
            | Self::FeedColumns { .. }
            | Self::Completions { .. }
            | Self::Man { .. }
            | Self::Schema { .. }
            | Self::Export { .. } => false,
        }
    }

    /// The files and folders that it is about, where it takes several.
    pub(crate) fn setups(&self) -> &[PathBuf] {
        match self {
            Self::Plan { setups, .. } | Self::Apply { setups, .. } => &setups.setup,
            Self::Status { setups, .. } | Self::Check { setups, .. } | Self::Metrics { setups, .. } => &setups.setup,
            _ => &[],
        }
    }
}

pub(crate) fn journeys() -> impl TypedValueParser<Value = Journey> {
    let names = Journey::ALL.iter().map(|journey| journey.as_str());
    PossibleValuesParser::new(names).try_map(|name| Journey::of(&name).ok_or("it is none of them"))
}

/// Set-up files, and folders with such files.
#[derive(Debug, Args)]
pub(crate) struct Setups {
    #[arg(value_name = "SETUP", required = true)]
    pub(crate) setup: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) bound: Bound,
}

/// The same where naming none means the whole tenant.
#[derive(Debug, Args)]
pub(crate) struct MaybeSetups {
    #[arg(value_name = "SETUP")]
    pub(crate) setup: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) bound: Bound,
}

/// How many set-ups are worked on side by side.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Bound {
    #[arg(long, value_name = "N", default_value = "8")]
    pub(crate) at_once: NonZeroUsize,
}

impl Arguments {
    /// Reads the command line. What is wrong with it, or the help, has been shown when this fails.
    pub(crate) fn read(words: &Words) -> Result<Self, ExitCode> {
        Self::explained(words)
            .try_get_matches()
            .and_then(|matches| Self::from_arg_matches(&matches))
            .map_err(|shown| {
                let _ = shown.print(); // nobody reads it
                match shown.use_stderr() {
                    true if is_check() => ExitCode::from(Service::Unknown.code()),
                    true => Exit::Usage.into(),
                    false => Exit::Done.into(),
                }
            })
    }

    /// Everything that can be typed, explained.
    pub(crate) fn explained(words: &Words) -> clap::Command {
        help::explained(Self::command(), words)
    }

    /// The set-up with the secrets that it names, and with what was agreed to for this call. The chosen rows must be in it.
    pub(crate) fn agreed(&self, setup: Setup) -> Result<Setup, Refusal> {
        self.rows().map_or(Ok(()), |rows| rows.must_fit(&setup))?;
        let setup = setup.knowing(credentials::value);
        Ok(match &self.command {
            Command::Apply { accept_loss, .. } => setup.accepting_losses(accept_loss.clone()),
            Command::Gallery {
                what: Gallery::Renew { .. },
            } => {
                let nothing = || Refusal::Usage("cli.gallery.nothing-to-renew", Vec::new());
                setup.renewing().ok_or_else(nothing)?
            }
            _ => setup,
        })
    }

    /// Which rows of a set-up are meant, where that can be said.
    pub(crate) fn rows(&self) -> Option<&RowChoice> {
        match &self.command {
            Command::Plan { rows, .. }
            | Command::Apply { rows, .. }
            | Command::Remove { rows, .. }
            | Command::Gallery {
                what: Gallery::Renew { rows, .. },
            } => Some(rows),
            _ => None,
        }
    }

    /// Tells about one set-up: the only one, or the one of several whose name or file stands at every line.
    pub(crate) fn reporter<'a>(&self, words: &'a Words, among: Option<&Among>) -> Box<dyn Reporter + 'a> {
        match self.output {
            OutputChoice::Text => Box::new(Text::new(words, Lines::of(among.map(|among| among.mark.as_str())))),
            OutputChoice::Json => Box::new(Json::of(among.map(|among| among.file.display().to_string()))),
        }
    }
}

/// A monitoring system takes the code of a usage error for a finding of its own.
fn is_check() -> bool {
    let read = Arguments::command().ignore_errors(true).try_get_matches();
    read.is_ok_and(|matches| matches.subcommand_name() == Some("check"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Arguments::command().debug_assert();
    }
}
