//! The OneLogin backend: one account, seen through the contract.
//!
//! [`connect`] makes a directory from a [`Config`] without any I/O. What it relies on, from which source and how sure
//! that is, stands in docs/providers/onelogin.md; the code names its sections.
//!
//! # Requests
//!
//! Each method sends one request; getting a token, and repeating once what was refused for an expired one, come on top.
//! People and roles are read through version 1 of the API, whatever version the factors use: it needs the least
//! rights, and its answers tell how much of the account's rate limit is left. Three methods need a second request:
//!
//! * [`user`](mfadir_core::MfaDirectory::user) by a login that is nobody's user name and looks like a mail address:
//!   who has no user name signs in with the address.
//! * [`groups`](mfadir_core::MfaDirectory::groups) of a user: the user tells the ids of their roles alone.
//! * [`enroll`](mfadir_core::MfaDirectory::enroll), always: the number of the factor in this account stands only in the
//!   list of what the user could enroll, which is read first.
//!
//! Groups are OneLogin's roles, which decide who may open what; its own groups carry policies, one for each user.

mod auth;
mod config;
mod console;
mod directory;
mod errors;
mod guide;
mod handle;
mod id;
mod inspect;
mod kinds;
mod profile;
mod wire;

pub use config::{Api, Auth, Config};
pub use console::user_in_console;
pub use directory::{OneLogin, connect};
pub use guide::GUIDE;
pub use profile::{NAME, TITLE, capabilities};
