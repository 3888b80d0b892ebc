//! `feed`: one sending of a people feed. What would be sent is told first, and nothing is sent that nobody agreed to.

mod ending;
mod report;
mod several;
pub(crate) mod state;
mod telling;

use std::path::{Path, PathBuf};
use std::time::Duration;

use app_core::{
    FeedAsked, FeedEnd, FeedEnding, FeedFound, FeedHearing, FeedNews, FeedRefusal, FeedReview, FeedUnfinished,
    FindingCode, SessionHandle, Setup,
};
use clap::{Args, ValueEnum};
use people_file::{FileError, Repeats, Weight};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_util::sync::CancellationToken;

use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{Cli, connect, read_setup};
use crate::exit::Exit;
use crate::reporter::{Refusal, Reporter};
use crate::sign_in::Prompts;
use crate::task::tell_that_it_ends;
use crate::terminal;
use crate::words::Words;

use telling::Telling;

/// More would be no pilot.
const LARGEST_PILOT: i64 = 50;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is typed")]
pub(crate) struct Feed {
    #[arg(id = "feed-setup", value_name = "SETUP")]
    setup: PathBuf,
    #[arg(id = "people-file", value_name = "FILE")]
    file: Vec<PathBuf>,
    #[arg(long)]
    look: bool,
    #[arg(long)]
    full: bool,
    #[arg(long, conflicts_with = "look")]
    yes: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=LARGEST_PILOT))]
    pilot: Option<u32>,
    #[arg(long, value_name = "WHICH", value_enum)]
    repeated: Option<Repeated>,
    #[arg(long, value_name = "N")]
    allow_leavers: Option<u64>,
    #[arg(long, value_name = "N")]
    most_calls: Option<u32>,
    #[arg(id = "follow-minutes", long = "follow", value_name = "MINUTES", default_value = "60")]
    follow: u32,
    #[arg(long, value_name = "FOLDER")]
    report: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["look", "yes", "full", "people-file"])]
    forget: bool,
    #[arg(long, conflicts_with_all = ["look", "yes", "full", "people-file", "forget"])]
    new_ledger: bool,
}

/// Which of the rows with one number counts.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Repeated {
    Stop,
    Last,
    LeaveOut,
}

impl From<Repeated> for Repeats {
    fn from(typed: Repeated) -> Self {
        match typed {
            Repeated::Stop => Self::Stop,
            Repeated::Last => Self::Last,
            Repeated::LeaveOut => Self::LeaveOut,
        }
    }
}

impl Feed {
    /// It is about what is kept, and sends nothing.
    fn only_keeps(&self) -> bool {
        self.forget || self.new_ledger
    }
}

pub(crate) async fn feed(arguments: &Arguments, words: &Words, typed: &Feed) -> Result<Exit, Refusal> {
    if let Some(named) = typed.setups() {
        return several::several(arguments, words, typed, &named).await;
    }
    let file = match typed.file.as_slice() {
        [] => None,
        [file] => Some(file.as_path()),
        _ => return Err(Refusal::Usage("cli.feed.one-file", Vec::new())),
    };
    let mut reporter = arguments.reporter(words, None);
    one(arguments, words, typed, &typed.setup, file, reporter.as_mut()).await
}

/// One sending.
async fn one(
    arguments: &Arguments,
    words: &Words,
    typed: &Feed,
    setup_file: &Path,
    file: Option<&Path>,
    reporter: &mut dyn Reporter,
) -> Result<Exit, Refusal> {
    let setup = arguments.agreed(read_setup(setup_file)?)?;
    let Setup::PeopleFeed(ours) = &setup else {
        let values = vec![("file", setup_file.display().to_string())];
        return Err(Refusal::Usage("cli.feed.other-journey", values));
    };
    let can_ask = arguments.output == OutputChoice::Text && terminal::can_ask();
    if !(can_ask || typed.yes || typed.look || typed.only_keeps()) {
        return Err(Refusal::Usage("cli.feed.cannot-ask", Vec::new()));
    }
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter, tenant, Some(&setup)).await?;
    tell_that_it_ends(&connected, reporter);
    let asked = FeedAsked {
        setup: match typed.repeated {
            Some(repeated) => ours.clone().with_repeats(repeated.into()),
            None => ours.clone(),
        },
        file: file.map(Path::to_owned),
        full: typed.full,
        pilot: typed.pilot,
        leavers: typed.allow_leavers,
        most_calls: typed.most_calls,
        follow: Duration::from_secs(u64::from(typed.follow) * 60),
    };
    let mut calling = Calling {
        typed,
        connected: &connected,
        telling: Telling::new(words, reporter, ours.name()),
        asked,
        can_ask: can_ask && !typed.look && !typed.yes,
    };
    let done = match typed {
        Feed { forget: true, .. } => calling.forget().await,
        Feed { new_ledger: true, .. } => calling.renew_ledger().await,
        _ => calling.work().await,
    };
    match done {
        Ok(exit) => Ok(exit),
        Err(Ended::Feed(FeedRefusal::Problem(problem))) => Err(Refusal::Problem(problem)),
        Err(Ended::Feed(FeedRefusal::File(error))) => {
            crate::feed_columns::refused(words, &error, calling.telling.reporter())
        }
        Err(Ended::Feed(FeedRefusal::Finding(finding))) => {
            let exit = exit_of(finding.code);
            calling.telling.stopped_by(&finding, exit);
            Ok(exit)
        }
        Err(Ended::Refusal(refusal)) => {
            calling.telling.reporter().refused(&refusal);
            Ok(refusal.exit())
        }
    }
}

