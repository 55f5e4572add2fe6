//! Signed records in their files, and what somebody makes of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mfadir::{DeskFolders, KeyStore};
use mfadir_policy::Signed;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    stage::{Ran, Stage},
    writes::writes,
};

/// The one record of a folder, as it was written.
pub(crate) struct Kept {
    path: PathBuf,
    signed: Signed,
}

/// What somebody makes of a record, and the rule and the words that stand against it then.
pub(crate) type Change<T> = (fn(&mut T), (&'static str, &'static str));

/// The folders of a tenant.
pub(crate) fn folders(stage: &Stage, tenant: &str) -> DeskFolders {
    DeskFolders::of(&stage.folder.path().join("state"), &tenant.into())
}

/// The one record in this folder.
pub(crate) fn only(folder: &Path) -> Kept {
    let files: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path()).collect();
    let [path] = &files[..] else { panic!("one record: {files:?}") };
    let signed = serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("a signed record");
    Kept { path: path.clone(), signed }
}

impl Kept {
    /// What the record says.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> T {
        self.signed.read().expect("a record")
    }

    /// Puts another record in its place, truly signed by this operator.
    pub(crate) fn replace(&self, stage: &Stage, record: &impl Serialize, by: &str) {
        let keys = KeyStore::new(stage.folder.path().join("state/keys"));
        if !keys.path(by).exists() {
            keys.new_key(by).expect("a key");
        }
        let key = keys.key(by).expect("readable").expect("a key");
        self.put(&Signed::new(record, by, &key).expect("a record"));
    }

    /// Changes the text, and leaves the signature as it is.
    pub(crate) fn forge(&self, from: &str, to: &str) {
        assert!(self.signed.text.contains(from), "{}", self.signed.text);
        self.put(&Signed { text: self.signed.text.replace(from, to), ..self.signed.clone() });
    }

    /// Puts it back as it was.
    pub(crate) fn restore(&self) {
        self.put(&self.signed);
    }

    /// Puts a copy into another folder.
    pub(crate) fn copy_to(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("writable");
        fs::copy(&self.path, folder.join(self.path.file_name().expect("a name"))).expect("writable");
    }

    fn put(&self, signed: &Signed) {
        fs::write(&self.path, serde_json::to_string(signed).expect("JSON")).expect("writable");
    }
}

/// Takes an operator out of the operators file.
pub(crate) fn dismiss(stage: &Stage, id: &str) {
    let path = stage.folder.path().join("operators.toml");
    let text = fs::read_to_string(&path).expect("there");
    let entries = text.split("[[operator]]").filter(|entry| !entry.trim().is_empty());
    let left =
        entries.filter(|entry| !entry.contains(&format!("id = \"{id}\""))).map(|entry| format!("[[operator]]{entry}"));
    fs::write(&path, left.collect::<String>()).expect("writable");
}

/// Runs it, and sees that this rule refuses it with these words, and that nothing is sent.
pub(crate) async fn refused(stage: &Stage, by: &str, line: &str, (rule, words): (&str, &str)) -> Ran {
    let sent = writes(stage.sandbox.okta());
    let ran = stage.run_as(by, line).await;
    assert_eq!(ran.exit, 8, "{words}: {}{}", ran.output, ran.error);
    assert!(ran.error.contains(&format!("{words} (rule {rule}")), "{words}: {}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), sent, "{words}");
    ran
}
