//! Writes of which nobody noted how they ended: the machine died, or the program was stopped.

mod look;
mod owed;

use mfadir_core::{MfaDirectory, Result};
use mfadir_journal::{Entry, EntryKind, Line};

use self::look::{Look, look};
pub use self::owed::{ToldLate, tell_owed};
use super::{
    LocalDesk,
    entry::{FOUND_DONE, FOUND_NOT_DONE, UNKNOWN, VERSION},
};

/// What reading the provider tells about a write that was left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// What it was to do is so.
    FoundDone,
    /// It is as it was before.
    FoundNotDone,
    /// Nothing that can be read tells.
    Unknown,
    /// The provider could not be asked: the next write on the tenant tries again.
    StillOpen,
}

/// A write that was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The number of its line.
    pub number: u64,
    /// What was announced.
    pub intent: Entry,
    /// What came of it.
    pub resolution: Resolution,
    /// What the resolution does not say, as a clause.
    pub detail: Option<String>,
}

impl Resolution {
    /// The word in the log; nothing for what stays open.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::FoundDone => Some(FOUND_DONE),
            Self::FoundNotDone => Some(FOUND_NOT_DONE),
            Self::Unknown => Some(UNKNOWN),
            Self::StillOpen => None,
        }
    }
}

/// Reads how the writes of this tenant ended that were left behind, and writes it down. Nothing is read where there are
/// none, or while somebody else writes to the tenant: then theirs are under way. To be called before a write.
pub async fn resolve_open(desk: &LocalDesk, directory: &dyn MfaDirectory) -> Result<Vec<LeftBehind>> {
    if desk.log.open().await?.is_empty() {
        return Ok(Vec::new());
    }
    let Some(_alone) = desk.holds.alone()? else { return Ok(Vec::new()) };
    let mut resolved = Vec::new();
    for Line { n, entry, .. } in desk.log.open().await? {
        let look = look(directory, &entry).await;
        if let Some(outcome) = outcome(desk, n, &entry, &look) {
            desk.log.append(outcome).await?;
        }
        let Look { resolution, detail, .. } = look;
        resolved.push(LeftBehind { number: n, intent: entry, resolution, detail });
    }
    Ok(resolved)
}

/// The entry names who looked, and whose write it was.
fn outcome(desk: &LocalDesk, of: u64, intent: &Entry, look: &Look) -> Option<Entry> {
    let result = look.resolution.as_str()?;
    let (tenant, operator) = (desk.tenant.clone(), desk.operator.clone());
    Some(Entry {
        of: Some(of),
        user: intent.user.clone(),
        verb: intent.verb.clone(),
        operation: intent.operation.clone(),
        request: intent.request.clone(),
        ticket: intent.ticket.clone(),
        after: look.after.clone(),
        result: Some(result.to_owned()),
        detail: look.detail.clone(),
        ..Entry::new(EntryKind::Outcome, desk.clock.now(), tenant, operator, VERSION)
    })
}
