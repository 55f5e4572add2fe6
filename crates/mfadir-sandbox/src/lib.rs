//! Simulated tenants: each provider's dialect over HTTP on loopback, above one made-up company.
//!
//! [`Sandbox::start`] binds one listener a provider and answers like the provider does: paths, ids, dates, error
//! bodies, links, headers, rate limits. Behind each listener stands a [`World`](mfadir_memory::World), whose rules
//! are the ones of the reference directory; a dialect only translates. [`Ready`] says where the tenants are and which
//! credentials they take.
//!
//! Beside the tenants stands a desk: a ticket system, and a place that takes mail and webhooks and forwards none.
//!
//! What a test or a trainer needs beside the dialect is on every [`Tenant`] and, over HTTP, under `/_sandbox/`: the
//! requests that were seen, the state, a clock that can be moved, and faults by [`Rule`].
//!
//! A dialect is a folder of this crate that implements one trait; its documentation says what it must provide.

mod app;
mod clock;
mod control;
mod credential;
mod desk;
mod dialect;
mod dialects;
mod faults;
mod okta;
mod onelogin;
mod options;
mod persist;
mod rate;
mod ready;
mod recorder;
mod sandbox;
mod seed;
mod server;
mod switches;
mod tenant;
mod tenants;

pub use credential::CredentialName;
pub use desk::{Post, PostChannel, Ticket, WorkNote};
pub use faults::{Cut, Faults, Replacement, Rule};
pub use onelogin::OneLoginShapes;
pub use options::Options;
pub use ready::{DeskAccess, OktaAccess, OneLoginAccess, Ready, ServiceNowAccess, TokenAccess};
pub use recorder::{SeenProof, SeenRequest};
pub use sandbox::Sandbox;
pub use switches::{Dpop, Engine, Headers, Switches, UngrantedScopes};
pub use tenant::Tenant;
