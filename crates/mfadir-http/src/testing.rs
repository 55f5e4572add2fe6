//! What the tests of a backend are played on: a server on loopback that says what a test tells it to, and surroundings
//! that stand still. Behind the feature `testing`, for tests alone.

mod stub;
mod surroundings;

pub use stub::{Seen, Stub, answer, broken};
pub use surroundings::{clock, environment};
