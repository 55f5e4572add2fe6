//! Signed records in files, one each.

use std::{
    fs::File,
    io::ErrorKind as Io,
    path::{Path, PathBuf},
};

use mfadir_core::{Error, ErrorKind, Result};
use mfadir_policy::Signed;

use super::{disk, fault, folder::file_name};

const ENDING: &str = "json";

/// The records of one kind. What lies in the folder is not trusted: whoever reads it looks at the signature.
#[derive(Clone, Debug)]
pub(super) struct Store(PathBuf);

impl Store {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Keeps a record. `Conflict` where another one has its id: it is not written over.
    pub(super) fn add(&self, id: &str, signed: &Signed) -> Result<()> {
        let path = self.path(id);
        match disk::create(&path, &bytes(signed)?) {
            Err(error) if error.kind() == Io::AlreadyExists && one(&path).as_ref() != Some(signed) => {
                Err(Error::new(ErrorKind::Conflict, format!("another record has the id {id}")))
            }
            Err(error) if error.kind() != Io::AlreadyExists => Err(fault::file(&path, "cannot be written", error)),
            _ => Ok(()),
        }
    }

    /// Keeps a record, in the place of the one that has its id.
    pub(super) fn put(&self, id: &str, signed: &Signed) -> Result<()> {
        let path = self.path(id);
        disk::replace(&path, &bytes(signed)?).map_err(|error| fault::file(&path, "cannot be written", error))
    }

    /// Every record. A file that holds none is nobody's.
    pub(super) fn all(&self) -> Result<Vec<Signed>> {
        Ok(self.files()?.iter().filter_map(|path| one(path)).collect())
    }

    /// Takes away what is of no more use. A file that is gone already, or cannot be taken away, does no harm.
    pub(super) fn forget(&self, is_old: impl Fn(&Signed) -> bool) -> Result<()> {
        for path in self.files()? {
            if one(&path).is_some_and(|signed| is_old(&signed)) {
                let _ = std::fs::remove_file(path);
            }
        }
        Ok(())
    }

    fn files(&self) -> Result<Vec<PathBuf>> {
        disk::files(&self.0, ENDING).map_err(|error| fault::file(&self.0, "cannot be read", error))
    }

    fn path(&self, id: &str) -> PathBuf {
        self.0.join(format!("{}.{ENDING}", file_name(id)))
    }
}

fn one(path: &Path) -> Option<Signed> {
    serde_json::from_str(&disk::text(File::open(path).ok()?).ok()?).ok()
}

fn bytes(signed: &Signed) -> Result<Vec<u8>> {
    let failed = |source| Error::new(ErrorKind::Unexpected, "the record cannot be written as JSON").with_source(source);
    serde_json::to_vec(signed).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use mfadir_core::ErrorKind;
    use mfadir_policy::Signed;

    use super::Store;

    fn signed(text: &str) -> Signed {
        Signed { text: text.to_owned(), by: "ann".to_owned(), signature: String::new() }
    }

    #[test]
    fn a_record_is_kept_and_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().join("receipts"));
        assert_eq!(store.all().expect("no folder, no records"), []);
        store.add("../rc-1", &signed("1")).expect("kept");
        store.add("../rc-1", &signed("1")).expect("the same");
        assert_eq!(store.add("../rc-1", &signed("2")).expect_err("another").kind(), ErrorKind::Conflict);
        assert_eq!(store.all().expect("readable"), [signed("1")]);
        store.put("../rc-1", &signed("2")).expect("replaced");
        assert_eq!(store.all().expect("readable"), [signed("2")]);
        store.forget(|signed| signed.text == "2").expect("forgotten");
        assert_eq!(store.all().expect("readable"), []);
        assert!(fs::read_dir(folder.path()).expect("a folder").count() == 1, "an id leads nowhere else");
    }

    #[test]
    fn a_foreign_file_is_no_record() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().to_owned());
        store.add("rc-1", &signed("1")).expect("kept");
        fs::write(folder.path().join("x.json"), "{}").expect("writable");
        fs::write(folder.path().join("y.json"), [0xff, 0]).expect("writable");
        fs::write(folder.path().join("z.txt"), "{}").expect("writable");
        fs::write(folder.path().join("long.json"), " ".repeat(1 << 17)).expect("writable");
        assert_eq!(store.all().expect("readable"), [signed("1")]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_a_record() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().join("desk/acme/receipts"));
        store.add("rc-1", &signed("1")).expect("kept");
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode("desk/acme/receipts/rc-1.json"), mode("desk/acme/receipts")), (0o600, 0o700));
    }
}
