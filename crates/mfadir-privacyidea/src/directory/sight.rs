//! Whether an empty list of tokens means that there are none.
//!
//! An administrator without the right to list tokens gets an empty list, and no error (docs/providers/privacyidea.md,
//! "Rights"). Whoever took that for "has no factor" would be wrong about everybody.

use mfadir_core::{Error, ErrorKind, Result};
use mfadir_http::{Path, Request};

use super::client::Client;

/// The action of a policy that lets an administrator list tokens.
const RIGHT: &str = "tokenlist";

impl Client {
    /// `Forbidden` where the administrator may not see this realm's tokens. Asked once; what is seen is seen.
    pub(crate) async fn sees_tokens(&self) -> Result<()> {
        self.sight.get_or_try_init(|| self.look()).await.copied()
    }

    /// Counting people tells who has tokens, and is refused where they are not to be seen. A server that does not count
    /// people leaves what it wrote into the sign-in.
    async fn look(&self) -> Result<()> {
        let nobody = Request::get(&Path::new("/user/count")).query("realm", &self.realm).query("username", "-");
        match self.ask(nobody).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::Forbidden && error.message().contains(RIGHT) => Err(blind(error)),
            Err(error) if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::Unexpected) => self.claimed(error),
            Err(error) => Err(error),
        }
    }

    fn claimed(&self, error: Error) -> Result<()> {
        let claims = self.administrator.claims().unwrap_or_default();
        if claims.allow(RIGHT).unwrap_or(true) { Ok(()) } else { Err(blind(error)) }
    }
}

fn blind(error: Error) -> Error {
    Error::new(ErrorKind::Forbidden, "the administrator may not list tokens, and sees none where there may be some")
        .with_request_id(error.request_id().cloned())
        .with_hint(format!("give the administrator the action `{RIGHT}` in a policy of the scope admin"))
        .with_source(error)
}
