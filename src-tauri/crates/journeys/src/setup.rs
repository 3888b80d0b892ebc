//! The set-up file: the answers for one journey. A public format; it never holds a secret.

mod journey;
mod secrets;
mod written;

use std::collections::HashMap;
use std::io;

use graph_client::models::ServicePrincipal;
use graph_client::{Error, GraphClient, ReadClient};
use provisioning::drift::MappingDrift;
use provisioning::{Domain, Found, Freshness, TenantReads};
use serde_json::{Map, Value};
use step_engine::{RunState, StepError};

use crate::StepId;
use crate::checks::{self, Checked, ServedDomain};
use crate::cloud_sync;
use crate::gallery_app;
use crate::people_feed;
use crate::setup_file::{Beside, Place, SetupError, Source, answers};
use crate::{CLOUD_SYNC_TEMPLATE, configurations};

pub use journey::Journey;
pub use written::{ExportForm, SetupFile};

use written::file_of;

/// Checked answers for one journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setup {
    /// A Cloud Sync configuration.
    CloudSync(cloud_sync::Setup),
    /// An app of the gallery.
    GalleryApp(gallery_app::Setup),
    /// A people feed.
    PeopleFeed(people_feed::Setup),
}

/// What a set-up works on. Two set-ups of a tenant with the same subject are not worked on at once, whatever they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'s> {
    /// What it is, such as `domain`.
    pub kind: &'static str,
    /// Its name; case means nothing.
    pub name: &'s str,
}

impl Setup {
    /// Reads the text of a set-up file.
    ///
    /// # Errors
    /// Every mistake, in the order of the file. Unknown and doubled fields and contradictions are mistakes too.
    pub fn parse(text: &str) -> Result<Self, Vec<SetupError>> {
        Self::parsed(text, None)
    }

    /// The same of a file that others may stand beside, such as a table of its rows; `beside` reads their text.
    ///
    /// # Errors
    /// As [`Setup::parse`], and what is wrong with such a file.
    pub fn parse_file(text: &str, beside: &dyn Fn(&str) -> io::Result<String>) -> Result<Self, Vec<SetupError>> {
        Self::parsed(text, Some(beside))
    }

    fn parsed(text: &str, beside: Option<Beside<'_>>) -> Result<Self, Vec<SetupError>> {
        let mut source = Source::new(text, beside)?;
        let setup = Self::read(&mut source);
        match (setup, source.mistakes()) {
            (Some(setup), mistakes) if mistakes.is_empty() => Ok(setup),
            (_, mistakes) => Err(mistakes),
        }
    }

    /// A set-up with these answers and no other: what only the person can know, such as `domain`.
    ///
    /// # Errors
    /// The tenant or an answer cannot be used, or a required one is missing.
    pub fn begun(journey: Journey, tenant: &str, answers: Map<String, Value>) -> Result<Self, Vec<SetupError>> {
        Self::parse(&file_of(journey, tenant, answers).to_string())
    }

    /// The same for answers that name a table beside the file; `beside` reads it. With the text of the file, which goes on naming the
    /// table.
    ///
    /// # Errors
    /// Those of [`Setup::begun`], and what is wrong with the table.
    pub fn begun_beside(
        journey: Journey,
        tenant: &str,
        answers: Map<String, Value>,
        beside: &dyn Fn(&str) -> io::Result<String>,
    ) -> Result<(Self, String), Vec<SetupError>> {
        let text = format!("{:#}\n", file_of(journey, tenant, answers));
        Ok((Self::parse_file(&text, beside)?, text))
    }

    /// Nothing where an answer that must be there is missing or wrong.
    fn read(source: &mut Source<'_>) -> Option<Self> {
        let mut fields = source.fields(&source.whole())?;
        fields.optional(source, "$schema", answers::schema);
        fields.required(source, "causeway", answers::version);
        let journey = fields.required(source, "journey", journey);
        let tenant = fields.required(source, "tenant", answers::tenant);
        match journey? {
            Journey::CloudSync => cloud_sync::Setup::read(source, fields, tenant).map(Self::CloudSync),
            Journey::GalleryApp => gallery_app::Setup::read(source, fields, tenant).map(Self::GalleryApp),
            Journey::PeopleFeed => people_feed::Setup::read(source, fields, tenant).map(Self::PeopleFeed),
        }
    }

    /// Which journey.
    #[must_use]
    pub fn journey(&self) -> Journey {
        match self {
            Self::CloudSync(_) => Journey::CloudSync,
            Self::GalleryApp(_) => Journey::GalleryApp,
            Self::PeopleFeed(_) => Journey::PeopleFeed,
        }
    }

