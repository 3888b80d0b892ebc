//! The demo tenant the window is about: one inside this process, or one that runs on its own.

use std::path::{Path, PathBuf};

use app_core::view::{DemoCompany, DemoView};
use app_core::{DemoTenant, How, OtherTenant, Problem, SessionHandle, SignInRequest, atomic_file, state_dir};
use graph_simulator::{Company, Connection, Mix, Options, Scenario, Simulator, Variant};
use tauri::async_runtime::{Mutex, spawn_blocking};

use crate::automation;
use crate::demo_at::DemoAt;
use crate::files::on_disk;
use crate::problems::{no_demo, not_ours, not_signed_in};
use crate::sign_in_history::SignInHistory;

/// A pretend company, and the folder for the journals of runs on it.
#[derive(Debug)]
pub struct Demo {
    folder: PathBuf,
    /// Tenant and journals go with the application.
    inside: bool,
    now: Mutex<Now>,
}

#[derive(Debug)]
struct Now {
    /// Of the first tenant.
    scenario: Scenario,
    mix: Mix,
    tenant: Option<DemoTenant>,
    /// Serves the tenant until it is dropped; absent for one that runs elsewhere.
    simulator: Option<Simulator>,
}

impl Demo {
    /// Demo tenants of these scenarios inside this process. They start when they are first asked for.
    #[must_use]
    pub fn inside(mix: Mix) -> Self {
        Self {
            folder: state_dir::temporary(),
            inside: true,
            now: Mutex::new(Now {
                scenario: mix.scenarios().first().copied().unwrap_or_default(),
                mix,
                tenant: None,
                simulator: None,
            }),
        }
    }

    /// A demo tenant that runs on its own; journals of runs on it lie below `folder` and stay.
    #[must_use]
    pub fn elsewhere(place: DemoAt, folder: PathBuf) -> Self {
        Self {
            folder,
            inside: false,
            now: Mutex::new(Now {
                scenario: place.scenario,
                mix: place.scenario.into(),
                tenant: Some(place.tenant),
                simulator: None,
            }),
        }
    }

    /// Where journals of runs on it lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The tenant, started if nobody has asked for it before.
    ///
    /// # Errors
    /// It does not start.
    pub async fn tenant(&self) -> Result<DemoTenant, Problem> {
        self.now.lock().await.tenant().await
    }

    /// All tenants of this run; of one that runs elsewhere only the first is known.
    pub(crate) async fn tenants(&self) -> Result<Vec<OtherTenant>, Problem> {
        let mut now = self.now.lock().await;
        let first = now.tenant().await?;
        let Some(simulator) = &now.simulator else {
            let name = first.id().to_owned();
            return Ok(vec![OtherTenant::of_demo(first, name)]);
        };
        let place = simulator.connection();
        let tenants = place.tenants.iter().map(|one| {
            let tenant = tenant_at(place, &one.tenant.to_string())?;
            Ok(OtherTenant::of_demo(tenant, one.initial_domain.clone()))
        });
        tenants.collect()
    }

    /// Signs the session in to another tenant of this run, as the account that is recommended. People and accounts are of that one then.
    pub(crate) async fn open(&self, session: &SessionHandle, tenant: &str) -> Result<(), Problem> {
        let mut now = self.now.lock().await;
        let place = now.simulator.as_ref().map(Simulator::connection);
        let known = place.filter(|place| place.tenants.iter().any(|one| one.tenant.to_string() == tenant));
        let found = tenant_at(known.ok_or_else(not_signed_in)?, tenant)?;
        session.connect(found.recommended_connection().await?).await?;
        now.tenant = Some(found);
        Ok(())
    }

    /// The next start can find the same tenant again.
    pub(crate) fn outlives_the_window(&self) -> bool {
        !self.inside
    }

