//! The help, in the words of this person: commands by what they are for, and lines that can be typed as they stand.

use std::fmt::Write as _;

use clap::Command;

use crate::words::Words;

/// The commands, by what they are for.
const GROUPS: &[(&str, &[&str])] = &[
    ("begin", &["demo", "doctor", "permissions", "gallery", "init"]),
    ("set-up", &["plan", "apply", "remove", "export", "schema"]),
    ("look", &["status", "check", "metrics", "logs", "why", "drift"]),
    ("people", &["feed-columns", "feed"]),
    (
        "act",
        &[
            "pause",
            "start",
            "restart",
            "deletes",
            "forget-pair",
            "exchange-off",
            "hashes",
        ],
    ),
    ("this-program", &["completions", "man", "help"]),
];

/// Lines that can be typed as they stand, by command. Their meaning is in the words, by the name that stands before them.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "causewayctl",
        &[
            ("demo", "causewayctl demo"),
            ("init", "causewayctl init --set domain=corp.contoso.com"),
            ("plan", "causewayctl plan corp.contoso.com.setup.json --auth browser"),
        ],
    ),
    (
        "gallery",
        &[
            ("search", "causewayctl gallery search zscaler"),
            (
                "table",
                "causewayctl gallery table 21ed01d2-ec13-4e9e-86c1-cd546719ebc4 > accounts.csv",
            ),
            (
                "renew",
                "causewayctl gallery renew apps.setup.json --rows nl-prod,de-prod --auth browser",
            ),
        ],
    ),
    (
        "init",
        &[
            ("asks", "causewayctl init"),
            (
                "answers",
                "causewayctl init --set domain=corp.contoso.com --set notify=ops@contoso.com",
            ),
            ("from-tenant", "causewayctl init --from-tenant --auth browser"),
        ],
    ),
    (
        "plan",
        &[
            ("one", "causewayctl plan corp.setup.json"),
            ("folder", "causewayctl plan customers/ --at-once 8 --output json"),
        ],
    ),
    (
        "apply",
        &[
            ("one", "causewayctl apply corp.setup.json"),
            ("pipeline", "causewayctl apply corp.setup.json --yes --output json"),
        ],
    ),
    (
        "status",
        &[
            ("tenant", "causewayctl status --auth browser"),
            ("folder", "causewayctl status customers/ --fail-on needs-you"),
        ],
    ),
    (
        "check",
        &[("one", "causewayctl check corp.setup.json --warn 1h --crit 24h")],
    ),
    (
        "metrics",
        &[("file", "causewayctl metrics customers/ --out causeway.prom")],
    ),
    (
        "logs",
        &[
            ("failed", "causewayctl logs --failed --since 7d --group"),
            ("file", "causewayctl logs corp.setup.json --csv --out log.csv"),
        ],
    ),
    ("why", &[("person", "causewayctl why \"Anna Smith\"")]),
    ("drift", &[("one", "causewayctl drift corp.setup.json")]),
    (
        "restart",
        &[("everybody", "causewayctl restart corp.setup.json --how everybody")],
    ),
    (
        "feed",
        &[
            ("look", "causewayctl feed hr.setup.json people.csv --look"),
            (
                "night",
                "causewayctl feed hr.setup.json --yes --output json --report reports",
            ),
            ("leavers", "causewayctl feed hr.setup.json --yes --allow-leavers 42"),
        ],
    ),
    ("deletes", &[("list", "causewayctl deletes list corp.setup.json")]),
    (
        "demo",
        &[
            ("scenario", "causewayctl demo --scenario school"),
            ("keep", "causewayctl demo --keep --scenario contoso/stuck-agent"),
        ],
    ),
    ("doctor", &[("cloud", "causewayctl doctor --cloud usgov")]),
    (
        "permissions",
        &[
            ("some", "causewayctl permissions apply status"),
            ("script", "causewayctl permissions apply --script > app.sh"),
        ],
    ),
    (
        "completions",
        &[(
            "bash",
            "causewayctl completions bash > /etc/bash_completion.d/causewayctl",
        )],
    ),
    ("man", &[("folder", "causewayctl man --out man1")]),
];

/// Options that every command has stand behind its own.
const OF_EVERY_COMMAND: usize = 1000;

/// The command with everything about it said.
pub(super) fn explained(command: Command, words: &Words) -> Command {
    let root = said(command, words);
    let groups = groups(&root, words);
    let options = words.say("cli.groups.options", &[]);
    // What stands between the parts is the form that clap uses itself.
    root.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{groups}\n{options}:\n{{options}}{{after-help}}"
    ))
}

