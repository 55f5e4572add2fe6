//! The desk as a whole.

mod identity;
mod knowledge;
mod proofs;
mod recorder;
mod resolve;
