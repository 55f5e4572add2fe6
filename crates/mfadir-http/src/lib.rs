//! What backends that speak HTTP share.
//!
//! An [`Origin`] is the only place that a credential goes to; a [`Path`] keeps names apart from structure; a
//! [`Transport`] sends a [`Request`] and reads the whole [`Response`], or says what came instead. [`TokenCache`] fetches
//! a token once for all who wait. What a status or a body means is the backend's business. The feature `testing` has a
//! server for a backend's tests.

mod authorization;
mod body;
mod client;
mod during;
mod failure;
mod lenient;
mod link;
mod origin;
mod path;
mod rate;
mod redact;
mod request;
mod response;
mod rows;
mod status;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
mod transport;

pub use authorization::Authorization;
pub use during::during;
pub use lenient::{lenient, text_or_number};
pub use link::{Link, links, next};
pub use origin::Origin;
pub use path::Path;
pub use rate::{Rate, ReadRate, number};
pub use request::Request;
pub use response::Response;
pub use rows::once;
pub use status::kind_of;
pub use token::{Fetched, Token, TokenCache, same_error};
pub use transport::{Dialect, Transport};
