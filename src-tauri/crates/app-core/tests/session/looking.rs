//! Looking only reads: each command of the window that looks, at each demo tenant, by whoever may read and nothing else.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use app_core::view::{FeedGroup, GalleryAsked, GalleryRow, LogPeriod, LogRows};
use app_core::{
    Act, AppView, AppsAsked, ConfigurationStatus, DriftAsked, Journey, LogForm, NoUi, OtherTenant, PersonAsked,
    Problem, Session, Setup, Steering, Target, Timestamp, Watched, WhyAsked, log,
};
use futures::StreamExt as _;
use graph_simulator::{Timing, Variant};
use journey_tests::finished::{
    asked, clear_requests, grant_reading_alone, nothing_refused, nothing_written, violations,
};
use journey_tests::tenant::Tenant;
use serde_json::json;
use tokio::time::timeout;

use crate::commands::{ACT, LOOK, OWN};
use crate::support::{Bench, PATIENCE, demo, over, simulator};
use crate::{feed, table};

/// The log lets four requests through in ten seconds, and each look at it wants some.
const AT_ONCE: usize = 21;

/// A tenant at which everything is looked at.
struct Walk {
    bench: Bench,
    /// What there is to look at, where there is something.
    found: Option<ConfigurationStatus>,
}

impl Walk {
    async fn through(variant: Variant) {
        let scenario = format!("contoso/{}", variant.name());
        let simulator = simulator(&scenario, Timing::instant());
        let tenant = Tenant::at(serde_json::to_value(simulator.connection()).unwrap()).await;
        grant_reading_alone(&tenant).await;
        clear_requests(&tenant).await;
        let connection = demo(&simulator).recommended_connection().await.unwrap();
        let bench = Bench::of(simulator, connection).await;
        let status = bench.session.status(None).await;
        let found = status.map(|status| status.configurations.into_iter().next());
        let walk = Self {
            bench,
            // Where nothing may be read there is nothing to look at.
            found: found.unwrap_or_default(),
        };
        for command in LOOK {
            if let Err(problem) = walk.look(command).await {
                let closed = ["consent-missing", "role-missing", "log-closed", "free-licence"];
                assert!(closed.contains(&variant.name()), "{scenario} {command}: {problem:?}");
            }
            nothing_written(&tenant).await;
        }
        nothing_refused(&tenant).await;
        assert!(
            asked(&tenant).await.len() > LOOK.len(),
            "{scenario}: hardly anything was asked"
        );
        let violations = violations(&tenant).await;
        assert!(
            violations.as_object().unwrap().values().all(|count| count == 0),
            "{scenario}: {violations}"
        );
    }

