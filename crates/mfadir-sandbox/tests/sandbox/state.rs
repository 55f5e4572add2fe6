//! What lasts between two runs.

use std::{io, path::Path, time::Duration};

use mfadir_sandbox::{Options, Sandbox};
use reqwest::StatusCode;

use crate::desk::{Desk, clock};

async fn desk(path: &Path, fresh: bool) -> Desk {
    Desk::open_with(|options| {
        options.state = Some(path.to_owned());
        options.fresh = fresh;
    })
    .await
}

#[tokio::test]
async fn changes_credentials_requests_and_the_clock_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/state.json");
    let first = desk(&path, false).await;
    let (ready, removed) = (first.sandbox.ready().clone(), first.factor("bob@example.com", "sms@okta"));
    let key = std::fs::read(&ready.okta.private_key_file).unwrap();
    assert_eq!(first.delete(&removed).await.status(), StatusCode::NO_CONTENT);
    first.sandbox.okta().advance(Duration::from_secs(90));
    first.sandbox.stop().await.unwrap();

    let second = desk(&path, false).await;
    assert_eq!(second.sandbox.ready().okta.token, ready.okta.token);
    let [old, new] = [&ready.okta, &second.sandbox.ready().okta];
    assert_eq!((&new.client_id, &new.private_key_file), (&old.client_id, &old.private_key_file));
    assert_eq!(std::fs::read(&new.private_key_file).unwrap(), key);
    assert_eq!(second.sandbox.ready().onelogin.client_secret, ready.onelogin.client_secret);
    assert!(second.types("bob@example.com").is_empty());
    assert_eq!(second.sandbox.okta().requests()[0].path, removed);
    assert_eq!((second.sandbox.okta().now() - second.sandbox.onelogin().now()).get_seconds(), 90);
    second.sandbox.stop().await.unwrap();

    let third = desk(&path, true).await;
    assert_eq!(third.types("bob@example.com"), ["sms@okta"]);
    assert!(third.sandbox.okta().requests().is_empty());
    assert_ne!(third.sandbox.ready().okta.token, ready.okta.token);
}

#[tokio::test]
async fn a_change_is_saved_without_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let desk = desk(&path, false).await;
    let removed = desk.factor("bob@example.com", "sms@okta");
    desk.delete(&removed).await;
    let saved = async {
        while !std::fs::read_to_string(&path).unwrap().contains(&removed) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), saved).await.expect("the recorded DELETE reaches the file");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_state() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    desk(&path, false).await.sandbox.stop().await.unwrap();
    for file in [path, folder.path().join("state.okta-key.pem")] {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_key_that_is_not_kept_goes_with_the_sandbox() {
    let desk = Desk::open().await;
    let path = desk.sandbox.ready().okta.private_key_file.clone();
    assert!(path.exists());
    drop(desk);
    assert!(!path.exists());
}

#[tokio::test]
async fn a_state_that_cannot_be_understood_is_not_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    std::fs::write(&path, "{").unwrap();
    let mut options = Options::new(clock());
    options.state = Some(path.clone());
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert!(error.to_string().contains("fresh"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
}

#[tokio::test]
async fn only_loopback_addresses_are_listened_on() {
    let mut options = Options::new(clock());
    options.okta = "0.0.0.0:0".parse().unwrap();
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn ready_is_exactly_what_is_promised() {
    let desk = Desk::open().await;
    let ready = serde_json::to_value(desk.sandbox.ready()).unwrap();
    let keys = |side: &str| ready[side].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys("okta"),
        ["client_id", "help_desk_token", "private_key_file", "read_only_token", "super_token", "token", "url"]
    );
    assert_eq!(keys("onelogin"), ["client_id", "client_secret", "url"]);
    assert!(!format!("{:?}", desk.sandbox.ready()).contains(desk.sandbox.ready().okta.token.reveal()));
}
