//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod bound;
#[path = "../shared/clock.rs"]
mod clock;
mod guided;
mod identity;
mod muted;
#[path = "../shared/operators.rs"]
mod operators;
mod proof;
mod refusal;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/stage.rs"]
mod stage;
mod terminal;
mod told;
#[path = "../shared/writes.rs"]
mod writes;
