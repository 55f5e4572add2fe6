//! Records that do not count, files that cannot be used, and services that do not answer: nothing is sent on trust.

mod answer;
mod approval;
#[path = "../shared/clock.rs"]
mod clock;
mod journal;
#[path = "../shared/operators.rs"]
mod operators;
mod outside;
mod policy;
mod receipt;
mod record;
#[path = "../shared/setup.rs"]
mod setup;
#[path = "../shared/stage.rs"]
mod stage;
#[path = "../shared/writes.rs"]
mod writes;
