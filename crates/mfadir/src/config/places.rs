//! Which files make up the configuration.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The files to read. A later one stands above an earlier one: the system's, then the one that was named, or else the
/// user's with those of `config.d` beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The system's file; it may be missing.
    pub system: Option<PathBuf>,
    /// The user's file; it may be missing. The files `config.d/*.toml` beside it belong to it.
    pub user: Option<PathBuf>,
    /// A file that was named and takes the place of the user's; it must be there.
    pub named: Option<PathBuf>,
}

impl Places {
    /// The places of this process: `$MFADIR_CONFIG`, `$XDG_CONFIG_HOME/mfadir/config.toml`, `/etc/mfadir/config.toml`
    /// (on Windows under `%APPDATA%` and `%PROGRAMDATA%`).
    pub fn of_process() -> Self {
        Self::of(|name| std::env::var_os(name))
    }

    /// The same with the environment variables that `variable` answers.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let (system, user) = if cfg!(windows) {
            (folder("PROGRAMDATA"), folder("APPDATA"))
        } else {
            let home = || folder("HOME").map(|home| home.join(".config"));
            (Some(PathBuf::from("/etc")), folder("XDG_CONFIG_HOME").filter(|path| path.is_absolute()).or_else(home))
        };
        let file = |folder: PathBuf| folder.join("mfadir").join("config.toml");
        Self { system: system.map(file), user: user.map(file), named: folder("MFADIR_CONFIG") }
    }

    /// The file that a new tenant is written to.
    pub fn own(&self) -> Option<&Path> {
        self.named.as_deref().or(self.user.as_deref())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{ffi::OsString, path::PathBuf};

    use super::Places;

    fn places(variables: &[(&str, &str)]) -> Places {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        Places::of(find)
    }

    #[test]
    fn follows_xdg_and_falls_back_to_the_home_folder() {
        let user = |variables: &[(&str, &str)]| places(variables).user;
        assert_eq!(user(&[("HOME", "/h")]), Some(PathBuf::from("/h/.config/mfadir/config.toml")));
        assert_eq!(user(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/x")]), Some(PathBuf::from("/x/mfadir/config.toml")));
        assert_eq!(
            user(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "x")]),
            Some(PathBuf::from("/h/.config/mfadir/config.toml"))
        );
        assert_eq!(user(&[]), None);
    }

    #[test]
    fn an_empty_variable_names_nothing() {
        assert_eq!(places(&[("MFADIR_CONFIG", "")]).named, None);
        assert_eq!(places(&[("MFADIR_CONFIG", "/c")]).own(), Some(std::path::Path::new("/c")));
    }
}
