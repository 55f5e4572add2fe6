//! The audit log of one tenant.

mod end;

use std::{
    ffi::OsStr,
    fs::{File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use mfadir_core::TenantName;

use crate::{
    disk,
    entry::Entry,
    error::{Error, Result},
    head::{self, Head},
    line::{Hash, Kept, Line},
    seal::Seal,
    segment,
};
use end::End;

/// The name of the file that is locked while an entry is added.
const LOCK: &str = "lock";

/// How often a log that another process holds is asked for again, before that is an error.
const ATTEMPTS: u32 = 200;

/// An entry that is safely on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The number of its line.
    pub number: u64,
    /// The hash of its line: the head of the log.
    pub hash: Hash,
    /// What a crash had left behind and was put right first, as a clause.
    pub repaired: Option<String>,
}

/// The audit log of one tenant: a folder with a segment a month and a head.
#[derive(Clone, Debug)]
pub struct AuditLog {
    folder: PathBuf,
    tenant: TenantName,
    seal: Arc<dyn Seal>,
}

impl AuditLog {
    /// The log in this folder, which need not be there yet.
    pub fn new(folder: impl Into<PathBuf>, tenant: TenantName, seal: Arc<dyn Seal>) -> Self {
        Self { folder: folder.into(), tenant, seal }
    }

    /// Whether a file of a log is called so: a segment, or the head.
    pub fn is_part(name: &OsStr) -> bool {
        name == head::FILE || segment::is_segment(name)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds an entry, and returns when it and the head are on the disk. Waits for other processes that do the same.
    pub fn append(&self, entry: &Entry) -> Result<Appended> {
        disk::make(&self.folder).map_err(|source| self.unwritable(source))?;
        let _lock = self.lock()?;
        let end = End::find(&self.folder, &self.tenant)?;
        let repaired = end.mend(&self.folder, &*self.seal).map_err(|source| self.unwritable(source))?;
        self.add(end, entry, repaired).map_err(|source| self.unwritable(source))
    }

    /// Whether an entry could be added to what is there: its end is as it was left, or as a crash leaves it. Looks at the
    /// head and the last line alone, and changes nothing.
    pub fn check(&self) -> Result<()> {
        let found = || End::find(&self.folder, &self.tenant).map(|_| ());
        // Somebody may add entries between the look at the head and that at the line.
        found().or_else(|_| found()).or_else(|_| found())
    }

    /// Where the log ends, as its head says; nothing where there is no log yet.
    pub fn head(&self) -> Result<Option<Head>> {
        Ok(Head::read(&self.folder).map_err(|source| self.unreadable(source))?.map(|(head, _)| head))
    }

    /// The intents without an outcome: writes of which nobody noted how they ended.
    pub fn open(&self) -> Result<Vec<Line>> {
        let Some(head) = self.last_head()?.filter(|head| !head.open.is_empty()) else { return Ok(Vec::new()) };
        let mut open = Vec::new();
        self.each(None, |line| {
            if head.open.contains(&line.n) {
                open.push(line);
            }
        })?;
        Ok(open)
    }

    /// The head with a line that a crash or a full disk left behind it. An end that nobody can explain is told where
    /// somebody writes.
    fn last_head(&self) -> Result<Option<Head>> {
        let head = self.head()?;
        Ok(match End::find(&self.folder, &self.tenant) {
            Ok(end) if head.is_some() => Some(end.head),
            _ => head,
        })
    }

    /// Shows every entry since then, the oldest first. Nothing is checked: that is [`verify`](crate::verify).
    pub fn each(&self, since: Option<Timestamp>, mut show: impl FnMut(Line)) -> Result<()> {
        let mut read = || -> io::Result<()> {
            let oldest = since.map(segment::name);
            for path in segment::list(&self.folder)? {
                let name = path.file_name().and_then(|name| name.to_str());
                if oldest.as_deref().is_some_and(|oldest| name < Some(oldest)) {
                    continue;
                }
                let offset = since.map_or(Ok(0), |since| segment::offset_of(&path, since))?;
                let mut lines = segment::Lines::at(&path, offset)?;
                while let Some(line) = lines.read()? {
                    show(line);
                }
            }
            Ok(())
        };
        read().map_err(|source| self.unreadable(source))
    }

    fn lock(&self) -> Result<File> {
        let lock = disk::open_to_append(&self.folder.join(LOCK)).map_err(|source| self.unwritable(source))?;
        for _ in 0..ATTEMPTS {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(TryLockError::Error(source)) => return Err(self.unwritable(source)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(std::time::Duration::from_millis(25)),
            }
        }
        Err(Error::Held { folder: self.folder.clone() })
    }

    /// The line first, then the head: a line more than the head tells of is a crash, a line less a cut.
    fn add(&self, end: End, entry: &Entry, repaired: Option<String>) -> io::Result<Appended> {
        let End { head, sealed, .. } = end;
        let line = Line { n: head.count + 1, prev: head.hash.clone(), entry: entry.clone() };
        let mut bytes = line.bytes()?;
        let hash = Hash::of(&bytes);
        bytes.push(b'\n');
        let path = self.folder.join(segment::name(entry.at.max(head.at.unwrap_or(entry.at))));
        let is_new = !path.exists();
        let mut file = disk::open_to_append(&path)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        if is_new {
            disk::sync_folder(&self.folder)?;
        }
        let kept = Kept { at: entry.at, kind: entry.kind, of: entry.of };
        let head = head.with(kept, hash.clone());
        head.write(&self.folder, &*self.seal, sealed)?;
        Ok(Appended { number: line.n, hash, repaired })
    }

    fn unwritable(&self, source: io::Error) -> Error {
        Error::Unwritable { folder: self.folder.clone(), source }
    }

    fn unreadable(&self, source: io::Error) -> Error {
        Error::Unreadable { folder: self.folder.clone(), source }
    }
}

#[cfg(test)]
mod tests;
