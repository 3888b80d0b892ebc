//! People and groups are assigned to the app, which decides who gets an account (contract row A9). Nobody is ever taken away.

use graph_client::consistency::settle_while;
use graph_client::models::{AppRole, AppRoleAssignment};
use graph_client::{Error, GraphClient, WaitCause};
use serde::Serialize;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::create_app::CreateApp;
use super::instantiate::{Configuration, Standing};
use super::waits;
use crate::StepId;
use crate::error::refused;
use crate::gallery_app::{Assignee, Assignment, GalleryApp as _, GalleryServices};
use crate::services::Tenant as _;

const DOING: &str = "assigning people to the app";

/// Assigns those that the set-up names and that are not assigned yet.
pub(crate) struct Assign;

/// Everybody who can be is assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Assigned {
    /// How many of the set-up are.
    count: usize,
}

/// One assignment by ids.
struct Wanted<'a> {
    name: &'a str,
    principal: String,
    /// Absent while the app's roles are still to come.
    role: Option<String>,
}

impl Step<GalleryServices> for Assign {
    type Output = Assigned;
    const ID: &'static str = StepId::Assign.as_str();

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Assigned>, StepError> {
        let assign = cx.setup().assign();
        if assign.is_empty() {
            let note = Note::new("nobody-to-assign");
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        let app = cx.known::<CreateApp>();
        let wanted = match wanted(cx, app.as_ref(), assign).await {
            Err(error) if error.kind == ErrorKind::Invalid => return Ok(Finding::Blocked(error)),
            wanted => wanted?,
        };
        let there = match &app {
            Some(app) if app.standing != Standing::JustCreated || cx.known::<Self>().is_some() => {
                there(cx, app).await?
            }
            _ => Vec::new(),
        };
        let id = app.as_ref().map_or("{app}", |app| &app.id);
        let (mut preview, mut is_needed) = (Preview::none(), false);
        for one in &wanted {
            let role = match (&one.role, &app) {
                (Some(role), _) => role.as_str(),
                // Which one it is tells the app once it is there.
                (None, None) => "{role}",
                (None, Some(_)) => {
                    preview = preview.note(Note::new("role-not-there-yet").with("name", one.name));
                    continue;
                }
            };
            if is_there(&there, one, role) {
                preview = preview.note(Note::new("assigned-already").with("name", one.name));
                continue;
            }
            is_needed = true;
            preview = preview.note(Note::new("will-assign").with("name", one.name)).request(
                "POST",
                format!("/v1.0/servicePrincipals/{id}/appRoleAssignedTo"),
                Some(json!({ "principalId": one.principal, "resourceId": id, "appRoleId": role })),
            );
        }
        if is_needed {
            return Ok(Finding::Needed(preview));
        }
        let count = wanted.iter().filter(|one| one.role.is_some()).count();
        Ok(Finding::AlreadyDone(Assigned { count }, preview))
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Assigned, StepError> {
        let app = cx.output::<CreateApp>()?;
        let wanted = wanted(cx, Some(&app), cx.setup().assign()).await?;
        let before = there(cx, &app).await?;
        let mut count = 0;
        for one in &wanted {
            let Some(role) = &one.role else { continue };
            if !is_there(&before, one, role) {
                assign(cx, &app, one, role).await.map_err(refused(DOING))?;
            }
            count += 1;
        }
        Ok(Assigned { count })
    }
}

/// Once, or again while a new app is not known everywhere. A refusal that says "there already" is none.
async fn assign(cx: &Cx<GalleryServices>, app: &Configuration, one: &Wanted<'_>, role: &str) -> Result<(), Error> {
    let graph = cx.graph();
    let act = || async {
        match graph.assign_app_role(&app.id, &one.principal, role).await {
            Err(error) if may_be_there(&error) => {
                let there = graph.app_role_assignments(&app.id).await;
                let is_assigned = there.is_ok_and(|there| is_there(&there, one, role));
                if is_assigned { Ok(()) } else { Err(error) }
            }
            answer => answer,
        }
    };
    let is_new = app.standing != Standing::Settled;
    // A new app is no valid reference for a while, which is answered by 400.
    let passes = |error: &Error| is_new && (error.may_pass() || error.status() == Some(400));
    let window = graph.cloud().first_writes_within();
    settle_while(&graph, WaitCause::FirstWriteRefused, window, passes, act).await
}

fn may_be_there(error: &Error) -> bool {
    error.status() == Some(400) || matches!(error, Error::OutcomeUnknown { .. })
}

async fn there(cx: &Cx<GalleryServices>, app: &Configuration) -> Result<Vec<AppRoleAssignment>, StepError> {
    let graph = cx.graph();
    let read = || graph.app_role_assignments(&app.id);
    let there = waits::on(cx, app, WaitCause::NotVisibleYet, read).await;
    there.map_err(refused("looking who is assigned to the app"))
}

fn is_there(there: &[AppRoleAssignment], one: &Wanted<'_>, role: &str) -> bool {
    let is_it = |found: &AppRoleAssignment| {
        found.principal_id.eq_ignore_ascii_case(&one.principal) && found.app_role_id.eq_ignore_ascii_case(role)
    };
    there.iter().any(is_it)
}

/// Who is meant, and in which role. People and groups are looked for before there is an app, so that nothing is created in vain.
async fn wanted<'a>(
    cx: &Cx<GalleryServices>,
    app: Option<&Configuration>,
    assign: &'a [Assignment],
) -> Result<Vec<Wanted<'a>>, StepError> {
    let graph = cx.graph();
    let roles = match app {
        Some(app) => {
            let read = || graph.service_principal(&app.id);
            let found = waits::on(cx, app, WaitCause::NotVisibleYet, read).await;
            Some(found.map_err(refused("reading the roles of the app"))?.app_roles)
        }
        None => None,
    };
    let mut wanted = Vec::with_capacity(assign.len());
    for one in assign {
        let principal = principal(&graph, &one.who).await?;
        let role = match (&roles, app) {
            (Some(roles), Some(app)) => role(roles, one.role.as_deref(), app.unfinished)?,
            _ => None,
        };
        wanted.push(Wanted {
            name: one.who.name(),
            principal,
            role,
        });
    }
    Ok(wanted)
}

