//! What can be typed about acts on what runs.

use std::path::PathBuf;

use app_core::Act;
use clap::{Args, Subcommand, ValueEnum};

/// What an act is done to: one configuration. Several are not confirmed in one breath.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "ID|DOMAIN")]
    pub(crate) configuration: Option<String>,
}

impl Place {
    /// The configuration of this id, name or domain.
    pub(crate) fn named(configuration: Option<String>) -> Self {
        Self {
            file: None,
            configuration,
        }
    }
}

/// What is decided about deletes that are held back.
#[derive(Debug, Subcommand)]
pub(crate) enum Deletes {
    List {
        #[command(flatten)]
        place: Place,
    },
    Allow {
        #[arg(value_name = "N")]
        count: u64,
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    Keep {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    RaiseOnce {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
}

impl Deletes {
    /// Where it is, and for what decides something the act and whether it was agreed to.
    pub(crate) fn parts(&self) -> (&Place, Option<(Act, bool)>) {
        match self {
            Self::List { place } => (place, None),
            Self::Allow { count, place, yes } => (place, Some((Act::LetGo { held: *count }, *yes))),
            Self::Keep { place, yes } => (place, Some((Act::Keep, *yes))),
            Self::RaiseOnce { place, yes } => (place, Some((Act::RaiseOnce, *yes))),
        }
    }
}

/// What becomes of the jobs that bring password hashes.
#[derive(Debug, Subcommand)]
pub(crate) enum Hashes {
    Pause {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        yes: bool,
    },
    TakeOut {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "NAME")]
        confirm: Vec<String>,
    },
}

/// How jobs start again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HowChoice {
    GoOn,
    Everybody,
    ForgetPairs,
}

impl From<HowChoice> for Act {
    fn from(choice: HowChoice) -> Self {
        match choice {
            HowChoice::GoOn => Self::GoOn,
            HowChoice::Everybody => Self::Everybody,
            HowChoice::ForgetPairs => Self::ForgetPairs,
        }
    }
}
