//! One tenant's section in a file that people keep by hand: what they wrote around it stays as it is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    state,
};

/// A configuration file, opened for writing.
#[derive(Debug)]
pub(super) struct Edited {
    path: PathBuf,
    /// The file behind it, where the path is a link: a link stays a link.
    target: PathBuf,
    document: DocumentMut,
}

impl Edited {
    /// The file, or an empty one where there is none.
    pub(super) fn open(path: &Path) -> Outcome<Self> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let text = match fs::read_to_string(&target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text.map_err(|error| failed(path, &error))?,
        };
        let parsed = text.parse();
        let document = parsed.map_err(|error: toml_edit::TomlError| {
            Failure::usage(format!("{}: {}", path.display(), error.message()))
        })?;
        Ok(Self { path: path.to_owned(), target, document })
    }

    /// The file's path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The text as it would be written.
    pub(super) fn text(&self) -> String {
        self.document.to_string()
    }

    /// Puts a tenant at the end. A key with a dot goes into an inline table.
    pub(super) fn add(&mut self, name: &str, keys: Vec<(String, Value)>) -> Outcome<()> {
        let tenants = self.document.entry("tenant").or_insert_with(|| Item::Table(implicit()));
        let Some(tenants) = tenants.as_table_mut() else {
            return Err(Failure::usage(format!("{}: `tenant` is not a section", self.path.display())));
        };
        tenants.insert(name, Item::Table(section(keys)));
        Ok(())
    }

    /// Takes a tenant out; `false` where it is not in this file.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let tenants = self.document.get_mut("tenant").and_then(Item::as_table_like_mut);
        tenants.is_some_and(|tenants| tenants.remove(name).is_some())
    }

    /// Writes the file, for its owner alone.
    pub(super) fn save(&self) -> Outcome<()> {
        let folder = self.target.parent().map_or(Ok(()), state::make);
        let saved = folder.and_then(|()| state::write_private(&self.target, self.text()));
        saved.map_err(|error| failed(&self.path, &error))
    }
}

/// A table that shows only through the tables in it.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

fn section(keys: Vec<(String, Value)>) -> Table {
    let mut section = Table::new();
    for (key, value) in keys {
        match key.split_once('.') {
            Some((outer, inner)) => {
                let outer = section.entry(outer).or_insert_with(|| Item::Value(InlineTable::new().into()));
                if let Some(table) = outer.as_inline_table_mut() {
                    table.insert(inner, value);
                }
            }
            None => {
                section.insert(&key, Item::Value(value));
            }
        }
    }
    section
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Failed, format!("the configuration {} cannot be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Edited;

    const BEFORE: &str = "# ours\n[tenant.globex] # keep\nprovider = 'x'\n\n[defaults]\noutput = \"json\"\n";

    fn edited(before: &str) -> (tempfile::TempDir, Edited) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, before).expect("writable");
        let edited = Edited::open(&path).expect("good");
        (folder, edited)
    }

    #[test]
    fn what_people_wrote_stays_and_the_tenant_comes_behind_it() {
        let (_folder, mut file) = edited(BEFORE);
        let keys = [("provider", "okta"), ("auth.client_id", "c")];
        file.add("acme", keys.map(|(key, value)| (key.to_owned(), value.into())).to_vec()).expect("good");
        let text = file.text();
        assert!(text.starts_with("# ours\n[tenant.globex] # keep\nprovider = 'x'\n"), "{text}");
        assert!(text.contains("[tenant.acme]\nprovider = \"okta\"\nauth = { client_id = \"c\" }\n"), "{text}");
        assert!(text.contains("[defaults]\noutput = \"json\"\n"), "{text}");
    }

    #[test]
    fn removing_takes_one_section_and_nothing_else() {
        let (_folder, mut file) = edited(BEFORE);
        assert!(file.remove("globex"));
        assert!(!file.remove("acme"));
        assert!(file.text().contains("[defaults]\noutput = \"json\"\n") && !file.text().contains("globex"));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_alone_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, file) = edited(BEFORE);
        let link = folder.path().join("link.toml");
        symlink(file.path(), &link).expect("links work");
        Edited::open(&link).expect("good").save().expect("writable");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::metadata(file.path()).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
