//! A sign-in that always works, and is called over now and then.

use std::sync::Mutex;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenRequest, TokenSource};
use jiff::Timestamp;

pub(crate) const TENANT: &str = "a948e1d5-8215-475c-b76a-66f39959b21a";

#[derive(Debug)]
pub(crate) struct Tokens {
    cloud: Cloud,
    pub(crate) renewed: Mutex<usize>,
}

impl Tokens {
    pub(crate) fn of(origin: &str) -> Self {
        Self {
            cloud: Cloud::demo(origin, origin).unwrap(),
            renewed: Mutex::default(),
        }
    }
}

impl TokenSource for Tokens {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        *self.renewed.lock().unwrap() += usize::from(request.renew);
        let token = AccessToken {
            secret: "token".to_owned().into(),
            expires: Timestamp::MAX,
            tenant: Some(TENANT.to_owned()),
        };
        async move { Ok(token) }.boxed()
    }
}
