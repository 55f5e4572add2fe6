//! What lies in a folder, byte for byte.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{MetadataExt, symlink},
    path::{Path, PathBuf},
};

/// Every file, folder and link below, with whose it is, who may use it, and what is in it.
pub(crate) type Snapshot = BTreeMap<PathBuf, (u32, u32, Vec<u8>)>;

/// Looks at all below these folders.
pub(crate) fn snapshot(folders: &[PathBuf]) -> Snapshot {
    let mut found = Snapshot::new();
    for folder in folders {
        add(folder, &mut found);
    }
    found
}

fn add(path: &Path, found: &mut Snapshot) {
    let metadata = path.symlink_metadata().expect("there");
    let held = if metadata.is_file() { fs::read(path).expect("readable") } else { Vec::new() };
    found.insert(path.to_owned(), (metadata.uid(), metadata.mode(), held));
    if metadata.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            add(&entry.expect("an entry").path(), found);
        }
    }
}

/// What a link at `at` points to.
pub(crate) fn link(to: &Path, at: &Path) -> PathBuf {
    symlink(to, at).expect("links work");
    at.to_owned()
}
