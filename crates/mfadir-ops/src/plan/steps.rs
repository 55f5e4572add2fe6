//! The fewest removals that take all that is to go.

use std::collections::BTreeSet;

use mfadir_core::{Factor, FactorId};

use super::{Step, order};
use crate::implied::closure;

/// One removal for each target that no other target takes along, in the order in which they are applied. Of targets
/// that take each other, the one that stands first among the targets is removed.
pub(crate) fn removals(factors: &[Factor], targets: &[&Factor]) -> Vec<Step> {
    let closures: Vec<BTreeSet<FactorId>> = targets.iter().map(|target| closure(factors, &target.id)).collect();
    let mut steps: Vec<Step> = targets
        .iter()
        .enumerate()
        .filter(|(index, _)| is_first_of_its_own(targets, &closures, *index))
        .map(|(index, target)| removal(factors, target, &closures[index]))
        .collect();
    order::sort(&mut steps);
    name_each_once(&mut steps);
    steps
}

fn is_first_of_its_own(targets: &[&Factor], closures: &[BTreeSet<FactorId>], index: usize) -> bool {
    let taken_by = |other: usize| closures[other].contains(&targets[index].id);
    let takes = |other: usize| closures[index].contains(&targets[other].id);
    (0..targets.len()).filter(|other| *other != index).all(|other| !taken_by(other) || (takes(other) && index < other))
}

fn removal(factors: &[Factor], target: &Factor, taken: &BTreeSet<FactorId>) -> Step {
    let goes_along = |factor: &&Factor| factor.id != target.id && taken.contains(&factor.id);
    Step::Remove { factor: Box::new(target.clone()), implied: factors.iter().filter(goes_along).cloned().collect() }
}

/// A factor that several steps would take belongs to the first of them.
fn name_each_once(steps: &mut [Step]) {
    let mut named: BTreeSet<FactorId> = BTreeSet::new();
    for step in steps {
        if let Step::Remove { factor, implied } = step {
            implied.retain(|other| !named.contains(&other.id));
            named.insert(factor.id.clone());
            named.extend(implied.iter().map(|other| other.id.clone()));
        }
    }
}

#[cfg(test)]
mod laws {
    use std::collections::BTreeSet;

    use mfadir_core::{Factor, FactorId, FactorStatus, FactorType, Kind, Strength};
    use proptest::{collection::vec, prelude::*};

    use super::{closure, removals};
    use crate::plan::Step;

    fn kind() -> impl Strategy<Value = Kind> {
        prop::sample::select(vec![Kind::Push, Kind::Sms, Kind::DeviceKey, Kind::Other("odd".to_owned())])
    }

    fn factors() -> impl Strategy<Value = Vec<Factor>> {
        vec((kind(), vec(0..8_usize, 0..3), any::<bool>()), 0..8).prop_map(|rows| {
            let build = |(index, (kind, takes, default)): (usize, (Kind, Vec<usize>, bool))| {
                let mut factor = Factor::new(format!("f{index}"), FactorType::of(kind), FactorStatus::Active);
                factor.removal_takes = takes.into_iter().map(|other| format!("f{other}").into()).collect();
                factor.default = Some(default);
                factor
            };
            rows.into_iter().enumerate().map(build).collect()
        })
    }

    fn ids(steps: &[Step]) -> Vec<FactorId> {
        steps.iter().flat_map(Step::takes).map(|factor| factor.id.clone()).collect()
    }

    proptest! {
        #[test]
        fn steps_take_exactly_what_the_targets_take(factors in factors(), chosen in any::<u8>()) {
            let targets: Vec<&Factor> =
                factors.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1).map(|(_, f)| f).collect();
            let expected: BTreeSet<FactorId> =
                targets.iter().flat_map(|target| closure(&factors, &target.id)).collect();
            let steps = removals(&factors, &targets);
            let taken = ids(&steps);
            prop_assert_eq!(taken.iter().cloned().collect::<BTreeSet<_>>(), expected);
            prop_assert_eq!(taken.len(), taken.iter().collect::<BTreeSet<_>>().len(), "each in one step only");
        }

        #[test]
        fn no_step_removes_what_another_takes_along(factors in factors()) {
            let targets: Vec<&Factor> = factors.iter().collect();
            let steps = removals(&factors, &targets);
            for (index, step) in steps.iter().enumerate() {
                let own = &step.takes()[0].id;
                for (_, other) in steps.iter().enumerate().filter(|(other, _)| *other != index) {
                    prop_assert!(!closure(&factors, &other.takes()[0].id).contains(own));
                }
            }
        }

        #[test]
        fn the_default_goes_last_and_the_strongest_late(factors in factors()) {
            let mut lone = factors;
            for factor in &mut lone {
                factor.removal_takes.clear();
            }
            let targets: Vec<&Factor> = lone.iter().collect();
            let ranks: Vec<(Option<bool>, Strength)> =
                removals(&lone, &targets).iter().map(|step| (step.takes()[0].default, step.takes()[0].strength())).collect();
            prop_assert!(ranks.is_sorted());
        }
    }
}
