//! The instance of the app exists (contract 6.2).

use step_engine::{Cx, Finding, Phase, Release, Step, StepError};

use super::gallery_template::GalleryTemplate;
use super::instance::Instance;
use super::instantiate::{Configuration, confirmed};
use crate::StepId;
use crate::gallery_app::{Existing, GalleryApp as _, GalleryServices};

/// Finds the instance of this name or creates it.
pub(crate) struct CreateApp;

impl Step<GalleryServices> for CreateApp {
    type Output = Configuration;
    const ID: &'static str = StepId::CreateApp.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Configuration>, StepError> {
        let doing = "looking for the app";
        if cx.phase() == Phase::Confirm {
            return confirmed::<_, Self>(cx, doing).await;
        }
        let template = cx.output::<GalleryTemplate>()?.id;
        instance(cx, &template).look(cx, doing).await
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Configuration, StepError> {
        let template = cx.output::<GalleryTemplate>()?.id;
        instance(cx, &template).bring_about(cx).await
    }
}

fn instance<'a>(cx: &'a Cx<GalleryServices>, template: &'a str) -> Instance<'a> {
    let setup = cx.setup();
    Instance::new(cx, template, setup.instance(), setup.existing() != Existing::Leave)
        .among(setup.key(), setup.common())
        .only_there(setup.only_renews())
}
