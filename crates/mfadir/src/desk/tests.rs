//! The desk as a whole.

mod changes;
mod knowledge;
mod proofs;
mod recorder;
mod resolve;
