//! What a provider's dialect gives to the frame around it.

use axum::{Router, http::HeaderMap, response::Response};
use jiff::Timestamp;

use crate::{credential::CredentialName, recorder::SeenProof, tenant::Tenant};

/// A request as the frame knows it. It stands in the request's extensions, for handlers and middleware.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// When it came, by the tenant's clock. A handler uses this and not a later reading.
    pub(crate) at: Timestamp,
    /// The method.
    pub(crate) method: String,
    /// The path as it is on the wire, without the query.
    pub(crate) path: String,
    /// The query as it is on the wire.
    pub(crate) query: Option<String>,
    /// Where the caller sees the tenant: scheme, host and port, for absolute links.
    pub(crate) origin: String,
    /// The id that the answer must carry.
    pub(crate) request_id: String,
    /// Which credential it carries.
    pub(crate) credential: CredentialName,
    /// The User-Agent.
    pub(crate) user_agent: Option<String>,
    /// How many other requests the tenant is answering at the moment.
    pub(crate) beside: usize,
}

/// A provider's way of speaking HTTP.
///
/// The frame has done its part before a dialect is asked: it read the clock, made the request id, named the
/// credential, recorded the request and looked for a fault. It calls the router, lets [`Dialect::dress`] put the
/// provider's usual headers on whatever goes out (made-up answers of fault rules too), applies the fault's headers,
/// records the status and stores the state. A dialect never records, spoils or stores.
///
/// What a dialect must bring:
/// * all paths of the provider that it serves, in [`Dialect::router`], with the tenant as their state. Refusing a
///   missing or wrong credential, a scope that is too small, a spent rate bucket, an unknown path and a wrong method
///   is the router's business, in the provider's own words;
/// * the rules of the [`World`](mfadir_memory::World), not rules of its own: a handler looks people up, changes the
///   world by its methods with an [`Act`](mfadir_memory::Act) made by [`Tenant::act`], and translates the outcome;
/// * its own mapping of kinds and states to words, shared with no backend.
pub(crate) trait Dialect: Send + Sync + 'static {
    /// Everything that the provider answers.
    fn router(&self, tenant: Tenant) -> Router;

    /// A new request id in the provider's style.
    fn request_id(&self, tenant: &Tenant) -> String;

    /// Which of the tenant's credentials these headers carry. Only named, not yet judged: the router refuses.
    fn credential(&self, tenant: &Tenant, headers: &HeaderMap, now: Timestamp) -> CredentialName;

    /// What a proof of possession in these headers says, for the recorder; most providers have none.
    fn proof(&self, _headers: &HeaderMap) -> Option<SeenProof> {
        None
    }

    /// Adds the headers that the provider sends with every answer, where they are not there already.
    fn dress(&self, tenant: &Tenant, asked: &Asked, response: &mut Response);
}
