//! A plan file as it lies there.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use mfadir_ops::PlanFile;
use mfadir_policy::{Digest, Hasher};

use crate::{
    context::Context,
    failure::{Failure, Outcome},
    output::clean,
};

/// How much of the file is held at a time.
const PIECE: usize = 64 * 1024;

/// Reads the file once, a piece at a time; `-` is standard input. A file that holds nothing is no plan.
pub(super) async fn read(path: &Path, context: &Context) -> Outcome<PlanFile> {
    let file = context.file(path);
    let shown = clean(&path.display().to_string()).into_owned();
    let failed = |error: io::Error| Failure::usage(format!("the plan file {shown} cannot be read: {error}"));
    if let Some(file) = &file {
        // Whoever opens a pipe may wait for ever.
        if !fs::metadata(file).map_err(failed)?.is_file() {
            return Err(Failure::usage(format!("{shown} is no file")));
        }
    }
    let (digest, size) = context.read_with(path, digested).await.map_err(failed)?;
    if size == 0 {
        return Err(Failure::usage(format!("the plan file {shown} is empty")));
    }
    let name = file.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    Ok(PlanFile { name: name.unwrap_or_else(|| "standard input".to_owned()), size, digest })
}

fn digested(from: &mut dyn Read) -> io::Result<(Digest, u64)> {
    let (mut hasher, mut size) = (Hasher::default(), 0);
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece) {
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
