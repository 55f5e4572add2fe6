//! Whether the provider knows what we wrote down.

use mfadir_core::Operation;

use super::{
    books::{Books, Ending, OurAct},
    kin::{Kin, is_act},
    matching::Matches,
    result::{ActStanding, Standing},
};

pub(super) fn standing(number: usize, act: &OurAct, books: &Books, matches: &Matches) -> ActStanding {
    match (matches.of_act(number), act.ending) {
        (Some(_), Ending::Failed) if tells_of_success(act, books) => ActStanding::DoneAllTheSame,
        (Some(by), _) => ActStanding::Row(Standing::Known(by)),
        (None, _) => ActStanding::Row(unknown(act, books)),
    }
}

/// A failed attempt may be in the provider's log as well.
fn tells_of_success(act: &OurAct, books: &Books) -> bool {
    let same = |id: &str| act.request_ids.iter().any(|own| own == id);
    let mut told = books.events.iter().filter(|event| event.request_id.as_ref().is_some_and(|id| same(id.as_str())));
    told.any(is_act)
}

fn unknown(act: &OurAct, books: &Books) -> Standing {
    let period = &books.period;
    let is_act = Kin::of(act.operation).is_some_and(Kin::is_act);
    if !is_act || act.ending == Ending::Failed || !period.holds(act.at) {
        return Standing::Aside;
    }
    if period.is_forgotten(act.at) {
        return Standing::CannotTell("the provider has forgotten what happened then".to_owned());
    }
    if period.may_show_later(act.at) {
        return Standing::NotYet;
    }
    if !is_told(act.operation, books) {
        return Standing::NotTold;
    }
    match act.ending {
        Ending::Unknown => Standing::CannotTell("nobody noted how it ended, and the provider does not tell".to_owned()),
        _ => Standing::Unknown,
    }
}

/// Whether the provider's log is seen to tell of such an operation at all. A reset may be told as a removal of each factor.
fn is_told(operation: Operation, books: &Books) -> bool {
    let same = |told: Operation| told == operation || (operation == Operation::Reset && told == Operation::Remove);
    books.events.iter().filter_map(|event| event.operation).any(same)
}
