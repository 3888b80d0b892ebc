//! Who takes part is set, before anything starts (contract 10.4).

use graph_client::{RawSchema, ScopeFilters};
use serde::Serialize;
use step_engine::{Cx, Finding, Note, Preview, Step, StepError};

use super::create_configuration::configuration;
use super::schema_edit::{edit, path, schema, unreadable};
use crate::cloud_sync::Scope;
use crate::services::CloudSync as _;
use crate::{CloudServices, SetupSetting, StepId};

/// Sets the filters by organizational unit or group. Read back before anything that needs it begins: with a wrong scope a job
/// would take people that nobody wanted.
pub(crate) struct ScopeFilter;

/// The filters are as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Scoped {}

impl Step<CloudServices> for ScopeFilter {
    type Output = Scoped;
    const ID: &'static str = StepId::Scope.as_str();

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Scoped>, StepError> {
        let given = cx.given().scope().map(filters);
        let Some(schema) = schema(cx).await? else {
            // The jobs are not all there yet; a filter of the one that is there cannot be told from here.
            return Ok(Finding::Needed(match (given, configuration(cx)) {
                (None, Some(_)) => Preview::none().note(Note::new("scope-stays")),
                (given, _) => preview(cx, &given.unwrap_or_default(), None),
            }));
        };
        let found = schema.scope().map_err(unreadable)?;
        // A new schema has no filter: everyone takes part.
        let Some(wanted) = given else {
            return Ok(Finding::AlreadyDone(
                Scoped {},
                Preview::none().note(says("scope-stays", &found)),
            ));
        };
        if same(&found, &wanted) {
            return Ok(Finding::AlreadyDone(
                Scoped {},
                Preview::none().note(says("scope-is", &wanted)),
            ));
        }
        Ok(Finding::Needed(preview(cx, &wanted, Some(&found))))
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Scoped, StepError> {
        let Some(wanted) = cx.given().scope().map(filters) else {
            return Ok(Scoped {});
        };
        edit(cx, |schema: &RawSchema| schema.with_scope(&wanted)).await?;
        Ok(Scoped {})
    }
}

fn filters(scope: &Scope) -> ScopeFilters {
    match scope {
        Scope::Everyone => ScopeFilters::default(),
        Scope::Ous(names) => ScopeFilters {
            containers: names.clone(),
            ..ScopeFilters::default()
        },
        Scope::Groups(names) => ScopeFilters {
            groups: names.clone(),
            ..ScopeFilters::default()
        },
    }
}

/// Filters are sets, and Active Directory does not tell names apart by case.
fn same(one: &ScopeFilters, other: &ScopeFilters) -> bool {
    let set = |names: &[String]| {
        names
            .iter()
            .map(|name| name.to_lowercase())
            .collect::<std::collections::BTreeSet<_>>()
    };
    set(&one.containers) == set(&other.containers) && set(&one.groups) == set(&other.groups)
}

fn preview(cx: &Cx<CloudServices>, wanted: &ScopeFilters, found: Option<&ScopeFilters>) -> Preview {
    let mut preview = Preview::none().note(says("will-set-scope", wanted));
    let names = [wanted.containers.as_slice(), &wanted.groups].concat();
    if !names.is_empty() {
        // Active Directory alone knows, and Graph has no call that asks it for one name.
        preview = preview.note(Note::new("names-not-checked").with("names", names.join("; ")));
    }
    match found {
        Some(found) => preview
            .note(says("scope-was", found))
            .differs(SetupSetting::Scope, told(wanted), told(found))
            .request("PUT", path(cx), None),
        None if same(wanted, &ScopeFilters::default()) => preview,
        None => preview.request("PUT", path(cx), None),
    }
}

/// All names, or `everyone`.
fn told(filters: &ScopeFilters) -> String {
    let names = [filters.containers.as_slice(), &filters.groups].concat();
    if names.is_empty() {
        return "everyone".to_owned();
    }
    names.join("; ")
}

/// `…-everyone`, `…-ous` or `…-groups`, with the names.
fn says(what: &str, filters: &ScopeFilters) -> Note {
    match (filters.containers.as_slice(), filters.groups.as_slice()) {
        ([], []) => Note::new(&format!("{what}-everyone")),
        (ous, []) => Note::new(&format!("{what}-ous")).with("names", ous.join("; ")),
        ([], groups) => Note::new(&format!("{what}-groups")).with("names", groups.join("; ")),
        (ous, groups) => Note::new(&format!("{what}-ous")).with("names", [ous, groups].concat().join("; ")),
    }
}
