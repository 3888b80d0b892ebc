//! Attributes take what the feed sends (contract 9, 14.4). Which changes these are is decided in `people_feed/mapping.rs`.

use serde::Serialize;
use serde_json::{Map, json};
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::create_feed_app::CreateFeedApp;
use super::create_feed_job::CreateFeedJob;
use super::schema_edit::{edit_job, path_of, read, unreadable};
use crate::people_feed::{Change, FeedServices, PeopleFeed as _, Trouble, Wanted, What};
use crate::{SetupSetting, StepId};

/// Writes the schema once with all changes. It is read back before anything starts: with a wrong mapping a job would write to people
/// what nobody wanted.
pub(crate) struct FeedMapping;

/// The mappings are as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FeedMapped {}

impl Step<FeedServices> for FeedMapping {
    type Output = FeedMapped;
    const ID: &'static str = StepId::FeedMapping.as_str();

    async fn check(&self, cx: &Cx<FeedServices>) -> Result<Finding<FeedMapped>, StepError> {
        let app = cx.known::<CreateFeedApp>();
        let job = cx.known::<CreateFeedJob>().map(|job| job.id);
        let path = path_of(app.as_ref(), job.as_deref().unwrap_or("{job}"));
        let (Some(app), Some(job)) = (&app, &job) else {
            let wanted = Wanted::without_schema(cx.setup());
            return Ok(Finding::Needed(says(cx, &wanted).request("PUT", path, None)));
        };
        let schema = read(cx, app, job).await?;
        let wanted = match Wanted::of(&schema, cx.setup(), cx.is_new()) {
            Ok(wanted) => wanted,
            Err(trouble) => return Ok(Finding::Blocked(told(trouble))),
        };
        let preview = says(cx, &wanted);
        if wanted.is_met() {
            let preview = preview.note(Note::new("mappings-found"));
            return Ok(Finding::AlreadyDone(FeedMapped {}, preview));
        }
        let each = wanted
            .changes
            .iter()
            .map(|change| (change.name.clone(), json!(change.wanted)));
        let body: Map<_, _> = each.collect();
        Ok(Finding::Needed(preview.request("PUT", path, Some(body.into()))))
    }

    async fn apply(&self, cx: &Cx<FeedServices>) -> Result<FeedMapped, StepError> {
        let app = cx.output::<CreateFeedApp>()?;
        let job = cx.output::<CreateFeedJob>()?.id;
        edit_job(cx, &app, &job, |schema| {
            let wanted = Wanted::of(schema, cx.setup(), cx.is_new()).map_err(told)?;
            wanted.written(schema).map_err(unreadable)
        })
        .await?;
        Ok(FeedMapped {})
    }
}

fn told(trouble: Trouble) -> StepError {
    let doing = "comparing the mappings";
    match trouble {
        Trouble::Schema(error) => unreadable(error),
        Trouble::UnknownAttribute(attribute, meant) => StepError::new(ErrorKind::Invalid, "attribute-unknown", doing)
            .with("attribute", attribute)
            .with("meant", meant.unwrap_or_else(|| "?".to_owned())),
        Trouble::CannotClear(field) => StepError::new(ErrorKind::Missing, "cannot-clear", doing).with("field", field),
    }
}

/// Each change in plain words, with what was before; and what is left alone.
fn says(cx: &Cx<FeedServices>, wanted: &Wanted) -> Preview {
    let mut preview = Preview::none();
    for change in &wanted.changes {
        let Change {
            what,
            name,
            found,
            wanted,
        } = change;
        let note = match what {
            What::Field => Note::new("will-add-field").with("field", name),
            What::Mapping => Note::new("will-map").with("attribute", name).with("source", wanted),
            What::Flow => Note::new("will-map-at-first").with("attribute", name),
            What::Matching if wanted == "0" => Note::new("will-not-match-by").with("attribute", name),
            What::Matching => Note::new("will-match-by").with("attribute", name),
            What::Deeds if cx.setup().only_enriches() => Note::new("will-only-update"),
            What::Deeds => Note::new("will-not-delete"),
            What::Clearing => Note::new("will-clear-when-empty").with("field", name),
        };
        preview = preview.note(note);
        if *what == What::Mapping && !found.is_empty() {
            let was = Note::new("mapping-was").with("attribute", name).with("source", found);
            preview = preview.note(was);
        }
        preview = preview.differs(SetupSetting::Mapping.of(name), wanted, found);
    }
    for Change {
        name, found, wanted, ..
    } in &wanted.stays
    {
        let stays = Note::new("mapping-stays").with("attribute", name);
        preview = preview
            .note(stays.with("source", found).with("wanted", wanted))
            .differs(SetupSetting::Mapping.of(name), wanted, found);
    }
    preview
}
