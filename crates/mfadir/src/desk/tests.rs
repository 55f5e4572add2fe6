//! The desk as a whole.

mod changes;
mod entered;
mod gate;
mod identity;
mod knowledge;
mod proofs;
mod recorder;
mod resolve;
