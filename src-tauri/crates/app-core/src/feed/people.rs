//! Who is in the tenant already.

use ::people_feed::Here;
use graph_client::Error;

use super::FeedResult;
use crate::tenant_context::TenantContext;

/// More accounts than the largest tenants have: a list that does not end is none.
const MOST_PAGES: usize = 2_000;

/// Everybody; nothing where users may not be read.
pub(super) async fn here(context: &TenantContext) -> FeedResult<Option<Here>> {
    if !context.may_read_people(true).await.read_users {
        return Ok(None);
    }
    let client = context.client();
    let mut here = Here::default();
    let mut next = None;
    for _ in 0..MOST_PAGES {
        let page = match client.accounts(next.as_ref()).await {
            Err(error) if error.is_missing_permission() => return Ok(None),
            page => page?,
        };
        page.items.into_iter().for_each(|user| here.add(user));
        match page.next {
            Some(further) => next = Some(further),
            None => return Ok(Some(here)),
        }
    }
    Err(Error::Decode {
        call: "list users",
        reason: "the list has no end".to_owned(),
        request_id: None,
    }
    .into())
}
