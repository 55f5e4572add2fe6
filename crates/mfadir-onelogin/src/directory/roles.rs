//! Roles, which are the groups here.

use mfadir_core::{Group, GroupQuery, Page, PageRequest, Result};
use mfadir_http::{Path, Request, once};

use super::client::Client;
use crate::wire::RoleRow;

impl Client {
    /// Names and memberships are compared here, page by page: the list's own filter takes wildcards.
    pub(super) async fn roles(&self, query: &GroupQuery, wanted: &PageRequest) -> Result<Page<Group>> {
        let members = match query {
            GroupQuery::Of(user) => Some(self.user_row(user).await?.roles()),
            GroupQuery::All | GroupQuery::Named(_) => None,
        };
        let first = Request::get(&Path::new("/api/1/roles"));
        let page = self.page::<RoleRow>(first, wanted, "a list of roles").await?;
        let mut roles = once(page.items.into_iter().map(Group::from).collect(), |role: &Group| role.id.as_str());
        roles.retain(|role| match (query, &members) {
            (GroupQuery::Named(name), _) => role.name.to_lowercase() == name.to_lowercase(),
            (_, Some(ids)) => ids.iter().any(|id| id == role.id.as_str()),
            _ => true,
        });
        Ok(Page { items: roles, next: page.next })
    }
}
