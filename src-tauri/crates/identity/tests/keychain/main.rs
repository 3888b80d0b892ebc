//! The token store over keychains that are real, small, hostile, silent or switched off in between.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod crashes;
mod hostile;
mod made_up;
mod patience;
#[cfg(target_os = "linux")]
mod secret_service;
#[cfg(target_os = "linux")]
mod session;

use graph_client::Cloud;
use identity::token_store::{Key, TokenStore};
use identity::{AccountKey, Place};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// The refresh token of person number `object`.
fn key(object: u128) -> Key {
    Key::RefreshToken(AccountKey {
        place: Place::from(&Cloud::global()),
        tenant: Uuid::from_u128(1),
        object: Uuid::from_u128(object),
        client: Uuid::from_u128(3),
    })
}

/// A token of this length in which no two pieces are alike.
fn token(mark: char, length: usize) -> String {
    let mut token = String::new();
    while token.len() < length {
        token.push_str(&format!("{mark}{}.", token.len()));
    }
    token.truncate(length);
    token
}

async fn loaded(store: &TokenStore, key: &Key) -> Option<String> {
    let secret = store.load(key).await.unwrap();
    secret.map(|secret| secret.expose_secret().to_owned())
}

fn secret(text: &str) -> SecretString {
    text.into()
}
