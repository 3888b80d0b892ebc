//! What can be typed about the gallery.

use clap::{Subcommand, ValueEnum};

/// What is wanted to be known of the gallery.
#[derive(Debug, Subcommand)]
pub(crate) enum Gallery {
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
