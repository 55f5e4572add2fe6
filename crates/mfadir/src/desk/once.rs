//! One answer of a caller gives one receipt.

use std::{fs::File, path::PathBuf};

use jiff::SignedDuration;
use mfadir_core::{Clock, Error, ErrorKind, Result};
use mfadir_journal::EntryKind;
use mfadir_policy::{Evidence, Receipt};
use tokio::task::spawn_blocking;

use super::{disk, fault, log::TenantLog};

const FILE: &str = "verifying.lock";

/// How far back is looked: no provider answers for a challenge that is so old.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whoever holds it is alone in writing down receipts.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "an open file holds the lock")] File);

/// Waits for the turn to write the receipt down. `WrongProof` where the log tells of another one for the same answer.
pub(super) async fn turn(folder: PathBuf, log: &TenantLog, clock: &dyn Clock, receipt: &Receipt) -> Result<Turn> {
    let turn = lock(folder.join(FILE)).await?;
    let Evidence::Factor { transaction: Some(transaction), .. } = &receipt.evidence else { return Ok(turn) };
    let now = clock.now();
    let lines = log.since(now.checked_sub(REMEMBERED).unwrap_or(now)).await?;
    let told = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Receipt);
    match told.filter(|entry| entry.request_ids.contains(transaction)).find_map(|entry| entry.receipt.clone()) {
        None => Ok(turn),
        Some(earlier) => {
            let message = format!("what the caller answered was taken for {earlier} already");
            Err(Error::new(ErrorKind::WrongProof, message).with_hint("one answer is good for one receipt: ask anew"))
        }
    }
}

async fn lock(path: PathBuf) -> Result<Turn> {
    let locked = spawn_blocking(move || {
        let failed = |error| fault::file(&path, "cannot be locked", error);
        let file = disk::open_private(&path).map_err(failed)?;
        file.lock().map_err(failed)?;
        Ok(Turn(file))
    });
    locked.await.map_err(|lost| Error::new(ErrorKind::Refused, "no receipt was written").with_source(lost))?
}
