use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use jiff::Timestamp;
use mfadir_core::Via;

use super::{Came, Sealed};

const ANN: &str = include_str!("tests/ann.txt");
const LENA: &str = include_str!("tests/lena.txt");
const PLAIN: &str = include_str!("tests/plain.txt");

fn came<'a>(account: &'a str, sudo: Option<&'a str>, ssh: Option<&'a Path>) -> Came<'a> {
    Came { account, sudo, ssh, at: Timestamp::constant(1_768_208_400, 0) }
}

/// Who acts as `desk` or another account, and how that is known.
fn who(came: &Came<'_>) -> Result<(String, Via), String> {
    let sealed = Sealed::new(None, None, Some("desk".to_owned()));
    let operator = sealed.operator(came, None);
    operator.map(|operator| (operator.id, operator.via)).map_err(|error| error.to_string())
}

/// Who acts where the server has written this, in a file of this mode.
fn by_ssh(text: &str, mode: u32, change: impl Fn(&mut Came<'_>)) -> Result<(String, Via), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sshauth");
    fs::write(&path, text).expect("writable");
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("our own file");
    let mut came = came("desk", None, Some(&path));
    change(&mut came);
    who(&came)
}

#[test]
fn sudo_is_believed_as_root_and_as_the_service_account() {
    let by = |account: &str, caller: Option<&str>| who(&came(account, caller, None));
    assert_eq!(by("desk", Some("ann")), Ok(("ann".to_owned(), Via::Sudo)));
    assert_eq!(by("root", Some("ann")), Ok(("ann".to_owned(), Via::Sudo)));
    assert_eq!(by("root", None), Ok(("root".to_owned(), Via::Os)));
    assert_eq!(by("bob", Some("ann")), Ok(("bob".to_owned(), Via::Os)));
    for caller in [None, Some("desk")] {
        let why = by("desk", caller).expect_err("nobody");
        assert!(why.contains("nobody can tell who acts"), "{why}");
    }
    let no_account = Sealed::new(None, None, None);
    assert_eq!(no_account.operator(&came("desk", Some("ann"), None), None).expect("known").id, "desk");
}

#[test]
fn a_certificate_names_who_came_by_ssh() {
    assert_eq!(by_ssh(ANN, 0o600, |_| {}), Ok(("ann".to_owned(), Via::SshCert)));
    assert_eq!(by_ssh(&format!("{PLAIN}{ANN}password\n"), 0o600, |_| {}), Ok(("ann".to_owned(), Via::SshCert)));
}

#[test]
fn no_certificate_or_another_one_is_nobody() {
    let refused = |text: &str, mode: u32, change: fn(&mut Came<'_>)| by_ssh(text, mode, change).expect_err("nobody");
    for (text, why) in [
        ("", "without a certificate"),
        (PLAIN, "without a certificate"),
        (&format!("{ANN}{LENA}"), "more than one certificate"),
        (include_str!("tests/host.txt"), "is no user's"),
        (include_str!("tests/unnamed.txt"), "no key id that is a name"),
        (include_str!("tests/forever.txt"), "cannot be read"),
        (&ANN[..ANN.len() / 2], "cannot be read"),
    ] {
        let told = refused(text, 0o600, |_| {});
        assert!(told.contains(why), "{why}: {told}");
    }
    for mode in [0o644, 0o620, 0o602] {
        assert!(refused(ANN, mode, |_| {}).contains("others could have written it"), "{mode:o}");
    }
    for at in [Timestamp::UNIX_EPOCH, Timestamp::constant(33_000_000_000, 0)] {
        let told = by_ssh(ANN, 0o600, |came| came.at = at).expect_err("nobody");
        assert!(told.contains("not valid now"), "{told}");
    }
    assert!(refused(ANN, 0o600, |came| came.sudo = Some("lena")).contains("both say"));
}

#[test]
fn a_certificate_says_nothing_of_another_account() {
    assert_eq!(by_ssh(ANN, 0o600, |came| came.account = "bob"), Ok(("bob".to_owned(), Via::Os)));
    assert_eq!(by_ssh(ANN, 0o600, |came| came.account = "root"), Ok(("root".to_owned(), Via::Os)));
}