    /// A new command that looks is not known here, and the test says so.
    async fn look(&self, command: &str) -> Result<(), Problem> {
        let Self { bench, found } = self;
        let session = &bench.session;
        match command {
            "app_view" => assert!(session.view().revision > 0),
            "check_tenant" => {
                session.check_tenant(Journey::FIRST).await?;
                let ended = |view: &AppView| view.check.as_ref().is_some_and(|check| !check.looking);
                bench.seen(ended).await;
            }
            "recommended_setup" | "read_setup" | "open_setup" => drop(session.as_it_is(bench.setup()).await?),
            "plan" => drop(bench.plan(bench.setup()).await?),
            "plan_removal" => self.planned(session.plan_removal(bench.setup())).await?,
            "plan_act" => {
                let Some(target) = self.target() else { return Ok(()) };
                for act in [
                    Act::Pause,
                    Act::Everybody,
                    Act::LetGo { held: 1 },
                    Act::Keep,
                    Act::Remove,
                ] {
                    let target = target.clone();
                    self.planned(session.plan_act(Steering { act, target })).await?;
                }
            }
            "look_now" => session.look_now(),
            "watch_setup" => self.watched(Watched::from(bench.setup())).await?,
            "watch_tenant" => self.watched(Watched::Tenant).await?,
            "unwatch" => session.unwatch_status(),
            "apps" => {
                session.apps(AppsAsked::Watch).await?;
                session.apps(AppsAsked::Find).await?;
                // A search of many apps takes half a minute; it is stopped once it has asked some.
                let asked = |view: &AppView| {
                    view.apps
                        .as_ref()
                        .is_some_and(|apps| !apps.finding || apps.looked > 0 || apps.wait.is_some())
                };
                bench.seen(asked).await;
                session.apps(AppsAsked::Stop).await?;
                session.apps(AppsAsked::Unwatch).await?;
            }
            "open_log" => {
                let Some(target) = self.target() else { return Ok(()) };
                session.open_log(target, LogPeriod::Day).await?;
                let ended = |view: &AppView| view.log.as_ref().is_some_and(|log| !log.reading);
                bench.seen(ended).await;
            }
            "stop_log" => session.stop_log(),
            "filter_log" => session.filter_log(log::Filter::default()).await?,
            "log_rows" => drop(self.rows().await?),
            "log_timeline" => {
                let now = Timestamp::now();
                let marks = log::Marks::of(&[now - Duration::from_secs(24 * 60 * 60), now]).unwrap();
                session.log_timeline(marks).await?;
            }
            "log_entry" => {
                if let Some(row) = self.rows().await?.rows.first() {
                    assert!(session.log_entry(&row.id).await?.is_some());
                }
            }
            "held_deletes" => {
                let Some(found) = found else { return Ok(()) };
                let day_before = Timestamp::now() - Duration::from_secs(24 * 60 * 60);
                let since = found.since.unwrap_or(day_before);
                if let Some(job) = found.jobs.iter().find(|job| job.first_rank) {
                    session.held_deletes(&job.id, Some(since)).await?;
                }
            }
            "save_log" => {
                if let Some(export) = session.log_export().await? {
                    export.write(LogForm::Csv, io::sink()).unwrap();
                }
            }
            "acknowledge" => {
                if let Some(found) = found {
                    session.acknowledge(found.id.clone(), Some(Timestamp::MAX)).await?;
                }
            }
            "find_person" => drop(self.find("Koç").await?),
            "why" => {
                let found = self.find("Koç").await?;
                let person = found.people.into_iter().next().unwrap_or(found.typed);
                let (setup, ask) = (Some(bench.setup()), true);
                session.why(WhyAsked { person, setup, ask }).await?;
            }
            "may_try" => {
                // What is in the way is an answer too.
                let _ = session.may_try(self.setup_of_app().await?).await;
            }
            "watch_tenants" => self.glanced_at().await,
            "unwatch_tenants" => session.unwatch_tenants(),
            "drift" => {
                let configuration = found.as_ref().map(|found| found.id.clone());
                let setup = Some(bench.setup());
                session.drift(DriftAsked { setup, configuration }).await?;
            }
            "show_sending" => {
                let files = tempfile::tempdir().unwrap();
                let file = feed::put(files.path(), "people.csv", &feed::staff(7_001..7_021));
                session.look_at_people(file).await?;
                session.show_sending(feed::setup(bench), None).await?;
                let ended = |view: &AppView| view.feed.as_ref().is_some_and(|feed| !feed.looking);
                bench.seen(ended).await;
            }
            "people_behind" => drop(session.people_behind(FeedGroup::New, None, 0).await?),
            "save_people" => drop(session.everybody_behind(FeedGroup::New, None).await?),
            "open_gallery" => self.gallery().await?,
            "gallery_rows" => drop(self.app_named("zsc").await?),
            "gallery_entry" => {
                if let Some(app) = self.app_named("zsc").await? {
                    session.gallery_entry(app.id).await?;
                }
            }
            "plan_rows" => table::planned(bench).await?,
            "shown_rows" => drop(session.shown_rows(table::every_row()).await?),
            "row_run" => drop(session.row_run(1).await?),
            "find_assignable" => drop(session.find_assignable("app pil".to_owned()).await?),
            "count_people" => drop(session.count_people().await?),
            unknown => panic!("nobody walks {unknown}"),
        }
        Ok(())
    }

