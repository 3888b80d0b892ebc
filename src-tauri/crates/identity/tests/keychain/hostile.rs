//! Keychains that alter, quote, hide or forget what they are given.

use std::fmt;

use identity::token_store::{Entries, Kept, Key, Reason, TokenStore, Unavailable};
use secrecy::zeroize::Zeroizing;

use crate::made_up::{Disk, MadeUp};
use crate::{key, loaded, secret, token};

fn in_memory(reason: Reason) -> Kept {
    Kept::InMemory(Unavailable { reason })
}

/// A keychain with another way to write, and another way to read.
struct Hostile {
    inner: MadeUp,
    write: fn(&mut MadeUp, &str, &[u8]) -> Result<(), Reason>,
    blind: bool,
}

impl Entries for Hostile {
    fn piece_size(&self) -> usize {
        self.inner.piece_size()
    }
    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        if self.blind { Ok(None) } else { self.inner.read(name) }
    }
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Reason> {
        (self.write)(&mut self.inner, name, bytes)
    }
    fn delete(&mut self, name: &str) -> Result<(), Reason> {
        if self.blind { Ok(()) } else { self.inner.delete(name) }
    }
}

impl fmt::Debug for Hostile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

async fn disk_with(text: &str) -> Disk {
    let disk = Disk::default();
    let kept = TokenStore::over(disk.keychain()).save(&key(1), secret(text)).await;
    assert_eq!(kept, Kept::InKeychain);
    disk
}

#[tokio::test]
async fn what_is_kept_shortened_is_noticed_and_the_old_token_stays() {
    let disk = disk_with("old").await;
    let store = TokenStore::over(Hostile {
        inner: disk.keychain(),
        write: |inner, name, bytes| inner.write(name, &bytes[..bytes.len().min(1000)]),
        blind: false,
    });
    let new = token('n', 1500);
    assert_eq!(store.save(&key(1), secret(&new)).await, in_memory(Reason::Unfaithful));
    assert_eq!(loaded(&store, &key(1)).await, Some(new));
    assert_eq!(
        loaded(&TokenStore::over(disk.keychain()), &key(1)).await.unwrap(),
        "old"
    );
}

#[tokio::test]
async fn a_locked_keychain_that_looks_empty_is_not_taken_for_empty() {
    let disk = disk_with("old").await;
    let store = TokenStore::over(Hostile {
        inner: disk.keychain(),
        write: |_, _, _| Err(Reason::Locked),
        blind: true,
    });
    let locked = Unavailable { reason: Reason::Locked };
    assert_eq!(store.probe().await, Err(locked.clone()));
    assert_eq!(store.load(&key(1)).await.unwrap_err(), locked);
    assert_eq!(store.list().await, Err(locked.clone()));
    assert_eq!(store.forget(&key(1)).await, Err(locked.clone()));
    assert_eq!(store.forget_all().await, Err(locked));
    assert_eq!(store.save(&key(1), secret("new")).await, in_memory(Reason::Locked));
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), "new");
    assert_eq!(
        loaded(&TokenStore::over(disk.keychain()), &key(1)).await.unwrap(),
        "old"
    );
}

#[tokio::test]
async fn damage_is_removed_and_is_no_token() {
    let whole = disk_with(&token('o', 6000)).await;
    let names = whole.names();
    let pieces: Vec<_> = names
        .iter()
        .filter(|name| name.starts_with(&key(1).to_string()))
        .collect();
    assert_eq!(pieces.len(), 4, "a head and three pieces");
    let damages: [fn(&mut Vec<u8>); 4] = [
        Vec::clear,
        |bytes| bytes.truncate(20),
        |bytes| bytes[9] ^= 1,
        |bytes| *bytes = br#"{"v":1,"slot":"a","n":99999,"len":0,"sha256":""}"#.to_vec(),
    ];
    for piece in pieces {
        for damage in damages {
            let disk = disk_with(&token('o', 6000)).await;
            disk.change(|entries| damage(entries.get_mut(piece).unwrap()));
            let store = TokenStore::over(disk.keychain());
            assert_eq!(loaded(&store, &key(1)).await, None);
            assert!(!disk.names().iter().any(|name| name.starts_with(&key(1).to_string())));
            assert_eq!(store.list().await.unwrap(), []);
            assert_eq!(store.save(&key(1), secret("new")).await, Kept::InKeychain);
        }
    }
}

