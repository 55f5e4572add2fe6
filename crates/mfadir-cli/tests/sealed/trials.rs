//! What is tried.

use std::{fs, future::Future, pin::Pin};

use serde_json::Value;
use tokio::net::TcpListener;

use crate::{
    caller::{ANN, Caller, LENA},
    command_line::lines,
    machine::{FORGED, Machine, Ran},
    snapshot::link,
};

/// A trial of one machine.
pub(crate) type Check = fn(Machine) -> Pin<Box<dyn Future<Output = ()>>>;

/// Each by its name and with the programs that it needs.
pub(crate) const ALL: &[(&str, &[&str], Check)] = &[
    ("who_called_sudo_acts_under_the_systems_policy", &["sudo"], |machine| Box::pin(by_sudo(machine))),
    ("an_argument_that_names_a_file_is_refused_by_sudo", &["sudo"], |machine| Box::pin(files(machine, Caller::Sudo))),
    ("an_argument_that_names_a_file_is_refused", &[], |machine| Box::pin(files(machine, Caller::AsService))),
    ("what_is_no_file_is_taken", &[], |machine| Box::pin(streams(machine))),
    ("no_command_writes_configuration_or_keys", &[], |machine| Box::pin(commands(machine))),
    ("no_variable_counts", &[], |machine| Box::pin(variables(machine))),
    ("no_secret_and_no_program_comes_from_the_caller", &[], |machine| Box::pin(programs(machine))),
    ("no_proxy_of_the_callers_is_asked", &[], |machine| Box::pin(proxy(machine))),
    ("whoever_says_that_they_are_somebody_else_is_not", &[], |machine| Box::pin(forged(machine))),
    ("a_file_that_cannot_be_understood_opens_nothing", &[], |machine| Box::pin(broken(machine))),
];

/// An act that the policy allows.
const ACT: &str = "-t acme reset ada@example.com --ticket INC1 --lost all --keep-sessions --yes";

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

fn is_refused(ran: &Ran, what: &str) {
    assert_eq!(ran.exit, Some(2), "{what}: {ran:?}");
    assert!(ran.error.contains("this machine is sealed"), "{what}: {ran:?}");
}

/// Ann acts once, and the log says so and nothing else.
async fn acts(machine: &Machine, caller: Caller, variables: &[(&str, &str)]) {
    let ran = machine.run(caller, &words(ACT), variables).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let entries = machine.entries("acme");
    assert!(!entries.is_empty(), "{ran:?}");
    for entry in &entries {
        let operator = &entry["entry"]["operator"];
        assert_eq!((&operator["id"], &operator["via"]), (&Value::from(ANN.0), &Value::from("sudo")), "{entry}");
        assert_eq!(entry["entry"]["tenant"], "acme", "{entry}");
        assert_eq!(entry["entry"]["ticket"], "INC1", "{entry}");
    }
    is_whole(machine, caller).await;
}

/// The log is as it was written, head and signature included.
async fn is_whole(machine: &Machine, caller: Caller) {
    let ran = machine.run(caller, &["audit", "verify"], &[]).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
}

async fn by_sudo(machine: Machine) {
    let unticketed = machine.run(Caller::Sudo, &words("-t acme reset ada@example.com --lost all --yes"), &[]).await;
    assert_eq!(unticketed.exit, Some(6), "{unticketed:?}");
    assert!(unticketed.error.contains("/etc/mfadir/desk.toml:"), "{unticketed:?}");
    fs::remove_dir_all(machine.log("acme")).expect("the refusal is an entry");
    acts(&machine, Caller::Sudo, &[("MFADIR_TENANT", "far"), ("HOME", "/nowhere")]).await;
    let ran = machine.run(Caller::Sudo, &words("audit export --format csv"), &[]).await;
    assert!(ran.exit == Some(0) && ran.output.contains("INC1"), "{ran:?}");
}

