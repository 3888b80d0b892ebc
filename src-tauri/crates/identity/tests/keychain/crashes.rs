//! The power goes after any single operation on the keychain.

use std::sync::atomic::Ordering;

use identity::token_store::{Kept, TokenStore};

use crate::made_up::Disk;
use crate::{key, loaded, secret, token};

/// A small one, one just over a piece, and one of three pieces.
const LENGTHS: [usize; 3] = [90, 2500, 6000];

/// A keychain that holds two tokens; the first one has this length, 0 for none.
async fn disk_with(old: usize) -> Disk {
    let disk = Disk::default();
    let store = TokenStore::over(disk.keychain());
    if old > 0 {
        assert_eq!(store.save(&key(1), secret(&token('o', old))).await, Kept::InKeychain);
    }
    assert_eq!(store.save(&key(2), secret("the other one")).await, Kept::InKeychain);
    disk
}

#[tokio::test]
async fn a_save_that_is_cut_off_leaves_the_old_or_the_new_token_whole() {
    let mut points = 0;
    for old in [0].into_iter().chain(LENGTHS) {
        for new in LENGTHS {
            points += cut_off_saves(old, new).await;
        }
    }
    assert!(points > 300, "only {points} points");
}

/// Cuts off after every operation of a save, until one is not reached; returns how many there are.
async fn cut_off_saves(old: usize, new: usize) -> usize {
    for at in 0.. {
        let disk = disk_with(old).await;
        let keychain = disk.failing(move |operation| operation >= at);
        let operations = keychain.operations();
        let kept = TokenStore::over(keychain).save(&key(1), secret(&token('n', new))).await;

        let next_start = TokenStore::over(disk.keychain());
        let found = loaded(&next_start, &key(1)).await;
        let (before, after) = (Some(token('o', old)).filter(|_| old > 0), Some(token('n', new)));
        assert!(
            found == after || (found == before && kept != Kept::InKeychain),
            "{old} to {new} bytes, cut off after {at} operations"
        );
        let listed = next_start.list().await.unwrap();
        assert_eq!(listed.contains(&key(1)), found.is_some());
        assert!(listed.contains(&key(2)));
        assert_eq!(loaded(&next_start, &key(2)).await.unwrap(), "the other one");

        // Whatever was left lying about is gone with the next save and the sign-outs.
        assert_eq!(next_start.save(&key(1), secret("newest")).await, Kept::InKeychain);
        assert_eq!(loaded(&next_start, &key(1)).await.unwrap(), "newest");
        next_start.forget(&key(1)).await.unwrap();
        next_start.forget(&key(2)).await.unwrap();
        assert_eq!(disk.names(), [""; 0]);
        if operations.load(Ordering::SeqCst) <= at {
            return at;
        }
    }
    unreachable!("the numbers do not end")
}

#[tokio::test]
async fn a_sign_out_that_is_cut_off_never_brings_a_token_back_and_ends_the_next_time() {
    for old in LENGTHS {
        let mut gone = false;
        for at in 0.. {
            let disk = disk_with(old).await;
            let keychain = disk.failing(move |operation| operation >= at);
            let operations = keychain.operations();
            let forgotten = TokenStore::over(keychain).forget(&key(1)).await;

            let next_start = TokenStore::over(disk.keychain());
            let found = loaded(&next_start, &key(1)).await;
            assert!(
                found.is_none() || found == Some(token('o', old)),
                "a mix after {at} operations"
            );
            assert!(!(gone && found.is_some()), "it came back after {at} operations");
            gone = found.is_none();
            assert!(gone || forgotten.is_err());
            assert_eq!(loaded(&next_start, &key(2)).await.unwrap(), "the other one");

            next_start.forget(&key(1)).await.unwrap();
            assert!(!disk.names().iter().any(|name| name.contains(&key(1).to_string())));
            next_start.forget_all().await.unwrap();
            assert_eq!(disk.names(), [""; 0]);
            if operations.load(Ordering::SeqCst) <= at {
                assert_eq!(forgotten, Ok(()));
                break;
            }
        }
        assert!(gone);
    }
}

#[tokio::test]
async fn one_operation_that_fails_costs_no_token() {
    for at in 0..40 {
        let disk = disk_with(6000).await;
        let store = TokenStore::over(disk.failing(move |operation| operation == at));
        let kept = store.save(&key(1), secret(&token('n', 6000))).await;

        assert_eq!(
            loaded(&store, &key(1)).await,
            Some(token('n', 6000)),
            "this run goes on"
        );
        let next_start = loaded(&TokenStore::over(disk.keychain()), &key(1)).await;
        let fresh = next_start == Some(token('n', 6000));
        assert!(fresh || next_start == Some(token('o', 6000)), "failed at {at}");
        assert!(fresh || kept != Kept::InKeychain);
    }
}
