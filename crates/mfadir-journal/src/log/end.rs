//! The end of the log: whether it is as it was left, and what a crash left half done.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use mfadir_core::TenantName;

use crate::{
    entry::EntryKind,
    error::{Error, Result},
    head::Head,
    line::{Hash, Line, Link},
    seal::{Seal, Sealed},
    segment,
};

/// Where the next line goes.
#[derive(Debug)]
pub(super) struct End {
    /// The head, as it is or ought to be.
    pub(super) head: Head,
    /// The head's file as it was.
    pub(super) sealed: Option<Sealed>,
    left: Left,
}

/// What a crash left behind.
#[derive(Debug)]
enum Left {
    Nothing,
    /// The last line is there and the head does not tell of it. Nobody's signature speaks for it: what it is, as a clause.
    Headless(String),
    /// The last line was not written to its end. Its write was never sent: an intent is safe before that.
    Torn {
        path: PathBuf,
        from: u64,
        bytes: u64,
    },
}

impl End {
    /// Reads head and last line, and refuses an end that no crash can leave.
    pub(super) fn find(folder: &Path, tenant: &TenantName) -> Result<Self> {
        let unreadable = |source| Error::Unreadable { folder: folder.to_owned(), source };
        let broken = |why: &str| Error::Broken { folder: folder.to_owned(), why: why.to_owned() };
        let (head, sealed) = Head::read(folder).map_err(unreadable)?.unzip();
        let tail = Tail::read(folder).map_err(unreadable)?;
        let head = match (head, &tail) {
            (None, Some(tail)) if tail.line.is_some() => return Err(broken("its head is missing")),
            (head, _) => head.unwrap_or_else(|| Head::empty(tenant)),
        };
        if head.tenant != *tenant {
            return Err(broken(&format!("it is the log of {}", head.tenant)));
        }
        Self::of(head, sealed, tail).map_err(|why| broken(&why))
    }

    fn of(head: Head, sealed: Option<Sealed>, tail: Option<Tail>) -> std::result::Result<Self, String> {
        let Some(tail) = tail else {
            return if head.count == 0 { Ok(Self { head, sealed, left: Left::Nothing }) } else { Err(cut(&head, 0)) };
        };
        let torn = |tail: &Tail| match tail.torn {
            0 => Left::Nothing,
            bytes => Left::Torn { path: tail.path.clone(), from: tail.end, bytes },
        };
        let Some(line) = &tail.line else {
            return if head.count == 0 { Ok(Self { left: torn(&tail), head, sealed }) } else { Err(cut(&head, 0)) };
        };
        let hash = Hash::of(line);
        if hash == head.hash {
            return Ok(Self { left: torn(&tail), head, sealed });
        }
        let last: Link<'_> = serde_json::from_slice(line).map_err(|_| "its last line cannot be read".to_owned())?;
        if last.n == head.count + 1 && last.prev == head.hash.as_str() && tail.torn == 0 {
            let left = Left::Headless(told(line, last.entry.kind));
            return Ok(Self { head: head.with(last.entry, hash), sealed, left });
        }
        Err(if last.n < head.count { cut(&head, last.n) } else { "its last line is not the head's".to_owned() })
    }

    /// Puts right what a crash left; says what that was.
    pub(super) fn mend(&self, folder: &Path, seal: &dyn Seal) -> io::Result<Option<String>> {
        match &self.left {
            Left::Nothing => Ok(None),
            Left::Headless(what) => {
                self.head.write(folder, seal, self.sealed.clone())?;
                let number = self.head.count;
                Ok(Some(format!("line {number} ({what}) was there, and the head did not tell of it: nobody signed it")))
            }
            Left::Torn { path, from, bytes } => {
                let file = OpenOptions::new().write(true).open(path)?;
                file.set_len(*from)?;
                file.sync_all()?;
                Ok(Some(format!("{bytes} bytes of a line that was not written to its end were taken away")))
            }
        }
    }
}

/// What the line is and whose, as a clause.
fn told(line: &[u8], kind: EntryKind) -> String {
    let read: Option<Line> = serde_json::from_slice(line).ok();
    read.map_or_else(|| kind.to_string(), |line| format!("{kind} by {}", line.entry.operator.id))
}

fn cut(head: &Head, n: u64) -> String {
    format!("its head tells of {} lines, and the last one is number {n}", head.count)
}

/// The end of the newest segment.
struct Tail {
    path: PathBuf,
    /// The last whole line.
    line: Option<Vec<u8>>,
    /// Where it ends.
    end: u64,
    /// How many bytes stand behind it.
    torn: u64,
}

impl Tail {
    /// Of the newest segment that holds a whole line; a newer one that holds only a torn line counts for what it holds.
    fn read(folder: &Path) -> io::Result<Option<Self>> {
        let mut newest: Option<Self> = None;
        for path in segment::list(folder)?.into_iter().rev() {
            let tail = Self::of(path)?;
            match newest {
                None if tail.line.is_some() => return Ok(Some(tail)),
                None => newest = Some(tail),
                Some(newer) => {
                    let line = tail.line;
                    newest = Some(Self { line, ..newer });
                    break;
                }
            }
        }
        Ok(newest)
    }

    fn of(path: PathBuf) -> io::Result<Self> {
        let mut file = File::open(&path)?;
        let length = file.metadata()?.len();
        let mut window = 1 << 16;
        loop {
            let from = length.saturating_sub(window);
            file.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            file.by_ref().take(length - from).read_to_end(&mut bytes)?;
            let end = bytes.iter().rposition(|byte| *byte == b'\n');
            let start = end.and_then(|end| bytes[..end].iter().rposition(|byte| *byte == b'\n'));
            let begins = start.map(|start| start + 1).or((from == 0).then_some(0));
            match (begins, end) {
                (Some(begins), Some(end)) => {
                    let line = Some(bytes[begins..end].to_vec());
                    let end = from + end as u64 + 1;
                    return Ok(Self { path, line, end, torn: length - end });
                }
                (_, None) if from == 0 => return Ok(Self { path, line: None, end: 0, torn: length }),
                _ => window *= 4,
            }
        }
    }
}
