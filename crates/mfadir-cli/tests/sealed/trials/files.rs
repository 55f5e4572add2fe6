//! Arguments that name files.

use std::fs;

use super::{acts, is_refused, is_whole, words};
use crate::{
    caller::Caller,
    command_line::{Line, lines},
    machine::Machine,
    snapshot::link,
};

pub(super) async fn files(machine: Machine, caller: Caller) {
    acts(&machine, Caller::AsService, &[]).await;
    let before = machine.guarded();
    let (secret, head) = (machine.path("secrets/token"), machine.log("acme").join("head.json"));
    let home = machine.path("home/ann");
    let targets = [secret.clone(), link(&head, &home.join("-")), link(&secret, &home.join("own")), head];
    // What sudo does with the words is the same for all of them.
    for target in targets.iter().take(if caller == Caller::Sudo { 1 } else { targets.len() }) {
        // A hyphen is a file's name wherever it is not said to be standard input.
        let target = if target.ends_with("-") { "./-".to_owned() } else { target.display().to_string() };
        // The configuration can be named with every command, and to each of them it is the same once.
        let is_new = |line: &Line| target == secret.display().to_string() || line.called != ["--config"];
        for line in lines(&target).into_iter().filter(is_new) {
            let line_words: Vec<&str> = line.words.iter().map(String::as_str).collect();
            let ran = machine.run(caller, &line_words, &[]).await;
            is_refused(&ran, &format!("{line:?}"));
            let is_named = |name: &String| ran.error.contains(&format!("{name} is not taken"));
            assert!(line.called.iter().any(is_named), "{line:?}: {ran:?}");
        }
    }
    assert_eq!(machine.guarded(), before);
    is_whole(&machine, caller).await;
}

pub(super) async fn streams(machine: Machine) {
    acts(&machine, Caller::AsService, &[]).await;
    let before = machine.guarded();
    let home = machine.path("home/ann");
    link(&machine.path("secrets/token"), &home.join("-"));
    link(&machine.path("secrets/token"), &home.join("strict"));
    let exported = machine.run(Caller::AsService, &["audit", "export"], &[]).await;
    assert!(exported.exit == Some(0) && exported.output.contains("INC1"), "{exported:?}");
    let shown = machine.run(Caller::AsService, &["policy", "show", "strict"], &[]).await;
    assert_eq!(shown.exit, Some(0), "{shown:?}");
    let proof = words("-t acme factor activate ada@example.com --attestation -");
    let proof = machine.run(Caller::AsService, &proof, &[]).await;
    assert!(proof.error.contains("- holds no JSON object"), "nothing is on standard input: {proof:?}");
    let offered = format!("__offer -- mfadir audit export --to {}/", machine.path("state").display());
    let offered = machine.run(Caller::AsService, &words(&offered), &[]).await;
    assert_eq!((offered.exit, offered.output.as_str()), (Some(0), ""), "{offered:?}");
    assert_eq!(machine.guarded(), before);
}

pub(super) async fn broken(machine: Machine) {
    acts(&machine, Caller::AsService, &[]).await;
    let good = fs::read_to_string(machine.path("etc/mfadir/config.toml")).expect("readable");
    machine.write("etc/mfadir/config.toml", &format!("{good}[tenant.acme\n"), 0o644);
    let before = machine.guarded();
    let head = machine.log("acme").join("head.json").display().to_string();
    let man = ["man".to_owned(), machine.log("acme").display().to_string()];
    for line in [&["audit", "verify", &head], &man.each_ref().map(String::as_str)[..], &["sandbox", "restore"]] {
        let ran = machine.run(Caller::AsService, line, &[]).await;
        assert!(ran.exit == Some(2) && ran.error.contains("/etc/mfadir/config.toml:"), "{line:?}: {ran:?}");
    }
    assert_eq!(machine.guarded(), before);
    for line in [&["--version"][..], &["version"], &["completions", "bash"], &["provider", "list"]] {
        assert_eq!(machine.run(Caller::AsService, line, &[]).await.exit, Some(0), "{line:?}");
    }
}
