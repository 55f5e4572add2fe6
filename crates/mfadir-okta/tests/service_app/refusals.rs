//! What is wrong with the key, the app or the clock.

use jiff::SignedDuration;
use mfadir_core::{Error, ErrorKind, MfaDirectory};
use mfadir_okta::ServiceApp;

use super::{
    organisation::{Organisation, Rules},
    tenant::{ADA, app, directory, directory_as, directory_with},
};

async fn with_clock(minutes: i64) -> Error {
    let organisation = Organisation::new(Rules { ahead: SignedDuration::from_mins(minutes), ..Rules::default() }).await;
    directory(&organisation).factors(&ADA.into()).await.expect_err("refused")
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_by_how_much() {
    let behind = with_clock(5).await;
    assert_eq!(behind.kind(), ErrorKind::Unauthenticated);
    assert!(behind.message().ends_with("this machine's clock is 5 min 0 s behind Okta's"), "{behind}");
    let ahead = with_clock(-6).await;
    assert!(ahead.message().ends_with("this machine's clock is 6 min 0 s ahead of Okta's"), "{ahead}");
    assert!(ahead.hint().is_some_and(|hint| hint.contains("clock")));
}

#[tokio::test]
async fn an_app_that_is_not_known_is_told_what_to_check() {
    let organisation = Organisation::new(Rules::default()).await;
    let stranger = ServiceApp { client_id: "0oaSomebodyElse".to_owned(), ..app() };
    let error = directory_as(&organisation, stranger).factors(&ADA.into()).await.expect_err("refused");
    let says = "could not list the factors on acme: Okta does not accept the key of the service app 0oaSomebodyElse (Okta \
                says: as it is) [invalid_client]";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Unauthenticated, says));
    assert!(error.hint().is_some_and(|hint| hint.contains("client_id")));
    assert_eq!(organisation.lines().len(), 1);
}

#[tokio::test]
async fn what_is_no_key_is_told_before_anything_is_sent() {
    let organisation = Organisation::new(Rules::default()).await;
    let error = directory_with(&organisation, app(), "00canary").factors(&ADA.into()).await.expect_err("no key");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Invalid, "the private key is no key"));
    assert!(organisation.lines().is_empty());
}
