//! Where people sign in, and who has before. The list of the latter holds no secret; their tokens lie in the keychain.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use app_core::{KnownAccount, SignInHost, SignInPlace, state_dir};
use serde_json::Value;
use tauri::Url;

use app_core::whole_file;

/// More is not offered.
const MOST: usize = 8;
/// Eight entries are far smaller.
const LARGEST: u64 = 16 * 1024;
/// Longest sign-in name, and longer than any display name.
const LONGEST: usize = 320;

/// Opens a page of a sign-in service.
pub type Opens = Arc<dyn Fn(&Url) + Send + Sync>;

/// Where people sign in, and who has before.
#[derive(Debug)]
pub struct Reception {
    desk: Arc<Desk>,
    lasting: SignInPlace,
}

struct Desk {
    opens: Opens,
    /// Absent where the system names no folder: then they end with the window.
    file: Option<PathBuf>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Newest first.
    accounts: Vec<KnownAccount>,
    /// The file held what is no account.
    dropped: bool,
}

impl Reception {
    /// Reads from this folder who signed in before; `opens` is the browser. The keychain is not touched.
    #[must_use]
    pub fn open(folder: Option<&Path>, opens: Opens) -> Self {
        let file = folder.map(|folder| folder.join("sign-ins.json"));
        let desk = Arc::new(Desk {
            opens,
            known: Mutex::new(file.as_deref().map(read).unwrap_or_default()),
            file,
        });
        let host = Arc::clone(&desk) as Arc<dyn SignInHost>;
        Self {
            lasting: SignInPlace::of_this_computer(host, state_dir::platform()),
            desk,
        }
    }

    /// For a tenant that is still there at the next start; journals lie in `journals`, else among the person's data.
    pub(crate) fn lasting(&self, journals: Option<PathBuf>) -> SignInPlace {
        let mut place = self.lasting.clone();
        place.journals = journals.or(place.journals);
        place
    }

    /// For a tenant that ends with the program.
    pub(crate) fn passing(&self) -> SignInPlace {
        SignInPlace::passing(Arc::clone(&self.desk) as _)
    }

    /// Who signed in before, newest first.
    pub(crate) fn known(&self) -> Vec<KnownAccount> {
        self.desk.known(|known| known.accounts.clone())
    }

    /// Whether something of the list was dropped; tells it once.
    pub(crate) fn has_dropped(&self) -> bool {
        self.desk.known(|known| std::mem::take(&mut known.dropped))
    }

    /// Opens a page.
    pub(crate) fn show(&self, page: &Url) {
        (self.desk.opens)(page);
    }
}

impl Desk {
    fn known<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        change(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut Vec<KnownAccount>)) {
        let accounts = self.known(|known| {
            change(&mut known.accounts);
            known.accounts.truncate(MOST);
            known.accounts.clone()
        });
        let Some(file) = &self.file else { return };
        let kept = serde_json::to_vec_pretty(&accounts).map_err(std::io::Error::other);
        if let Err(error) = kept.and_then(|bytes| whole_file::write(file, &bytes)) {
            tracing::warn!(%error, "who signed in is not remembered");
        }
    }
}

impl SignInHost for Desk {
    fn open(&self, address: &Url) {
        (self.opens)(address);
    }

    fn signed_in(&self, account: &KnownAccount) {
        self.change(|accounts| {
            accounts.retain(|known| !known.is_same(account));
            accounts.insert(0, account.clone());
        });
    }

    fn signed_out(&self, account: &KnownAccount) {
        self.change(|accounts| accounts.retain(|known| !known.is_same(account)));
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("file", &self.file).finish_non_exhaustive()
    }
}

/// What cannot be an account is left out, and said to be.
fn read(file: &Path) -> Known {
    let mut bytes = Vec::new();
    let Ok(opened) = File::open(file) else {
        return Known::default();
    };
    let entries = match opened.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= LARGEST => serde_json::from_slice::<Vec<Value>>(&bytes).ok(),
        _ => None,
    };
    let Some(entries) = entries else {
        return Known {
            accounts: Vec::new(),
            dropped: true,
        };
    };
    let length = entries.len();
    let read = entries
        .into_iter()
        .filter_map(|entry| serde_json::from_value(entry).ok());
    let accounts: Vec<KnownAccount> = read.filter(is_plain).take(MOST).collect();
    Known {
        dropped: accounts.len() < length,
        accounts,
    }
}

fn is_plain(account: &KnownAccount) -> bool {
    let KnownAccount { address, name, .. } = account;
    [address, name]
        .into_iter()
        .all(|text| text.len() <= LONGEST && !text.chars().any(char::is_control))
}
