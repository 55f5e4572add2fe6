//! Whether the caller is who they say: which factor can prove it, and the receipt that it was proven.

mod candidate;
mod hear;
mod lost;
mod vouch;

pub(crate) use candidate::nothing_proves;
pub use candidate::{Candidate, Obstacle, candidate, candidates, candidates_now};
pub use hear::{Heard, Unheard, hear, is_denied};
pub use lost::Lost;
pub(crate) use lost::{is_lost, left};
pub use vouch::{Conclusion, attested, conclude, proven, vouch};
