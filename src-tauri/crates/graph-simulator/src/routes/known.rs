//! Which addresses Graph has, as far as provisioning goes: an address that is not among them is a typing error, and told as Graph
//! tells it. What Graph has and the demo tenant has not is 501.

use crate::call::{Call, Method, Version};
use crate::reply::Reply;

use Method::{Delete, Get, Patch, Post, Put};

/// Below the version, in lower case; `*` is a key, a closing `**` anything. Then the methods that the demo tenant answers, and those
/// that only Graph does.
type Address = (&'static str, &'static [Method], &'static [Method]);

const ADDRESSES: &[Address] = &[
    ("organization", &[Get], &[]),
    ("organization/*", &[Get, Patch], &[]),
    ("organization/*/branding/**", &[], &[Get, Post, Patch, Delete]),
    ("organization/*/extensions/**", &[], &[Get, Post, Patch, Delete]),
    ("domains", &[Get], &[Post]),
    ("domains/*", &[Get], &[Patch, Delete]),
    ("domains/*/**", &[], &[Get, Post]),
    ("directory/onpremisessynchronization", &[Get], &[]),
    ("directory/onpremisessynchronization/*", &[Get, Patch], &[]),
    ("directory/deleteditems/*", &[Get, Delete], &[]),
    ("directory/deleteditems/*/restore", &[Post], &[]),
    ("directory/administrativeunits/**", &[], &[Get, Post, Patch, Delete]),
    ("applicationtemplates", &[Get], &[]),
    ("applicationtemplates/*", &[Get], &[]),
    ("applicationtemplates/*/instantiate", &[Post], &[]),
    ("serviceprincipals", &[Get], &[Post]),
    ("serviceprincipals/$count", &[Get], &[]),
    ("serviceprincipals/*", &[Get, Patch, Delete], &[]),
    ("applications", &[Get], &[Post]),
    ("applications/$count", &[Get], &[]),
    ("applications/*", &[Get, Delete], &[Patch]),
    ("app/*/synchronization", &[], &[Get, Put, Delete]),
    ("app/*/synchronization/acquireaccesstoken", &[], &[Post]),
    ("app/*/synchronization/connectivityparameters", &[], &[Patch]),
    ("app/*/synchronization/secrets", &[Get, Put], &[]),
    ("app/*/synchronization/templates", &[Get], &[Post]),
    ("app/*/synchronization/templates/*", &[Get], &[Patch, Delete]),
    ("app/*/synchronization/jobs", &[Get, Post], &[]),
    ("app/*/synchronization/jobs/validatecredentials", &[Post], &[]),
    ("app/*/synchronization/jobs/*", &[Get, Delete], &[Patch]),
    ("app/*/synchronization/jobs/*/start", &[Post], &[]),
    ("app/*/synchronization/jobs/*/pause", &[Post], &[]),
    ("app/*/synchronization/jobs/*/stop", &[], &[Post]),
    ("app/*/synchronization/jobs/*/restart", &[Post], &[]),
    ("app/*/synchronization/jobs/*/provisionondemand", &[Post], &[]),
    ("app/*/synchronization/jobs/*/validatecredentials", &[Post], &[]),
    ("app/*/synchronization/jobs/*/validateconnectivity", &[], &[Post]),
    ("app/*/synchronization/jobs/*/bulkupload", &[Post], &[]),
    ("app/*/synchronization/jobs/*/objectconnections", &[Get], &[]),
    ("app/*/synchronization/jobs/*/objectconnections/*", &[Get, Delete], &[]),
    (
        "app/*/synchronization/*/*/schema/**",
        &[Get, Post, Put, Patch, Delete],
        &[],
    ),
    ("serviceprincipals/*/approleassignedto", &[Get, Post], &[]),
    ("serviceprincipals/*/approleassignedto/*", &[Get, Delete], &[]),
    ("serviceprincipals/*/approleassignments", &[Get], &[Post]),
    ("serviceprincipals/*/approleassignments/*", &[], &[Get, Delete]),
    ("app/*/claimsmappingpolicies/**", &[], &[Get, Post, Delete]),
    (
        "app/*/federatedidentitycredentials/**",
        &[],
        &[Get, Post, Patch, Delete],
    ),
    ("app/*/oauth2permissiongrants/**", &[], &[Get]),
    ("app/*/owners/**", &[], &[Get, Post, Delete]),
    ("app/*/memberof/**", &[], &[Get]),
    ("app/*/addpassword", &[], &[Post]),
    ("app/*/removepassword", &[], &[Post]),
    ("app/*/addkey", &[], &[Post]),
    ("app/*/removekey", &[], &[Post]),
    ("app/*/addtokensigningcertificate", &[], &[Post]),
    ("onpremisespublishingprofiles", &[], &[Get]),
    ("onpremisespublishingprofiles/*", &[Get], &[Patch]),
    ("onpremisespublishingprofiles/*/agents", &[Get], &[]),
    (
        "onpremisespublishingprofiles/*/agents/**",
        &[],
        &[Get, Post, Patch, Delete],
    ),
    ("onpremisespublishingprofiles/*/agentgroups", &[Get], &[Post]),
    (
        "onpremisespublishingprofiles/*/agentgroups/**",
        &[],
        &[Get, Post, Patch, Delete],
    ),
    ("onpremisespublishingprofiles/*/publishedresources", &[Get], &[Post]),
    (
        "onpremisespublishingprofiles/*/publishedresources/**",
        &[],
        &[Get, Post, Patch, Delete],
    ),
    ("auditlogs/provisioning", &[Get], &[]),
    ("auditlogs/directoryaudits", &[Get], &[]),
    ("auditlogs/directoryaudits/*", &[Get], &[]),
    ("auditlogs/signins/**", &[], &[Get]),
    ("$batch", &[Post], &[]),
    ("me", &[Get], &[]),
    ("me/**", &[], &[Get, Post, Patch, Delete]),
    ("users", &[Get], &[Post]),
    ("users/$count", &[Get], &[]),
    ("users/*", &[Get], &[Patch, Delete]),
    ("users/*/manager", &[Get], &[]),
    ("users/*/approleassignments", &[Get], &[Post]),
    ("users/*/**", &[], &[Get, Post, Patch, Delete]),
    ("groups", &[Get], &[Post]),
    ("groups/$count", &[Get], &[]),
    ("groups/*", &[Get], &[Patch, Delete]),
    ("groups/*/approleassignments", &[Get], &[Post]),
    ("groups/*/members", &[Get], &[]),
    ("groups/*/members/*", &[Get], &[]),
    ("groups/*/**", &[], &[Get, Post, Patch, Delete]),
    ("devices/**", &[], &[Get, Post, Patch, Delete]),
    ("directoryobjects/**", &[], &[Get, Post, Delete]),
    ("directoryroles/**", &[], &[Get, Post]),
    ("rolemanagement/**", &[], &[Get, Post, Patch, Delete]),
    ("policies/**", &[], &[Get, Post, Patch, Delete]),
    ("tenantrelationships/**", &[], &[Get, Post, Patch]),
    ("oauth2permissiongrants/**", &[], &[Get, Post, Patch, Delete]),
    ("subscribedskus/**", &[], &[Get]),
    ("reports/**", &[], &[Get]),
    ("healthmonitoring/**", &[], &[Get]),
];

/// What Graph says where no route answered: 501 for what it has, 405 for another method, 400 for an address that it has not.
pub(super) fn refusal(call: &Call<'_>) -> Reply {
    let segments = call.segments();
    let (mut furthest, mut known) = (0, false);
    for (pattern, answered, missing) in addresses(call.version) {
        let (matched, whole) = meets(pattern, &segments);
        furthest = furthest.max(matched);
        known |= whole;
        // An answered one that no route took has a key the demo tenant does not look for.
        if whole && (answered.contains(&call.method) || missing.contains(&call.method)) {
            return Reply::not_implemented(&format!(
                "{} /{}/{}",
                call.method.name(),
                call.version.name(),
                call.path.join("/")
            ));
        }
    }
    if known {
        return Reply::method_not_allowed();
    }
    let stranger = call.path.get(furthest).or(call.path.last()).map_or("", String::as_str);
    Reply::error(
        400,
        "BadRequest",
        &format!("Resource not found for the segment '{stranger}'."),
    )
}

fn addresses(version: Version) -> impl Iterator<Item = &'static Address> {
    let beta_only =
        |pattern: &str| pattern.starts_with("onpremisespublishingprofiles") || pattern.contains("/objectconnections");
    ADDRESSES
        .iter()
        .filter(move |(pattern, _, _)| version == Version::Beta || !beta_only(pattern))
}

/// How many segments the pattern and the address have in common from the beginning, and whether they meet as a whole.
fn meets(pattern: &str, segments: &[&str]) -> (usize, bool) {
    let mut matched = 0;
    for part in pattern.split('/') {
        if part == "**" {
            return (segments.len(), true);
        }
        let fits = segments.get(matched).is_some_and(|segment| match part {
            "*" => true,
            "app" => matches!(*segment, "serviceprincipals" | "applications"),
            part => *segment == part,
        });
        if !fits {
            return (matched, false);
        }
        matched += 1;
    }
    (matched, matched == segments.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_meet_keys_and_closings() {
        assert_eq!(meets("me/**", &["me"]), (1, true));
        assert_eq!(meets("me/**", &["me", "x", "manager"]), (3, true));
        assert_eq!(meets("app/*/owners/**", &["applications", "x", "owner"]), (2, false));
        assert_eq!(meets("domains/*", &["domains", "x", "y"]), (2, false));
    }
}
