//! Who has signed in.

use std::fmt;

use graph_client::CloudKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a sign-in is filed under: the same person in two tenants, or through two applications, is two sign-ins.
///
/// Shown as `{cloud}/{tenant}/{object}/{application}`; holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountKey {
    /// Which cloud.
    pub cloud: CloudKind,
    /// The tenant's id, `tid`.
    pub tenant: Uuid,
    /// The person's object id in it, `oid`.
    pub object: Uuid,
    /// The application (client) id signed in through.
    pub client: Uuid,
}

/// A person who has signed in, as the sign-in service names them. For display and binding, never to allow something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Display name; empty when the service tells none.
    pub name: String,
    /// Sign-in name, such as `ann@contoso.com`.
    pub address: String,
    /// The tenant's id, `tid`.
    pub tenant: Uuid,
    /// The person's object id, `oid`.
    pub object: Uuid,
    /// Template ids of the directory roles (`wids`); absent when the service does not tell, which is not the same as none.
    pub roles: Option<Vec<Uuid>>,
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            cloud,
            tenant,
            object,
            client,
        } = self;
        write!(f, "{cloud}/{tenant}/{object}/{client}")
    }
}
