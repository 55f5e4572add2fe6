//! What is known of a server before it is installed.

/// How every server is hosted; each one's `serve.py` imports it.
pub(super) const HOSTING: (&str, &str) = ("hosting.py", include_str!("hosting.py"));

/// One server.
pub(super) struct Server {
    /// The name, as the command says it.
    pub(super) name: &'static str,
    /// What is installed, each as `name==version`.
    pub(super) packages: &'static [&'static str],
    /// Its scripts, each with its name. Two are always there: `setup.py SEED` makes the seed, and
    /// `serve.py SEED FOLDER PORT` serves a copy of it.
    pub(super) scripts: &'static [(&'static str, &'static str)],
}

impl Server {
    /// The environment variable that tells where it is.
    pub(super) fn variable(&self) -> String {
        format!("MFADIR_REAL_{}", self.name.to_uppercase().replace('-', "_"))
    }

    /// All scripts that it runs.
    pub(super) fn all_scripts(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.scripts.iter().copied().chain([HOSTING])
    }
}
