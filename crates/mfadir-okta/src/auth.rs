//! The credential of a tenant, whichever of the two it is.

mod api_token;
mod assertion;
mod dpop;
mod grants;
mod jti;
mod key;
mod refusal;
pub(crate) mod scope;
mod service_app;
mod token;

use mfadir_core::{Environment, Error, Result};
use mfadir_http::{Request, Response, Transport};

use self::api_token::ApiToken;
pub(crate) use self::service_app::ServiceApp;
use crate::config::Auth;

/// What requests are sent with.
#[derive(Debug)]
pub(crate) enum Credential {
    /// An API token.
    ApiToken(ApiToken),
    /// A service app.
    ServiceApp(Box<ServiceApp>),
}

impl Credential {
    pub(crate) fn new(auth: Auth, environment: &Environment) -> Self {
        match auth {
            Auth::ApiToken(source) => Self::ApiToken(ApiToken::new(source, environment)),
            Auth::ServiceApp(app) => Self::ServiceApp(Box::new(ServiceApp::new(app, environment))),
        }
    }

    /// Sends the request with the credential. What was refused for the credential alone is sent once more with a
    /// fresh one, where there can be one.
    pub(crate) async fn send(&self, transport: &Transport, request: Request) -> Result<Response> {
        match self {
            Self::ApiToken(token) => token.send(transport, request).await,
            Self::ServiceApp(app) => app.send(transport, request).await,
        }
    }

    /// The error of a refusal, in the words that fit the credential.
    pub(crate) fn explain(&self, response: &Response, error: Error) -> Error {
        match self {
            Self::ApiToken(_) => error,
            Self::ServiceApp(app) => app.explain(response, error),
        }
    }
}