/// Why a call ends before its end.
enum Ended {
    Feed(FeedRefusal),
    Refusal(Refusal),
}

impl From<FeedRefusal> for Ended {
    fn from(refusal: FeedRefusal) -> Self {
        Self::Feed(refusal)
    }
}

impl From<Refusal> for Ended {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

fn exit_of(code: FindingCode) -> Exit {
    match code {
        FindingCode::NoFileNamed | FindingCode::NoFile | FindingCode::SeveralFiles => Exit::Usage,
        _ => Exit::Blocked,
    }
}

struct Calling<'c> {
    typed: &'c Feed,
    connected: &'c Cli,
    telling: Telling<'c>,
    asked: FeedAsked,
    /// Somebody is there, and did not agree on the command line already.
    can_ask: bool,
}

impl Calling<'_> {
    fn session(&self) -> &SessionHandle {
        &self.connected.session
    }

    async fn forget(&mut self) -> Result<Exit, Ended> {
        let session = self.connected.session.clone();
        let was = session.forget_feed(self.asked.setup.clone()).await?;
        self.telling.forgot(was);
        Ok(Exit::Done)
    }

    async fn renew_ledger(&mut self) -> Result<Exit, Ended> {
        let session = self.connected.session.clone();
        let aside = session.renew_feed_ledger(self.asked.setup.clone()).await?;
        self.telling.renewed(aside.as_deref());
        Ok(Exit::Done)
    }

    async fn work(&mut self) -> Result<Exit, Ended> {
        match self.look().await? {
            FeedFound::Unfinished(unfinished) => self.finish(unfinished).await,
            FeedFound::Review(review) => self.decide(review).await,
        }
    }

    /// Finishes what broke off. A new file is looked at after that, where there is one.
    async fn finish(&mut self, unfinished: FeedUnfinished) -> Result<Exit, Ended> {
        self.telling.unfinished(&unfinished);
        let Some(agreed) = self.agreed(u64::from(unfinished.people)).await else {
            return Ok(Exit::Stopped);
        };
        if !agreed {
            return Ok(Exit::Blocked);
        }
        let asked = self.asked.clone();
        let session = self.connected.session.clone();
        let end = self
            .going(|hearing| async move { session.go_on_with_feed(asked, hearing).await })
            .await?;
        let exit = self.ended(&end, Exit::Done)?;
        if exit != Exit::Done {
            return Ok(exit);
        }
        match self.look().await {
            Ok(FeedFound::Review(review)) if review.file.sha256 != unfinished.sha256 => self.decide(review).await,
            Ok(_) => Ok(exit),
            // It went on without its file, and there is no other.
            Err(Ended::Feed(FeedRefusal::File(FileError::Open(_)))) => Ok(exit),
            Err(Ended::Feed(FeedRefusal::Finding(finding))) if exit_of(finding.code) == Exit::Usage => Ok(exit),
            Err(ended) => Err(ended),
        }
    }

    async fn decide(&mut self, review: Box<FeedReview>) -> Result<Exit, Ended> {
        let mut review = review;
        self.telling.review(&review);
        if self.can_ask
            && let Some(leaving) = only_leaving(&review)
        {
            let Some(typed) = self.telling.ask_how_many_leave(leaving).await else {
                return Ok(Exit::Stopped);
            };
            self.asked.leavers = typed.parse().ok();
            match self.look().await? {
                FeedFound::Review(again) if !again.is_blocked() => review = again,
                _ => {
                    self.telling.nothing_sent();
                    return Ok(Exit::Blocked);
                }
            }
        }
        let seen = self.telling.exit_of_look(&review);
        if review.is_blocked() {
            return Ok(seen);
        }
        let people = review.people;
        if people > 0 || self.typed.look {
            let Some(agreed) = self.agreed(people).await else {
                return Ok(Exit::Stopped);
            };
            if !agreed {
                return Ok(seen);
            }
        }
        let session = self.connected.session.clone();
        let end = self
            .going(|hearing| async move { session.send_feed(review, hearing).await })
            .await?;
        self.ended(&end, seen)
    }

    /// Whether it is to be sent; nothing where the person pressed Ctrl-C.
    async fn agreed(&mut self, people: u64) -> Option<bool> {
        if self.typed.yes {
            return Some(true);
        }
        let agreed = match self.can_ask {
            true => self.telling.ask_to_send(people).await?,
            false => false,
        };
        if !agreed {
            self.telling.nothing_sent();
        }
        Some(agreed)
    }

    /// `seen` is what the look came to.
    fn ended(&mut self, end: &FeedEnd, seen: Exit) -> Result<Exit, Ended> {
        let refused = end.followed.is_some_and(|followed| followed.refused > 0) || !end.refused.is_empty();
        let exit = match &end.ending {
            FeedEnding::Done if refused => Exit::Blocked,
            FeedEnding::Done => Exit::Done,
            FeedEnding::Stopped => Exit::Stopped,
            FeedEnding::Later(_)
            | FeedEnding::MostCalls
            | FeedEnding::Gone
            | FeedEnding::PilotRefused
            | FeedEnding::PilotUnseen => Exit::Blocked,
            FeedEnding::Refused => Exit::Failed,
            FeedEnding::Failed(problem) => Exit::of_problem(problem),
        };
        let exit = exit.max(seen);
        self.telling.ended(end, exit, self.typed.report.as_deref())?;
        Ok(exit)
    }

    async fn look(&mut self) -> Result<FeedFound, Ended> {
        let (session, asked) = (self.session().clone(), self.asked.clone());
        let looking = session.look_at_feed(asked);
        let mut looking = std::pin::pin!(looking);
        let mut prompts = Prompts::of(&session);
        loop {
            tokio::select! {
                biased;
                found = &mut looking => return Ok(found?),
                Ok(()) = tokio::signal::ctrl_c() => return Err(Refusal::Stopped.into()),
                prompt = prompts.next() => self.telling.reporter().waits_for_sign_in(&prompt),
            }
        }
    }

    /// Sends and tells the news until it is over. Ctrl-C stops it cleanly; a second one ends the process.
    async fn going<Work>(&mut self, begin: impl FnOnce(FeedHearing) -> Work) -> Result<FeedEnd, Ended>
    where
        Work: Future<Output = Result<FeedEnd, FeedRefusal>>,
    {
        let stop = CancellationToken::new();
        let (sender, mut news) = unbounded_channel();
        let hearing = FeedHearing {
            stop: stop.clone(),
            news: sender,
        };
        let session = self.session().clone();
        let mut prompts = Prompts::of(&session);
        let mut work = std::pin::pin!(begin(hearing));
        let mut interrupted = Box::pin(tokio::signal::ctrl_c());
        loop {
            tokio::select! {
                biased;
                Some(told) = news.recv() => self.telling.news(&told),
                ended = &mut work => {
                    self.rest(&mut news);
                    return Ok(ended?);
                }
                prompt = prompts.next() => self.telling.reporter().waits_for_sign_in(&prompt),
                Ok(()) = &mut interrupted => {
                    interrupted.set(tokio::signal::ctrl_c());
                    if stop.is_cancelled() {
                        // At once is what is meant; outbox and notes are on disk.
                        std::process::exit(i32::from(Exit::Stopped.code()));
                    }
                    stop.cancel();
                    self.telling.reporter().stopping();
                }
            }
        }
    }

    fn rest(&mut self, news: &mut UnboundedReceiver<FeedNews>) {
        while let Ok(told) = news.try_recv() {
            self.telling.news(&told);
        }
    }
}

/// How many leave, where nothing else is in the way.
fn only_leaving(review: &FeedReview) -> Option<u64> {
    let of_file = review.problems.iter().any(|problem| problem.weight == Weight::Blocks);
    let mut blocking = review.findings.iter().filter(|finding| finding.blocks).peekable();
    let others = blocking.peek().is_none()
        || blocking.any(|finding| {
            !matches!(
                finding.code,
                FindingCode::Leaving | FindingCode::Shrunk | FindingCode::Renumbered
            )
        });
    (!of_file && !others).then_some(review.counts.leaving)
}
