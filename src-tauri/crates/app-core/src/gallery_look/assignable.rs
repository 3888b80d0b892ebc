//! People and groups that can be assigned to an app, by the beginning of their name.

use crate::Problem;
use crate::tenant_context::TenantContext;
use crate::view::Assignable;

/// Begins with fewer letters name half of the directory.
const SHORTEST: usize = 2;

/// Groups first, because one assignment then serves many.
///
/// # Errors
/// The permissions were not granted, or the tenant did not answer.
pub(crate) async fn find(context: &TenantContext, text: &str) -> Result<Vec<Assignable>, Problem> {
    let text = text.trim();
    if text.chars().count() < SHORTEST {
        return Ok(Vec::new());
    }
    context.may_find_assignable().await?;
    let client = context.client();
    let (groups, people) = futures::join!(client.groups_beginning(text), client.users_beginning(text));
    let unread = |error| Problem::from(&error);
    let groups = groups.map_err(unread)?.items.into_iter().map(|group| Assignable {
        name: group.display_name.unwrap_or_else(|| group.id.clone()),
        id: group.id,
        group: true,
        address: None,
    });
    let people = people.map_err(unread)?.items.into_iter().map(|user| Assignable {
        name: user.display_name.unwrap_or_else(|| user.id.clone()),
        id: user.id,
        group: false,
        address: user.user_principal_name,
    });
    Ok(groups.chain(people).collect())
}

/// How many accounts the tenant has.
///
/// # Errors
/// As [`find`].
pub(crate) async fn count(context: &TenantContext) -> Result<u64, Problem> {
    context.may_find_assignable().await?;
    context
        .client()
        .count_users()
        .await
        .map_err(|error| Problem::from(&error))
}
