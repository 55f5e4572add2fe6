//! Files that only their owner can read, and that are on the disk before anybody relies on them.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// No file of a desk is longer; one that is was put there by somebody else.
const LONGEST: u64 = 1 << 16;

/// Makes the folder, for its owner alone.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Writes a file whole or not at all; `AlreadyExists` where there is one.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, file) = written(path, bytes)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    sync(folder)
}

/// Writes a file whole or not at all, in the place of the one that may be there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, file) = written(path, bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    sync(folder)
}

fn written<'a>(path: &'a Path, bytes: &[u8]) -> io::Result<(&'a Path, NamedTempFile)> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    make(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok((folder, file))
}

/// Waits until the folder's own list of files is on the disk. Windows does it by itself.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The text of a file of ours.
pub(super) fn text(file: File) -> io::Result<String> {
    let mut text = String::new();
    let read = file.take(LONGEST + 1).read_to_string(&mut text)?;
    if read as u64 > LONGEST { Err(ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// The files of a folder with this ending, by name; none where there is no such folder.
pub(super) fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    Ok(paths)
}

/// Opens a file that is there for its lock alone.
pub(super) fn open_private(path: &Path) -> io::Result<File> {
    make(path.parent().ok_or(ErrorKind::InvalidInput)?)?;
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.append(true).create(true).read(true).open(path)
}
