//! GNOME's keyring over a session bus of its own, in every state people have it in.

use std::time::Duration;

use identity::token_store::{Kept, Reason, TokenStore, Unavailable};

use journey_tests::keyring::Bus;

use crate::session::{Keyring, Stopped, restart};
use crate::{key, loaded, secret, token};

const SERVICE: &str = "app.causeway.test";

fn store() -> TokenStore {
    TokenStore::of_this_computer(SERVICE).waiting(TokenStore::FOR_A_PERSON)
}

fn listed(service: &str) -> Vec<String> {
    Bus::default().entries(service)
}

fn unavailable(reason: Reason) -> Unavailable {
    Unavailable { reason }
}

#[test]
fn a_token_of_6_kb_survives_a_restart_and_a_sign_out_leaves_no_entry() {
    Keyring::Unlocked.run(
        a_token_of_6_kb_survives_a_restart_and_a_sign_out_leaves_no_entry,
        async || {
            let long = token('o', 6000);
            store().probe().await.unwrap();
            assert_eq!(listed(SERVICE), [""; 0], "probing leaves nothing behind");
            assert_eq!(store().save(&key(1), secret(&long)).await, Kept::InKeychain);
            assert_eq!(loaded(&store(), &key(1)).await, Some(long));

            assert_eq!(store().save(&key(1), secret("newer")).await, Kept::InKeychain);
            assert_eq!(loaded(&store(), &key(1)).await.unwrap(), "newer");
            let token = key(1);
            let expected = [
                format!("{token}/b0"),
                format!("{token}/head"),
                "index/a0".into(),
                "index/head".into(),
            ];
            assert_eq!(listed(SERVICE), expected);
            assert_eq!(store().list().await.unwrap(), [key(1)]);

            store().forget(&key(1)).await.unwrap();
            assert_eq!(listed(SERVICE), [""; 0]);
            assert_eq!(loaded(&store(), &key(1)).await, None);
            assert_eq!(store().list().await.unwrap(), []);
        },
    );
}

#[test]
fn without_a_session_bus_the_session_lives_in_memory() {
    Keyring::NoBus.run(without_a_session_bus_the_session_lives_in_memory, async || {
        lives_in_memory(Reason::Absent).await;
    });
}

#[test]
fn without_a_keyring_the_session_lives_in_memory() {
    Keyring::NoCollection.run(without_a_keyring_the_session_lives_in_memory, async || {
        lives_in_memory(Reason::NoCollection).await;
        assert_eq!(listed(SERVICE), [""; 0]);
    });
}

async fn lives_in_memory(reason: Reason) {
    let why = unavailable(reason);
    let store = store();
    assert_eq!(store.probe().await, Err(why.clone()));
    assert_eq!(store.load(&key(1)).await.unwrap_err(), why, "not signed out");
    assert_eq!(store.save(&key(1), secret("new")).await, Kept::InMemory(why.clone()));
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), "new");
    assert_eq!(store.forget(&key(1)).await, Err(why.clone()));
    assert_eq!(
        store.load(&key(1)).await.unwrap_err(),
        why,
        "gone from memory all the same"
    );
}

#[test]
fn a_locked_keyring_is_not_signed_out_and_works_again_once_unlocked() {
    Keyring::Unlocked.run(
        a_locked_keyring_is_not_signed_out_and_works_again_once_unlocked,
        async || {
            let store = store();
            assert_eq!(store.save(&key(1), secret("old")).await, Kept::InKeychain);
            Bus::default().lock();
            let locked = unavailable(Reason::Locked);
            assert_eq!(store.probe().await, Err(locked.clone()));
            assert_eq!(store.load(&key(1)).await.unwrap_err(), locked);
            assert_eq!(store.load(&key(2)).await.unwrap_err(), locked, "unknown, not absent");
            assert_eq!(store.list().await, Err(locked.clone()));
            assert_eq!(store.forget(&key(1)).await, Err(locked.clone()));
            assert_eq!(store.save(&key(2), secret("new")).await, Kept::InMemory(locked));

            restart();
            while store.probe().await.is_err() {
                tokio::task::yield_now().await;
            }
            assert_eq!(loaded(&store, &key(1)).await.unwrap(), "old");
            assert_eq!(store.save(&key(2), secret("newer")).await, Kept::InKeychain);
            store.forget_all().await.unwrap();
            assert_eq!(listed(SERVICE), [""; 0]);
        },
    );
}

#[test]
fn a_keyring_that_does_not_answer_is_given_up_on_and_used_again_when_it_does() {
    Keyring::Unlocked.run(
        a_keyring_that_does_not_answer_is_given_up_on_and_used_again_when_it_does,
        async || {
            let connected = store();
            assert_eq!(connected.save(&key(1), secret("old")).await, Kept::InKeychain);
            let stopped = Stopped::now();
            let silent = unavailable(Reason::NotAnswering);
            // One store that was connected before, and one that cannot even connect.
            for store in [&connected, &store()] {
                let impatient = store.waiting(Duration::from_millis(200));
                assert_eq!(impatient.load(&key(1)).await.unwrap_err(), silent);
                // Known to hang, so no more waiting: this patience would outlast the test.
                assert_eq!(
                    store.waiting(Duration::from_secs(3600)).probe().await,
                    Err(silent.clone())
                );
                assert_eq!(
                    impatient.save(&key(2), secret("new")).await,
                    Kept::InMemory(silent.clone())
                );
                assert_eq!(loaded(&impatient, &key(2)).await.unwrap(), "new");
            }
            drop(stopped);
            while connected.probe().await.is_err() {
                tokio::task::yield_now().await;
            }
            assert_eq!(loaded(&connected, &key(1)).await.unwrap(), "old");
        },
    );
}