    /// What it offers. Of a tenant that runs elsewhere only what it is.
    pub(crate) async fn view(&self) -> Result<DemoView, Problem> {
        let mut now = self.now.lock().await;
        let accounts = now.tenant().await?.accounts().await?;
        let Scenario { company, variant } = now.scenario;
        let offered = |company: &Company| self.inside || *company == now.scenario.company;
        let companies = Company::ALL.into_iter().filter(offered);
        let offered = |variants: &[Variant]| {
            let variants = variants.iter().filter(|other| self.inside || **other == variant);
            variants.map(|variant| variant.name().to_owned()).collect()
        };
        Ok(DemoView {
            companies: companies.map(shown).collect(),
            variants: offered(Variant::for_setting_up()),
            operated: offered(Variant::for_operating()),
            company: company.name().to_owned(),
            variant: variant.name().to_owned(),
            accounts,
        })
    }

    /// Signs the session in as the account with this address.
    pub(crate) async fn sign_in(&self, session: &SessionHandle, address: &str) -> Result<(), Problem> {
        let mut now = self.now.lock().await;
        session.connect(now.tenant().await?.connection(address).await?).await
    }

    /// Asks for a sign-in on its own pages. What comes of it is kept only where the tenant outlives the program.
    pub(crate) async fn sign_in_request(
        &self,
        how: How,
        sign_in_history: &SignInHistory,
    ) -> Result<SignInRequest, Problem> {
        let place = if self.inside {
            sign_in_history.passing()
        } else {
            sign_in_history.lasting(Some(self.folder.clone()))
        };
        Ok(self.tenant().await?.sign_in_request(how, place))
    }

    /// Writes down what its HR department exports, in this language, with its mistake or without; where that lies.
    pub(crate) async fn hr_file(&self, language: &str, is_mended: bool) -> Result<PathBuf, Problem> {
        let (name, bytes) = self.tenant().await?.hr_file(language, is_mended).await?;
        let path = self.folder.join(name);
        on_disk(path.clone(), move |path| atomic_file::write_own(path, &bytes)).await?;
        Ok(path)
    }

    /// Starts another tenant in the place of this one. Nobody is signed in then, and nothing remembers the old one.
    pub(crate) async fn choose(&self, session: &SessionHandle, scenario: Scenario) -> Result<(), Problem> {
        if !self.inside {
            return Err(not_ours());
        }
        let mut now = self.now.lock().await;
        session.disconnect().await?;
        now.stop().await;
        now.scenario = scenario;
        now.mix = scenario.into();
        let _ = std::fs::remove_dir_all(&self.folder); // it may never have been made
        session.look_for_unfinished();
        now.tenant().await.map(drop)
    }

    /// Ends a tenant inside this process, and removes what runs on it wrote.
    pub async fn end(&self) {
        self.now.lock().await.stop().await;
        if self.inside {
            let _ = std::fs::remove_dir_all(&self.folder); // it may never have been made
        }
    }
}

impl Now {
    async fn tenant(&mut self) -> Result<DemoTenant, Problem> {
        if let Some(tenant) = &self.tenant {
            return Ok(tenant.clone());
        }
        let options = Options {
            mix: Some(self.mix.clone()),
            ..Options::default()
        };
        // A big company takes a moment to make up; that must not hold up the window.
        let started = spawn_blocking(|| Simulator::start(options)).await;
        let simulator = started.map_err(no_demo)?.map_err(no_demo)?;
        let place = simulator.connection();
        let tenant = tenant_at(place, &place.tenant.to_string())?;
        automation::tell_place(place).map_err(no_demo)?;
        self.simulator = Some(simulator);
        Ok(self.tenant.insert(tenant).clone())
    }

    /// Waits until the tenant serves nobody any more.
    async fn stop(&mut self) {
        if let Some(simulator) = self.simulator.take() {
            self.tenant = None;
            if let Err(error) = spawn_blocking(|| drop(simulator)).await {
                tracing::warn!(%error, "the demo tenant ended badly");
            }
        }
    }
}

/// One of the tenants of this run.
fn tenant_at(place: &Connection, tenant: &str) -> Result<DemoTenant, Problem> {
    let (key, ticket) = (place.control_key.clone(), place.ticket.clone());
    DemoTenant::new(&place.graph, &place.login, tenant, place.client_id, key, ticket).map_err(no_demo)
}

fn shown(company: Company) -> DemoCompany {
    DemoCompany {
        id: company.name().to_owned(),
        name: company.display_name().to_owned(),
        people: company.people(),
    }
}
