//! Signed records in their files, and what somebody makes of them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use mfadir::{DeskFolders, KeyStore};
use mfadir_core::{Operator, Via};
use mfadir_journal::{AuditLog, Entry, EntryKind, Person, Unsigned};
use mfadir_policy::{Digest, Signed};
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

    /// Puts another record in its place, truly signed by this operator and written down: whoever can do both cannot make it
    /// fit.
    pub(crate) fn replace(&self, stage: &Stage, record: &impl Serialize, by: &str) {
        let keys = KeyStore::new(stage.folder.path().join("state/keys"));
        if !keys.path(by).exists() {
            keys.new_key(by).expect("a key");
        }
        let key = keys.key(by).expect("readable").expect("a key");
        self.write_down(stage, &Signed::new(record, by, &key).expect("a record"));
    }

    /// Changes the text, writes it down, and leaves the signature as it is.
    pub(crate) fn forge(&self, stage: &Stage, from: &str, to: &str) {
        assert!(self.signed.text.contains(from), "{}", self.signed.text);
        self.write_down(stage, &Signed { text: self.signed.text.replace(from, to), ..self.signed.clone() });
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

    /// Puts it there, with an entry that tells of it.
    fn write_down(&self, stage: &Stage, signed: &Signed) {
        self.put(signed);
        let record: serde_json::Value = serde_json::from_str(&signed.text).expect("JSON");
        let read = |value: &serde_json::Value| serde_json::from_value(value.clone()).ok();
        let text = |key: &str| record[key].as_str().map(str::to_owned).unwrap_or_default();
        let is_receipt = !record["operator"].is_null();
        let kind = if is_receipt { EntryKind::Receipt } else { EntryKind::Approval };
        let by = Operator { id: text("by"), via: Via::Os, on_behalf_of: None, host: None };
        let operator = if is_receipt { read_operator(&record) } else { by };
        let entry = Entry {
            user: Some(Person { id: text("user").into(), login: "ada@example.com".to_owned() }),
            ticket: read(&record["ticket"]),
            receipt: is_receipt.then(|| text("id")),
            approvals: if is_receipt { Vec::new() } else { vec![text("id")] },
            record: Some(Digest::of(signed.text.as_bytes()).to_string()),
            ..Entry::new(kind, text("at").parse().expect("a time"), "okta".into(), operator, "0.1.0")
        };
        let folder = folders(stage, "okta").audit;
        AuditLog::new(folder, "okta".into(), Arc::new(Unsigned)).append(&entry).expect("written");
    }

    fn put(&self, signed: &Signed) {
        fs::write(&self.path, serde_json::to_string(signed).expect("JSON")).expect("writable");
    }
}

fn read_operator(record: &serde_json::Value) -> Operator {
    serde_json::from_value(record["operator"].clone()).expect("an operator")
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
