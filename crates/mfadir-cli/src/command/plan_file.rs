//! A plan file as it lies there.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use mfadir_ops::PlanFile;
use mfadir_policy::Hasher;

use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// How much of the file is held at a time.
const PIECE: usize = 64 * 1024;

/// Reads the file once, a piece at a time. Nothing but a file that holds something can be approved: a pipe would be
/// another one at its next reading.
pub(super) fn read(path: &Path, context: &Context) -> Outcome<PlanFile> {
    let at = context.surroundings.folder.join(path);
    let shown = path.display();
    let failed = |error: io::Error| Failure::usage(format!("the plan file {shown} cannot be read: {error}"));
    if !fs::metadata(&at).map_err(failed)?.is_file() {
        return Err(Failure::usage(format!("{shown} is no file")));
    }
    let (digest, size) = digested(&at).map_err(failed)?;
    if size == 0 {
        return Err(Failure::usage(format!("the plan file {shown} is empty")));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(PlanFile { name, size, digest })
}

fn digested(path: &Path) -> io::Result<(mfadir_policy::Digest, u64)> {
    let (mut file, mut hasher, mut size) = (File::open(path)?, Hasher::default(), 0);
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok((hasher.finish(), size)),
            Ok(count) => {
                hasher.update(&piece[..count]);
                size += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
