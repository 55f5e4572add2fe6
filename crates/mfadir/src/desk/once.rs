//! One answer of a caller gives one receipt.

use jiff::SignedDuration;
use mfadir_core::{Clock, Error, ErrorKind, Result};
use mfadir_journal::EntryKind;
use mfadir_policy::{Evidence, Receipt};

use super::books::Books;

/// How far back is looked: no provider answers for a challenge that is so old.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// `WrongProof` where an entry tells of another receipt for the same answer, be it under another name of the tenant. To be
/// asked in our turn: nobody else writes one down meanwhile.
pub(super) async fn first(books: &Books, clock: &dyn Clock, receipt: &Receipt) -> Result<()> {
    let Evidence::Factor { transaction: Some(transaction), .. } = &receipt.evidence else { return Ok(()) };
    let now = clock.now();
    let read = books.since(now.checked_sub(REMEMBERED).unwrap_or(now)).await?;
    let entries = read.all().flatten().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Receipt);
    let mut same = entries.filter(|entry| entry.request_ids.contains(transaction));
    match same.find_map(|entry| entry.receipt.clone()) {
        None => Ok(()),
        Some(earlier) => {
            let message = format!("what the caller answered was taken for {earlier} already");
            Err(Error::new(ErrorKind::WrongProof, message).with_hint("one answer is good for one receipt: ask anew"))
        }
    }
}
