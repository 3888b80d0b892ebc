//! Reading answers: one object, one page, all pages (contract 3.6).

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::budget::Budget;
use crate::client::ReadClient;
use crate::error::Error;
use crate::pipeline::{Answer, Call, guarded};
use crate::redacted_error::redacted_error;

/// A list that has not ended by then never ends.
const MOST_PAGES: usize = 1_000;
/// Entries of one list, over all its pages.
const MOST_ITEMS: usize = 100_000;
/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the list goes on, if it does.
    pub next: Option<NextPage>,
}

/// The address of a next page, checked and otherwise opaque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextPage(Url);

#[derive(Deserialize)]
struct Envelope<T> {
    value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

impl ReadClient {
    /// Sends and reads one object.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        let name = call.name;
        decode(name, &self.send(call).await?)
    }

    /// Sends and ignores the body.
    pub(crate) async fn tell(&self, call: Call) -> Result<(), Error> {
        self.send(call).await.map(drop)
    }

    /// Deletes; an object that is gone after a repeat was deleted by the first try.
    pub(crate) async fn remove(&self, call: Call) -> Result<(), Error> {
        match self.tell(call).await {
            Err(Error::Api(api)) if api.status == 404 && api.attempt > 1 => Ok(()),
            other => other,
        }
    }

    /// Sends and reads one page.
    pub(crate) async fn page<T: DeserializeOwned>(&self, call: Call) -> Result<Page<T>, Error> {
        self.page_within(call, &mut Budget::default()).await
    }

    async fn page_within<T: DeserializeOwned>(&self, call: Call, budget: &mut Budget) -> Result<Page<T>, Error> {
        let name = call.name;
        let answer = self.send(call).await?;
        self.page_of(name, &answer, budget)
    }

    fn page_of<T: DeserializeOwned>(
        &self,
        name: &'static str,
        answer: &Answer,
        budget: &mut Budget,
    ) -> Result<Page<T>, Error> {
        let spent = budget.spend(&answer.body);
        spent.map_err(|what| unreadable(name, what, answer.request_id.clone()))?;
        let envelope: Envelope<T> = decode(name, answer)?;
        let next = envelope
            .next_link
            .map(|address| guarded(name, self.cloud(), &address).map(NextPage))
            .transpose()?;
        Ok(Page {
            items: envelope.value,
            next,
        })
    }

    /// Sends and follows every next page.
    pub(crate) async fn list<T: DeserializeOwned>(&self, call: Call) -> Result<Vec<T>, Error> {
        let name = call.name;
        let mut budget = Budget::default();
        let page = self.page_within(call, &mut budget).await?;
        self.rest_of(name, page, budget).await
    }

    /// Sends these reads together, [`MOST_TOGETHER`] at most, and reads a list of each, in their order. A list that goes on is followed.
    ///
    /// [`MOST_TOGETHER`]: crate::MOST_TOGETHER
    pub(crate) async fn lists<T: DeserializeOwned>(
        &self,
        name: &'static str,
        reads: Vec<Call>,
    ) -> Result<Vec<Result<Vec<T>, Error>>, Error> {
        let mut lists = Vec::new();
        for answer in self.batch(name, reads).await? {
            let mut budget = Budget::default();
            let page = answer.and_then(|answer| self.page_of(name, &answer, &mut budget));
            lists.push(match page {
                Ok(page) => self.rest_of(name, page, budget).await,
                Err(error) => Err(error),
            });
        }
        Ok(lists)
    }

    async fn rest_of<T: DeserializeOwned>(
        &self,
        name: &'static str,
        mut page: Page<T>,
        mut budget: Budget,
    ) -> Result<Vec<T>, Error> {
        let mut items = page.items;
        let mut seen = HashSet::new();
        while let Some(NextPage(url)) = page.next {
            if seen.len() >= MOST_PAGES || !seen.insert(url.clone()) {
                return Err(unreadable(name, "the list has no end", None));
            }
            page = self.page_within(Call::next(name, url), &mut budget).await?;
            items.append(&mut page.items);
            if items.len() > MOST_ITEMS {
                return Err(unreadable(
                    name,
                    format!("the list has more than {MOST_ITEMS} entries"),
                    None,
                ));
            }
        }
        Ok(items)
    }

    /// Reads the page that another page names.
    pub(crate) async fn follow<T: DeserializeOwned>(
        &self,
        name: &'static str,
        next: &NextPage,
    ) -> Result<Page<T>, Error> {
        self.page(Call::next(name, next.0.clone())).await
    }
}

/// Reads a body; what is missing is an error that names the call.
pub(crate) fn decode<T: DeserializeOwned>(call: &'static str, answer: &Answer) -> Result<T, Error> {
    serde_json::from_slice(&answer.body)
        .map_err(|error| unreadable(call, redacted_error(&error), answer.request_id.clone()))
}

/// `reason` quotes nothing of the answer.
pub(crate) fn unreadable(call: &'static str, reason: impl Into<String>, request_id: Option<String>) -> Error {
    Error::Decode {
        call,
        reason: reason.into(),
        request_id,
    }
}
