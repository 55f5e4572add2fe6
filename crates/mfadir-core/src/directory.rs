//! The contract.

use async_trait::async_trait;

use crate::{
    capability::Profile,
    error::{Error, Result},
    event::{Event, EventQuery},
    factor::{AvailableFactor, Factor},
    id::{FactorId, UserId},
    operation::Operation,
    page::{Page, PageRequest},
    people::{Group, GroupQuery, Role, User, UserQuery, UserRef},
    proof::{
        Activation, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest, Done,
        EnrollRequest, Enrollment, EnrollmentHandle, Proof, Question, RemoveOptions, ResetOptions, SessionOptions,
        TemporaryCode, Verification,
    },
};

/// One tenant of one provider.
///
/// # What every implementation keeps
///
/// * **One method, one act.** A call sends at most one request that can change something, and normally one request
///   in all. Getting a token, and repeating a request that was refused for its credential, do not count. What needs
///   a second request says so in its backend's documentation.
/// * **Honesty.** What [`Capabilities`](crate::Capabilities) do not declare answers `Unsupported`; what they declare
///   never does.
/// * **Nobody else.** A user is found by id or by exactly the login that was asked for, in any case. Whatever comes
///   back under another login is `NotFound`.
/// * **Nothing is dropped.** A factor of an unknown type is listed under the provider's own word, and never makes a
///   list fail. The same factor is listed once.
/// * **Nothing is claimed.** A write that may have happened although its answer was lost is an error with
///   [`Applied::Perhaps`](crate::Applied::Perhaps).
/// * Removing a factor that is not there is `NotFound`, whatever the provider's status code.
/// * Errors and `Debug` never hold a secret.
///
/// Three methods are required. The others answer `Unsupported` unless a backend writes them.
///
/// # Where factors cannot be listed
///
/// Some providers take all factors of a person at once and tell only whether there are any. Such a directory does not
/// declare [`factors`](MfaDirectory::factors), nor anything else that speaks of listed factors: [`factor`], [`devices`],
/// [`inventory`] and [`remove`], which nobody could read back. [`User::has_factors`] is then all that can be told.
///
/// [`factor`]: MfaDirectory::factor
/// [`devices`]: MfaDirectory::devices
/// [`inventory`]: MfaDirectory::inventory
/// [`remove`]: MfaDirectory::remove
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
#[expect(unused_variables, reason = "a default body answers without looking at its arguments")]
pub trait MfaDirectory: std::fmt::Debug + Send + Sync {
    /// Who answers, and what this stack offers. No I/O.
    fn profile(&self) -> &Profile;

    /// One person, by id or exact login.
    async fn user(&self, who: &UserRef) -> Result<User>;

    /// A page of people.
    async fn users(&self, query: &UserQuery, page: &PageRequest) -> Result<Page<User>>;

    /// All factors of a user that the provider shows, pending ones too where it does. An empty list means that there is
    /// none: where a provider answers so to a credential that may not look, that is `Forbidden`.
    async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        Err(Error::unsupported(Operation::Factors))
    }

    /// One factor of a user.
    async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        Err(Error::unsupported(Operation::Factor))
    }

    /// The devices behind a factor that several devices share, each as a factor of its own: [`remove`] takes one of
    /// them and leaves the others.
    ///
    /// [`remove`]: MfaDirectory::remove
    async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        Err(Error::unsupported(Operation::Devices))
    }

    /// A page of groups.
    async fn groups(&self, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        Err(Error::unsupported(Operation::Groups))
    }

    /// The user's roles in the provider's own administration.
    async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        Err(Error::unsupported(Operation::Roles))
    }

    /// What the user could enroll.
    async fn available_factors(&self, user: &UserId) -> Result<Vec<AvailableFactor>> {
        Err(Error::unsupported(Operation::AvailableFactors))
    }

    /// The security questions that the user could choose from.
    async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        Err(Error::unsupported(Operation::Questions))
    }

    /// A page of the factors of many people, where a provider can tell them at once. A factor may belong to nobody.
    async fn inventory(&self, page: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        Err(Error::unsupported(Operation::Inventory))
    }

    /// Starts a new factor.
    async fn enroll(&self, user: &UserId, request: &EnrollRequest) -> Result<Enrollment> {
        Err(Error::unsupported(Operation::Enroll))
    }

    /// How far an enrollment is that the user completes elsewhere.
    async fn poll_enrollment(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Activation> {
        Err(Error::unsupported(Operation::PollEnrollment))
    }

    /// Completes an enrollment. A wrong code is [`WrongProof`](crate::ErrorKind::WrongProof).
    async fn activate(&self, user: &UserId, enrollment: &EnrollmentHandle, proof: &Proof) -> Result<Activation> {
        Err(Error::unsupported(Operation::Activate))
    }

    /// Sends again what completes the enrollment.
    async fn resend(&self, user: &UserId, enrollment: &EnrollmentHandle) -> Result<Enrollment> {
        Err(Error::unsupported(Operation::Resend))
    }

    /// Asks a factor.
    async fn challenge(&self, user: &UserId, factor: &FactorId, request: &ChallengeRequest) -> Result<Challenge> {
        Err(Error::unsupported(Operation::Challenge))
    }

    /// How far a challenge is.
    async fn poll(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<ChallengeState> {
        Err(Error::unsupported(Operation::Poll))
    }

    /// Hands in a proof. A wrong one is [`WrongProof`](crate::ErrorKind::WrongProof).
    async fn verify(&self, user: &UserId, asked: &Asked, proof: &Proof) -> Result<Verification> {
        Err(Error::unsupported(Operation::Verify))
    }

    /// Takes a challenge back.
    async fn cancel(&self, user: &UserId, challenge: &ChallengeHandle) -> Result<Done> {
        Err(Error::unsupported(Operation::Cancel))
    }

    /// Removes one factor, and with it those that its `removal_takes` names.
    async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        Err(Error::unsupported(Operation::Remove))
    }

    /// Removes all factors in the provider's own single act. Where there is none, removing them one by one is the
    /// caller's business.
    async fn reset(&self, user: &UserId, options: &ResetOptions) -> Result<Done> {
        Err(Error::unsupported(Operation::Reset))
    }

    /// Issues a temporary code.
    async fn temporary_code(&self, user: &UserId, request: &CodeRequest) -> Result<TemporaryCode> {
        Err(Error::unsupported(Operation::TemporaryCode))
    }

    /// Takes a temporary code back.
    async fn revoke_code(&self, user: &UserId, code: &FactorId) -> Result<Done> {
        Err(Error::unsupported(Operation::RevokeCode))
    }

    /// Lifts the provider's lock from an account. An account that is not locked is `Conflict`.
    async fn unlock(&self, user: &UserId) -> Result<Done> {
        Err(Error::unsupported(Operation::Unlock))
    }

    /// Signs the user out everywhere.
    async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        Err(Error::unsupported(Operation::EndSessions))
    }

    /// A page of the provider's log. Events may come late and twice.
    async fn events(&self, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        Err(Error::unsupported(Operation::Events))
    }
}
