//! What Microsoft's pages say about apps before the tenant has one: what provisioning does with it, and what it asks for. An app that is
//! there outranks all of it.
//!
//! One line an app in `known_apps`: name in the gallery, kind, credentials (`?`: may be left out), and what must be known of it.

use graph_client::secrets::is_confidential;

use crate::view::{GalleryField, GalleryKind};

/// A SCIM app of one's own; the gallery lists it nowhere (contract 6.1).
pub(super) const OWN: &str = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

/// What is known of one app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) kind: GalleryKind,
    pub(super) fields: Vec<GalleryField>,
    /// Its roles come with the first round.
    pub(super) roles_come: bool,
    pub(super) warning: Option<&'static str>,
}

/// What is known of the app of this name, in whatever case.
pub(super) fn of(name: &str) -> Option<Known> {
    include_str!("known_apps").lines().find_map(|line| {
        let mut columns = line.split('|').map(str::trim);
        let mut next = || columns.next().unwrap_or_default();
        if !next().eq_ignore_ascii_case(name.trim()) {
            return None;
        }
        let kind = match next() {
            "person" => GalleryKind::Person,
            "roles" => GalleryKind::Roles,
            "hr" => GalleryKind::Hr,
            _ => GalleryKind::People,
        };
        let fields = next().split_whitespace().map(field).collect();
        let told = next();
        let (roles_come, warning) = (told == "roles-come", Some(told).filter(|told| !told.is_empty()));
        Some(Known {
            kind,
            fields,
            roles_come,
            warning,
        })
    })
}

/// What provisioning does with an app that can provision and is on no page that was read.
pub(super) fn kind_by_name(name: &str) -> GalleryKind {
    let name = name.to_lowercase();
    let comes_in = ["to microsoft entra", "to azure active directory", "to active directory"];
    if name.starts_with("api-driven") {
        GalleryKind::Feed
    } else if comes_in.iter().any(|words| name.contains(words)) {
        GalleryKind::Hr
    } else {
        GalleryKind::People
    }
}

/// What most apps ask for.
pub(super) fn usual_fields() -> Vec<GalleryField> {
    ["BaseAddress", "SecretToken"].map(field).into()
}

fn field(text: &str) -> GalleryField {
    let key = text.trim_end_matches('?');
    GalleryField {
        key: key.to_owned(),
        secret: is_confidential(key),
        optional: text.ends_with('?'),
    }
}

#[cfg(test)]
mod tests {
    use graph_client::secrets::spelled;

    use super::*;

    #[test]
    fn every_line_says_what_the_service_understands() {
        for line in include_str!("known_apps").lines() {
            let name = line.split('|').next().unwrap();
            let known = of(name).unwrap_or_else(|| panic!("{line}"));
            for field in &known.fields {
                assert_eq!(spelled(&field.key), Some(field.key.as_str()), "{line}");
            }
            let needs_fields = matches!(known.kind, GalleryKind::People | GalleryKind::Roles);
            assert_eq!(needs_fields, !known.fields.is_empty(), "{line}");
        }
        assert!(of("SNOWFLAKE ").is_some() && of("Snow").is_none());
    }

    #[test]
    fn a_name_tells_where_people_come_in() {
        assert_eq!(
            kind_by_name("Rippling to Microsoft Entra User Provisioning"),
            GalleryKind::Hr
        );
        assert_eq!(
            kind_by_name("API-driven provisioning to Microsoft Entra ID"),
            GalleryKind::Feed
        );
        assert_eq!(kind_by_name("Rippling"), GalleryKind::People);
    }
}
