//! A look at Microsoft's gallery: its list is read once and searched here, so that thousands of apps never cross to the window.

mod assignable;
mod entry;
mod kept;
mod known;
mod shelf;
mod table;
mod typed;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use graph_client::ReadClient;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use kept::KeptList;
use known::OWN;
use shelf::{ListedApp, Shelf};

use crate::Problem;
use crate::events::EventSender;
use crate::tenant_context::TenantContext;
use crate::view::{AppTableView, GalleryAsked, GalleryEntry, GalleryRows, GalleryView, TypedCredential};

pub(crate) use assignable::{count, find};
pub(crate) use table::{AppTable, TableSource};
pub(crate) use typed::TypedCredentials;

/// What is known of the gallery.
#[derive(Default)]
pub(crate) struct GalleryLook {
    read: Option<Read>,
    revision: u64,
    looks: u64,
    is_looking: bool,
    problem: Option<Problem>,
    entry: Option<GalleryEntry>,
}

/// The list, and how many apps of the tenant were made from each of its templates.
#[derive(Debug)]
pub(crate) struct Read {
    shelf: Shelf,
    instances: HashMap<String, usize>,
    at: Timestamp,
}

/// What a look tells.
#[derive(Debug)]
pub(crate) enum GalleryEvent {
    /// This look at the list came to its end.
    Read(u64, Result<Read, Problem>),
    /// An app was read closely.
    Entry(Box<GalleryEntry>),
}

impl GalleryLook {
    /// The work of reading it, unless that is under way.
    pub(crate) fn begin(
        &mut self,
        context: &TenantContext,
        state_dir: &Path,
        sender: &EventSender,
    ) -> Option<(u64, impl Future<Output = ()> + Send + use<>)> {
        if std::mem::replace(&mut self.is_looking, true) {
            return None;
        }
        self.looks += 1;
        self.problem = None;
        let (look, sender) = (self.looks, sender.clone());
        let client = context.client().clone();
        let file = kept::file(state_dir, client.cloud().kind());
        let work = async move {
            let read = read(&client, file).await;
            sender.send(GalleryEvent::Read(look, read));
        };
        Some((look, work))
    }

    /// This look broke off.
    pub(crate) fn broke_off(look: u64, problem: Problem) -> GalleryEvent {
        GalleryEvent::Read(look, Err(problem))
    }

    pub(crate) fn apply(&mut self, event: GalleryEvent) {
        match event {
            GalleryEvent::Entry(entry) => self.entry = Some(*entry),
            GalleryEvent::Read(look, _) if look != self.looks => {}
            GalleryEvent::Read(_, read) => {
                self.is_looking = false;
                match read {
                    Ok(read) => {
                        self.revision += 1;
                        self.read = Some(read);
                    }
                    Err(problem) => self.problem = Some(problem),
                }
            }
        }
    }

    pub(crate) fn rows(&self, asked: &GalleryAsked) -> GalleryRows {
        let read = self.read.as_ref();
        let rows = read.map(|read| read.shelf.rows(asked, &read.instances, self.revision));
        rows.unwrap_or_default()
    }

    /// The app that was read closely last.
    pub(crate) fn chosen(&self) -> Option<&GalleryEntry> {
        self.entry.as_ref()
    }

    /// Once somebody wanted to see it.
    pub(crate) fn view(&self, typed: Vec<TypedCredential>, table: Option<AppTableView>) -> Option<GalleryView> {
        let is_wanted = self.looks > 0 || self.entry.is_some() || !typed.is_empty();
        is_wanted.then(|| GalleryView {
            revision: self.revision,
            looking: self.is_looking,
            apps: self.read.as_ref().map_or(0, |read| read.shelf.len()),
            at: self.read.as_ref().map(|read| read.at.to_string()),
            problem: self.problem.clone(),
            entry: self.entry.clone(),
            typed,
            table,
        })
    }
}

/// Rows of the list, which is read for them.
///
/// # Errors
/// The tenant did not answer.
pub(crate) async fn search(
    context: &TenantContext,
    state_dir: &Path,
    asked: &GalleryAsked,
) -> Result<GalleryRows, Problem> {
    let client = context.client();
    let read = read(client, kept::file(state_dir, client.cloud().kind())).await?;
    Ok(read.shelf.rows(asked, &read.instances, 1))
}

/// A file without rows for instances of this app, to be filled in with a spreadsheet.
#[must_use]
pub fn empty_table(entry: &GalleryEntry, separator: char) -> String {
    AppTable::of_app(entry).empty_file(separator)
}

/// One app, read closely. The session keeps it too.
///
/// # Errors
/// The tenant did not answer.
pub(crate) async fn entry(
    context: &TenantContext,
    sender: &EventSender,
    template: &str,
) -> Result<GalleryEntry, Problem> {
    let entry = entry::read(context.client(), template).await?;
    sender.send(GalleryEvent::Entry(Box::new(entry.clone())));
    Ok(entry)
}

/// The list of this cloud, and the apps of this tenant. Who may not list those sees none counted.
async fn read(client: &ReadClient, file: Option<PathBuf>) -> Result<Read, Problem> {
    let (list, apps) = futures::join!(list(client, file), client.enterprise_apps());
    let list = list?;
    let mut instances = HashMap::new();
    for template in apps.into_iter().flatten().filter_map(|app| app.application_template_id) {
        *instances.entry(template).or_default() += 1;
    }
    Ok(Read {
        shelf: Shelf::of(list.apps),
        instances,
        at: list.at,
    })
}

async fn list(client: &ReadClient, file: Option<PathBuf>) -> Result<KeptList, Problem> {
    let now = client.now();
    let broken = |error: tokio::task::JoinError| Problem::broke_off("reading the gallery", &error);
    if let Some(file) = file.clone() {
        let kept = spawn_blocking(move || KeptList::read(&file, now))
            .await
            .map_err(broken)?;
        if let Some(kept) = kept {
            return Ok(kept);
        }
    }
    let listed = client.application_templates(None).await;
    let mut apps: Vec<ListedApp> = listed
        .map_err(|error| Problem::from(&error))?
        .into_iter()
        .map(ListedApp::from)
        .collect();
    // The gallery does not list what an app of one's own is made from (contract 6.1).
    if let Ok(own) = client.application_template(OWN).await {
        apps.push(own.into());
    }
    let list = KeptList { at: now, apps };
    if let Some(file) = file {
        // Without the file Microsoft is asked again the next time.
        let kept = list.clone();
        let _ = spawn_blocking(move || kept.write(&file)).await; // see above
    }
    Ok(list)
}
