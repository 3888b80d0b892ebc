//! Who is in the tenant already, as far as a file is compared with it.

use std::collections::HashMap;

use graph_client::models::User;

/// Everybody in the tenant, by number and by what they sign in by; both without case, as the service compares them.
#[derive(Default)]
pub struct Here {
    all: Vec<Account>,
    by_number: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, u32>,
    by_mail: HashMap<String, u32>,
}

/// Somebody in the tenant.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) sign_in: String,
    pub(crate) mail: String,
    pub(crate) has_number: bool,
    /// They can sign in.
    pub(crate) is_on: bool,
    /// Active Directory decides what is said of them.
    pub(crate) of_directory: bool,
}

/// Without what is known of them.
impl std::fmt::Debug for Here {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Here")
            .field("people", &self.all.len())
            .finish_non_exhaustive()
    }
}

impl Here {
    /// Adds somebody once: whoever is created while pages are read moves others to the next page, where they come a second time. No two
    /// accounts of a tenant have the same sign-in name.
    pub fn add(&mut self, user: User) {
        let Ok(place) = u32::try_from(self.all.len()) else {
            return;
        };
        let sign_in = user.user_principal_name.unwrap_or_default();
        if self.with_name(&sign_in).is_some() {
            return;
        }
        let number = user.employee_id.unwrap_or_default();
        let account = Account {
            sign_in,
            mail: user.mail.unwrap_or_default(),
            has_number: !number.is_empty(),
            is_on: user.account_enabled != Some(false),
            of_directory: user.on_premises_sync_enabled == Some(true),
        };
        if account.has_number {
            self.by_number.entry(number.to_lowercase()).or_default().push(place);
        }
        for (key, by) in [
            (&account.sign_in, &mut self.by_name),
            (&account.mail, &mut self.by_mail),
        ] {
            if !key.is_empty() {
                by.entry(key.to_lowercase()).or_insert(place);
            }
        }
        self.all.push(account);
    }

    #[must_use]
    pub fn people(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn with_number(&self, number: &str) -> impl ExactSizeIterator<Item = &Account> {
        let places = self.by_number.get(&number.to_lowercase());
        let places = places.map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| &self.all[*place as usize])
    }

    /// Who signs in by this name.
    pub(crate) fn with_name(&self, name: &str) -> Option<&Account> {
        let place = self.by_name.get(&name.to_lowercase())?;
        self.all.get(*place as usize)
    }

    /// Who gets what is sent to this address.
    pub(crate) fn with_address(&self, address: &str) -> Option<&Account> {
        let place = self.by_mail.get(&address.to_lowercase())?;
        self.all.get(*place as usize)
    }
}
