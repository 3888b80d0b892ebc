//! What is made of the command line itself: completions for shells, and man pages.

use std::io;
use std::path::Path;

use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::output;
use crate::reporter::Refusal;
use crate::words::Words;

const NAME: &str = "causewayctl";

/// The script that completes commands and options in this shell.
pub(crate) fn completions(words: &Words, shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::explained(words), NAME, &mut script);
    output::document(&String::from_utf8_lossy(&script));
    Exit::Done
}

/// The man page; into a folder, that and one for each command.
pub(crate) fn man(words: &Words, folder: Option<&Path>) -> Result<Exit, Refusal> {
    let command = Arguments::explained(words);
    let Some(folder) = folder else {
        let mut page = Vec::new();
        Man::new(command)
            .render(&mut page)
            .map_err(|error| not_written(Path::new(NAME), &error))?;
        output::document(&String::from_utf8_lossy(&page));
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|error| not_written(folder, &error))?;
    Ok(Exit::Done)
}

fn not_written(file: &Path, error: &io::Error) -> Refusal {
    let values = vec![("file", file.display().to_string()), ("cause", error.to_string())];
    Refusal::Failed("cli.file-not-written", values)
}
