//! What goes because something else goes.

use std::collections::BTreeSet;

use mfadir_core::{Factor, FactorId};

/// The listed factors that go when `id` is removed, itself among them: whatever `removal_takes` reaches.
pub(crate) fn closure(factors: &[Factor], id: &FactorId) -> BTreeSet<FactorId> {
    let mut taken = BTreeSet::new();
    let mut pending = vec![id.clone()];
    while let Some(id) = pending.pop() {
        if let Some(factor) = factors.iter().find(|factor| factor.id == id)
            && taken.insert(id)
        {
            pending.extend(factor.removal_takes.iter().cloned());
        }
    }
    taken
}
