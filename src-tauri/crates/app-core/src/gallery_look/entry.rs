//! One app, read closely: what an app of the tenant that was made from the same template says, else what is known of it.

use std::collections::BTreeSet;

use graph_client::ReadClient;
use graph_client::models::{JobTemplate, ServicePrincipal};
use journeys::usual_job_template;

use super::known;
use super::shelf::row;
use crate::Problem;
use crate::view::{GalleryEntry, GalleryField, GalleryKind, KnownFrom};

/// Names that are tried before a person is left to find one.
const NAMES: usize = 1_000;

/// Reads what is told of the app with this template.
///
/// # Errors
/// The tenant did not answer.
pub(super) async fn read(client: &ReadClient, template: &str) -> Result<GalleryEntry, Problem> {
    let unread = |error| Problem::from(&error);
    let template = client.application_template(template).await.map_err(unread)?;
    let instances = client.instances_of(&template.id).await.map_err(unread)?;
    let description = template.description.clone().filter(|text| !text.trim().is_empty());
    let mut row = row(template.into(), instances.len());
    let jobs = match instances.first() {
        // What is not there any more, or may not be seen, tells nothing.
        Some(instance) => client.sync_templates(&instance.id).await.unwrap_or_default(),
        None => Vec::new(),
    };
    let usual = usual_job_template(&jobs);
    let known = known::of(&row.name);
    if usual.is_some_and(JobTemplate::is_oauth) {
        row.kind = GalleryKind::Person;
    }
    let told = usual
        .and_then(JobTemplate::configuration_fields)
        .filter(|fields| !fields.is_empty());
    let (fields, known_from) = match (told, &known) {
        (Some(fields), _) => {
            let fields = fields.into_iter().map(|field| GalleryField {
                key: field.key,
                secret: field.secret,
                optional: field.optional,
            });
            (fields.collect(), KnownFrom::Instance)
        }
        (None, Some(known)) => (known.fields.clone(), KnownFrom::Pages),
        (None, None) => (known::usual_fields(), KnownFrom::Others),
    };
    let is_person = row.kind == GalleryKind::Person;
    let named: Vec<String> = instances.iter().filter_map(|one| one.display_name.clone()).collect();
    Ok(GalleryEntry {
        description,
        free_name: free_name(&row.name, &named),
        // A person of the app signs in instead: nothing is typed here.
        fields: if is_person { Vec::new() } else { fields },
        known_from,
        roles: roles(&instances),
        roles_come: known.as_ref().is_some_and(|known| known.roles_come),
        warning: known.and_then(|known| known.warning).map(str::to_owned),
        named,
        row,
    })
}

/// The app's own name, or the first of `name 2`, `name 3`… that is not taken, in whatever case.
fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| {
        !taken
            .iter()
            .any(|other| other.trim().to_lowercase() == name.to_lowercase())
    };
    let numbered = (2..NAMES).map(|number| format!("{name} {number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(is_free).unwrap_or_default()
}

/// Those of every app of the tenant, each name once: one that is new has none that came later.
fn roles(instances: &[ServicePrincipal]) -> Vec<String> {
    let all = instances.iter().flat_map(|instance| &instance.app_roles);
    let for_people = all.filter(|role| role.is_for_people());
    let names: BTreeSet<&str> = for_people.filter_map(|role| role.display_name.as_deref()).collect();
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_free_when_no_app_has_it_in_any_case() {
        let free = |taken: &[&str]| {
            let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
            free_name("Zscaler", &taken)
        };
        assert_eq!(free(&[]), "Zscaler");
        assert_eq!(free(&["zscaler ", "Other"]), "Zscaler 2");
        assert_eq!(free(&["Zscaler", "ZSCALER 2"]), "Zscaler 3");
    }
}
