//! Which step comes first.

use mfadir_core::{Factor, Strength};

use super::Step;

/// Not the default first, then weakest first: whatever stops a plan in the middle, the person keeps the best they had.
pub(crate) fn sort(steps: &mut [Step]) {
    steps.sort_by_key(|step| rank(&step.takes()));
}

fn rank(takes: &[&Factor]) -> (bool, Option<Strength>) {
    let default = takes.iter().any(|factor| factor.default == Some(true));
    (default, takes.iter().map(|factor| factor.strength()).max())
}
