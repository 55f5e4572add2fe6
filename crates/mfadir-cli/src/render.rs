//! What commands on people answer: documents, and text that is read in one glance.

mod activation;
mod available;
mod challenge;
mod change;
mod code;
mod columns;
mod device;
mod enrollment;
mod explanation;
mod factor;
#[cfg(test)]
mod fixture;
mod masking;
mod question;
mod tag;
mod ticket;
mod unlock;
mod user;
mod verification;
mod view;
mod words;

pub(crate) use activation::ActivationDocument;
pub(crate) use available::AvailableList;
pub(crate) use challenge::ChallengeDocument;
pub(crate) use change::{Change, Removal, Reset};
pub(crate) use code::CodeDocument;
pub(crate) use device::DeviceList;
pub(crate) use enrollment::EnrollmentDocument;
pub(crate) use explanation::ExplanationDocument;
pub(crate) use factor::{FactorDocument, FactorList};
pub(crate) use masking::Privacy;
pub(crate) use question::QuestionList;
pub(crate) use unlock::UnlockDocument;
pub(crate) use user::{UserDocument, UserList};
pub(crate) use verification::VerificationDocument;
