//! The privacyIDEA backend: one realm of one server, seen through the contract.
//!
//! [`connect`] makes a directory from a [`Config`] without any I/O. What it relies on, from which source and how sure
//! that is, stands in docs/providers/privacyidea.md; the code names its sections.
//!
//! # Requests
//!
//! Each method sends one request; signing in, and repeating once what was refused for an expired sign-in, come on top.
//! What needs more:
//!
//! * [`user`] and [`users`], where nobody is found: a realm that does not exist is told by the list of realms alone.
//!   Searching for a text takes four requests.
//! * [`remove`] and [`reset`] of a person of a resolver that this directory has not shown yet: the server would forget an
//!   owner whose resolver it does not know.
//! * The first empty list of tokens: who may not see tokens is shown none, so that it takes a second request to know
//!   what "none" means.
//! * [`unlock`]: the tokens are listed, and each that is locked takes a write of its
//!   own. The server has no act for several.
//! * [`events`], the first time: its times are told in a zone that another request
//!   finds out.
//! * [`activate`] with a code: the token is looked at first.
//!
//! People have no pages at the server. Each page of ours takes the whole list again.
//!
//! [`user`]: mfadir_core::MfaDirectory::user
//! [`users`]: mfadir_core::MfaDirectory::users
//! [`remove`]: mfadir_core::MfaDirectory::remove
//! [`reset`]: mfadir_core::MfaDirectory::reset
//! [`unlock`]: mfadir_core::MfaDirectory::unlock
//! [`events`]: mfadir_core::MfaDirectory::events
//! [`activate`]: mfadir_core::MfaDirectory::activate

mod auth;
mod base32;
mod config;
mod console;
mod directory;
mod errors;
mod guide;
mod handle;
mod inspect;
mod kinds;
mod person;
mod profile;
mod serial;
mod wire;

pub use config::{Auth, Config};
pub use console::user_in_console;
pub use directory::{PrivacyIdea, connect};
pub use guide::GUIDE;
pub use profile::{NAME, TITLE, capabilities};
