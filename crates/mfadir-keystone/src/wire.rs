//! What the server sends, as far as it is read. A field that is not needed is not named, and one that may change its
//! shape is read leniently, so that nothing but a missing id makes a row unreadable.

mod credential;
mod rules;
mod said;
mod sign_in;
mod user;

pub(crate) use credential::{CredentialRow, TOTP};
pub(crate) use said::{Credentials, ErrorBody, OneCredential, OneUser, Users};
pub(crate) use sign_in::SignedIn;
pub(crate) use user::UserRow;
