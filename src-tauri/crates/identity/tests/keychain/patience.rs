//! Keychains that hang, for a while or for good, and one that falls over.

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use identity::token_store::{Entries, Kept, Reason, TokenStore};
use secrecy::zeroize::Zeroizing;

use crate::made_up::{Disk, MadeUp};
use crate::{key, loaded, secret};

const SHORT: Duration = Duration::from_millis(50);

/// Hangs at the first operation until it is told to go on, or for good.
struct Hanging {
    inner: MadeUp,
    go_on: Receiver<()>,
    hung: bool,
}

impl Hanging {
    fn hang(&mut self) {
        if !std::mem::replace(&mut self.hung, true) {
            self.go_on.recv().unwrap();
        }
    }
}

impl Entries for Hanging {
    fn piece_size(&self) -> usize {
        self.inner.piece_size()
    }
    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        self.hang();
        self.inner.read(name)
    }
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Reason> {
        self.hang();
        self.inner.write(name, bytes)
    }
    fn delete(&mut self, name: &str) -> Result<(), Reason> {
        self.hang();
        self.inner.delete(name)
    }
}

impl fmt::Debug for Hanging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

#[tokio::test]
async fn nobody_waits_for_a_keychain_that_hangs_and_it_is_used_again_when_it_comes_back() {
    let disk = Disk::default();
    let (go_on, waits) = channel();
    let keychain = Hanging {
        inner: disk.keychain(),
        go_on: waits,
        hung: false,
    };
    let operations = keychain.inner.operations();
    let store = TokenStore::over(keychain).waiting(SHORT);

    // The second one is queued behind the first, and given up there.
    let (first, second) = (key(1), key(2));
    let (loaded_first, kept) = tokio::join!(store.load(&first), store.save(&second, secret("never kept")));
    assert_eq!(loaded_first.unwrap_err().reason, Reason::NotAnswering);
    let Kept::InMemory(why) = kept else { panic!("it hangs") };
    assert_eq!(why.reason, Reason::NotAnswering);
    // From here on nobody waits at all: with this patience a test that waited would never end.
    let patient = store.waiting(Duration::from_secs(u64::from(u32::MAX)));
    assert_eq!(patient.probe().await.unwrap_err().reason, Reason::NotAnswering);
    assert_eq!(patient.forget(&key(1)).await.unwrap_err().reason, Reason::NotAnswering);

    go_on.send(()).unwrap();
    while patient.probe().await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(operations.load(std::sync::atomic::Ordering::SeqCst) > 0);
    assert_eq!(disk.names(), [""; 0], "work that nobody waits for is left out");
    assert_eq!(loaded(&patient, &key(2)).await.unwrap(), "never kept", "from memory");
    assert_eq!(patient.save(&key(2), secret("kept")).await, Kept::InKeychain);
}

/// A store whose keychain stops at this operation, says so, and goes on when the sender is dropped.
fn stopping_at(disk: &Disk, at: usize) -> (TokenStore, Receiver<()>, Sender<()>) {
    let (go_on, waits) = channel();
    let (tells, stopped) = channel();
    let keychain = disk.failing(move |operation| {
        if operation == at {
            let _ = tells.send(()); // the test may have seen enough
            let _ = waits.recv();
        }
        false
    });
    let store = TokenStore::over(keychain).waiting(TokenStore::FOR_A_PERSON);
    (store, stopped, go_on)
}

/// Saves, and calls it off at this operation of the keychain; `false` when there was no such operation.
async fn called_off_at(disk: &Disk, at: usize) -> bool {
    let (store, stopped, go_on) = stopping_at(disk, at);
    let name = key(1);
    let mut save = Box::pin(store.save(&name, secret("new")));
    let has_stopped = loop {
        if futures::poll!(&mut save).is_ready() {
            break false;
        }
        if stopped.try_recv().is_ok() {
            break true;
        }
        tokio::task::yield_now().await;
    };
    drop((save, go_on));
    // Answered after all that was asked before.
    store.list().await.unwrap();
    has_stopped
}

#[tokio::test]
async fn a_save_that_is_called_off_leaves_no_entry() {
    let mut at = 0;
    loop {
        let disk = Disk::default();
        if !called_off_at(&disk, at).await {
            break;
        }
        assert_eq!(disk.names(), [""; 0], "called off at operation {at}");
        at += 1;
    }
    assert!(at > 5, "a save of {at} operations");
}

#[tokio::test]
async fn a_save_that_is_called_off_costs_no_earlier_token() {
    let mut at = 0;
    loop {
        let disk = Disk::default();
        let before = TokenStore::over(disk.keychain());
        assert_eq!(before.save(&key(1), secret("old")).await, Kept::InKeychain);
        let has_stopped = called_off_at(&disk, at).await;
        let kept = loaded(&before, &key(1)).await;
        assert!(
            matches!(kept.as_deref(), Some("old" | "new")),
            "operation {at}: {kept:?}"
        );
        if !has_stopped {
            break;
        }
        at += 1;
    }
}

/// The program has said that the sign-in will not be remembered.
#[tokio::test]
async fn a_save_that_ends_too_late_leaves_no_entry() {
    let disk = Disk::default();
    let (store, _stopped, go_on) = stopping_at(&disk, 4);
    let kept = store.waiting(SHORT).save(&key(1), secret("new")).await;
    assert!(matches!(kept, Kept::InMemory(why) if why.reason == Reason::NotAnswering));
    drop(go_on);
    while store.probe().await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(store.list().await.unwrap(), []);
    assert_eq!(disk.names(), [""; 0]);
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), "new", "from memory");
}

#[test]
fn a_keychain_that_hangs_for_good_does_not_keep_the_program() {
    let (_go_on, waits) = channel();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .unwrap();
    let store = TokenStore::over(Hanging {
        inner: Disk::default().keychain(),
        go_on: waits,
        hung: false,
    });
    let probed = runtime.block_on(store.waiting(SHORT).probe());
    assert_eq!(probed.unwrap_err().reason, Reason::NotAnswering);
    // Both would wait for ever for work on one of the runtime's own threads.
    drop(runtime);
    drop(store);
}

#[tokio::test]
async fn a_keychain_that_falls_over_is_told_and_the_session_goes_on_in_memory() {
    let store = TokenStore::over(Disk::default().failing(|_| panic!("the keychain's library gives up")));
    for _ in 0..2 {
        let Kept::InMemory(why) = store.save(&key(1), secret("new")).await else {
            panic!("it fell over")
        };
        assert_eq!(why.reason, Reason::failed("the keychain's thread has ended"));
    }
    assert_eq!(loaded(&store, &key(1)).await.unwrap(), "new");
}
