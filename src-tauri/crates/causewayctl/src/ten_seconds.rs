//! `docs/ten-seconds.md` is what the product says first at each tenant of the demo.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app_core::{ConfigurationStatus, DemoTenant, JobStatus, Level, NoUi, Session, State, TenantStatus};
use graph_simulator::{ClockMode, Options, Scenario, Simulator, Timing, Variant};
use jiff::{SignedDuration, Timestamp};

use crate::beside;
use crate::status::label;
use crate::text::serde_name;
use crate::told::{Told, day, lasting, minute, told};
use crate::words::{Language, Words};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/ten-seconds.md");

/// The table begins here; what stands before it people write.
const TABLE: &str = "\
| Variant | Level | Title and lead | Is anybody affected? | Since when? | Until when? | What first? |
|---|---|---|---|---|---|---|
";

/// Writes the file when asked to, and otherwise demands that it is fresh.
#[tokio::test]
async fn the_page_about_ten_seconds_is_fresh() {
    let words = Words::new(Language::English);
    let path = Path::new(FILE);
    let committed = std::fs::read_to_string(path).unwrap();
    let (before, _) = committed.split_once(TABLE).unwrap();
    let mut fresh = format!("{before}{TABLE}");
    for variant in Variant::for_operating() {
        let status = looked(*variant).await;
        let [level, says, affected, since, until, first] = row(&words, &status);
        let name = variant.name();
        writeln!(
            fresh,
            "| `{name}` | {level} | {says} | {affected} | {since} | {until} | {first} |"
        )
        .unwrap();
    }
    if std::env::var_os("CAUSEWAY_WRITE_BINDINGS").is_some() {
        return std::fs::write(path, &fresh).unwrap();
    }
    assert!(
        committed == fresh,
        "docs/ten-seconds.md is stale: run `cargo xtask gen`\n{fresh}"
    );
}

async fn looked(variant: Variant) -> TenantStatus {
    let simulator = Simulator::start(Options {
        scenario: format!("contoso/{}", variant.name()).parse::<Scenario>().unwrap(),
        timing: Timing::instant(),
        clock: ClockMode::Explicit,
        ..Options::default()
    });
    let simulator = simulator.unwrap();
    // What is two days ago is so for some minutes by then, and no whole unit changes from one run to the next.
    simulator.advance(Duration::from_secs(3 * 60));
    let at = simulator.connection();
    let (key, ticket) = (at.control_key.clone(), at.ticket.clone());
    let demo = DemoTenant::new(&at.graph, &at.login, &at.tenant.to_string(), at.client_id, key, ticket).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(folder.path().to_owned(), Arc::new(NoUi));
    session
        .connect(demo.recommended_connection().await.unwrap())
        .await
        .unwrap();
    session.status(None).await.unwrap()
}

/// What stands in the columns after the first. None of them is empty.
fn row(words: &Words, status: &TenantStatus) -> [String; 6] {
    let found = &status.configurations[0];
    let (name, worst) = (label(found), found.worst().unwrap());
    let said = match found.main_beside() {
        Some(line) => beside::told(words, line, name),
        None => told(words, worst, name, status.at),
    };
    let level = words.say(&format!("operate.badge.{}", serde_name(&found.level)), &[]);
    let [affected, since, until] = answers(words, found, worst, &said);
    let sentences = sentences(&said.lead);
    // Where nothing is to be done the lead ends with that.
    let first = said.todo.first().or(sentences.last()).unwrap().clone();
    let says = format!("**{}.** {}", said.title, said.lead);
    let cells = [level, says, affected, since, until, first];
    cells.map(|cell| {
        let cell = undated(words, &cell, worst, status.at);
        assert!(!cell.is_empty() && !cell.contains("operate."), "{}: {cell}", said.title);
        cell
    })
}

/// Who is affected, since when and until when, each by the part of the first screen that tells it.
fn answers(words: &Words, found: &ConfigurationStatus, job: &JobStatus, said: &Told) -> [String; 3] {
    let lead = sentences(&said.lead);
    let sentence = |number: usize| lead[number - 1].clone();
    let stands = || words.say(&format!("operate.works.{}.stands", job.template), &[]);
    let fact = |name: &str, at: Option<Timestamp>| {
        let name = words.say(&format!("operate.page.{name}"), &[]);
        format!("{name}: {}", minute(at.unwrap()))
    };
    assert_eq!(
        found.main_beside, None,
        "{}: nobody says where a line tells it",
        said.title
    );
    match job.state {
        state if state.is_quarantine() => {
            let unless = words.say("operate.page.unlessRepaired", &[]);
            let until = format!("{}, {unless}", fact("switchOff", job.deadline));
            [stands(), fact("since", job.since), until]
        }
        State::SwitchedOff => [stands(), fact("since", job.since), sentence(2)],
        State::WaitsForCleanUp => [sentence(2), fact("lastGood", job.last_good_run), sentence(2)],
        State::Paused => [sentence(2), sentence(3), sentence(1)],
        State::SomeFail => [said.title.clone(), sentence(3), sentence(2)],
        State::FirstRound => [sentence(2), fact("began", job.began), sentence(1)],
        State::Silent if job.level == Level::Urgent => [sentence(2), sentence(1), sentence(3)],
        other => panic!("{other:?}: nobody says where the first screen tells it"),
    }
}

fn sentences(text: &str) -> Vec<String> {
    let parts = text.split_inclusive(". ");
    parts.map(|part| part.trim().to_owned()).collect()
}

/// Moments as how long ago they are, or how long it is until then.
fn undated(words: &Words, text: &str, job: &JobStatus, now: Timestamp) -> String {
    let paused = job.paused.as_ref().map(|paused| paused.at);
    let moments = [
        job.since,
        job.deadline,
        job.last_run,
        job.last_good_run,
        job.began,
        paused,
    ];
    // A day that has begun counts for what is to come, as on the page.
    let begun = SignedDuration::from_hours(24) - SignedDuration::from_secs(1);
    let told = |at: Timestamp| match at <= now {
        true => format!("‹{} ago›", lasting(words, now.duration_since(at))),
        false => format!("‹in {}›", lasting(words, at.duration_since(now) + begun)),
    };
    let forms: [fn(Timestamp) -> String; 2] = [minute, day];
    let forms = forms
        .into_iter()
        .flat_map(|form| moments.into_iter().flatten().map(move |at| (form(at), at)));
    forms.fold(text.to_owned(), |text, (form, at)| text.replace(&form, &told(at)))
}
