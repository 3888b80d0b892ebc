//! Many instances of one app in one set-up: a table whose rows each have a token of their own, and what the tenant has of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::causewayctl::{Ended, Place};
use crate::finished::{clear_requests, requests};
use crate::searched::{TOKEN, has_none_of};
use crate::tenant::Tenant;

/// AWS IAM Identity Center.
pub const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

/// A place with a set-up and a table of so many rows.
#[must_use]
pub fn place(tenant: &Tenant, rows: usize) -> Place {
    let place = Place::with(&set_up(tenant));
    std::fs::write(place.path().join("accounts.csv"), table(0..rows)).expect("a file");
    place
}

/// A set-up whose instances stand in a table beside it.
#[must_use]
pub fn set_up(tenant: &Tenant) -> Value {
    json!({ "causeway": 1, "journey": "gallery-app", "tenant": tenant.text("tenant"), "name": "AWS accounts", "app": { "template": AWS },
        "defaults": { "notify": ["ops@contoso.com"], "credentials": { "SecretToken": { "from": "env", "name": "TOKEN_{KEY}" } } },
        "table": "accounts.csv" })
}

/// The table of these rows.
#[must_use]
pub fn table(rows: impl IntoIterator<Item = usize>) -> String {
    let mut text = "name,key,BaseAddress\n".to_owned();
    for row in rows {
        writeln!(text, "{},k{row:04},{}", name(row), address(row)).expect("a text takes all");
    }
    text
}

/// What the app of a row is called.
#[must_use]
pub fn name(row: usize) -> String {
    format!("App {row:04}")
}

fn address(row: usize) -> String {
    format!("https://scim{row:04}.example/v2")
}

/// The token of a row; no text of another row.
#[must_use]
pub fn token(row: usize) -> String {
    format!("sentinel-of-row-{row:04}")
}

/// The command with the tokens of so many rows in their variables.
#[must_use]
pub fn command(tenant: &Tenant, place: &Place, rows: usize, arguments: &[&str]) -> Command {
    let mut command = place.command(tenant, arguments);
    command.envs((0..rows).map(|row| (format!("TOKEN_K{row:04}"), token(row))));
    command
}

/// Runs it to its end. What it says is kept in the place, to be searched with the rest.
#[must_use]
pub fn run(place: &Place, mut command: Command) -> Ended {
    let ended: Ended = command.output().expect("causewayctl starts").into();
    let said = place.path().join("said.txt");
    let earlier = std::fs::read_to_string(&said).unwrap_or_default();
    std::fs::write(said, format!("{earlier}{}{}", ended.out, ended.err)).expect("a file");
    ended
}

/// One app of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Settings in clear, as only the simulator tells them.
    pub settings: BTreeMap<String, String>,
    /// State of the schedule of each job.
    pub jobs: Vec<String>,
}

/// The apps of the template by name. Two of one name fail the test.
pub async fn apps(tenant: &Tenant) -> BTreeMap<String, App> {
    // Every list shows everything by then.
    let later = json!({ "seconds": 3600 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let state = tenant.control(Method::GET, "state", None).await;
    let mut apps = BTreeMap::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for found in state["configurations"].as_array().expect("a list") {
        let principal = &found["servicePrincipal"];
        if !text(&principal["applicationTemplateId"]).eq_ignore_ascii_case(AWS) {
            continue;
        }
        let settings = found["secrets"].as_array().expect("settings").iter();
        let jobs = found["jobs"].as_array().expect("jobs").iter();
        let app = App {
            settings: settings
                .map(|entry| (text(&entry["key"]), text(&entry["value"])))
                .collect(),
            jobs: jobs.map(|job| text(&job["schedule"]["state"])).collect(),
        };
        let name = text(&principal["displayName"]);
        assert!(apps.insert(name.clone(), app).is_none(), "two apps are called {name}");
    }
    apps
}

/// Each row has one app with one job that runs, and its own address and token.
#[track_caller]
pub fn are_whole(apps: &BTreeMap<String, App>, rows: impl IntoIterator<Item = usize>) {
    let rows: Vec<usize> = rows.into_iter().collect();
    let wanted: Vec<String> = rows.iter().map(|row| name(*row)).collect();
    assert_eq!(apps.keys().cloned().collect::<Vec<_>>(), wanted);
    for row in rows {
        let app = &apps[&name(row)];
        assert_eq!(app.jobs, ["Active"], "{row}: {app:?}");
        assert_eq!(app.settings["BaseAddress"], address(row), "{row}");
        assert_eq!(app.settings["SecretToken"], token(row), "{row}");
    }
}

/// Of a hundred requests one goes wrong in each of these ways.
const FAULTS: &str = "20=429:retry-after=1,503,reset:after,truncate,html:502";
/// Runs that may be needed after the last kill: more than one where a row's last try went wrong.
const MOST_RUNS: usize = 5;

/// When a run is killed.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// So long after its beginning.
    After(Duration),
    /// When it has sent so many requests.
    Requests(usize),
}

/// Sets up so many rows in a tenant with these options, of whose requests some go wrong, and kills a run at each of these moments. Another
/// run has to end with every row as it is wanted, and none of what is written may hold a secret.
pub async fn killed_again_and_again(rows: usize, options: &[&str], moments: &[When]) {
    let all = [&["--timing", "instant", "--fault-every", FAULTS], options].concat();
    let tenant = Tenant::start_with("contoso", &all).await;
    let place = place(&tenant, rows);
    let apply = ["apply", "set-up.json", "--yes", "--results", "results.csv"];
    let mut kills = 0;
    for moment in moments {
        clear_requests(&tenant).await;
        let mut child = tokio::process::Command::from(command(&tenant, &place, rows, &apply))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("causewayctl starts");
        let ended = match *moment {
            When::After(long) => tokio::time::timeout(long, child.wait()).await.is_ok(),
            When::Requests(number) => loop {
                if child.try_wait().expect("it is ours").is_some() {
                    break true;
                }
                if requests(&tenant).await.len() >= number {
                    break false;
                }
            },
        };
        kills += usize::from(!ended);
        let _ = child.kill().await; // it may have ended
    }
    assert!(kills > 0, "every run was over before its moment came");
    let mut runs = 1;
    while run(&place, command(&tenant, &place, rows, &apply)).code != 0 {
        runs += 1;
        assert!(runs <= MOST_RUNS, "it comes to no end");
    }
    let figures = format!("{rows} rows: killed {kills} times, then ended in run {runs}");
    writeln!(std::io::stdout(), "{figures}").expect("stdout");
    tenant.control(Method::DELETE, "faults", None).await;
    are_whole(&apps(&tenant).await, 0..rows);
    let results = std::fs::read_to_string(place.path().join("results.csv")).expect("results");
    assert_eq!(results.lines().count(), rows + 1, "{results}");
    has_none_of(place.path(), &["sentinel-of-row", TOKEN, "Bearer "], rows);
}
