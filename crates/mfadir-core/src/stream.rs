//! Page after page as a stream.

use futures_util::{Stream, stream};

use crate::{
    directory::MfaDirectory,
    error::Result,
    event::{Event, EventQuery},
    page::{Page, PageRequest},
    people::{Group, GroupQuery, User, UserQuery},
};

/// Pages, one after the other; it ends after the last page or the first error.
pub trait Pages<T>: Stream<Item = Result<Page<T>>> + Send {}

impl<T, S: Stream<Item = Result<Page<T>>> + Send> Pages<T> for S {}

/// What follows from the contract's pages. Each item is a whole page, so that a job can store its cursor.
pub trait MfaDirectoryExt: MfaDirectory {
    /// The pages of [`MfaDirectory::users`].
    fn user_pages<'a>(&'a self, query: &'a UserQuery, first: PageRequest) -> impl Pages<User> + 'a {
        pages(first, move |page| async move { self.users(query, &page).await })
    }

    /// The pages of [`MfaDirectory::groups`].
    fn group_pages<'a>(&'a self, query: &'a GroupQuery, first: PageRequest) -> impl Pages<Group> + 'a {
        pages(first, move |page| async move { self.groups(query, &page).await })
    }

    /// The pages of [`MfaDirectory::events`].
    fn event_pages<'a>(&'a self, query: &'a EventQuery, first: PageRequest) -> impl Pages<Event> + 'a {
        pages(first, move |page| async move { self.events(query, &page).await })
    }
}

impl<D: MfaDirectory + ?Sized> MfaDirectoryExt for D {}

fn pages<T, F, Fut>(first: PageRequest, fetch: F) -> impl Stream<Item = Result<Page<T>>> + Send
where
    T: Send,
    F: Fn(PageRequest) -> Fut + Send,
    Fut: Future<Output = Result<Page<T>>> + Send,
{
    stream::unfold((Some(first), fetch), |(request, fetch)| async move {
        let request = request?;
        let page = fetch(request.clone()).await;
        let next = page.as_ref().ok().and_then(|page| page.next.clone()).map(|cursor| request.at(cursor));
        Some((page, (next, fetch)))
    })
}

#[cfg(all(test, feature = "mock"))]
mod tests {
    use std::pin::pin;

    use futures_util::{FutureExt, StreamExt};

    use super::MfaDirectoryExt;
    use crate::{
        directory::MockMfaDirectory,
        error::{Error, ErrorKind},
        id::Cursor,
        page::{Page, PageRequest},
        people::{User, UserQuery, UserStatus},
    };

    fn page(login: &str, next: Option<&str>) -> Page<User> {
        Page { items: vec![User::new(login, login, UserStatus::Active)], next: next.map(Cursor::from) }
    }

    #[test]
    fn every_page_is_asked_for_once_with_the_cursor_of_the_one_before() {
        let mut directory = MockMfaDirectory::new();
        directory.expect_users().times(3).returning(|_, request| {
            assert_eq!(request.limit, Some(1));
            Ok(match request.cursor.as_ref().map(Cursor::as_str) {
                None => page("ada", Some("2")),
                Some("2") => page("bob", Some("3")),
                _ => page("carol", None),
            })
        });
        let first = PageRequest { limit: Some(1), cursor: None };
        let pages = directory.user_pages(&UserQuery::All, first).collect::<Vec<_>>();
        let pages = pages.now_or_never().expect("a mock answers at once");
        let logins: Vec<_> = pages.into_iter().flatten().flat_map(|page| page.items).map(|user| user.login).collect();
        assert_eq!(logins, ["ada", "bob", "carol"]);
    }

    #[test]
    fn an_error_ends_the_stream() {
        let mut directory = MockMfaDirectory::new();
        directory.expect_users().times(1).returning(|_, _| Err(Error::new(ErrorKind::Forbidden, "no")));
        let mut pages = pin!(directory.user_pages(&UserQuery::All, PageRequest::default()));
        assert!(pages.next().now_or_never().flatten().is_some_and(|page| page.is_err()));
        assert!(pages.next().now_or_never().flatten().is_none());
    }
}
