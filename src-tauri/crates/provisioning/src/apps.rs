//! Every app of a tenant that may provision. Microsoft has no list of those that do, so each is asked for its jobs, many in one request.

use std::collections::{HashMap, HashSet};

use futures::future::try_join;
use futures::stream::{self, Stream, StreamExt as _};
use graph_client::models::{EnterpriseApp, Job, ServicePrincipal};
use graph_client::{Error, MOST_TOGETHER, ReadClient};
use serde::{Deserialize, Serialize};

use crate::configurations::{CLOUD_SYNC_TEMPLATE, if_known};

/// Requests that are under way at a time. An answer may take longer than the next may wait.
const AT_ONCE: usize = 2;

/// An app that may provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// Object id of its service principal.
    pub id: String,
    /// Its name; a directory's text.
    pub name: String,
}

/// One app with its jobs, none where it has none; or why they cannot be seen.
pub type AppJobs = (App, Result<Vec<Job>, Error>);

/// What the portal lists as enterprise apps, and the configurations of Cloud Sync whether it lists them or not. Those that are most
/// likely to have jobs come first: Cloud Sync, then apps of the gallery.
///
/// # Errors
/// One of the lists cannot be read.
pub async fn all_apps(client: &ReadClient) -> Result<Vec<App>, Error> {
    let own = client.service_principals_by_template(CLOUD_SYNC_TEMPLATE);
    let (own, mut listed) = try_join(own, client.enterprise_apps()).await?;
    listed.sort_by_key(|app| app.application_template_id.is_none());
    let own = own.into_iter().map(App::from).collect();
    Ok(each_once(own, listed.into_iter().map(App::from)))
}

/// The first, then those of the others that are not among them. What the others call an app is the newer name.
#[must_use]
pub fn each_once(first: Vec<App>, others: impl IntoIterator<Item = App>) -> Vec<App> {
    let others: Vec<App> = others.into_iter().collect();
    let mut seen = HashSet::new();
    let mut all: Vec<App> = Vec::new();
    let newer: HashMap<&str, &App> = others.iter().map(|app| (app.id.as_str(), app)).collect();
    let first = first
        .iter()
        .map(|app| newer.get(app.id.as_str()).copied().unwrap_or(app));
    for app in first.chain(&others) {
        if seen.insert(app.id.as_str()) {
            all.push(app.clone());
        }
    }
    all
}

/// Asks these apps for their jobs, as many in one request as a batch holds, in their order. An app that is not there any more has none.
pub fn jobs_of_apps<'a>(
    client: &'a ReadClient,
    apps: &'a [App],
) -> impl Stream<Item = Result<Vec<AppJobs>, Error>> + Send + use<'a> {
    let together = stream::iter(apps.chunks(MOST_TOGETHER));
    together.map(|some| jobs_of_some(client, some)).buffered(AT_ONCE)
}

async fn jobs_of_some(client: &ReadClient, apps: &[App]) -> Result<Vec<AppJobs>, Error> {
    let ids: Vec<&str> = apps.iter().map(|app| app.id.as_str()).collect();
    let answers = client.jobs_of_each(&ids).await?.into_iter();
    let known = answers.map(|jobs| if_known(jobs).map(Option::unwrap_or_default));
    Ok(apps.iter().cloned().zip(known).collect())
}

impl App {
    /// One without a name is called by its id.
    fn of(id: String, name: Option<String>) -> Self {
        let name = name.filter(|name| !name.trim().is_empty());
        Self {
            name: name.unwrap_or_else(|| id.clone()),
            id,
        }
    }
}

impl From<EnterpriseApp> for App {
    fn from(app: EnterpriseApp) -> Self {
        Self::of(app.id, app.display_name)
    }
}

impl From<ServicePrincipal> for App {
    fn from(app: ServicePrincipal) -> Self {
        Self::of(app.id, app.display_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(id: &str, name: &str) -> App {
        App::of(id.to_owned(), Some(name.to_owned()))
    }

    #[test]
    fn each_is_there_once_the_known_ones_first_and_by_their_newest_names() {
        let all = each_once(
            vec![app("b", "Old"), app("gone", "Gone"), app("b", "Twice")],
            [app("a", "A"), app("b", "New"), app("a", "A again")],
        );
        assert_eq!(all, [app("b", "New"), app("gone", "Gone"), app("a", "A")]);
    }

    #[test]
    fn an_app_without_a_name_is_called_by_its_id() {
        for nameless in [None, Some(String::new()), Some(" ".to_owned())] {
            assert_eq!(App::of("7".to_owned(), nameless).name, "7");
        }
    }
}
