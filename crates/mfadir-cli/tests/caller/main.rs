//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod bound;
mod change;
#[path = "../shared/clock.rs"]
mod clock;
mod guided;
mod identity;
mod muted;
#[path = "../shared/operators.rs"]
mod operators;
mod overtaken;
mod proof;
mod refusal;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/stage.rs"]
mod stage;
mod terminal;
mod told;
mod unheard;
mod worn;
#[path = "../shared/writes.rs"]
mod writes;