async fn files(machine: Machine, caller: Caller) {
    acts(&machine, Caller::AsService, &[]).await;
    let before = machine.guarded();
    let (secret, head) = (machine.path("secrets/token"), machine.log("acme").join("head.json"));
    let home = machine.path("home/ann");
    let targets = [secret.clone(), link(&head, &home.join("-")), link(&secret, &home.join("own")), head];
    // What sudo does with the words is the same for all of them.
    for target in targets.iter().take(if caller == Caller::Sudo { 1 } else { targets.len() }) {
        // A hyphen is a file's name wherever it is not said to be standard input.
        let target = if target.ends_with("-") { "./-".to_owned() } else { target.display().to_string() };
        for line in lines(&target) {
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

async fn streams(machine: Machine) {
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

async fn commands(machine: Machine) {
    let before = machine.guarded();
    for line in [
        "tenant add own --provider okta --set url=https://own.okta.com --secret auth.api_token=env:X --no-test",
        "tenant remove acme --yes",
        "operator new lena",
        "operator new somebody",
        "sandbox serve --people 1",
        "sandbox restore",
        "sandbox requests",
        "sandbox outbox",
        "sandbox codes",
        "sandbox push ada@example.com approve",
        "demo",
        "-t demo-okta factor list ada@example.com",
    ] {
        is_refused(&machine.run(Caller::AsService, &words(line), &[]).await, line);
    }
    let own = machine.run(Caller::AsService, &words("operator new ann"), &[]).await;
    assert!(own.exit == Some(1) && own.error.contains("ann has a key"), "{own:?}");
    let nobody = machine.run(Caller::Service, &words(ACT), &[]).await;
    assert!(nobody.exit == Some(2) && nobody.error.contains("nobody can tell who acts"), "{nobody:?}");
    assert_eq!(machine.guarded(), before);
}

async fn variables(machine: Machine) {
    let before = machine.guarded();
    let home = machine.path("home/ann");
    let own = "[tenant.acme]\nprovider = \"okta\"\npolicy = \"open\"\nurl = \"https://127.0.0.1:1\"\n\
               auth = { api_token = { env = \"X\" } }\n";
    for name in ["config.toml", "mfadir/config.toml", ".config/mfadir/config.toml"] {
        machine.write(&format!("home/ann/{name}"), own, 0o644);
    }
    let text = home.display().to_string();
    let config = home.join("config.toml").display().to_string();
    for (name, value) in [("MFADIR_CONFIG", &config), ("MFADIR_STATE", &text)] {
        let ran = machine.run(Caller::AsService, &words(ACT), &[(name, value)]).await;
        is_refused(&ran, name);
        assert!(ran.error.contains(&format!("${name} is not taken")), "{ran:?}");
    }
    let list = words("factor list ada@example.com");
    let tenant = machine.run(Caller::AsService, &list, &[("MFADIR_TENANT", "acme")]).await;
    assert!(tenant.exit == Some(2) && tenant.error.contains("which tenant?"), "{tenant:?}");
    assert_eq!(machine.guarded(), before);
    let homes = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TMPDIR"].map(|name| (name, &*text));
    let names = [("USER", LENA.0), ("LOGNAME", LENA.0), ("SUDO_UID", "0"), ("MFADIR_TENANT", "far")];
    acts(&machine, Caller::AsService, &[homes.as_slice(), &names].concat()).await;
    let behalf = words("-t acme --on-behalf-of lena approve 0000");
    let ran = machine.run(Caller::AsService, &behalf, &[]).await;
    assert_ne!(ran.exit, Some(0), "{ran:?}");
}

async fn programs(machine: Machine) {
    machine.write("home/ann/tickets", FORGED, 0o755);
    machine.write("home/ann/secret", FORGED, 0o755);
    machine.write("home/ann/~/token", "forged", 0o644);
    let home = machine.path("home/ann").display().to_string();
    let path = format!("{home}:/usr/bin:/bin");
    let theirs = [("PATH", &*path), ("HOME", &*home), ("BASH_ENV", &*home), ("TOKEN", "forged"), ("ANNS", "own")];
    let list = |tenant: &str| format!("-t {tenant} factor list ada@example.com");
    let ran = machine.run(Caller::AsService, &words(&list("program")), &theirs).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    is_clean(&ran);
    let ran = machine.run(Caller::AsService, &words(&list("variable")), &theirs).await;
    assert!(ran.exit == Some(2) && ran.error.contains("no secret comes from a variable"), "{ran:?}");
    let ran = machine.run(Caller::AsService, &words(&list("home")), &theirs).await;
    assert!(ran.exit == Some(2) && ran.error.contains("no home folder"), "{ran:?}");
    let ran = machine.run(Caller::AsService, &words(ACT), &theirs).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    is_clean(&ran);
    assert!(ran.error.lines().any(|line| line == "/"), "the working folder is the root: {ran:?}");
}

/// A program told of its environment, in which nothing is Ann's but her name.
fn is_clean(ran: &Ran) {
    let told = |line: &str| ran.error.lines().any(|told| told == line);
    assert!(
        told("SUDO_USER=ann") && told("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        "{ran:?}"
    );
    assert!(!ran.error.contains("forged") && !ran.error.contains("ANNS=") && !ran.error.contains("HOME="), "{ran:?}");
}

async fn proxy(machine: Machine) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];
    let proxies = names.map(|name| (name, &*address));
    let line = words("-t far --wait 1s factor list ada@example.com");
    let ran = tokio::select! {
        ran = machine.run(Caller::AsService, &line, &proxies) => ran,
        heard = listener.accept() => panic!("the proxy was asked: {heard:?}"),
    };
    assert!(ran.exit == Some(5) && ran.error.contains("cannot reach https://127.0.0.1:1"), "{ran:?}");
}

async fn forged(machine: Machine) {
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

async fn broken(machine: Machine) {
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
