//! Names of permissions, as people read them and as the sign-in service wants them.

use graph_client::Cloud;

/// Without these there is no name to show and no refresh token.
const ALWAYS: [&str; 3] = ["openid", "profile", "offline_access"];

/// The `scope` of a request: each permission with the host of this cloud's Graph (contract 1).
pub(crate) fn asked(cloud: &Cloud, permissions: &[String]) -> String {
    let own = ALWAYS.iter().map(|&name| name.to_owned());
    let graph = permissions.iter().map(|name| format!("{}{name}", cloud.graph()));
    own.chain(graph).collect::<Vec<_>>().join(" ")
}

/// The permissions in the `scope` of an answer, by short name. The service writes them with or without the host.
pub(crate) fn granted(cloud: &Cloud, scope: &str) -> Vec<String> {
    let names = scope
        .split_whitespace()
        .map(|scope| scope.strip_prefix(cloud.graph().as_str()).unwrap_or(scope));
    names
        .filter(|name| !ALWAYS.contains(name) && *name != "email")
        .map(str::to_owned)
        .collect()
}

/// `more` added to `granted`, each once.
pub(crate) fn together(granted: &[String], more: &[String]) -> Vec<String> {
    let mut all = granted.to_vec();
    all.extend(more.iter().filter(|name| !granted.contains(name)).cloned());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_gain_and_lose_the_host_of_their_cloud() {
        let cloud = Cloud::usgov();
        let names = vec!["Domain.Read.All".to_owned()];
        let asked = asked(&cloud, &names);
        assert_eq!(
            asked,
            "openid profile offline_access https://graph.microsoft.us/Domain.Read.All"
        );
        assert_eq!(granted(&cloud, &asked), names);
        assert_eq!(granted(&cloud, "Domain.Read.All profile openid email"), names);
        assert_eq!(
            granted(&cloud, "https://graph.microsoft.com/X"),
            ["https://graph.microsoft.com/X"]
        );
    }
}
