//! What of this computer a sign-in and a run need, looked at before anybody signs in. Sends nothing but two questions without a token,
//! to the sign-in service and to Graph.

use std::path::Path;

use graph_client::Cloud;
use identity::{AuthError, KeepError, TokenStore};
use serde::Serialize;
use url::Url;

use crate::Problem;
use crate::state_dir::{self, NAME};

/// The sign-in service refuses answers, and we refuse its tokens, where two clocks differ by more.
const CLOCKS_MAY_DIFFER: u64 = 300;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The sign-in service of the cloud answers.
    SignIn,
    /// Graph answers.
    Graph,
    /// The clock of this computer is right.
    Clock,
    /// The keychain keeps what it is given; the window needs it to remember who signed in.
    Keychain,
    /// The folder for journals can be written.
    Folder,
}

impl Part {
    /// Its name in JSON and in the keys of its words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Graph => "graph",
            Self::Clock => "clock",
            Self::Keychain => "keychain",
            Self::Folder => "folder",
        }
    }

    /// Without it no run is possible.
    #[must_use]
    pub fn is_needed(self) -> bool {
        self != Self::Keychain
    }
}

/// What came of one look.
#[derive(Debug, Clone, Serialize)]
pub struct Examined {
    /// What was looked at.
    pub part: Part,
    /// The host or folder that was tried.
    pub place: Option<String>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// It could not be looked at: something else is wrong first.
    pub unknown: bool,
}

/// Looks at everything; the parts in the order in which they build on each other.
pub async fn examine(cloud: &Cloud, folder: &Path) -> Vec<Examined> {
    let (sign_in, graph, keychain) = futures::join!(
        cloud.reach(below(cloud.login(), "common/v2.0/.well-known/openid-configuration")),
        cloud.reach(below(cloud.graph(), "v1.0/organization")),
        keychain(),
    );
    let ahead = sign_in.as_ref().ok().or(graph.as_ref().ok()).copied().flatten();
    let reached = |part, origin: &Url, answer: Result<_, graph_client::Error>| Examined {
        part,
        place: Some(origin.authority().to_owned()),
        problem: answer.err().map(|error| Problem::from(&error)),
        unknown: false,
    };
    vec![
        reached(Part::SignIn, cloud.login(), sign_in),
        reached(Part::Graph, cloud.graph(), graph),
        Examined {
            part: Part::Clock,
            place: None,
            problem: ahead.and_then(|ahead| clock(ahead.as_secs())),
            unknown: ahead.is_none(),
        },
        Examined {
            part: Part::Keychain,
            place: None,
            problem: keychain.err(),
            unknown: false,
        },
        Examined {
            part: Part::Folder,
            place: Some(folder.display().to_string()),
            problem: state_dir::writable(folder)
                .err()
                .map(|error| Problem::not_kept(folder, &error)),
            unknown: false,
        },
    ]
}

fn below(origin: &Url, path: &str) -> Url {
    let mut address = origin.clone();
    address.set_path(path);
    address
}

/// Wrong by this many seconds behind the service.
fn clock(behind: i64) -> Option<Problem> {
    let wrong = behind.unsigned_abs() > CLOCKS_MAY_DIFFER;
    wrong.then(|| {
        Problem::from(&AuthError::ClockOff {
            seconds_ahead: behind.saturating_neg(),
        })
    })
}

async fn keychain() -> Result<(), Problem> {
    let probed = TokenStore::of_this_computer(NAME).probe().await;
    probed.map_err(|unavailable| Problem::from(&KeepError::from(unavailable)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemCode;

    #[test]
    fn a_clock_may_be_off_by_five_minutes_either_way() {
        for right in [0, 300, -300] {
            assert!(clock(right).is_none(), "{right}");
        }
        for wrong in [301, -301, i64::MAX, i64::MIN] {
            assert_eq!(clock(wrong).unwrap().code, ProblemCode::ClockOff, "{wrong}");
        }
    }
}
