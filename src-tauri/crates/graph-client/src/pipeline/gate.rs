//! When the service asks one call to wait, every call under the same limit waits: a request sent into the pause makes it longer.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

/// Calls that Microsoft counts together (contract 3.4). The limits of the log and of provisioning on demand are far tighter than
/// the rest, and say nothing about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Log,
    OnDemand,
    Rest,
}

impl Family {
    pub(super) fn of(url: &Url) -> Self {
        let path = url.path();
        let below_version = path.trim_start_matches('/').split('/').nth(1).unwrap_or_default();
        if below_version.eq_ignore_ascii_case("auditLogs") {
            Self::Log
        } else if path.ends_with("/provisionOnDemand") {
            Self::OnDemand
        } else {
            Self::Rest
        }
    }
}

/// One gate for each family.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    log: Gate,
    on_demand: Gate,
    rest: Gate,
}

impl Gates {
    pub(super) fn of(&self, family: Family) -> &Gate {
        match family {
            Family::Log => &self.log,
            Family::OnDemand => &self.on_demand,
            Family::Rest => &self.rest,
        }
    }
}

/// Shut until a moment that the service named.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<Option<Instant>>);

impl Gate {
    /// Nobody sends for this long; a gate that stays shut longer stays so.
    pub(super) fn shut_for(&self, long: Duration) {
        let until = Instant::now() + long;
        let mut shut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *shut = Some(shut.map_or(until, |earlier| earlier.max(until)));
    }

    /// How long it stays shut; nothing when it is open.
    pub(super) fn opens_in(&self) -> Option<Duration> {
        let until = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        until
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_the_family() {
        for (path, family) in [
            ("v1.0/auditLogs/provisioning?$skiptoken=x", Family::Log),
            ("beta/auditLogs/directoryAudits", Family::Log),
            (
                "v1.0/servicePrincipals/1/synchronization/jobs/2/provisionOnDemand",
                Family::OnDemand,
            ),
            ("v1.0/servicePrincipals/auditLogs", Family::Rest),
            ("v1.0/domains", Family::Rest),
        ] {
            let url = Url::parse(&format!("https://graph.microsoft.com/{path}")).unwrap();
            assert_eq!(Family::of(&url), family, "{path}");
        }
    }
}
