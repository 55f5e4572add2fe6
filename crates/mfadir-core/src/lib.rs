//! The contract of `mfadir`: one way to see and change people's second factors on any identity provider.
//!
//! [`MfaDirectory`] is one tenant of one provider. A backend implements it, a layer wraps it, an operation uses it.
//! This crate holds the trait, its values and errors, what a backend is given ([`Environment`]), and the mechanism
//! that lets a layer be written once for all methods ([`Around`], [`Layered`]). It does no I/O and needs no runtime.
//!
//! Everything is re-exported here; the modules say where a thing belongs.

mod capability;
mod clock;
mod connect;
mod directory;
mod error;
mod event;
mod factor;
mod gauge;
mod id;
mod inspect;
mod layer;
mod operation;
mod operator;
mod page;
mod people;
mod proof;
mod right;
mod secret;
mod stream;
mod word;

pub use capability::{Alias, Bucket, Capabilities, Profile, ReturnTime, Returning};
pub use clock::{Clock, ManualClock};
pub use connect::Environment;
pub use directory::MfaDirectory;
#[cfg(feature = "mock")]
pub use directory::MockMfaDirectory;
pub use error::{Applied, Error, ErrorKind, Result, Retry};
pub use event::{Event, EventQuery, Outcome};
pub use factor::{
    AvailableFactor, Destination, EnrollmentRule, Factor, FactorStatus, FactorType, Issuer, Kind, Left, Strength, e164,
};
pub use gauge::{Gauge, NoGauge, Reading};
pub use id::{Cursor, FactorId, GroupId, ProviderName, RequestId, TenantName, UserId};
pub use inspect::{Credential, Finding, Inspection, Inspector, Owner, Severity};
pub use layer::{Around, Attempt, Call, Layered};
pub use operation::{Effect, Operation};
pub use operator::{Operator, Via};
pub use page::{Page, PageRequest};
pub use people::{Group, GroupQuery, Role, User, UserQuery, UserRef, UserStatus};
pub use proof::{
    Activation, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, CodeRequest, Done, EnrollRequest,
    EnrollWith, Enrollment, EnrollmentHandle, EnrollmentSecret, Expects, Proof, Question, RemoveOptions, Requester,
    ResetOptions, SessionOptions, TemporaryCode, Verification,
};
pub use right::{Right, Rights};
pub use secret::{SecretReader, SecretSource};
pub use stream::{MfaDirectoryExt, Pages};
