//! The reference directory: what "correct" means, executable.
//!
//! A [`World`] is the state of one tenant: people, factors, groups, running enrollments and challenges, codes, log.
//! Its methods are the rules (who goes with whom, what is refused, what ends when), told in the words of the contract
//! and without any provider's. [`MemoryDirectory`] shows a world as an
//! [`MfaDirectory`](mfadir_core::MfaDirectory); a simulated tenant shows the same world over HTTP, so that both keep
//! the same rules.
//!
//! What differs between providers is data in the world: which removal takes which factor ([`Family`]), what is
//! hidden, what comes back by itself, how ids look ([`Ids`]), what can be enrolled ([`Offer`]), how long things last and
//! how often they may be tried ([`Rules`]). Why something was refused stands in the error as a [`Reason`].
//!
//! A world never reads a clock: whoever acts says when, in the [`Act`].

mod act;
mod device;
mod directory;
mod enrolled;
mod ids;
mod masked;
mod offer;
mod otp;
mod person;
mod reason;
mod rules;
mod world;

pub use act::Act;
pub use device::Device;
pub use directory::MemoryDirectory;
pub use enrolled::{EnrolledFactor, Family};
pub use ids::Ids;
pub use masked::Masked;
pub use offer::Offer;
pub use otp::key as key_from;
pub use person::{HeldRole, Person, Team};
pub use reason::Reason;
pub use rules::{Limit, Rules, Window};
pub use world::{Answer, Entry, IssuedCode, Message, RunningChallenge, RunningEnrollment, World};
