//! Whether the provider knows the challenge that a receipt rests on, and our log what an act rests on.

use std::collections::BTreeSet;

use mfadir_core::{Event, Outcome};

use super::{
    books::{Books, OurAct, OurReceipt},
    kin::Kin,
    result::{By, Standing},
};

pub(super) fn standing(receipt: &OurReceipt, books: &Books) -> Standing {
    let period = &books.period;
    if !period.holds(receipt.at) {
        return Standing::Aside;
    }
    let ids = requests(receipt, books);
    let mut proofs = books.events.iter().filter(|event| proves(event, receipt)).peekable();
    let is_told = proofs.peek().is_some();
    let fitting = proofs.filter_map(|event| by(event, receipt, &ids, books));
    match fitting.min_by_key(|by| *by == By::Time) {
        Some(by) => Standing::Known(by),
        None if period.is_forgotten(receipt.at) => {
            Standing::CannotTell("the provider has forgotten what happened then".to_owned())
        }
        None if period.may_show_later(receipt.at) => Standing::NotYet,
        None if is_told || tells_of_proofs(books) => Standing::Unknown,
        None => Standing::NotTold,
    }
}

/// The receipts and approvals of the act of which no entry before it tells: whoever put them there did not get them here.
pub(super) fn unfounded(act: &OurAct, books: &Books) -> Vec<String> {
    let is_entered = |id: &String| books.entered.get(id).is_some_and(|number| *number < act.number);
    let named = act.proofs.iter().filter(|_| books.period.holds(act.at));
    named.filter(|id| !is_entered(id)).cloned().collect()
}

/// The earlier receipt for the same answer: one answer gives one.
pub(super) fn repeats(receipt: &OurReceipt, books: &Books) -> Option<String> {
    let same = |other: &&OurReceipt| {
        other.number < receipt.number && other.transactions.iter().any(|id| receipt.transactions.contains(id))
    };
    let earlier = books.receipts.iter().find(same).filter(|_| books.period.holds(receipt.at));
    earlier.map(|earlier| earlier.id.clone())
}

/// The ids of the challenge, and of our requests about it: a provider may know a poll under an id of its own.
fn requests<'a>(receipt: &'a OurReceipt, books: &'a Books) -> BTreeSet<&'a str> {
    let own = books.acts.iter().filter(|act| {
        act.user == receipt.user
            && Kin::of(act.operation) == Some(Kin::Proving)
            && books.period.together(act.at, receipt.at)
    });
    let of_acts = own.flat_map(|act| &act.request_ids);
    receipt.transactions.iter().chain(of_acts).map(String::as_str).collect()
}

fn proves(event: &Event, receipt: &OurReceipt) -> bool {
    event.user.as_ref() == Some(&receipt.user)
        && Kin::of_event(event) == Some(Kin::Proving)
        && event.outcome == Some(Outcome::Success)
}

fn by(event: &Event, receipt: &OurReceipt, ids: &BTreeSet<&str>, books: &Books) -> Option<By> {
    if event.request_id.as_ref().is_some_and(|id| ids.contains(id.as_str())) {
        return Some(By::Request);
    }
    books.period.together(event.at, receipt.at).then_some(By::Time)
}

fn tells_of_proofs(books: &Books) -> bool {
    books.events.iter().any(|event| Kin::of_event(event) == Some(Kin::Proving))
}
