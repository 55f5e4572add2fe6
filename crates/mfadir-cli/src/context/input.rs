//! What an argument means by a file: one, or standard input.

use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
    sync::PoisonError,
};

use tokio::task::spawn_blocking;

use super::{Context, Input};

/// The name that stands for standard input.
const INPUT: &str = "-";

impl Context {
    /// The text of the file that an argument names, where `-` is standard input. One that is longer than so many bytes
    /// was named by mistake.
    pub(crate) async fn text(&self, named: &Path, longest: u64) -> io::Result<String> {
        let (path, input) = (self.file(named), self.input.clone());
        let read = spawn_blocking(move || match path {
            Some(path) => text(File::open(path)?, longest),
            None => whole(&input, longest),
        });
        read.await.map_err(io::Error::other)?
    }

    /// Reads the file that an argument names as this does, where `-` is standard input.
    pub(crate) async fn read_with<T: Send + 'static>(
        &self,
        named: &Path,
        read: impl FnOnce(&mut dyn Read) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let (path, input) = (self.file(named), self.input.clone());
        let read = spawn_blocking(move || match path {
            Some(path) => read(&mut File::open(path)?),
            None => read(&mut **input.lock().unwrap_or_else(PoisonError::into_inner)),
        });
        read.await.map_err(io::Error::other)?
    }

    /// The file that an argument names; nothing where it means standard input.
    pub(crate) fn file(&self, named: &Path) -> Option<PathBuf> {
        (named != Path::new(INPUT)).then(|| self.surroundings.folder.join(named))
    }
}

/// All of standard input. It is there again for whoever asks next: a proof is looked at before it is used.
fn whole(input: &Input, longest: u64) -> io::Result<String> {
    let mut input = input.lock().unwrap_or_else(PoisonError::into_inner);
    let text = text(&mut **input, longest)?;
    *input = Box::new(Cursor::new(text.clone().into_bytes()));
    Ok(text)
}

fn text(from: impl Read, longest: u64) -> io::Result<String> {
    let mut text = String::new();
    from.take(longest + 1).read_to_string(&mut text)?;
    if text.len() as u64 > longest {
        Err(io::Error::other(format!("it is longer than {longest} bytes")))
    } else {
        Ok(text)
    }
}
