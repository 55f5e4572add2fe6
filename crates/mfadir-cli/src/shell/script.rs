//! What a shell has to be told. The scripts are our own: those that come with clap's engine hand over words as bash
//! splits them, at colons too (<https://github.com/clap-rs/clap/issues/6280>), and `TENANT:USER` would never be whole.

use clap::ValueEnum;

/// A shell that completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// Bash 4 or newer
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// `PowerShell`
    Powershell,
    /// Elvish
    Elvish,
}

impl Shell {
    /// The script, which asks `mfadir` from the path at each key, and says nothing where that fails.
    pub(crate) fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("scripts/mfadir.bash"),
            Self::Zsh => include_str!("scripts/mfadir.zsh"),
            Self::Fish => include_str!("scripts/mfadir.fish"),
            Self::Powershell => include_str!("scripts/mfadir.ps1"),
            Self::Elvish => include_str!("scripts/mfadir.elv"),
        }
    }
}
