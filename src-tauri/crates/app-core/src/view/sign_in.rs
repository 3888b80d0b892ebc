//! A sign-in that waits for somebody, or was refused.

use serde::Serialize;
use ts_rs::TS;

use crate::Problem;

/// The attempt to sign in that is under way, or the last one if it was refused.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInView {
    /// Where it stands.
    pub state: SignInState,
    /// Work on the tenant waits for it: whoever is signed in is asked for more permissions.
    pub more: bool,
}

/// Where an attempt to sign in stands. Holds nothing that would let somebody else sign in: the address of the browser is asked
/// for by itself.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum SignInState {
    /// The sign-in service or the keychain is asked.
    Preparing,
    /// Somebody is in the browser.
    Browser {
        /// Since when.
        since: String,
    },
    /// Somebody types a code.
    Code {
        /// The code.
        user_code: String,
        /// Address of the page for it.
        page: String,
        /// Until when.
        expires: String,
    },
    /// Nobody is signed in by it.
    Refused {
        /// Why not.
        problem: Problem,
    },
}
