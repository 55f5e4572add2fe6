//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod change;
#[path = "../shared/clock.rs"]
mod clock;
mod guided;
#[path = "../shared/operators.rs"]
mod operators;
mod proof;
mod refusal;
mod stage;
mod told;
#[path = "../shared/writes.rs"]
mod writes;
