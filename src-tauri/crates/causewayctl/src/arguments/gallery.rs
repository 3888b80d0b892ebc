//! What can be typed about the gallery.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::rows::RowChoice;

/// What is wanted of the gallery and its apps.
#[derive(Debug, Subcommand)]
pub(crate) enum Gallery {
    #[command(flatten)]
    Look(GalleryLook),
    Renew {
        #[arg(value_name = "SETUP")]
        file: PathBuf,
        #[command(flatten)]
        rows: RowChoice,
        #[arg(long)]
        yes: bool,
    },
}

/// What is wanted to be known of the gallery.
#[derive(Debug, Subcommand)]
pub(crate) enum GalleryLook {
    Search {
        #[arg(value_name = "TEXT")]
        text: Vec<String>,
        #[arg(long)]
        unusable: bool,
    },
    Fields {
        #[arg(value_name = "APP")]
        app: String,
    },
    Table {
        #[arg(value_name = "APP")]
        app: String,
        #[arg(long, value_enum, value_name = "SIGN", default_value = "comma")]
        separator: Separator,
    },
}

/// What stands between the cells of a table. Spreadsheets expect another one in other countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Separator {
    Comma,
    Semicolon,
    Tab,
}

impl From<Separator> for char {
    fn from(separator: Separator) -> Self {
        match separator {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
            Separator::Tab => '\t',
        }
    }
}
