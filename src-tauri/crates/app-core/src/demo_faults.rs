//! Faults of the demo tenant, for presenters: a short list in the demo tenant's own script.

use serde::Deserialize;
use serde_json::json;

use crate::view::{FaultName, FaultPlace, FaultView, FaultsView, HappenedFault};
use crate::{DemoTenant, Problem};

/// Most faults that are shown of those that happened.
const SHOWN: usize = 3;

impl DemoTenant {
    /// What is still to go wrong, and what did.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn faults(&self) -> Result<FaultsView, Problem> {
        let Script { faults } = self.ask("faults", &[]).await?;
        let Log { requests } = self.ask("requests", &[]).await?;
        let happened = requests.into_iter().rev().filter_map(Asked::into_happened);
        Ok(FaultsView {
            armed: faults.into_iter().map(FaultView::from).collect(),
            happened: happened.take(SHOWN).collect(),
        })
    }

    /// Lets this go wrong once, after what was asked for before.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn arm(&self, fault: FaultName, place: FaultPlace) -> Result<(), Problem> {
        let script = json!({ "fault": script(fault, place) });
        let told = self.control().post("faults", &script).await;
        told.map_err(|error| Problem::from(&error))
    }

    /// Nothing goes wrong any more, whoever asked for it.
    ///
    /// # Errors
    /// The demo tenant did not answer.
    pub async fn clear_faults(&self) -> Result<(), Problem> {
        let told = self.control().delete("faults").await;
        told.map_err(|error| Problem::from(&error))
    }
}

/// The line of the script for this fault.
fn script(fault: FaultName, place: FaultPlace) -> String {
    let what = match fault {
        FaultName::SlowDown => "429:retry-after=5",
        FaultName::Unavailable => "503",
        FaultName::UnavailableAfterwards => "503:after",
        FaultName::AnswerLost => "reset:after",
        FaultName::ConnectionBroken => "reset",
        FaultName::GatewayPage => "html:502",
        FaultName::SlowAnswer => "slow:5",
        FaultName::TokenExpired => "expired-token",
        // A new object is late for seven looks by itself, and looked for within ten seconds.
        FaultName::AppearsLate => return "GET /servicePrincipals/*#1x8=404".to_owned(),
    };
    let request = match place {
        FaultPlace::NextRequest => "/**",
        FaultPlace::Configuration => "POST /applicationTemplates/*/instantiate",
        FaultPlace::Job => "POST /servicePrincipals/*/synchronization/jobs",
        FaultPlace::Settings => "PUT /servicePrincipals/*/synchronization/secrets",
        FaultPlace::Schema => "PUT /servicePrincipals/*/synchronization/jobs/*/schema",
        FaultPlace::Start => "POST /servicePrincipals/*/synchronization/jobs/*/start",
    };
    format!("{request}={what}")
}

impl From<String> for FaultView {
    fn from(line: String) -> Self {
        let all = FaultName::ALL
            .into_iter()
            .flat_map(|fault| FaultPlace::ALL.map(|place| (fault, place)));
        let known = all.into_iter().find(|(fault, place)| script(*fault, *place) == line);
        Self {
            fault: known.map(|(fault, _)| fault),
            place: known.and_then(|(fault, place)| (fault != FaultName::AppearsLate).then_some(place)),
            script: line,
        }
    }
}

#[derive(Deserialize)]
struct Script {
    faults: Vec<String>,
}

#[derive(Deserialize)]
struct Log {
    requests: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    at: String,
    method: String,
    path: String,
    fault: Option<String>,
}

impl Asked {
    fn into_happened(self) -> Option<HappenedFault> {
        Some(HappenedFault {
            what: self.fault?.into(),
            at: self.at,
            method: self.method,
            path: self.path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_back_as_what_was_asked_for() {
        for fault in FaultName::ALL {
            for place in FaultPlace::ALL {
                let shown = FaultView::from(script(fault, place));
                assert_eq!(shown.fault, Some(fault));
                let wanted = (fault != FaultName::AppearsLate).then_some(place);
                assert_eq!(shown.place, wanted, "{fault:?}");
            }
        }
    }

    #[test]
    fn a_line_from_elsewhere_stays_as_it_is() {
        let shown = FaultView::from("GET /domains=html:404".to_owned());
        assert_eq!((shown.fault, shown.place), (None, None));
        assert_eq!(shown.script, "GET /domains=html:404");
    }
}
