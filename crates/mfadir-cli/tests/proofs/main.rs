//! Challenges, proofs and temporary codes, as a person at the command line goes through them.

#[path = "../shared/clock.rs"]
mod clock;
mod code;
mod device;
mod enroll;
mod push;
mod sent;
mod stage;
#[path = "../shared/writes.rs"]
mod writes;
