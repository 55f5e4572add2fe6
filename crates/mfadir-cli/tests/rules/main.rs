//! Every rule and every verb, by the command itself: what is refused sends nothing, and who may lift a rule does.

#[path = "../shared/clock.rs"]
mod clock;
mod lifts;
#[path = "../shared/operators.rs"]
mod operators;
mod scene;
#[path = "../shared/stage.rs"]
mod stage;
mod verbs;
#[path = "../shared/writes.rs"]
mod writes;
