//! The Okta backend: one organisation, seen through the contract.
//!
//! [`connect`] makes a directory from a [`Config`] without any I/O. What it relies on, from which source and how sure
//! that is, stands in docs/providers/okta.md; the code names its sections.
//!
//! # Requests
//!
//! Each method sends one request. The credential is read once, when it is first needed. Not counted are the tokens that
//! a service app buys: one when a scope is first needed, and one in place of each that ends or is refused; a request
//! that was refused for its token or its nonce alone is sent once more.
//!
//! * A login that could be taken for something else in a path is searched for; any other is one path segment.
//! * [`factor`](mfadir_core::MfaDirectory::factor) looks at the whole list: what goes with a factor when it is removed
//!   can only be told among its siblings.
//! * [`temporary_code`](mfadir_core::MfaDirectory::temporary_code) sends two: the code is made by naming the
//!   organisation's authenticator for such codes, and only a list tells its id.
//! * [`resend`](mfadir_core::MfaDirectory::resend) of a push makes a new code to scan.
//! * [`enroll`](mfadir_core::MfaDirectory::enroll) gives no factor a label: Okta has none to give.

mod auth;
mod config;
mod console;
mod directory;
mod errors;
mod guide;
mod id;
mod inspect;
mod kinds;
mod profile;
mod rights;
mod wire;

pub use config::{Auth, Config, Engine, ServiceApp};
pub use console::user_in_console;
pub use directory::{Okta, connect};
pub use guide::GUIDE;
pub use profile::{NAME, TITLE, capabilities};
