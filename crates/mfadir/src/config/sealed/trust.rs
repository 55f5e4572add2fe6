//! Who could change a file.

use std::path::Path;

/// The account that the system belongs to.
pub(super) const ROOT: u32 = 0;

/// A clause where somebody else than `owner` or root could change the file, or put another one into its place.
#[cfg(unix)]
pub(super) fn trusted(path: &Path, owner: u32) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt;
    let unreadable = |error: std::io::Error| format!("{} cannot be looked at: {error}", path.display());
    // The way is that of the file itself: a link could be turned later.
    let real = path.canonicalize().map_err(unreadable)?;
    for step in real.ancestors() {
        let metadata = step.metadata().map_err(unreadable)?;
        if !is_safe(metadata.uid(), metadata.mode(), metadata.is_dir(), owner) {
            return Err(format!("others than root can change {}", step.display()));
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn trusted(path: &Path, _owner: u32) -> Result<(), String> {
    Err(format!("this system does not tell who can change {}, so nothing can be sealed here", path.display()))
}

/// In a folder with the sticky bit, as the one for temporary files, nobody moves what belongs to somebody else.
#[cfg(unix)]
fn is_safe(uid: u32, mode: u32, is_folder: bool, owner: u32) -> bool {
    let is_sticky = is_folder && mode & 0o1000 != 0;
    (uid == owner || uid == ROOT) && (mode & 0o022 == 0 || is_sticky)
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_safe;

    #[test]
    fn only_the_owner_and_root_may_write_on_the_way_to_the_file() {
        assert!(is_safe(0, 0o100_644, false, 0));
        assert!(is_safe(0, 0o041_777, true, 0));
        assert!(is_safe(0, 0o040_755, true, 7));
        for (uid, mode, is_folder) in [
            (7, 0o100_644, false),
            (0, 0o100_664, false),
            (0, 0o100_646, false),
            (0, 0o101_666, false),
            (0, 0o040_777, true),
        ] {
            assert!(!is_safe(uid, mode, is_folder, 0), "{uid} {mode:o}");
        }
    }
}
