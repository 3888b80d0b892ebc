//! What must be so in a tenant before something can be set up in it. Looks only; nothing is written, and one look never stops another.

mod agents;
mod configurations;
mod domains;
mod permissions;
mod role;
mod seen;
mod synchronization;

use std::collections::BTreeMap;

use futures::try_join;
use graph_client::{Error, GraphClient};
use provisioning::{Freshness, TenantReads};
use serde::Serialize;
use ts_rs::TS;

pub use agents::not_served;
use seen::{Seen, seen};

/// One thing that is looked at, in the order people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CheckId {
    /// The directory role of who signed in (contract 2.5).
    Role,
    /// The permissions granted to this application (contract 2.4).
    Permissions,
    /// Directory synchronization is on, or can be switched on (contract 5.1).
    Synchronization,
    /// An agent is at work (contract 12).
    Agents,
    /// The endings of sign-in names are verified in the tenant (contract 5.3).
    Domains,
    /// Configurations that exist already (contract 15, F-rows about clashes).
    Configurations,
}

impl CheckId {
    /// Every check, in the order of the page.
    pub const ALL: &'static [Self] = &[
        Self::Role,
        Self::Permissions,
        Self::Synchronization,
        Self::Agents,
        Self::Domains,
        Self::Configurations,
    ];
}

/// What a journey asks of a tenant and of who signed in before anything of it is set up.
#[derive(Debug)]
pub struct Prerequisites {
    /// What is looked at, in the order in which people read.
    pub checks: &'static [CheckId],
    /// The directory roles that may set it up, the least one first (contract 2.5).
    pub roles: &'static [&'static str],
    /// The permissions that every set-up of it needs (contract 2.4).
    pub permissions: &'static [&'static str],
}

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Good as it is.
    Ready,
    /// Not so yet; Apply does it, the person has nothing to do.
    WillDo,
    /// The person can go on, and should know.
    WorthKnowing,
    /// Nothing goes on before the person acted.
    NeedsYou,
    /// This sign-in may not look, or the answer did not come.
    NotChecked,
}

/// What one look found. `code` and `facts` make the sentence; the words are in the locales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Which check.
    pub id: CheckId,
    /// What it came to.
    pub verdict: Verdict,
    /// Which sentence, such as `agent-silent`; unique within the check.
    pub code: String,
    /// What to fill in.
    pub facts: BTreeMap<String, String>,
}

/// What the sign-in told of who signed in; `None` where it did not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grant {
    /// Microsoft's names of the directory roles.
    pub roles: Option<Vec<String>>,
    /// The permissions granted to this application, delegated or its own.
    pub scopes: Option<Vec<String>>,
    /// What is missing can be asked for when it is needed.
    pub grows: bool,
}

/// A domain of Active Directory that agents serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServedDomain {
    /// Its FQDN.
    pub domain: String,
    /// Names of the machines with an active agent.
    pub machines: Vec<String>,
}

/// Looks at everything that is asked for side by side and tells each finding when it is in. The result is the domains that agents
/// serve; `None` where that was not asked for, or this sign-in may not read them. A run that begins at once uses the same `reads`.
///
/// # Errors
/// What concerns every look breaks off: no connection, no sign-in, stopped. A refusal of one look is its finding.
pub async fn check_tenant(
    client: &GraphClient,
    reads: &TenantReads,
    grant: &Grant,
    prerequisites: &Prerequisites,
    tell: impl Fn(Checked) + Send + Sync,
) -> Result<Option<Vec<ServedDomain>>, Error> {
    let asks = |id| prerequisites.checks.contains(&id);
    if asks(CheckId::Role) {
        tell(role::check(grant, prerequisites));
    }
    let synchronization = async {
        if !asks(CheckId::Synchronization) {
            return Ok(None);
        }
        let organization = seen(reads.organization(client, Freshness::Recent).await)?;
        tell(organization.found(CheckId::Synchronization, |found| synchronization::check(found)));
        Ok(organization.value().and_then(|tenant| tenant.on_premises_sync_enabled))
    };
    let configurations = async {
        if !asks(CheckId::Configurations) {
            return Ok(false);
        }
        let configurations = seen(configurations::read(client, reads).await)?;
        tell(configurations.found(CheckId::Configurations, |found| configurations::check(found)));
        Ok(matches!(configurations, Seen::Refused))
    };
    let permissions = async {
        let (flag, refused) = try_join!(synchronization, configurations)?;
        if asks(CheckId::Permissions) {
            tell(permissions::check(grant, prerequisites, flag, refused));
        }
        Ok(())
    };
    let agents = async {
        if !asks(CheckId::Agents) {
            return Ok(None);
        }
        let agents = seen(reads.agents(client, Freshness::Recent).await)?.permitted();
        tell(agents.found(CheckId::Agents, agents::check));
        Ok(agents.value().map(agents::served))
    };
    let domains = async {
        if !asks(CheckId::Domains) {
            return Ok(());
        }
        let domains = seen(client.domains().await)?;
        tell(domains.found(CheckId::Domains, |domains| domains::check(domains)));
        Ok(())
    };
    let ((), served, ()) = try_join!(permissions, agents, domains)?;
    Ok(served)
}

impl Checked {
    fn new(id: CheckId, verdict: Verdict, code: &str) -> Self {
        Self {
            id,
            verdict,
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    fn with(mut self, fact: &str, value: impl Into<String>) -> Self {
        self.facts.insert(fact.to_owned(), value.into());
        self
    }

    /// Several names as one fact.
    fn with_names<'a>(self, fact: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        self.with(fact, names.join(", "))
    }
}
