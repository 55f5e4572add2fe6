//! Whom a selector finds.

use futures_util::FutureExt;
use mfadir_core::{Error as CoreError, ErrorKind, MockMfaDirectory, Page, User, UserQuery, UserRef, UserStatus};

use super::{UserSelector, find, search};
use crate::{
    error::{Error, Result},
    fixture::directory,
};

fn person(id: &str, login: &str, email: &str) -> User {
    let mut user = User::new(id, login, UserStatus::Active);
    user.emails = vec![email.to_owned()];
    user
}

fn nobody_logs_in_so(directory: &mut MockMfaDirectory) {
    directory
        .expect_user()
        .withf(|who| matches!(who, UserRef::Login(_)))
        .times(1)
        .returning(|_| Err(CoreError::new(ErrorKind::NotFound, "no such user")));
}

fn found(directory: &MockMfaDirectory, text: &str) -> Result<User> {
    let selector: UserSelector = text.parse().expect("every text is a selector");
    find(directory, &selector).now_or_never().expect("nothing waits")
}

#[test]
fn a_login_is_one_request() {
    let mut directory = directory();
    directory.expect_user().times(1).returning(|_| Ok(person("u1", "ada@example.com", "a@example.com")));
    assert_eq!(found(&directory, "ada@example.com").expect("ada").id.as_str(), "u1");
}

#[test]
fn an_address_is_looked_for_where_no_login_matches() {
    let mut directory = directory();
    nobody_logs_in_so(&mut directory);
    let people = vec![person("u1", "ada", "Ada@Example.com"), person("u2", "bob", "bob@example.com")];
    directory
        .expect_users()
        .withf(|query, _| *query == UserQuery::Email("ada@example.com".to_owned()))
        .return_once(|_, _| Ok(Page::whole(people)));
    assert_eq!(found(&directory, "ada@example.com").expect("ada alone has the address").id.as_str(), "u1");
}

#[test]
fn two_people_with_one_address_are_both_named() {
    let mut directory = directory();
    nobody_logs_in_so(&mut directory);
    let people = vec![person("u1", "ken", "k@example.com"), person("u2", "kim", "k@example.com")];
    directory.expect_users().return_once(|_, _| Ok(Page::whole(people)));
    let Err(Error::SeveralUsers { candidates, .. }) = found(&directory, "k@example.com") else { panic!("both match") };
    assert_eq!(candidates.len(), 2);
}

#[test]
fn what_cannot_be_an_address_is_not_looked_for_as_one() {
    let mut directory = directory();
    nobody_logs_in_so(&mut directory);
    directory.expect_users().never();
    assert_eq!(found(&directory, "me").expect_err("nobody").kind(), ErrorKind::NotFound);
}

#[test]
fn a_directory_that_does_not_answer_is_not_taken_for_nobody() {
    let mut directory = directory();
    directory.expect_user().returning(|_| Err(CoreError::new(ErrorKind::Unavailable, "no answer")));
    assert_eq!(found(&directory, "ada@example.com").expect_err("no answer").kind(), ErrorKind::Unavailable);
}

#[test]
fn a_search_goes_over_pages_up_to_its_limit() {
    let mut directory = directory();
    directory.expect_users().times(2).returning(|_, page| {
        let first = page.cursor.is_none();
        let ids = if first { ["u1", "u2"] } else { ["u2", "u3"] };
        let items = ids.iter().map(|id| person(id, id, "x@example.com")).collect();
        Ok(Page { items, next: Some("next".into()) })
    });
    let found = search(&directory, "x", 2).now_or_never().expect("nothing waits").expect("people");
    assert_eq!(found.users.iter().map(|user| user.id.as_str()).collect::<Vec<_>>(), ["u1", "u2"]);
    assert!(found.more);
}
