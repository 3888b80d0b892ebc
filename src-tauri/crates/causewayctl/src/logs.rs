//! `logs`: the provisioning log, row by row as it is read. Nothing of it is kept, apart from the file that is asked for.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, mpsc};

use app_core::log::{Action, Conditions, Filter, Outcome, ReadBack};
use app_core::{LogAsked, LogPage, Setup, atomic_file};
use clap::Args;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use jiff::{SignedDuration, Span, SpanRelativeTo, Unit};
use tokio::sync::mpsc::unbounded_channel;

use crate::act::is_named;
use crate::arguments::{Arguments, OutputChoice, Place};
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::log_lines::{Form, Told};
use crate::output::Out;
use crate::reporter::Refusal;
use crate::task::tell_that_it_ends;
use crate::terminal::unless_stopped;
use crate::words::Words;

/// What of the log, and how.
#[derive(Debug, Args)]
pub(crate) struct Logs {
    #[command(flatten)]
    place: Place,
    #[arg(long, value_name = "TIME|all", default_value = "24h", value_parser = since)]
    since: Since,
    #[arg(long)]
    failed: bool,
    #[arg(long, value_name = "ACTION", value_parser = actions())]
    action: Vec<Action>,
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    person: Option<String>,
    #[arg(long, value_name = "CODE", value_parser = NonEmptyStringValueParser::new())]
    code: Vec<String>,
    #[arg(long, conflicts_with = "follow")]
    group: bool,
    #[arg(long, conflicts_with_all = ["group", "output"])]
    csv: bool,
    #[arg(long, conflicts_with = "out")]
    follow: bool,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How far back; all that Microsoft keeps where that is not said.
#[derive(Debug, Clone, Copy)]
struct Since(Option<SignedDuration>);

/// `24h`, `7d`, `90m` or `all`.
fn since(text: &str) -> Result<Since, String> {
    if text == "all" {
        return Ok(Since(None));
    }
    let span: Span = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    let seconds = span.total((Unit::Second, SpanRelativeTo::days_are_24_hours()));
    let seconds = seconds.map_err(|error| error.to_string())?;
    match SignedDuration::try_from_secs_f64(seconds) {
        Ok(back) if back.is_positive() => Ok(Since(Some(back))),
        _ => Err("it is no time to look back".to_owned()),
    }
}

fn actions() -> impl TypedValueParser<Value = Action> {
    let names = Action::ALL.iter().map(|action| action.as_str());
    PossibleValuesParser::new(names).try_map(|name| {
        let known = Action::ALL.iter().find(|action| action.as_str() == name);
        known.copied().ok_or("it is none of them")
    })
}

/// What the one who writes hears of the one who reads.
enum News {
    Page(LogPage),
    End(ReadBack),
}

pub(crate) async fn logs(arguments: &Arguments, words: &Words, logs: &Logs) -> Result<Exit, Refusal> {
    let setup = logs.place.file.as_deref().map(read_setup).transpose()?;
    let mut reporter = arguments.reporter(words, None);
    let connected = connect(
        arguments,
        reporter.as_mut(),
        arguments.tenant.as_deref(),
        setup.as_ref(),
    )
    .await?;
    tell_that_it_ends(&connected, reporter.as_mut());
    let jobs = match (setup, logs.place.configuration.as_deref()) {
        (None, None) => Vec::new(),
        (setup, named) => jobs(&connected, setup, named).await?,
    };
    let (news, heard) = mpsc::channel();
    let told = Mutex::new(logs.told(arguments, words));
    let out = logs.out.clone();
    // Writing waits for its reader, and the service for nobody.
    let writing = tokio::task::spawn_blocking(move || match out {
        None => write(&mut Out, &told, &heard),
        Some(file) => atomic_file::write_named(&file, |file| write(file, &told, &heard)),
    });
    let asked = LogAsked {
        jobs,
        reaches_back: logs.since.0,
        only_failures: logs.failed,
        follows: logs.follow,
    };
    let (sender, mut pages) = unbounded_channel();
    let reading = connected.session.read_log(asked, sender);
    tokio::pin!(reading);
    let read = loop {
        tokio::select! {
            biased;
            Some(page) = pages.recv() => if news.send(News::Page(page)).is_err() {
                break None; // it cannot be written any more, and `writing` knows why
            },
            read = &mut reading => break Some(read?),
            _ = tokio::signal::ctrl_c() => {
                if !logs.follow {
                    return Ok(Exit::Stopped);
                }
                break Some(ReadBack::default());
            }
        }
    };
    if let Some(read) = read {
        let _ = news.send(News::End(read)); // see above
    }
    drop(news);
    match writing.await.map_err(io::Error::other).and_then(|written| written) {
        Ok(()) => Ok(Exit::Done),
        // Whoever read it has read enough.
        Err(error) if logs.out.is_none() && error.kind() == ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => {
            let file = logs.out.as_ref().map(|file| file.display().to_string());
            let values = vec![("file", file.unwrap_or_default()), ("cause", error.to_string())];
            Err(match logs.out {
                Some(_) => Refusal::Failed("cli.logs.not-written", values),
                None => Refusal::Failed("cli.output-lost", values),
            })
        }
    }
}

/// The jobs of the configurations that are meant.
async fn jobs(connected: &Cli, setup: Option<Setup>, named: Option<&str>) -> Result<Vec<String>, Refusal> {
    let looking = async { Ok(connected.session.status(setup).await?) };
    let mut found = unless_stopped(looking).await?.configurations;
    found.retain(|found| named.is_none_or(|named| is_named(found, named)));
    let Some(first) = found.first() else {
        return Err(Refusal::Usage("cli.act.none", Vec::new()));
    };
    let jobs = found.iter().flat_map(|found| &found.jobs);
    let jobs: Vec<String> = jobs.map(|job| job.id.clone()).collect();
    // None would ask for those of the whole tenant.
    if jobs.is_empty() {
        return Err(Refusal::Usage("cli.act.no-jobs", vec![("name", first.name.clone())]));
    }
    Ok(jobs)
}

impl Logs {
    fn told(&self, arguments: &Arguments, words: &Words) -> Told {
        let form = match arguments.output {
            OutputChoice::Json => Form::Json,
            OutputChoice::Text if self.csv => Form::Csv,
            OutputChoice::Text => Form::Text(words.clone()),
        };
        let filter = Filter {
            is: Conditions {
                outcomes: if self.failed { vec![Outcome::Failed] } else { Vec::new() },
                actions: self.action.clone(),
                codes: self.code.clone(),
                text: self.person.clone(),
                ..Conditions::default()
            },
            ..Filter::default()
        };
        Told::of(form, filter, self.group, self.since.0)
    }
}

/// Until the end is heard. One who reads and never says so has failed: a file must not look whole then.
fn write(out: &mut dyn Write, told: &Mutex<Told>, heard: &mpsc::Receiver<News>) -> io::Result<()> {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    told.begin(out)?;
    loop {
        match heard.recv() {
            Ok(News::Page(page)) => told.page(out, &page)?,
            Ok(News::End(read)) => return told.end(out, read),
            Err(_) => return Err(ErrorKind::Interrupted.into()),
        }
    }
}
