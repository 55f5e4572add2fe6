//! Whether a log is as it was written.

mod chain;
mod fault;

use std::{io, path::Path};

use jiff::Timestamp;

use crate::{
    head::{FILE, Head},
    seal::Sealed,
    segment,
};
use chain::Chain;
pub use fault::{Fault, FaultKind};

/// Whether a signature of somebody counts: an id, the text, the signature; a clause where it does not.
pub type Check<'a> = dyn Fn(&str, &str, &str) -> Result<(), String> + 'a;

/// What was found in a log that is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many lines there are.
    pub lines: u64,
    /// How many segments.
    pub segments: usize,
    /// When the first and the last line were written.
    pub between: Option<(Timestamp, Timestamp)>,
    /// Who signed the head.
    pub signed_by: Option<String>,
    /// Whether a line stands behind the head: a crash between the two, which the next entry mends.
    pub ahead: bool,
    /// The writes of which nobody noted how they ended.
    pub open: Vec<u64>,
}

/// Why a log could not be verified.
#[derive(Debug, thiserror::Error)]
pub enum NotVerified {
    /// It was changed.
    #[error(transparent)]
    Changed(#[from] Fault),
    /// It cannot be read.
    #[error("{0} cannot be read")]
    Unreadable(String, #[source] io::Error),
    /// There is nothing.
    #[error("there is no audit log in {0}")]
    Nothing(String),
}

/// Reads a log from its first line to its head, in constant memory.
pub fn verify(folder: &Path, check: &Check<'_>) -> Result<Verified, NotVerified> {
    let unreadable = |path: &Path| {
        let path = path.display().to_string();
        move |error| NotVerified::Unreadable(path, error)
    };
    let segments = segment::list(folder).map_err(unreadable(folder))?;
    let head = Head::read(folder).map_err(unreadable(&folder.join(FILE)))?;
    if segments.is_empty() && head.is_none() {
        return Err(NotVerified::Nothing(folder.display().to_string()));
    }
    let mut chain = Chain::new(head.as_ref().map(|(head, _)| head.count));
    for path in &segments {
        chain.read(path).map_err(unreadable(path))?;
    }
    let (head, sealed) = head.ok_or_else(|| chain.without_head(folder))?;
    let signed_by = signer(folder, &sealed, check)?;
    let ahead = chain.end(folder, &head)?;
    Ok(Verified {
        lines: chain.count(),
        segments: segments.len(),
        between: chain.between(),
        signed_by,
        ahead,
        open: chain.into_open(),
    })
}

fn signer(folder: &Path, sealed: &Sealed, check: &Check<'_>) -> Result<Option<String>, Fault> {
    let Some((by, signature)) = sealed.by.as_ref().zip(sealed.signature.as_ref()) else { return Ok(None) };
    check(by, &sealed.text, signature).map_err(|why| Fault::at_head(folder, FaultKind::NotSigned(why)))?;
    Ok(Some(by.clone()))
}

#[cfg(test)]
mod tests;