    /// Tenant id or one of its domains.
    #[must_use]
    pub fn tenant(&self) -> &str {
        match self {
            Self::CloudSync(setup) => setup.tenant(),
            Self::GalleryApp(setup) => setup.tenant(),
            Self::PeopleFeed(setup) => setup.tenant(),
        }
    }

    /// Name of what is set up, in the tenant and in journals.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::CloudSync(setup) => setup.name(),
            Self::GalleryApp(setup) => setup.name(),
            Self::PeopleFeed(setup) => setup.name(),
        }
    }

    /// What it works on.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::CloudSync(setup) => Subject {
                kind: "domain",
                name: setup.domain(),
            },
            Self::GalleryApp(setup) => Subject {
                kind: "app",
                // Of several, what they have in common; each row is a subject by itself.
                name: setup.only_name().unwrap_or_else(|| setup.name()),
            },
            Self::PeopleFeed(setup) => Subject {
                kind: "feed",
                name: setup.name(),
            },
        }
    }

    /// One set-up for each of its rows, in the order of the file. One that knows no rows is its own only one.
    #[must_use]
    pub fn rows(&self) -> Vec<Self> {
        match self {
            Self::GalleryApp(setup) => setup.rows().into_iter().map(Self::GalleryApp).collect(),
            Self::CloudSync(_) | Self::PeopleFeed(_) => vec![self.clone()],
        }
    }

    /// The keys of its rows; none where it knows no rows.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        match self {
            Self::GalleryApp(setup) => setup.keys().collect(),
            Self::CloudSync(_) | Self::PeopleFeed(_) => Vec::new(),
        }
    }

    /// What the journals of its rows held before, by their keys: what was made for one of them is taken for that of no other.
    pub fn note_earlier(&self, journals: &HashMap<String, RunState>) {
        match self {
            Self::GalleryApp(setup) => setup.note_earlier(journals),
            Self::CloudSync(_) | Self::PeopleFeed(_) => {}
        }
    }

    /// Whether what it sets up is to be started; `None` where it does not say.
    #[must_use]
    pub fn starts(&self) -> Option<bool> {
        match self {
            Self::CloudSync(setup) => setup.starts(),
            Self::GalleryApp(setup) => setup.starts(),
            Self::PeopleFeed(setup) => setup.starts(),
        }
    }

    /// What was left out as something new gets it.
    #[must_use]
    pub fn completed(self) -> Self {
        match self {
            Self::CloudSync(setup) => Self::CloudSync(setup.completed()),
            Self::GalleryApp(setup) => Self::GalleryApp(setup.completed()),
            Self::PeopleFeed(setup) => Self::PeopleFeed(setup.completed()),
        }
    }

    /// The set-up with every answer. What it leaves out is as it is in the tenant, and where that has nothing of it, as something new
    /// gets it.
    ///
    /// # Errors
    /// The tenant did not answer.
    pub async fn as_it_is(self, client: &GraphClient) -> Result<Self, Error> {
        match self {
            Self::CloudSync(setup) => setup.as_it_is(client).await.map(Self::CloudSync),
            // No page shows these answers beside what is there.
            other @ (Self::GalleryApp(_) | Self::PeopleFeed(_)) => Ok(other),
        }
    }

    /// The set-up with what can be read of what it is about, and nothing else; `None` where the tenant has nothing of it, or more than
    /// one to choose from.
    ///
    /// # Errors
    /// The tenant did not answer.
    pub async fn as_found(self, client: &GraphClient) -> Result<Option<Self>, Error> {
        match self {
            Self::CloudSync(setup) => Ok(setup.as_found(client).await?.map(Self::CloudSync)),
            // Nobody writes down the apps of a tenant, and a feed does not tell which columns its file has.
            Self::GalleryApp(_) | Self::PeopleFeed(_) => Ok(None),
        }
    }

    /// The same, with what it sets up started at the end.
    #[must_use]
    pub fn starting(self) -> Self {
        match self {
            Self::CloudSync(setup) => Self::CloudSync(setup.starting()),
            Self::GalleryApp(setup) => Self::GalleryApp(setup.starting()),
            Self::PeopleFeed(setup) => Self::PeopleFeed(setup.starting()),
        }
    }

    /// The same, with what it sets up left at rest; only apps are asked for so.
    #[must_use]
    pub fn at_rest(self) -> Self {
        match self {
            Self::GalleryApp(setup) => Self::GalleryApp(setup.at_rest()),
            other @ (Self::CloudSync(_) | Self::PeopleFeed(_)) => other,
        }
    }

    /// The same, for a run in which the hidden values of these settings may get lost, by their keys. It is an agreement for one run
    /// and no part of the file.
    #[must_use]
    pub fn accepting_losses(self, losses: Vec<String>) -> Self {
        match self {
            Self::CloudSync(setup) => Self::CloudSync(setup.accepting_losses(losses)),
            Self::GalleryApp(setup) => Self::GalleryApp(setup.accepting_losses(losses)),
            Self::PeopleFeed(setup) => Self::PeopleFeed(setup.accepting_losses(losses)),
        }
    }

    /// Whether the answers ask for this step of a set-up. A look at the tenant tells the same; a journal that broke off early cannot.
    #[must_use]
    pub fn wants(&self, step: StepId) -> bool {
        match self {
            Self::CloudSync(setup) => setup.wants(step),
            Self::GalleryApp(setup) => setup.wants(step),
            Self::PeopleFeed(setup) => setup.wants(step),
        }
    }

    /// What is wrong with the agents for these answers, by the domains that agents serve.
    #[must_use]
    pub fn check_agents(&self, served: &[ServedDomain]) -> Option<Checked> {
        match self {
            Self::CloudSync(setup) => checks::not_served(served, setup.domain()),
            Self::GalleryApp(_) => None,
            Self::PeopleFeed(setup) => checks::not_served(served, &setup.domain()?),
        }
    }

    /// It brings people from Active Directory, so that agents, domains and the tenant's switches for synchronization matter to it.
    #[must_use]
    pub fn follows_directory(&self) -> bool {
        match self {
            Self::CloudSync(_) => true,
            Self::GalleryApp(_) => false,
            Self::PeopleFeed(setup) => setup.directory() == people_feed::Directory::ActiveDirectory,
        }
    }

    /// The application template that its configuration is made from; `None` where only the gallery knows its id.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        match self {
            Self::CloudSync(_) => Some(CLOUD_SYNC_TEMPLATE),
            Self::GalleryApp(setup) => setup.app().template.as_deref(),
            Self::PeopleFeed(setup) => setup.template(),
        }
    }

    /// The configurations of the tenant among which those are that it is about.
    ///
    /// # Errors
    /// The tenant did not answer.
    pub async fn candidates(
        &self,
        client: &ReadClient,
        reads: &TenantReads,
        freshness: Freshness,
    ) -> Result<Vec<Found>, Error> {
        match self {
            Self::CloudSync(_) => reads.configurations(client, freshness).await,
            Self::GalleryApp(setup) => {
                let found = configurations::instances_of(setup, client, reads, freshness).await?;
                Ok(without_domain(found))
            }
            Self::PeopleFeed(setup) => {
                let found = configurations::feeds_of(setup, client, reads, freshness).await?;
                Ok(without_domain(found))
            }
        }
    }

    /// Those of its candidates that it is about, and those of which nobody can tell.
    ///
    /// # Errors
    /// `named-configuration-unfit`: the one that it names does not exist or is for something else.
    pub fn select(&self, all: Vec<Found>) -> Result<Vec<Found>, StepError> {
        match self {
            Self::CloudSync(setup) => {
                let selected = configurations::select(setup, all)?;
                Ok(selected.ours.into_iter().chain(selected.unclear).collect())
            }
            Self::GalleryApp(_) | Self::PeopleFeed(_) => Ok(all),
        }
    }

    /// Its answers decide about this mapping, so its own steps tell whether it is as it should be.
    #[must_use]
    pub fn decides_about(&self, mapping: &MappingDrift) -> bool {
        match (self, &mapping.attribute) {
            (Self::PeopleFeed(setup), Some(attribute)) => setup.maps(attribute),
            _ => false,
        }
    }
}

/// What a set-up of another kind than Cloud Sync is about has no domain that it would be known by.
fn without_domain(found: Vec<ServicePrincipal>) -> Vec<Found> {
    let without = |configuration| Found {
        configuration,
        domain: Domain::Absent,
    };
    found.into_iter().map(without).collect()
}

/// The journey that is named, or was probably meant.
fn journey(source: &mut Source<'_>, at: &Place) -> Option<Journey> {
    let word = source.string(at).unwrap_or_default();
    Journey::of(&word).or_else(|| {
        let names = Journey::ALL.iter().map(|journey| journey.as_str()).collect();
        let meant = answers::no_word(source, at, names);
        meant.and_then(|meant| Journey::of(&meant))
    })
}
