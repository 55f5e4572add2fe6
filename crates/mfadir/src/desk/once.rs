//! One answer of a caller gives one receipt.

use jiff::SignedDuration;
use mfadir_core::{Clock, Error, ErrorKind, Result};
use mfadir_journal::EntryKind;
use mfadir_policy::{Evidence, Receipt};

use super::log::TenantLog;

/// How far back is looked: no provider answers for a challenge that is so old.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// `WrongProof` where the log tells of another receipt for the same answer. It is to be our turn: nobody else writes one
/// meanwhile.
pub(super) async fn check(log: &TenantLog, clock: &dyn Clock, receipt: &Receipt) -> Result<()> {
    let Evidence::Factor { transaction: Some(transaction), .. } = &receipt.evidence else { return Ok(()) };
    let now = clock.now();
    let lines = log.since(now.checked_sub(REMEMBERED).unwrap_or(now)).await?;
    let told = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Receipt);
    match told.filter(|entry| entry.request_ids.contains(transaction)).find_map(|entry| entry.receipt.clone()) {
        None => Ok(()),
        Some(earlier) => {
            let message = format!("what the caller answered was taken for {earlier} already");
            Err(Error::new(ErrorKind::WrongProof, message).with_hint("one answer is good for one receipt: ask anew"))
        }
    }
}
