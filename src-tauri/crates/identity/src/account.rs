//! Who has signed in.

use std::fmt;

use graph_client::{Cloud, CloudKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The sign-in service that something is filed under. Microsoft's are told apart by their cloud; a demo tenant or a custom
/// one by its address too, or two of them would share what is kept.
///
/// Shown as `global` or `demo@http:127.0.0.1:4002`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    cloud: CloudKind,
    login: Option<String>,
}

/// What a sign-in is filed under: the same person in two tenants, or through two applications, is two sign-ins.
///
/// Shown as `{place}/{tenant}/{object}/{application}`; holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountKey {
    /// Which sign-in service.
    pub place: Place,
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

impl Place {
    /// Reads what [`fmt::Display`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, login) = match text.split_once('@') {
            Some((name, login)) => (name, Some(login.to_owned())),
            None => (text, None),
        };
        let cloud = CLOUDS.into_iter().find(|cloud| cloud.as_str() == name)?;
        (login.is_some() == is_anywhere(cloud)).then_some(Self { cloud, login })
    }
}

const CLOUDS: [CloudKind; 6] = [
    CloudKind::Demo,
    CloudKind::Global,
    CloudKind::UsGov,
    CloudKind::UsGovDod,
    CloudKind::China,
    CloudKind::Custom,
];

/// Whether such a cloud has no address of its own.
fn is_anywhere(cloud: CloudKind) -> bool {
    matches!(cloud, CloudKind::Demo | CloudKind::Custom)
}

impl From<&Cloud> for Place {
    fn from(cloud: &Cloud) -> Self {
        // Slashes divide the parts of a name.
        let login = || cloud.login().origin().ascii_serialization().replacen("://", ":", 1);
        Self {
            cloud: cloud.kind(),
            login: is_anywhere(cloud.kind()).then(login),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cloud)?;
        self.login.iter().try_for_each(|login| write!(f, "@{login}"))
    }
}

impl fmt::Display for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            tenant,
            object,
            client,
        } = self;
        write!(f, "{place}/{tenant}/{object}/{client}")
    }
}
