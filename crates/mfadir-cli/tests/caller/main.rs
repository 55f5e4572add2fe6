//! A strict desk, as two operators at the command line go through it: a caller is verified, then helped.

mod approval;
mod books;
mod bound;
mod change;
#[path = "../shared/clock.rs"]
mod clock;
mod entered;
mod guided;
mod identity;
mod keys;
mod moment;
#[path = "../shared/operators.rs"]
mod operators;
mod overtaken;
mod proof;
mod refusal;
mod rest;
mod screen;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/stage.rs"]
mod stage;
mod terminal;
mod told;
mod unheard;
mod waiting;
mod worn;
#[path = "../shared/writes.rs"]
mod writes;
