//! The application that sends at night may send people to feeds and read what became of them (contract 14.5, row A9).

use graph_client::Error;
use graph_client::consistency::if_found;
use graph_client::models::{AppRoleAssignment, ServicePrincipal};
use serde::Serialize;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use crate::StepId;
use crate::error::refused;
use crate::people_feed::{FeedServices, PeopleFeed as _};
use crate::services::Tenant as _;

const DOING: &str = "permitting the application that sends";

/// Microsoft Graph, whose roles they are, by the id that it has in every tenant.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// What sending and following take.
const ROLES: [&str; 2] = ["SynchronizationData-User.Upload", "ProvisioningLog.Read.All"];

/// Gives the application that the set-up names the two permissions that it does not have yet.
pub(crate) struct Uploader;

/// The application has both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Permitted {
    /// Object id of its service principal.
    id: String,
}

/// What is to be given.
struct Wanted {
    graph: String,
    sender: ServicePrincipal,
    /// Those that it does not have: names and ids.
    missing: Vec<(&'static str, String)>,
}

impl Step<FeedServices> for Uploader {
    type Output = Permitted;
    const ID: &'static str = StepId::Uploader.as_str();

    async fn check(&self, cx: &Cx<FeedServices>) -> Result<Finding<Permitted>, StepError> {
        let Some(client_id) = cx.setup().uploader() else {
            let note = Note::new("no-uploader");
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        };
        let wanted = match wanted(cx, client_id).await {
            Err(error) if error.kind == ErrorKind::Invalid => return Ok(Finding::Blocked(error)),
            wanted => wanted?,
        };
        let name = wanted.sender.display_name.as_deref().unwrap_or(client_id);
        if wanted.missing.is_empty() {
            let note = Note::new("uploader-permitted").with("name", name);
            let id = wanted.sender.id.clone();
            return Ok(Finding::AlreadyDone(Permitted { id }, Preview::none().note(note)));
        }
        let mut preview = Preview::none();
        for (role, id) in &wanted.missing {
            let note = Note::new("will-permit").with("name", name).with("permission", *role);
            preview = preview.note(note).request(
                "POST",
                format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo", wanted.graph),
                Some(json!({ "principalId": wanted.sender.id, "resourceId": wanted.graph, "appRoleId": id })),
            );
        }
        Ok(Finding::Needed(preview))
    }

    async fn apply(&self, cx: &Cx<FeedServices>) -> Result<Permitted, StepError> {
        let client_id = cx.setup().uploader().unwrap_or_default();
        let wanted = wanted(cx, client_id).await?;
        for (_, role) in &wanted.missing {
            give(cx, &wanted, role).await.map_err(refused(DOING))?;
        }
        Ok(Permitted { id: wanted.sender.id })
    }
}

/// Once. A refusal of what is there already is none.
async fn give(cx: &Cx<FeedServices>, wanted: &Wanted, role: &str) -> Result<(), Error> {
    let graph = cx.graph();
    match graph.assign_app_role(&wanted.graph, &wanted.sender.id, role).await {
        Err(error) => {
            let there = graph.app_roles_of(&wanted.sender.id).await;
            let is_given = there.is_ok_and(|there| has(&there, role));
            if is_given { Ok(()) } else { Err(error) }
        }
        answer => answer,
    }
}

async fn wanted(cx: &Cx<FeedServices>, client_id: &str) -> Result<Wanted, StepError> {
    let doing = "looking for the application that sends";
    let graph = cx.graph();
    let of_graph = graph.service_principal_by_app_id(GRAPH).await.map_err(refused(doing))?;
    let sender = if_found(graph.service_principal_by_app_id(client_id).await).map_err(refused(doing))?;
    let unknown = || StepError::new(ErrorKind::Invalid, "uploader-unknown", doing).with("application", client_id);
    let sender = sender.ok_or_else(unknown)?;
    let there = graph.app_roles_of(&sender.id).await.map_err(refused(doing))?;
    let mut missing = Vec::new();
    for name in ROLES {
        let mut roles = of_graph.app_roles.iter();
        let role = roles.find(|role| role.value.as_deref() == Some(name));
        let role = role.ok_or_else(|| StepError::new(ErrorKind::Unavailable, "unexpected-answer", doing))?;
        if !has(&there, &role.id) {
            missing.push((name, role.id.clone()));
        }
    }
    Ok(Wanted {
        graph: of_graph.id,
        sender,
        missing,
    })
}

/// Ids of roles are unique, so that of which app they are need not be compared.
fn has(there: &[AppRoleAssignment], role: &str) -> bool {
    there.iter().any(|given| given.app_role_id.eq_ignore_ascii_case(role))
}
