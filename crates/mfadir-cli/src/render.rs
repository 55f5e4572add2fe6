//! What commands on people answer: documents, and text that is read in one glance.

mod available;
mod change;
mod columns;
mod explanation;
mod factor;
#[cfg(test)]
mod fixture;
mod masking;
mod tag;
mod ticket;
mod unlock;
mod user;
mod view;
mod words;

pub(crate) use available::AvailableList;
pub(crate) use change::{Change, Removal, Reset};
pub(crate) use explanation::ExplanationDocument;
pub(crate) use factor::{FactorDocument, FactorList};
pub(crate) use masking::Privacy;
pub(crate) use unlock::UnlockDocument;
pub(crate) use user::{UserDocument, UserList};
