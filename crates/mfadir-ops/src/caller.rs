//! Whether the caller is who they say: which factor can prove it, and the receipt that it was proven.

mod candidate;
mod hear;
mod lost;
mod vouch;

pub use candidate::{Candidate, Obstacle, candidate, candidates};
pub use hear::{Heard, Unheard, hear, is_denied};
pub use lost::Lost;
pub(crate) use lost::{is_lost, left};
pub use vouch::{Conclusion, attested, conclude, proven, vouch};
