//! Password hashes are mapped: exactly one mapping on each kind of person (contract 10.5).

use graph_client::{Mapping, RawSchema, SchemaError};
use serde::Serialize;
use serde_json::{Value, json};
use step_engine::{Cx, Finding, Note, Preview, Release, Step, StepError};

use super::schema_edit::{edit, path, schema, unreadable};
use crate::services::CloudSync as _;
use crate::{CloudServices, SetupSetting, StepId};

const SOURCE: &str = "[PasswordHash]";
/// The attribute that password hashes are mapped to.
pub(crate) const HASHES: &str = "CredentialData";
const PERSON: &str = "user";
const INET_ORG_PERSON: &str = "inetOrgPerson";

/// Adds `CredentialData` ← `PasswordHash` where it is missing and mends duplicates to one.
pub(crate) struct PasswordHashMapping;

/// Passwords are mapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mapped {}

impl Step<CloudServices> for PasswordHashMapping {
    type Output = Mapped;
    const ID: &'static str = StepId::PasswordHashMapping.as_str();
    /// A start does not build on it: without it passwords come later, and nobody is harmed meanwhile.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Mapped>, StepError> {
        let schema = schema(cx).await?;
        let is_wanted = cx.setup().password_hash_sync();
        if is_wanted != Some(true) {
            let exists = schema
                .as_deref()
                .map(|schema| good(schema, PERSON))
                .transpose()?
                .unwrap_or(false);
            let code = match (exists, is_wanted) {
                (true, _) => "hash-mapping-left-as-it-is",
                (false, None) => "hash-mapping-stays-away",
                (false, Some(_)) => "hash-mapping-not-wanted",
            };
            return Ok(Finding::NotWanted(Preview::none().note(Note::new(code))));
        }
        let kinds = kinds(cx, schema.as_deref()).map_err(unreadable)?;
        let left_out = cx.setup().inet_org_person_passwords() && !kinds.contains(&INET_ORG_PERSON);
        let mut preview = Preview::none();
        if left_out {
            preview = preview.note(Note::new("kind-not-in-the-schema").with("kind", INET_ORG_PERSON));
        }
        let missing = match schema.as_deref() {
            Some(schema) => {
                let mut missing = Vec::new();
                for kind in &kinds {
                    if !good(schema, kind)? {
                        missing.push(*kind);
                    }
                }
                missing
            }
            None => kinds.clone(),
        };
        if missing.is_empty() {
            return Ok(Finding::AlreadyDone(
                Mapped {},
                preview.note(Note::new("hash-mapping-found")),
            ));
        }
        for kind in missing {
            preview = preview.note(Note::new("will-map-hashes").with("kind", kind));
            if let Some(schema) = schema.as_deref() {
                let found = sources(schema, kind)?;
                preview = preview.differs(SetupSetting::HashMapping.of(kind), SOURCE, found.join("; "));
            }
        }
        if kinds.contains(&INET_ORG_PERSON) {
            preview = preview.note(Note::new("inet-org-person-passwords-may-not-flow"));
        }
        Ok(Finding::Needed(preview.request("PUT", path(cx), Some(mapping()))))
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Mapped, StepError> {
        edit(cx, |schema| {
            let kinds = kinds(cx, Some(schema))?;
            schema.with_single_mapping(&kinds, "User", &mapping())
        })
        .await?;
        Ok(Mapped {})
    }
}

/// The kinds of people whose hashes are mapped. A schema may have no mapping of inetOrgPersons: then there is nothing to add theirs to.
fn kinds(cx: &Cx<CloudServices>, schema: Option<&RawSchema>) -> Result<Vec<&'static str>, SchemaError> {
    let mut kinds = vec![PERSON];
    if cx.setup().inet_org_person_passwords() && schema.map_or(Ok(true), maps_inet_org_persons)? {
        kinds.push(INET_ORG_PERSON);
    }
    Ok(kinds)
}

fn maps_inet_org_persons(schema: &RawSchema) -> Result<bool, SchemaError> {
    let is = |name: &str, wanted: &str| name.eq_ignore_ascii_case(wanted);
    let mappings = schema.object_mappings()?;
    Ok(mappings
        .iter()
        .any(|mapping| is(&mapping.source_object, INET_ORG_PERSON) && is(&mapping.target_object, "User")))
}

/// Exactly one mapping, from the right source.
fn good(schema: &RawSchema, kind: &str) -> Result<bool, StepError> {
    Ok(sources(schema, kind)? == [SOURCE])
}

/// Where each mapping to the password takes it from.
fn sources(schema: &RawSchema, kind: &str) -> Result<Vec<String>, StepError> {
    let mappings = schema.mappings(kind, "User", HASHES).map_err(unreadable)?;
    let source = |mapping: Mapping| mapping.source.and_then(|source| source.expression);
    Ok(mappings
        .into_iter()
        .map(|mapping| source(mapping).unwrap_or_default())
        .collect())
}

/// The hashes of inetOrgPersons are mapped.
pub(crate) fn maps_hashes_of_inet_org_persons(schema: &RawSchema) -> Result<bool, StepError> {
    good(schema, INET_ORG_PERSON)
}

fn mapping() -> Value {
    json!({
        "defaultValue": null,
        "exportMissingReferences": false,
        "flowBehavior": "FlowWhenChanged",
        "flowType": "Always",
        "matchingPriority": 0,
        "targetAttributeName": HASHES,
        "source": { "expression": SOURCE, "name": "PasswordHash", "type": "Attribute", "parameters": [] },
    })
}
