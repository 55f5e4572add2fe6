//! What is set up beside the tenant.

use std::fs;

use crate::stage::Stage;

impl Stage {
    /// Adds lines to the configuration.
    pub(crate) fn configure(&self, more: &str) {
        let path = self.folder.path().join("config.toml");
        let text = fs::read_to_string(&path).expect("there");
        fs::write(path, format!("{text}{more}")).expect("writable");
    }

    /// Keeps a secret in a file that nobody else can read, and answers with its path.
    pub(crate) fn secret(&self, name: &str, text: &str) -> String {
        let file = tempfile::NamedTempFile::new_in(self.folder.path()).expect("writable");
        fs::write(file.path(), text).expect("writable");
        let path = self.folder.path().join(name);
        file.persist(&path).expect("kept");
        path.display().to_string()
    }
}
