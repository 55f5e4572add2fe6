//! What a sealed machine takes from the environment.

use std::ffi::{OsStr, OsString};

use crate::secrets::Variables;

/// How things look, that nobody is to be asked, and who called. The last two are taken to be refused by name.
const TAKEN: [&str; 11] = [
    "TERM",
    "NO_COLOR",
    "COLUMNS",
    "LINES",
    "LANG",
    "MFADIR_OUTPUT",
    "MFADIR_NO_INPUT",
    "SUDO_USER",
    "SSH_USER_AUTH",
    "MFADIR_CONFIG",
    "MFADIR_STATE",
];

/// Where programs are looked for, whatever the caller's own path says.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

impl Variables {
    /// These as a sealed machine takes them: a few by name, and its own path of programs. The rest is as if it were not
    /// there, so that whoever calls decides neither where something is nor which proxy, certificate or program is used.
    #[must_use]
    pub fn on_sealed_machine(&self) -> Self {
        let taken = |name: &OsStr| TAKEN.iter().any(|taken| name == OsStr::new(taken));
        let kept = self.iter().filter(|(name, _)| taken(name)).map(|(name, value)| (name.clone(), value.clone()));
        kept.chain([(OsString::from("PATH"), OsString::from(PATH))]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{PATH, Variables};

    #[test]
    fn what_is_not_on_the_list_is_not_there() {
        let given = [
            ("NO_COLOR", "1"),
            ("SUDO_USER", "ann"),
            ("HOME", "/home/ann"),
            ("HTTPS_PROXY", "http://127.0.0.1:1"),
            ("SSL_CERT_FILE", "/tmp/ca"),
            ("MFADIR_TENANT", "acme"),
            ("PATH", "/home/ann/bin"),
        ];
        let taken = given.into_iter().collect::<Variables>().on_sealed_machine();
        let taken: Vec<_> = taken.iter().map(|(name, value)| (name.to_str(), value.to_str())).collect();
        assert_eq!(
            taken,
            [("NO_COLOR", "1"), ("PATH", PATH), ("SUDO_USER", "ann")].map(|(name, value)| (Some(name), Some(value)))
        );
    }

    #[test]
    fn taking_it_twice_is_taking_it_once() {
        let once = [("LANG", "C"), ("PATH", "/x"), ("X", "y")].into_iter().collect::<Variables>().on_sealed_machine();
        assert_eq!(once.on_sealed_machine(), once);
    }
}
