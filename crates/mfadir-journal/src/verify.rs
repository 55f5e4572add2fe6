//! Whether a log is as it was written.

mod chain;
mod fault;

use std::{io, path::Path};

use jiff::Timestamp;

use crate::{
    head::{FILE, Head},
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
    /// Who signed the log last, and how far.
    pub signed: Option<SignedHead>,
    /// Whether a line stands behind the head: a crash between the two, which the next entry mends.
    pub ahead: bool,
    /// The writes of which nobody noted how they ended.
    pub open: Vec<u64>,
}

/// A head that somebody signed: the last one, or one before it where whoever wrote since then has no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// Who.
    pub by: String,
    /// How many lines the signature speaks for.
    pub lines: u64,
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
    let signed = head.as_ref().and_then(|(_, sealed)| sealed.signed());
    let signed = signed.map(|signed| signer(folder, signed, check)).transpose();
    let mark = signed.as_ref().ok().and_then(Option::as_ref).map(|(head, _)| head.count);
    let mut chain = Chain::new(head.as_ref().map(|(head, _)| head.count), mark);
    for path in &segments {
        chain.read(path).map_err(unreadable(path))?;
    }
    let (head, _) = head.ok_or_else(|| chain.without_head(folder))?;
    let signed = signed?;
    let ahead = chain.end(folder, &head)?;
    if signed.as_ref().is_some_and(|(head, _)| !chain.held(head)) {
        return Err(Fault::at_head(folder, FaultKind::NotSigned("it signs another log".to_owned())).into());
    }
    Ok(Verified {
        lines: chain.count(),
        segments: segments.len(),
        between: chain.between(),
        signed: signed.map(|(head, by)| SignedHead { by, lines: head.count }),
        ahead,
        open: chain.into_open(),
    })
}

/// The head that was signed, and by whom, where the signature counts.
fn signer(
    folder: &Path,
    (text, by, signature): (&str, &str, &str),
    check: &Check<'_>,
) -> Result<(Head, String), Fault> {
    let fault = |why: String| Fault::at_head(folder, FaultKind::NotSigned(why));
    check(by, text, signature).map_err(fault)?;
    let head: Head = serde_json::from_str(text).map_err(|error| fault(error.to_string()))?;
    Ok((head, by.to_owned()))
}

#[cfg(test)]
mod tests;
