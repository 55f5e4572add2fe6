//! Challenges, proofs and temporary codes, as a person at the command line goes through them.

mod code;
mod device;
mod enroll;
mod push;
mod sent;
mod stage;
