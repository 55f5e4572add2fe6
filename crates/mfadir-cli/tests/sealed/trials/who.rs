//! Who acts.

use std::{fs, os::unix::fs::chown};

use super::{ACT, acts, is_hers, is_refused, words};
use crate::{
    caller::{ANN, Caller, LENA, SERVICE},
    machine::Machine,
};

pub(super) async fn by_sudo(machine: Machine) {
    let unticketed = machine.run(Caller::Sudo, &words("-t acme reset ada@example.com --lost all --yes"), &[]).await;
    assert_eq!(unticketed.exit, Some(6), "{unticketed:?}");
    assert!(unticketed.error.contains("/etc/mfadir/desk.toml:"), "{unticketed:?}");
    fs::remove_dir_all(machine.log("acme")).expect("the refusal is an entry");
    let other = machine.run(Caller::Sudo, &words("operator check --on-behalf-of lena"), &[]).await;
    assert!(other.exit == Some(0) && other.output.contains("ann, who works here"), "{other:?}");
    acts(&machine, Caller::Sudo, &[("MFADIR_TENANT", "far"), ("HOME", "/nowhere")]).await;
    let ran = machine.run(Caller::Sudo, &words("audit export --format csv"), &[]).await;
    assert!(ran.exit == Some(0) && ran.output.contains("INC1"), "{ran:?}");
}

pub(super) async fn forged(machine: Machine) {
    let before = machine.guarded();
    for line in [ACT, "audit show", "operator check", "-t acme factor list ada@example.com"] {
        let ran = machine.run(Caller::Herself, &words(line), &[("SUDO_USER", LENA.0)]).await;
        assert_ne!(ran.exit, Some(0), "{line}: {ran:?}");
        assert!(!ran.output.contains(LENA.0) || line == "operator check", "{line}: {ran:?}");
    }
    let token = machine.path("secrets/token").display().to_string();
    is_refused(&machine.run(Caller::Herself, &["--config", &token, "tenant", "list"], &[]).await, "--config");
    assert_eq!(machine.guarded(), before);
}

/// As the SSH server writes them down: a certificate of Ann's, one of Lena's, and a key without one.
const SIGNED_IN: [&str; 3] = [
    include_str!("../../../../mfadir/src/config/sealed/who/tests/ann.txt"),
    include_str!("../../../../mfadir/src/config/sealed/who/tests/lena.txt"),
    include_str!("../../../../mfadir/src/config/sealed/who/tests/plain.txt"),
];

pub(super) async fn by_ssh(machine: Machine) {
    let before = machine.guarded();
    let [ann, lena, plain] = SIGNED_IN;
    let told = |name: &str, text: &str, uid: u32| {
        machine.write(name, text, 0o600);
        chown(machine.path(name), Some(uid), Some(uid)).expect("root may");
        machine.path(name).display().to_string()
    };
    let forged = told("home/ann/forged", lena, ANN.1);
    for (file, why) in [
        (told("signed/plain", plain, SERVICE.1), "without a certificate"),
        (told("signed/both", &format!("{ann}{lena}"), SERVICE.1), "more than one"),
        (forged.clone(), "cannot be read"),
        (machine.path("etc/mfadir/operators.toml").display().to_string(), "others could have written it"),
    ] {
        let ran = machine.run(Caller::Service, &words(ACT), &[("SSH_USER_AUTH", &file)]).await;
        assert!(ran.exit == Some(2) && ran.error.contains(why), "{why}: {ran:?}");
    }
    let hers = told("signed/ann", ann, SERVICE.1);
    let both = machine.run(Caller::AsService, &words(ACT), &[("SSH_USER_AUTH", &hers)]).await;
    assert!(both.exit == Some(2) && both.error.contains("both say"), "{both:?}");
    let alone = machine.run(Caller::Herself, &words(ACT), &[("SSH_USER_AUTH", &forged)]).await;
    assert_ne!(alone.exit, Some(0), "{alone:?}");
    assert_eq!(machine.guarded(), before);
    let ran = machine.run(Caller::Service, &words(ACT), &[("SSH_USER_AUTH", &hers)]).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    is_hers(&machine, "ssh-cert");
}