#[tokio::test]
async fn what_a_later_version_wrote_is_left_alone() {
    let disk = disk_with("old").await;
    let head = format!("{}/head", key(1));
    disk.change(|entries| entries.insert(head.clone(), br#"{"v":2,"sealed":"..."}"#.to_vec()));
    let before = disk.names();
    let store = TokenStore::over(disk.keychain());
    assert_eq!(store.load(&key(1)).await.unwrap_err().reason, Reason::Later);
    assert_eq!(store.save(&key(1), secret("new")).await, in_memory(Reason::Later));
    assert_eq!(disk.names(), before);
    store.forget(&key(1)).await.unwrap();
    assert_eq!(disk.names(), [""; 0], "a sign-out is a sign-out");
}

#[tokio::test]
async fn a_secret_that_is_too_long_stays_in_memory() {
    let disk = disk_with("old").await;
    let store = TokenStore::over(disk.keychain());
    let long = token('n', 16 * 2400 + 1);
    assert_eq!(store.save(&key(1), secret(&long)).await, in_memory(Reason::TooLong));
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), long);
    let longest = token('n', 16 * 2400);
    assert_eq!(store.save(&key(1), secret(&longest)).await, Kept::InKeychain);
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), longest);
}

#[tokio::test]
async fn no_text_about_a_secret_shows_it() {
    const SENTINEL: &str = "sentinel-0.AXoA-refresh";
    let disk = Disk::default();
    let store = TokenStore::over(Hostile {
        inner: disk.keychain(),
        write: |inner, name, bytes| match std::str::from_utf8(bytes) {
            Ok(text) if text.contains(SENTINEL) => Err(Reason::failed(format!("{text:?} does not please me"))),
            _ => inner.write(name, bytes),
        },
        blind: false,
    });
    let kept = store.save(&key(1), secret(SENTINEL)).await;
    let Kept::InMemory(why) = &kept else {
        panic!("it took it")
    };
    assert!(why.to_string().contains("[redacted]"), "{why}");
    let secret = store.load(&key(1)).await;
    let listed = TokenStore::over(disk.keychain()).list().await;
    let texts = format!("{kept:?} {why} {store:?} {secret:?} {:?} {listed:?}", key(1));
    assert!(!texts.contains("sentinel"), "{texts}");
    disk.change(|entries| {
        for (name, bytes) in entries {
            assert!(!String::from_utf8_lossy(bytes).contains("sentinel"), "in {name}");
        }
    });
}

#[tokio::test]
async fn the_list_names_what_is_kept_and_holds_no_secret() {
    let disk = disk_with("sentinel of a person").await;
    let store = TokenStore::over(disk.keychain());
    let Key::RefreshToken(account) = key(1) else {
        unreachable!()
    };
    let application = Key::ClientSecret {
        place: account.place,
        tenant: account.tenant,
        client: account.client,
    };
    assert_eq!(
        store.save(&application, secret("sentinel of an app")).await,
        Kept::InKeychain
    );
    assert_eq!(store.list().await.unwrap(), [key(1), application.clone()]);
    disk.change(|entries| {
        let mut index = entries.iter().filter(|(name, _)| name.starts_with("index/"));
        assert!(index.all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("sentinel")));
    });
    store.forget(&key(1)).await.unwrap();
    assert_eq!(store.list().await.unwrap(), std::slice::from_ref(&application));
    assert_eq!(loaded(&store, &application).await.unwrap(), "sentinel of an app");
    store.forget_all().await.unwrap();
    assert_eq!(disk.names(), [""; 0]);
}

#[tokio::test]
async fn a_store_in_memory_asks_no_keychain() {
    let store = TokenStore::in_memory();
    assert_eq!(store.probe().await.unwrap_err().reason, Reason::NotUsed);
    assert_eq!(loaded(&store, &key(1)).await, None);
    assert_eq!(store.save(&key(1), secret("new")).await, in_memory(Reason::NotUsed));
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), "new");
    assert_eq!(loaded(&store.clone(), &key(1)).await.unwrap(), "new");
    store.forget(&key(1)).await.unwrap();
    assert_eq!(loaded(&store, &key(1)).await, None);
}
