//! Proof of possession, with the nonce round.

use std::time::Duration;

use mfadir_core::{ErrorKind, MfaDirectory, PageRequest, UserQuery};
use mfadir_okta::ServiceApp;

use super::{
    organisation::{Door, Organisation, Rules},
    tenant::{ADA, app, directory, directory_as},
};

fn statuses(organisation: &Organisation) -> Vec<String> {
    organisation.lines().iter().map(|line| line.split(" okta").next().unwrap_or_default().to_owned()).collect()
}

fn demanding() -> Rules {
    Rules { dpop: true, ..Rules::default() }
}

fn forcing() -> ServiceApp {
    ServiceApp { dpop: Some(true), ..app() }
}

#[tokio::test]
async fn proofs_begin_when_the_app_demands_them() {
    let organisation = Organisation::new(demanding()).await;
    directory(&organisation).factors(&ADA.into()).await.expect("a list");
    let token = "POST /oauth2/v1/token";
    let (refused, good) = (format!("400 {token}"), format!("200 {token}"));
    let list = format!("200 GET /api/v1/users/{ADA}/factors");
    assert_eq!(statuses(&organisation), [refused.clone(), refused, good, list]);
}

#[tokio::test]
async fn who_knows_that_they_are_demanded_saves_a_request() {
    let organisation = Organisation::new(demanding()).await;
    directory_as(&organisation, forcing()).factors(&ADA.into()).await.expect("a list");
    assert_eq!(organisation.lines().len(), 3);
}

#[tokio::test]
async fn each_proof_is_new_and_speaks_of_its_own_request() {
    let organisation = Organisation::new(demanding()).await;
    let directory = directory_as(&organisation, forcing());
    let page = PageRequest { limit: Some(1), cursor: None };
    directory.users(&UserQuery::All, &page).await.expect("a page");
    let proofs = organisation.state().checks.proofs.clone();
    let nonces: Vec<_> = proofs.iter().map(|proof| proof["nonce"].as_str()).collect();
    assert_eq!(nonces, [None, Some("nonce-1"), None]);
    assert_eq!(proofs[2]["htu"], format!("{}/api/v1/users", organisation.url), "without the query");
    assert!(proofs[1]["ath"].is_null() && proofs[2]["ath"].is_string(), "{proofs:?}");
    assert!(proofs[0]["jti"] != proofs[1]["jti"] && proofs[1]["jti"] != proofs[2]["jti"]);
}

#[tokio::test]
async fn the_nonce_is_kept_until_another_one_comes() {
    let organisation = Organisation::new(demanding()).await;
    let directory = directory_as(&organisation, forcing());
    let mut asked = Vec::new();
    for nonce in ["nonce-1", "nonce-1", "nonce-2"] {
        organisation.state().rules.nonce = nonce;
        let before = organisation.lines().len();
        directory.factors(&ADA.into()).await.expect("a list");
        asked.push(organisation.lines().len() - before);
        organisation.clock.advance(Duration::from_hours(1));
    }
    assert_eq!(asked, [3, 2, 3]);
}

#[tokio::test]
async fn where_the_api_wants_a_nonce_the_token_stays() {
    let organisation = Organisation::new(Rules { door: Door::WithNonce, ..demanding() }).await;
    let directory = directory_as(&organisation, forcing());
    directory.factors(&ADA.into()).await.expect("a list");
    directory.factors(&ADA.into()).await.expect("a list");
    let list = format!("GET /api/v1/users/{ADA}/factors");
    let (refused, good) = (format!("401 {list}"), format!("200 {list}"));
    assert_eq!(statuses(&organisation)[2..], [refused, good.clone(), good]);
}

#[tokio::test]
async fn callers_at_once_share_the_round() {
    let organisation = Organisation::new(demanding()).await;
    let directory = directory(&organisation);
    let user = ADA.into();
    let (factors, roles) = futures_util::future::join(directory.factors(&user), directory.roles(&user)).await;
    assert!(factors.is_ok() && roles.is_ok(), "{factors:?} {roles:?}");
}

#[tokio::test]
async fn an_app_that_may_not_prove_is_told_that_it_has_to() {
    let organisation = Organisation::new(demanding()).await;
    let never = ServiceApp { dpop: Some(false), ..app() };
    let error = directory_as(&organisation, never).factors(&ADA.into()).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert!(error.hint().is_some_and(|hint| hint.contains("dpop = false")), "{:?}", error.hint());
    assert_eq!(organisation.lines().len(), 1);
}

#[tokio::test]
async fn a_token_that_anybody_could_use_is_not_taken_for_a_bound_one() {
    let organisation = Organisation::new(Rules { binds: false, ..Rules::default() }).await;
    let error = directory_as(&organisation, forcing()).factors(&ADA.into()).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(organisation.lines().iter().all(|line| line.contains("/token")));
}
