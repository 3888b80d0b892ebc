//! What is kept, and under which name.

use std::fmt;

use uuid::Uuid;

use crate::AccountKey;
use crate::account::Place;

/// The name of one kept secret. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// The refresh token of a person.
    RefreshToken(AccountKey),
    /// The client secret of an application that signs in as itself.
    ClientSecret {
        /// Which sign-in service.
        place: Place,
        /// The tenant's id.
        tenant: Uuid,
        /// The application (client) id.
        client: Uuid,
    },
}

impl Key {
    /// Reads what [`fmt::Display`] writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.split('/').collect();
        let id = |text: &str| Uuid::try_parse(text).ok();
        match parts[..] {
            ["secret", place, tenant, client] => Some(Self::ClientSecret {
                place: Place::parse(place)?,
                tenant: id(tenant)?,
                client: id(client)?,
            }),
            [place, tenant, object, client] => Some(Self::RefreshToken(AccountKey {
                place: Place::parse(place)?,
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
            Self::ClientSecret { place, tenant, client } => write!(f, "secret/{place}/{tenant}/{client}"),
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
    use std::collections::BTreeSet;

    use graph_client::Cloud;

    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        let (tenant, object, client) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let demo = |port: u16| {
            let origin = format!("http://127.0.0.1:{port}");
            Cloud::demo(&origin, &origin).unwrap()
        };
        let custom = Cloud::custom("https://graph.example", "https://login.example:8443").unwrap();
        let mut names = BTreeSet::new();
        for cloud in [
            Cloud::global(),
            Cloud::usgov_dod(),
            Cloud::china(),
            demo(1),
            demo(2),
            custom,
        ] {
            let place = Place::from(&cloud);
            let account = AccountKey {
                place: place.clone(),
                tenant,
                object,
                client,
            };
            for key in [account.into(), Key::ClientSecret { place, tenant, client }] {
                assert_eq!(Key::parse(&key.to_string()), Some(key.clone()));
                assert!(names.insert(key.to_string()), "{key} names two");
            }
        }
        for foreign in [
            "",
            "index",
            "secret/global",
            "mars/1/2/3",
            "global/a/b/c",
            &format!("demo/{tenant}/{object}/{client}"),
            &format!("global@https:evil.example/{tenant}/{object}/{client}"),
        ] {
            assert_eq!(Key::parse(foreign), None, "{foreign}");
        }
    }
}
