//! The Keystone backend: one domain of an `OpenStack` Keystone, seen through the contract.
//!
//! [`connect`] makes a directory from a [`Config`] without any I/O. What it relies on, from which source and how sure
//! that is, stands in docs/providers/keystone.md; the code names its sections.
//!
//! # Requests
//!
//! Each method sends one request, but for those that speak of a person's factors: they look at the person first, who
//! must be in the domain, and whose rules say what a factor is good for. So `factors`, `factor` and `enroll` send two.
//! `remove` sends two more for a factor that this directory did not show before: the server deletes a credential whosever
//! it is, so person and credential are looked at.

mod auth;
mod base32;
mod config;
mod console;
mod directory;
mod errors;
mod guide;
mod id;
mod inspect;
mod profile;
mod wire;

pub use config::{Auth, Config};
pub use console::user_in_console;
pub use directory::{Keystone, connect};
pub use guide::GUIDE;
pub use profile::{NAME, TITLE, capabilities};
