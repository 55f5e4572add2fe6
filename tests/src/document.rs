//! Documents that are made from code.

use std::{env, fs, path::PathBuf};

/// Set to write the documents anew.
const WRITE: &str = "MFADIR_WRITE_DOCUMENTS";

/// A document of the project, by its path from the root.
#[derive(Clone, Copy, Debug)]
pub struct Document(pub &'static str);

impl Document {
    /// What is written there.
    ///
    /// # Panics
    /// Where there is no such document.
    pub fn text(self) -> String {
        fs::read_to_string(self.path()).unwrap_or_else(|error| panic!("{}: {error}", self.0))
    }

    /// Whether it is there.
    pub fn exists(self) -> bool {
        self.path().exists()
    }

    /// Requires it to be as it was made; or writes it so, where that is asked for.
    ///
    /// # Panics
    /// Where it is another one.
    pub fn must_be(self, made: &str) {
        if env::var_os(WRITE).is_some() {
            fs::write(self.path(), made).unwrap_or_else(|error| panic!("{}: {error}", self.0));
        }
        let text = self.text();
        let (written, made) = (text.lines().chain(["the end"]), made.lines().chain(["the end"]));
        if let Some((line, (written, made))) = (1..).zip(written.zip(made)).find(|(_, (written, made))| written != made)
        {
            let place = format!("{}:{line}", self.0);
            panic!("{place} says\n  {written}\nand would say\n  {made}\n{WRITE}=1 writes it anew");
        }
    }

    fn path(self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(self.0)
    }
}
