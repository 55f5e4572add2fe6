//! The files of the log: one a month.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufRead, BufReader, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};

use crate::line::{Line, Link};

const ENDING: &str = ".jsonl";

/// The name of the segment for entries of this time.
pub(crate) fn name(at: Timestamp) -> String {
    format!("{}{ENDING}", at.to_zoned(TimeZone::UTC).strftime("%Y-%m"))
}

/// Whether a segment is called so.
pub(crate) fn is_segment(name: &OsStr) -> bool {
    let month = name.to_str().and_then(|name| name.strip_suffix(ENDING));
    month.is_some_and(|month| month.len() == "2026-01".len())
}

/// The segments of a folder, the oldest first. A folder that is not there has none.
pub(crate) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(is_segment) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The lines of a segment, without their ends.
pub(crate) struct Lines {
    reader: BufReader<File>,
    buffer: Vec<u8>,
}

/// A line as it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'a> {
    pub(crate) bytes: &'a [u8],
    /// Whether it ends with a line end: one that does not was not written to its end.
    pub(crate) whole: bool,
}

impl Lines {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        Self::at(path, 0)
    }

    /// The lines from a place on, which is the beginning of one.
    pub(crate) fn at(path: &Path, offset: u64) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(1 << 18, File::open(path)?);
        reader.seek(SeekFrom::Start(offset))?;
        Ok(Self { reader, buffer: Vec::new() })
    }

    /// The next line.
    pub(crate) fn next(&mut self) -> io::Result<Option<Raw<'_>>> {
        self.buffer.clear();
        if self.reader.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        let bytes = self.buffer.strip_suffix(b"\n");
        Ok(Some(Raw { bytes: bytes.unwrap_or(&self.buffer), whole: bytes.is_some() }))
    }

    /// The next line, read.
    pub(crate) fn read(&mut self) -> io::Result<Option<Line>> {
        match self.next()? {
            Some(raw) if raw.whole => Ok(Some(serde_json::from_slice(raw.bytes)?)),
            _ => Ok(None),
        }
    }
}

/// Where the first line of the segment begins whose entry is not older than `from`. The lines stand in the order of
/// their times, so that half of what is left can be passed over at each look.
pub(crate) fn offset_of(path: &Path, from: Timestamp) -> io::Result<u64> {
    let (mut low, mut high) = (0, fs::metadata(path)?.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match line_behind(path, middle)? {
            Some((end, at)) if at < from => low = end,
            _ => high = middle,
        }
    }
    line_start(path, low)
}

/// The first whole line that begins at `offset` or behind it: where it ends, and its time.
fn line_behind(path: &Path, offset: u64) -> io::Result<Option<(u64, Timestamp)>> {
    let start = line_start(path, offset)?;
    let mut lines = Lines::at(path, start)?;
    let Some(raw) = lines.next()?.filter(|raw| raw.whole) else { return Ok(None) };
    let link: Link<'_> = serde_json::from_slice(raw.bytes)?;
    Ok(Some((start + raw.bytes.len() as u64 + 1, link.entry.at)))
}

/// The beginning of the first line that begins at `offset` or behind it.
fn line_start(path: &Path, offset: u64) -> io::Result<u64> {
    let Some(before) = offset.checked_sub(1) else { return Ok(0) };
    let mut lines = Lines::at(path, before)?;
    let skipped = lines.next()?.map_or(0, |raw| raw.bytes.len() as u64 + u64::from(raw.whole));
    Ok(before + skipped)
}
