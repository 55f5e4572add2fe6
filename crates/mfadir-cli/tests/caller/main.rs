//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod bound;
#[path = "../shared/clock.rs"]
mod clock;
mod guided;
mod identity;
#[path = "../shared/operators.rs"]
mod operators;
mod proof;
mod refusal;
mod screen;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/stage.rs"]
mod stage;
mod terminal;
mod told;
#[path = "../shared/writes.rs"]
mod writes;
