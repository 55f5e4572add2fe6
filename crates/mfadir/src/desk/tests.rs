//! The desk as a whole.

mod changes;
mod entered;
mod identity;
mod knowledge;
mod proofs;
mod recorder;
mod resolve;