async fn principal(graph: &GraphClient, who: &Assignee) -> Result<String, StepError> {
    let doing = "looking for the people and groups to be assigned";
    let found: Vec<String> = match who {
        Assignee::User(name) => {
            let user = graph.user(name).await.map_err(refused(doing))?;
            user.map(|user| user.id).into_iter().collect()
        }
        Assignee::Group(id) if is_object_id(id) => {
            let group = graph.group(id).await.map_err(refused(doing))?;
            group.map(|group| group.id).into_iter().collect()
        }
        Assignee::Group(name) => {
            let groups = graph.groups_named(name).await.map_err(refused(doing))?;
            groups.into_iter().map(|group| group.id).collect()
        }
    };
    match <[String; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) => {
            let code = if found.is_empty() {
                "assignee-unknown"
            } else {
                "assignee-unclear"
            };
            let error = StepError::new(ErrorKind::Invalid, code, doing).with("name", who.name());
            Err(error.with("candidates", found.join(", ")))
        }
    }
}

fn is_object_id(name: &str) -> bool {
    name.len() == AppRole::DEFAULT.len()
        && name.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && name.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The id of the role; `None` where it is still to come: some apps bring their roles with the first round.
fn role(roles: &[AppRole], named: Option<&str>, may_come: bool) -> Result<Option<String>, StepError> {
    let for_people: Vec<&AppRole> = roles.iter().filter(|role| role.is_for_people()).collect();
    let error = |code| {
        let names = for_people
            .iter()
            .map(|role| role.display_name.as_deref().unwrap_or(&role.id));
        StepError::new(ErrorKind::Invalid, code, DOING)
            .with("role", named.unwrap_or_default())
            .with("roles", names.collect::<Vec<_>>().join(", "))
    };
    let Some(name) = named else {
        let usual = for_people
            .iter()
            .find(|role| role.display_name.as_deref() == Some("User"));
        return match (usual, for_people.as_slice()) {
            (Some(usual), _) => Ok(Some(usual.id.clone())),
            (None, []) => Ok(Some(AppRole::DEFAULT.to_owned())),
            (None, [only]) => Ok(Some(only.id.clone())),
            (None, _) => Err(error("role-unclear")),
        };
    };
    let found: Vec<&&AppRole> = for_people.iter().filter(|role| role.is_called(name)).collect();
    match found.as_slice() {
        [one] => Ok(Some(one.id.clone())),
        [] if may_come => Ok(None),
        [] => Err(error("role-unknown")),
        _ => Err(error("role-unclear")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn told(roles: Value, named: Option<&str>, may_come: bool) -> Result<Option<String>, &'static str> {
        let roles: Vec<AppRole> = serde_json::from_value(roles).unwrap();
        role(&roles, named, may_come).map_err(|error| error.code)
    }

    #[test]
    fn the_role_is_the_named_one_or_the_usual_one_and_never_a_guess() {
        let role = |id: &str, name: &str, value: Value| json!({ "id": id, "displayName": name, "value": value, "isEnabled": true, "allowedMemberTypes": ["User"] });
        let id = |id: &str| Ok(Some(id.to_owned()));
        let aws = json!([role("u", "User", Value::Null), role("m", "msiam_access", Value::Null)]);
        assert_eq!(told(aws.clone(), None, false), id("u"));
        assert_eq!(told(aws.clone(), Some("MSIAM_ACCESS"), false), id("m"));
        assert_eq!(told(aws.clone(), Some("Admin"), true), Ok(None));
        assert_eq!(told(aws, Some("Admin"), false), Err("role-unknown"));
        assert_eq!(told(json!([]), None, false), id(AppRole::DEFAULT));
        let off = json!([{ "id": "x", "displayName": "User", "isEnabled": false, "allowedMemberTypes": ["User"] },
            { "id": "y", "displayName": "App", "isEnabled": true, "allowedMemberTypes": ["Application"] }]);
        assert_eq!(told(off, None, false), id(AppRole::DEFAULT));
        let several = json!([role("a", "Agent", json!("agent")), role("b", "Admin", json!("admin"))]);
        assert_eq!(told(several.clone(), None, false), Err("role-unclear"));
        assert_eq!(told(several, Some("agent"), false), id("a"));
        let doubled = json!([role("a", "Agent", Value::Null), role("b", "agent", Value::Null)]);
        assert_eq!(told(doubled, Some("Agent"), false), Err("role-unclear"));
        assert_eq!(told(json!([role("a", "Member", Value::Null)]), None, false), id("a"));
    }
}
