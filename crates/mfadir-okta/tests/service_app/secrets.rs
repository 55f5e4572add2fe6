//! Nothing that is shown holds a key, a token, an assertion or a proof.

use mfadir_core::MfaDirectory;

use super::{
    organisation::{Door, Organisation, Rules},
    tenant::{ADA, directory, private_key},
};

/// Every token that is made in here starts so: `{"` in its header.
const JWT: &str = "eyJ";

#[tokio::test]
async fn nothing_that_is_shown_holds_a_secret() {
    let organisation = Organisation::new(Rules { dpop: true, ..Rules::default() }).await;
    let directory = directory(&organisation);
    directory.factors(&ADA.into()).await.expect("a list");
    let used = format!("{directory:?}");
    organisation.state().rules.door = Door::Shut;
    let error = directory.factors(&ADA.into()).await.expect_err("refused");
    let shown = format!("{used} {directory:?} {error} {error:?}");
    assert!(shown.contains("ServiceApp"), "the control: the credential is shown");
    let key = private_key();
    let line = key.lines().nth(1).expect("a line of the key");
    for secret in [JWT, "canary-access", line] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
