//! The application of the feed exists (contract 6.1, 6.2). Its template's id is not published, so it is found by its name.

use graph_client::models::ApplicationTemplate;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Release, Step, StepError};

use super::instance::{Instance, instances};
use super::instantiate::{Configuration, confirmed};
use crate::StepId;
use crate::configurations::{FEEDS, feed_templates};
use crate::error::refused;
use crate::people_feed::{FeedServices, PeopleFeed as _, Setup};
use crate::services::Tenant as _;

const DOING: &str = "looking for the feed";

/// Feeds of one kind that a tenant may have with Entra ID P1 or P2; 20 with Entra ID Governance (contract 14.2).
const USUAL_MOST: usize = 2;

/// Finds the application of this name or creates it.
pub(crate) struct CreateFeedApp;

impl Step<FeedServices> for CreateFeedApp {
    type Output = Configuration;
    const ID: &'static str = StepId::CreateFeedApp.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<FeedServices>) -> Result<Finding<Configuration>, StepError> {
        if cx.phase() == Phase::Confirm {
            return confirmed::<_, Self>(cx, DOING).await;
        }
        let template = match template(cx).await {
            Err(error) if error.kind == ErrorKind::Invalid => return Ok(Finding::Blocked(error)),
            template => template?,
        };
        let found = instance(cx, &template).look(cx, DOING).await?;
        let Finding::Needed(preview) = found else {
            return Ok(found);
        };
        let others = instances(cx, &template).await.map_err(refused(DOING))?.len();
        let is_many = others >= USUAL_MOST;
        let note = is_many.then(|| Note::new("feeds-there").with("count", others.to_string()));
        Ok(Finding::Needed(
            note.into_iter().fold(preview, |preview, note| preview.note(note)),
        ))
    }

    async fn apply(&self, cx: &Cx<FeedServices>) -> Result<Configuration, StepError> {
        let template = template(cx).await?;
        instance(cx, &template).bring_about(cx).await
    }
}

fn instance<'a>(cx: &'a Cx<FeedServices>, template: &'a str) -> Instance<'a> {
    Instance::new(cx, template, cx.setup().name(), true)
}

/// Id of the template that the feed is made from.
async fn template(cx: &Cx<FeedServices>) -> Result<String, StepError> {
    let found = feed_templates(cx.setup(), &cx.graph()).await.map_err(refused(DOING))?;
    chosen(cx.setup(), &found)
}

fn chosen(setup: &Setup, found: &[ApplicationTemplate]) -> Result<String, StepError> {
    let name = |template: &ApplicationTemplate| template.display_name.clone().unwrap_or_default();
    let code = match found {
        [one] if one.can_provision() => return Ok(one.id.clone()),
        [one] => {
            let error = StepError::new(ErrorKind::Invalid, "app-cannot-provision", DOING);
            return Err(error.with("app", name(one)));
        }
        [] => "app-not-in-gallery",
        _ => "app-name-unclear",
    };
    let each: Vec<String> = found.iter().map(|one| format!("{} ({})", name(one), one.id)).collect();
    Err(StepError::new(ErrorKind::Invalid, code, DOING)
        .with("app", setup.template().unwrap_or(FEEDS))
        .with("candidates", each.join(", ")))
}
