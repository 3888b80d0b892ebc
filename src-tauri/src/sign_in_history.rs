//! Where people sign in, and who has before. The list of the latter holds no secret; their tokens lie in the keychain.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use app_core::{KnownAccount, SignInHost, SignInStorage, state_dir};
use serde_json::Value;
use tauri::Url;

use app_core::atomic_file;

/// More is not offered; consultants have forty customers.
const MOST: usize = 100;
/// A hundred entries are far smaller.
const LARGEST: u64 = 128 * 1024;
/// Longest sign-in name, and longer than any display name.
const LONGEST: usize = 320;

/// Opens a page of a sign-in service.
pub type Opens = Arc<dyn Fn(&Url) + Send + Sync>;

/// Where people sign in, and who has before.
#[derive(Debug)]
pub struct SignInHistory {
    host: Arc<BrowserHost>,
    lasting: SignInStorage,
}

struct BrowserHost {
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

impl SignInHistory {
    /// Reads from this folder who signed in before; `opens` is the browser. The keychain is not touched.
    #[must_use]
    pub fn open(folder: Option<&Path>, opens: Opens) -> Self {
        let file = folder.map(|folder| folder.join("sign-ins.json"));
        let host = Arc::new(BrowserHost {
            opens,
            known: Mutex::new(file.as_deref().map(read).unwrap_or_default()),
            file,
        });
        Self {
            lasting: SignInStorage::of_this_computer(Arc::clone(&host) as _, state_dir::platform()),
            host,
        }
    }

    /// For a tenant that is still there at the next start; journals lie in `journals`, else among the person's data.
    pub(crate) fn lasting(&self, journals: Option<PathBuf>) -> SignInStorage {
        let mut place = self.lasting.clone();
        place.journals = journals.or(place.journals);
        place
    }

    /// For a tenant that ends with the program.
    pub(crate) fn passing(&self) -> SignInStorage {
        SignInStorage::passing(Arc::clone(&self.host) as _)
    }

    /// Who signed in before, newest first.
    pub(crate) fn known(&self) -> Vec<KnownAccount> {
        self.host.known(|known| known.accounts.clone())
    }

    /// Whether something of the list was dropped; tells it once.
    pub(crate) fn has_dropped(&self) -> bool {
        self.host.known(|known| std::mem::take(&mut known.dropped))
    }

    /// Opens a page.
    pub(crate) fn show(&self, page: &Url) {
        (self.host.opens)(page);
    }
}

impl BrowserHost {
    fn known<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        change(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut Vec<KnownAccount>)) -> io::Result<()> {
        let accounts = self.known(|known| {
            change(&mut known.accounts);
            known.accounts.truncate(MOST);
            known.accounts.clone()
        });
        let Some(file) = &self.file else { return Ok(()) };
        atomic_file::write_own(file, &serde_json::to_vec_pretty(&accounts)?)
    }
}

impl SignInHost for BrowserHost {
    fn open(&self, address: &Url) {
        (self.opens)(address);
    }

    fn signed_in(&self, account: &KnownAccount) -> io::Result<()> {
        self.change(|accounts| {
            let before = accounts.iter().position(|known| known.is_same(account));
            let before = before.map(|place| accounts.remove(place));
            let mut account = account.clone();
            if account.tenant_name.is_empty() {
                account.tenant_name = before.map(|before| before.tenant_name).unwrap_or_default();
            }
            accounts.insert(0, account);
        })
    }

    fn tenant_named(&self, account: &KnownAccount, name: &str) {
        // A name that could not be read back would take the whole entry with it.
        let name: String = name
            .chars()
            .filter(|char| !char.is_control())
            .take(LONGEST / 4)
            .collect();
        let is_news = |known: &KnownAccount| known.is_same(account) && known.tenant_name != name;
        // A tenant tells its name again and again.
        if !self.known(|known| known.accounts.iter().any(is_news)) {
            return;
        }
        let named = self.change(|accounts| {
            let found = accounts.iter_mut().find(|known| known.is_same(account));
            found.into_iter().for_each(|known| known.tenant_name.clone_from(&name));
        });
        if let Err(error) = named {
            tracing::warn!(%error, "a tenant is not remembered by its name");
        }
    }

    fn signed_out(&self, account: &KnownAccount) {
        // Whoever stays in the file is offered once more, and is found to be signed out.
        if let Err(error) = self.change(|accounts| accounts.retain(|known| !known.is_same(account))) {
            tracing::warn!(%error, "who signed out stays in the list");
        }
    }
}