fn said(command: Command, words: &Words) -> Command {
    let name = command.get_name().to_owned();
    let about = words.say(&format!("cli.help.{name}"), &[]);
    let mut last = OF_EVERY_COMMAND;
    let command = command
        .about(first_sentence(&about).to_owned())
        .long_about(about)
        .mut_args(|arg| {
            let help = words.say(&format!("cli.help.--{}", arg.get_id().as_str().replace('_', "-")), &[]);
            last += 1;
            match arg.is_global_set() {
                true => arg.help(help).display_order(last),
                false => arg.help(help),
            }
        })
        .mut_subcommands(|subcommand| said(subcommand, words));
    match examples(&name, words) {
        Some(examples) => command.after_help(examples),
        None => command,
    }
}

/// The list of commands: a heading for each group, a line or two for each command.
fn groups(root: &Command, words: &Words) -> String {
    let wide = GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max();
    let wide = wide.unwrap_or_default() + 4;
    let mut list = String::new();
    for (group, names) in GROUPS {
        let _ = writeln!(list, "\n{}:", words.say(&format!("cli.groups.{group}"), &[])); // a string takes all
        for name in *names {
            let about = match root.find_subcommand(name).and_then(Command::get_about) {
                Some(about) => about.to_string(),
                None => words.say(&format!("cli.help.{name}"), &[]), // clap adds its own `help` later
            };
            let indent = " ".repeat(wide);
            let options = textwrap::Options::with_termwidth()
                .initial_indent("  ")
                .subsequent_indent(&indent);
            let line = format!("{name:<0$}{about}", wide - 2);
            list.push_str(&textwrap::fill(&line, options));
            list.push('\n');
        }
    }
    list
}

fn examples(command: &str, words: &Words) -> Option<String> {
    let (_, examples) = EXAMPLES.iter().find(|(known, _)| *known == command)?;
    let mut text = format!("{}:", words.say("cli.groups.examples", &[]));
    for (name, line) in *examples {
        let meaning = words.say(&format!("cli.examples.{command}.{name}"), &[]);
        let _ = write!(text, "\n  {meaning}\n    {line}"); // a string takes all
    }
    Some(text)
}

/// What stands before the first full stop; all of it where there is one sentence.
fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::arguments::Arguments;
    use crate::words::Language;

    #[test]
    fn everything_is_explained_in_every_language() {
        for language in Language::ALL {
            let mut command = explained(Arguments::command(), &Words::new(language));
            command.build();
            let whole = command.clone().render_long_help().to_string();
            assert!(!whole.contains("cli."), "{language:?}: {whole}");
            for subcommand in command.get_subcommands().filter(|known| known.get_name() != "help") {
                let help = subcommand.clone().render_long_help().to_string();
                assert!(!help.contains("cli."), "{language:?}: {help}");
            }
        }
    }

    #[test]
    fn every_command_is_in_one_group() {
        let mut known: Vec<String> = Arguments::command()
            .get_subcommands()
            .map(|command| command.get_name().to_owned())
            .chain(["help".to_owned()])
            .collect();
        let mut grouped: Vec<String> = GROUPS
            .iter()
            .flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()))
            .collect();
        known.sort();
        grouped.sort();
        assert_eq!(known, grouped);
    }

    #[test]
    fn every_command_stands_on_the_page_about_them() {
        let page = include_str!("../../../../../docs/causewayctl.md");
        let command = Arguments::command();
        for name in command.get_subcommands().map(Command::get_name) {
            let line = format!("causewayctl {name} ");
            assert!(page.lines().any(|known| known.starts_with(&line)), "{name}");
        }
    }

    #[test]
    fn every_example_can_be_typed() {
        for (command, examples) in EXAMPLES {
            for (_, line) in *examples {
                let typed = line.split(" > ").next().unwrap();
                let read = Arguments::try_parse_from(typed.split(' '));
                // The name of a person in quotation marks is one word to a shell.
                let read = if line.contains('"') {
                    let (before, name) = typed.split_once(" \"").unwrap();
                    Arguments::try_parse_from(before.split(' ').chain([name.trim_end_matches('"')]))
                } else {
                    read
                };
                assert!(read.is_ok(), "{command}: {line}: {}", read.unwrap_err());
            }
        }
    }
}
