//! What stops an operation before or while it reads.

use mfadir_core::{ErrorKind, Factor, FactorType, User};
use thiserror::Error;

use crate::refused::Refused;

/// A result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not come to a report. Nothing was written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The directory could not answer.
    #[error(transparent)]
    Directory(#[from] mfadir_core::Error),
    /// Nobody has the login or the address.
    #[error("no user of {tenant} has the login or address {text:?}")]
    NoUser {
        /// The tenant that was searched.
        tenant: String,
        /// What was asked for.
        text: String,
    },
    /// Several people have the address.
    #[error("{} users of {tenant} have the address {text:?}", .candidates.len())]
    SeveralUsers {
        /// The tenant that was searched.
        tenant: String,
        /// What was asked for.
        text: String,
        /// Those who have it.
        candidates: Vec<User>,
    },
    /// The provider does not show the factors of somebody who is deactivated.
    #[error("{login} is deactivated, and the provider does not show their factors")]
    Hidden {
        /// Whose factors.
        login: String,
    },
    /// No listed factor matches.
    #[error("{login} has no factor that matches {selector:?}")]
    NoFactor {
        /// Whose factors were listed.
        login: String,
        /// The selector as it was written.
        selector: String,
        /// The word that may have been meant.
        suggestion: Option<String>,
        /// The factors that are there.
        listed: Vec<Factor>,
    },
    /// Several listed factors match, and one was asked for.
    #[error("{} factors of {login} match {selector:?}", .candidates.len())]
    SeveralFactors {
        /// Whose factors were listed.
        login: String,
        /// The selector as it was written.
        selector: String,
        /// Those that match.
        candidates: Vec<Factor>,
    },
    /// The factor cannot be enrolled on this tenant.
    #[error("{wanted:?} cannot be enrolled on {tenant}")]
    NotEnrollable {
        /// The tenant.
        tenant: String,
        /// The type as it was written.
        wanted: String,
        /// Whether it is a kind that is known, rather than a slip.
        is_a_kind: bool,
        /// The word that may have been meant.
        suggestion: Option<String>,
        /// What can be enrolled there.
        enrollable: Vec<FactorType>,
    },
    /// Several factors that can be enrolled are meant.
    #[error("{wanted:?} may be {} factors", .candidates.len())]
    SeveralTypes {
        /// The type as it was written.
        wanted: String,
        /// Those that it may be.
        candidates: Vec<FactorType>,
    },
    /// A phone number is not in E.164 form.
    #[error(
        "{text:?} is no phone number in E.164 form: `+`, the country code and the number, 7 to 15 digits and \
        nothing else"
    )]
    NotE164 {
        /// The number as it was written.
        text: String,
        /// The number that was probably meant.
        suggestion: Option<String>,
    },
    /// No factor shows such a code. The code itself is not repeated.
    #[error("that is no code: a code has 1 to {longest} letters and digits, and this one has {length} characters")]
    NoCode {
        /// How many characters it has.
        length: usize,
        /// How many a code has at most.
        longest: usize,
    },
    /// Somebody vouches for the caller, and nothing was said about how they know.
    #[error("that somebody vouches for the caller needs a text that says how they know")]
    NoAttest,
    /// A guard rule was to be lifted without saying why.
    #[error("lifting a guard rule needs a reason")]
    NoReason,
    /// Rules stand against it.
    #[error("refused: {}", .0.refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Box<Refused>),
}

impl Error {
    /// What went wrong, in the words of the contract.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Directory(error) => error.kind(),
            Self::NoUser { .. } | Self::NoFactor { .. } | Self::Hidden { .. } => ErrorKind::NotFound,
            Self::SeveralUsers { .. } | Self::SeveralFactors { .. } | Self::SeveralTypes { .. } => ErrorKind::Ambiguous,
            Self::NotEnrollable { is_a_kind: true, .. } | Self::NotEnrollable { suggestion: None, .. } => {
                ErrorKind::Unsupported
            }
            Self::NotEnrollable { .. } | Self::NotE164 { .. } | Self::NoReason | Self::NoAttest => ErrorKind::Invalid,
            Self::NoCode { .. } => ErrorKind::WrongProof,
            Self::Refused(_) => ErrorKind::Refused,
        }
    }
}
