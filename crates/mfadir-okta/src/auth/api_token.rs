//! The API token.

use std::sync::Arc;

use mfadir_core::{Environment, Result, SecretReader, SecretSource};
use mfadir_http::{Authorization, Fetched, Request, Response, TokenCache, Transport};

/// An API token that is read from its source when it is first needed, once.
#[derive(Debug)]
pub(crate) struct ApiToken {
    source: SecretSource,
    secrets: Arc<dyn SecretReader>,
    cache: TokenCache,
}

impl ApiToken {
    pub(super) fn new(source: SecretSource, environment: &Environment) -> Self {
        let cache = TokenCache::new(environment.clock.clone());
        Self { source, secrets: environment.secrets.clone(), cache }
    }

    /// Sends the request with `Authorization: SSWS …` (docs/providers/okta.md, "Credential").
    pub(super) async fn send(&self, transport: &Transport, request: Request) -> Result<Response> {
        let token = self.cache.get(|| self.read()).await?;
        transport.send(request.authorized(Authorization::new("SSWS ", token.secret()))).await
    }

    async fn read(&self) -> Result<Fetched> {
        Ok(Fetched { secret: self.secrets.read(&self.source).await?, lasts: None })
    }
}
