//! Where a desk keeps what it keeps.

use std::path::{Path, PathBuf};

use mfadir_core::TenantName;

/// The places of one tenant in a state folder. None of them needs to be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFolders {
    /// The audit log.
    pub audit: PathBuf,
    /// The receipts.
    pub receipts: PathBuf,
    /// The requests that wait for a second person.
    pub requests: PathBuf,
    /// The approvals.
    pub approvals: PathBuf,
    /// The locks of the writes that are under way.
    pub(crate) locks: PathBuf,
}

impl DeskFolders {
    /// Those of this tenant.
    pub fn of(state: &Path, tenant: &TenantName) -> Self {
        let name = file_name(tenant.as_str());
        let desk = state.join("desk").join(&name);
        Self {
            audit: state.join("audit").join(&name),
            receipts: desk.join("receipts"),
            requests: desk.join("requests"),
            approvals: desk.join("approvals"),
            locks: desk,
        }
    }
}

/// A name as a file may have it on every system: two names never meet in one file, whatever the system thinks of large
/// and small letters.
pub(super) fn file_name(name: &str) -> String {
    use std::fmt::Write;
    let mut file = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        let plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'@');
        if plain || (byte == b'.' && at > 0) {
            file.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(file, "%{byte:02x}");
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::file_name;

    #[test]
    fn a_name_stays_in_its_folder_and_is_nobody_elses() {
        assert_eq!(file_name("acme-new.2"), "acme-new.2");
        let names = ["..", ".", "a/b", "A", "a", "ACME\\ann", "ann@example.com", "a%41", "aA", "%41", "ü", ""];
        let files: Vec<String> = names.iter().map(|name| file_name(name)).collect();
        let lower: BTreeSet<String> = files.iter().map(|file| file.to_lowercase()).collect();
        assert_eq!(lower.len(), names.len());
        assert!(files.iter().all(|file| !file.contains(['/', '\\']) && !file.starts_with('.')));
    }
}
