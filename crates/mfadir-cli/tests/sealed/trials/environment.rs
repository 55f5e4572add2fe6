//! The caller's environment, their home folder and their working folder.

use tokio::net::TcpListener;

use super::{ACT, acts, is_refused, words};
use crate::{
    caller::{Caller, LENA},
    machine::{FORGED, Machine, Ran},
};

pub(super) async fn variables(machine: Machine) {
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
}

pub(super) async fn programs(machine: Machine) {
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

pub(super) async fn proxy(machine: Machine) {
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
