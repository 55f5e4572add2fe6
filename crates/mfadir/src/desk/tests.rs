//! The desk as a whole.

mod knowledge;
mod proofs;
mod recorder;
mod resolve;
