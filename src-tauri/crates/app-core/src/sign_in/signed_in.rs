//! Somebody who has signed in to the tenant a session is about.

use std::sync::Arc;

use identity::{KeepError, SignIn};
use journeys::checks::Grant;

use super::{KnownAccount, SignInHost, SignInWay, roles};
use crate::view::AccountView;

/// Clones are the same sign-in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) sign_in: SignIn,
    /// How they are asked for more.
    pub(crate) way: SignInWay,
    pub(crate) host: Arc<dyn SignInHost>,
    pub(crate) known: KnownAccount,
}

impl SignedIn {
    pub(crate) fn new(sign_in: SignIn, way: SignInWay, host: Arc<dyn SignInHost>) -> Self {
        let account = sign_in.account();
        Self {
            known: KnownAccount {
                cloud: sign_in.client().cloud().kind().into(),
                tenant: account.tenant,
                object: account.object,
                client: sign_in.key().client,
                address: account.address.clone(),
                name: account.name.clone(),
                tenant_name: String::new(),
            },
            sign_in,
            way,
            host,
        }
    }

    /// Forgets it, here, where it is kept, and where it is offered.
    pub(crate) async fn sign_out(&self) -> Result<(), KeepError> {
        self.sign_in.sign_out().await?;
        self.host.signed_out(&self.known);
        Ok(())
    }

    /// Its rights at this moment.
    pub(crate) fn grant(&self) -> Grant {
        Grant {
            roles: self.sign_in.account().roles.as_deref().map(roles::names),
            scopes: Some(self.sign_in.scopes()),
            grows: true,
        }
    }

    pub(crate) fn view(&self) -> AccountView {
        let account = self.sign_in.account();
        AccountView {
            name: account.name.clone(),
            address: account.address.clone(),
            roles: roles::names(account.roles.as_deref().unwrap_or_default()),
            grows: true,
        }
    }
}