    fn target(&self) -> Option<Target> {
        self.found.as_ref().map(|found| Target {
            service_principal: found.id.clone(),
            jobs: found.jobs.iter().map(|job| job.id.clone()).collect(),
            name: found.name.clone(),
            domain: found.domain.clone(),
        })
    }

    async fn planned(&self, begin: impl Future<Output = Result<(), Problem>>) -> Result<(), Problem> {
        let mut news = self.bench.session.subscribe();
        begin.await?;
        over(&mut news).await;
        Ok(())
    }

    async fn watched(&self, what: Watched) -> Result<(), Problem> {
        self.bench.session.watch_status(what).await?;
        let ended = |view: &AppView| {
            let status = view.status.as_ref();
            status.is_some_and(|status| !status.looking && (status.at.is_some() || status.problem.is_some()))
        };
        self.bench.seen(ended).await;
        Ok(())
    }

    async fn gallery(&self) -> Result<(), Problem> {
        self.bench.session.open_gallery().await?;
        let ended = |view: &AppView| {
            let gallery = view.gallery.as_ref();
            gallery.is_some_and(|gallery| !gallery.looking && (gallery.revision > 0 || gallery.problem.is_some()))
        };
        self.bench.seen(ended).await;
        Ok(())
    }

    /// The set-up of an app, where the tenant has that app.
    async fn setup_of_app(&self) -> Result<Setup, Problem> {
        let app = self.app_named("slack").await?.filter(|app| app.instances > 0);
        let setup = app.map(|app| {
            let setup = json!({ "causeway": 1, "journey": "gallery-app", "tenant": self.bench.connection.tenant,
                "app": { "template": app.id }, "instances": [{ "name": app.name }] });
            Setup::parse(&setup.to_string()).unwrap()
        });
        Ok(setup.unwrap_or_else(|| self.bench.setup()))
    }

    /// The first app whose name begins so.
    async fn app_named(&self, text: &str) -> Result<Option<GalleryRow>, Problem> {
        let asked = GalleryAsked {
            text: text.to_owned(),
            usable: false,
            from: 0,
            count: 1,
        };
        let found = self.bench.session.gallery_rows(asked).await?;
        Ok(found.rows.into_iter().next())
    }

    async fn rows(&self) -> Result<LogRows, Problem> {
        self.bench.session.log_rows(0, 200).await
    }

    async fn find(&self, text: &str) -> Result<app_core::people::PeopleFound, Problem> {
        let (text, at_hand, ask) = (text.to_owned(), Vec::new(), true);
        self.bench.session.find_person(PersonAsked { text, at_hand, ask }).await
    }

    /// The one that is connected is left to its own watch, so another session looks.
    async fn glanced_at(&self) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path().to_owned(), Arc::new(NoUi));
        session.watch_tenants(vec![OtherTenant::of_demo(demo(&self.bench.simulator), String::new())]);
        let ended = |view: &AppView| {
            let tenants = &view.operate.tenants;
            tenants
                .iter()
                .any(|one| !one.looking && (one.at.is_some() || one.problem.is_some()))
        };
        timeout(PATIENCE, session.watch().wait_for(ended))
            .await
            .unwrap()
            .unwrap();
    }
}

#[tokio::test]
async fn every_look_at_every_tenant_reads_with_rights_to_read_alone() {
    let walks = Variant::ALL.into_iter().map(Walk::through);
    futures::stream::iter(walks)
        .buffer_unordered(AT_ONCE)
        .collect::<()>()
        .await;
}

#[test]
fn a_command_stands_in_one_list() {
    for command in LOOK {
        assert!(!ACT.contains(command) && !OWN.contains(command), "{command}");
    }
    for command in ACT {
        assert!(!OWN.contains(command), "{command}");
    }
}
