use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::User;
use crate::page::{NextPage, Page};
use crate::pipeline::{Call, quoted};

const FIELDS: &str = "id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled,\
                      onPremisesDistinguishedName,onPremisesProvisioningErrors";

/// What a file of people is compared with.
const COMPARED: &str = "id,userPrincipalName,mail,employeeId,accountEnabled,onPremisesSyncEnabled";

/// Pages of users have 999 at most.
const LARGEST_PAGE: &str = "999";

impl ReadClient {
    /// U1: every account, with what a file of people is compared with, one page; the first where none is named.
    ///
    /// # Errors
    /// 403 where users may not be read.
    pub async fn accounts(&self, next: Option<&NextPage>) -> Result<Page<User>, Error> {
        const NAME: &str = "list users";
        match next {
            Some(next) => self.follow(NAME, next).await,
            None => {
                let call = Call::get(NAME, Version::V1, ["users"]);
                self.page(call.query("$select", COMPARED).query("$top", LARGEST_PAGE))
                    .await
            }
        }
    }

    /// How many accounts the tenant has. The count is that of an index, which follows within minutes.
    pub async fn count_users(&self) -> Result<u64, Error> {
        self.fetch(Call::get("count users", Version::V1, ["users", "$count"]).eventual())
            .await
    }

    /// One account by its object id or sign-in name; `None` where there is none.
    pub async fn user(&self, id: &str) -> Result<Option<User>, Error> {
        let call = Call::get("read user", Version::V1, ["users", id]).query("$select", FIELDS);
        match self.fetch(call).await {
            Err(error) if error.is_not_found() => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Accounts whose name, sign-in name or address begins so, in any case; the first page.
    pub async fn users_beginning(&self, text: &str) -> Result<Page<User>, Error> {
        const WHERE: [&str; 5] = ["displayName", "givenName", "surname", "userPrincipalName", "mail"];
        let begins = WHERE.map(|field| format!("startswith({field},{})", quoted(text)));
        self.find_users(begins.join(" or ")).await
    }

    /// Accounts that have this address, as sign-in name, mail or further address.
    pub async fn users_with_address(&self, address: &str) -> Result<Page<User>, Error> {
        let smtp = quoted(&format!("smtp:{address}"));
        let address = quoted(address);
        self.find_users(format!(
            "userPrincipalName eq {address} or mail eq {address} or proxyAddresses/any(p:p eq {smtp})"
        ))
        .await
    }

    async fn find_users(&self, filter: String) -> Result<Page<User>, Error> {
        let call = Call::get("find users", Version::V1, ["users"])
            .query("$filter", filter)
            .query("$select", FIELDS)
            .query("$top", "25");
        self.page(call).await
    }
}
