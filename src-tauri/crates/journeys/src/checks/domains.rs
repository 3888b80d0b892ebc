//! The endings of sign-in names are verified in the tenant (contract 5.3).

use graph_client::models::Domain;

use super::{CheckId, Checked, Verdict};

pub(super) fn check(domains: &[Domain]) -> Checked {
    let names = |verified: bool| {
        let of_kind = domains.iter().filter(move |domain| domain.is_verified == verified);
        of_kind.map(|domain| domain.id.as_str())
    };
    if names(false).next().is_none() {
        return Checked::new(CheckId::Domains, Verdict::Ready, "all-verified").with_names("names", names(true));
    }
    // A sign-in name with an ending that is not verified gets this one instead (contract F24).
    let initial = domains.iter().find(|domain| domain.is_initial);
    let becomes = initial.map_or_else(|| "@onmicrosoft.com".to_owned(), |domain| format!("@{}", domain.id));
    Checked::new(CheckId::Domains, Verdict::WorthKnowing, "unverified")
        .with_names("names", names(false))
        .with("becomes", becomes)
}