impl fmt::Debug for BrowserHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrowserHost")
            .field("file", &self.file)
            .finish_non_exhaustive()
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
    let KnownAccount {
        address,
        name,
        tenant_name,
        ..
    } = account;
    [address, name, tenant_name]
        .into_iter()
        .all(|text| text.len() <= LONGEST && !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tempfile::tempdir;

    use super::*;

    fn sign_in_history(folder: &Path) -> SignInHistory {
        SignInHistory::open(Some(folder), Arc::new(|_| {}))
    }

    fn entry(address: &str) -> Value {
        json!({
            "cloud": "global",
            "tenant": "4a1b0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a11",
            "object": "7c2d0f5e-5a6f-4c5c-9d0a-0d1f0c5b8a22",
            "client": "14d82eec-204b-4c2f-b7e8-296a70dab67e",
            "address": address,
            "name": "Ann Example",
        })
    }

    fn account(address: &str) -> KnownAccount {
        serde_json::from_value(entry(address)).unwrap()
    }

    #[test]
    fn who_signed_in_is_known_at_the_next_start_until_they_sign_out() {
        let place = tempdir().unwrap();
        let folder = place.path().join("not yet there");
        let known = account("ann@example.com");
        sign_in_history(&folder).host.signed_in(&known).unwrap();
        let next = sign_in_history(&folder);
        assert_eq!(next.known(), std::slice::from_ref(&known));
        assert!(!next.has_dropped());
        next.host.signed_out(&known);
        assert_eq!(sign_in_history(&folder).known(), []);
    }

    #[test]
    fn a_tenant_is_known_by_its_name_whatever_that_is() {
        let place = tempdir().unwrap();
        let known = account("ann@example.com");
        let first = sign_in_history(place.path());
        first.host.tenant_named(&known, "Contoso");
        assert_eq!(first.known(), [], "nobody becomes known by it");
        assert!(!place.path().join("sign-ins.json").exists(), "and nothing is written");
        first.host.signed_in(&known).unwrap();
        for (name, kept) in [
            ("Contoso".to_owned(), "Contoso".to_owned()),
            ("\u{1b}[2JContoso\0".to_owned(), "[2JContoso".to_owned()),
            ("😀".repeat(1_000), "😀".repeat(LONGEST / 4)),
        ] {
            first.host.tenant_named(&known, &name);
            first.host.signed_in(&known).unwrap();
            let next = sign_in_history(place.path());
            assert_eq!(next.known()[0].tenant_name, kept);
            assert!(!next.has_dropped());
        }
    }

    #[test]
    fn a_folder_that_cannot_be_is_told() {
        let place = tempdir().unwrap();
        let file = place.path().join("a file");
        std::fs::write(&file, "").unwrap();
        assert!(
            sign_in_history(&file)
                .host
                .signed_in(&account("ann@example.com"))
                .is_err()
        );
    }

    #[test]
    fn whatever_is_no_account_is_dropped_and_said_to_be_once() {
        let place = tempdir().unwrap();
        let good = entry("ann@example.com");
        let with = |member: &str, value: Value| {
            let mut entry = good.clone();
            entry[member] = value;
            entry
        };
        let mut lists: Vec<String> = [
            with("address", json!("\u{1b}[2Jann@example.com")),
            with("name", json!("a".repeat(LONGEST + 1))),
            with("tenant", json!("contoso")),
            with("cloud", json!("https://evil.example")),
            with("login", json!("https://evil.example")),
            json!(null),
        ]
        .iter()
        .map(|wrong| json!([wrong, good]).to_string())
        .collect();
        lists.push(json!(vec![&good; MOST + 1]).to_string());
        lists.extend(["", "{}", "[", "\u{feff}[]"].map(str::to_owned));
        lists.push(format!("[{}]", " ".repeat(LARGEST.try_into().unwrap())));
        for list in lists {
            std::fs::write(place.path().join("sign-ins.json"), &list).unwrap();
            let history = sign_in_history(place.path());
            let start: String = list.chars().take(200).collect();
            assert!(
                history.known().iter().all(|known| *known == account("ann@example.com")),
                "{start}"
            );
            assert!(history.has_dropped(), "{start}");
            assert!(!history.has_dropped(), "{start}");
        }
    }
}
