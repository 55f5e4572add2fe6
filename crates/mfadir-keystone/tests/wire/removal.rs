//! A credential goes, and nobody else's.
#![expect(clippy::disallowed_methods, reason = "a backend's own tests call its writes")]

use axum::response::Response;
use mfadir_core::{Applied, Error, ErrorKind, MfaDirectory, RemoveOptions};
use mfadir_http::testing::{Seen, answer};
use mfadir_keystone::Keystone;
use serde_json::json;

use super::tenant::{ADA, TOTP, directory, lines, stub, totp_of, usual};

async fn remove(directory: &Keystone) -> Result<(), Error> {
    directory.remove(&ADA.into(), &TOTP.into(), &RemoveOptions::default()).await.map(drop)
}

fn deletions(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.starts_with("DELETE")).count()
}

#[tokio::test]
async fn what_was_listed_goes_with_one_request_and_what_was_not_is_looked_at() {
    let stub = stub(usual).await;
    let (here, later) = (directory(&stub), directory(&stub));
    here.factors(&ADA.into()).await.expect("a list");
    remove(&here).await.expect("a removal");
    assert_eq!(lines(&stub).len(), 3, "{:?}", lines(&stub));
    remove(&later).await.expect("a removal");
    let seen = lines(&stub).split_off(3);
    let deletion = format!("DELETE /v3/credentials/{TOTP}");
    assert_eq!(seen, [format!("GET /v3/users/{ADA}"), format!("GET /v3/credentials/{TOTP}"), deletion]);
}

#[tokio::test]
async fn what_is_somebody_elses_or_no_factor_stays() {
    for row in [totp_of("bob"), json!({"id": TOTP, "user_id": ADA, "type": "ec2"})] {
        let one = json!({"credential": row}).to_string();
        let stub =
            stub(
                move |seen| {
                    if seen.line.starts_with("GET /v3/credentials/") { answer(200, one.clone()) } else { usual(seen) }
                },
            )
            .await;
        assert_eq!(remove(&directory(&stub)).await.expect_err("not hers").kind(), ErrorKind::NotFound);
        assert_eq!(deletions(&lines(&stub)), 0);
    }
}

/// Removes what was listed, from a server that answers the deletion so.
async fn answered(deletion: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Error {
    let stub = stub(move |seen: &Seen| if seen.line.starts_with("DELETE") { deletion() } else { usual(seen) }).await;
    let directory = directory(&stub);
    directory.factors(&ADA.into()).await.expect("a list");
    remove(&directory).await.expect_err("refused")
}

#[tokio::test]
async fn a_credential_is_gone_only_when_the_server_says_so() {
    let said =
        json!({"error": {"code": 404, "message": "Could not find credential", "title": "Not Found"}}).to_string();
    assert_eq!(answered(move || answer(404, said.clone())).await.kind(), ErrorKind::NotFound);
    let wrong_address = answered(|| answer(404, "<html>")).await;
    assert_eq!(wrong_address.kind(), ErrorKind::Unexpected);
    let page = answered(|| answer(200, "<html>")).await;
    assert_eq!((page.kind(), page.applied()), (ErrorKind::Unexpected, Applied::Perhaps));
}
