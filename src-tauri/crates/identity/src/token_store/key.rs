//! What is kept, and under which name.

use std::fmt;

use graph_client::CloudKind;
use uuid::Uuid;

use crate::AccountKey;

/// The name of one kept secret. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// The refresh token of a person.
    RefreshToken(AccountKey),
    /// The client secret of an application that signs in as itself.
    ClientSecret {
        /// Which cloud.
        cloud: CloudKind,
        /// The tenant's id.
        tenant: Uuid,
        /// The application (client) id.
        client: Uuid,
    },
}

const CLOUDS: [CloudKind; 6] = [
    CloudKind::Demo,
    CloudKind::Global,
    CloudKind::UsGov,
    CloudKind::UsGovDod,
    CloudKind::China,
    CloudKind::Custom,
];

impl Key {
    /// Reads what [`fmt::Display`] writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.split('/').collect();
        let id = |text: &str| Uuid::try_parse(text).ok();
        let cloud = |text: &str| CLOUDS.into_iter().find(|cloud| cloud.as_str() == text);
        match parts[..] {
            ["secret", kind, tenant, client] => Some(Self::ClientSecret {
                cloud: cloud(kind)?,
                tenant: id(tenant)?,
                client: id(client)?,
            }),
            [kind, tenant, object, client] => Some(Self::RefreshToken(AccountKey {
                cloud: cloud(kind)?,
                tenant: id(tenant)?,
                object: id(object)?,
                client: id(client)?,
            })),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RefreshToken(account) => account.fmt(f),
            Self::ClientSecret { cloud, tenant, client } => write!(f, "secret/{cloud}/{tenant}/{client}"),
        }
    }
}

impl From<AccountKey> for Key {
    fn from(account: AccountKey) -> Self {
        Self::RefreshToken(account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        let (tenant, object, client) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        for cloud in CLOUDS {
            let account = AccountKey {
                cloud,
                tenant,
                object,
                client,
            };
            for key in [account.into(), Key::ClientSecret { cloud, tenant, client }] {
                assert_eq!(Key::parse(&key.to_string()), Some(key));
            }
        }
        for foreign in ["", "index", "secret/global", "mars/1/2/3", "global/a/b/c"] {
            assert_eq!(Key::parse(foreign), None, "{foreign}");
        }
    }
}
