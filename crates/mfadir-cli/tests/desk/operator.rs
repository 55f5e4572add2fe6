//! The operators file and the keys.

use std::fs;

use crate::seat::Seat;

const CONFIG: &str = "[desk]\noperators = \"operators.toml\"\n";

#[tokio::test]
async fn a_new_operator_is_an_entry_that_the_file_takes() {
    let seat = Seat::with(CONFIG);
    let new = seat.run("operator new operator --role lead -t acme").await;
    assert_eq!(new.exit, 0, "{new:?}");
    assert!(new.output.starts_with("[[operator]]\nid = \"operator\"\nrole = \"lead\"\nkey = \"ed25519:"), "{new:?}");
    assert!(new.error.contains("state/keys/operator.key"), "{new:?}");
    let private = fs::read_to_string(seat.path("state/keys/operator.key")).expect("written");
    let secret = private.trim().rsplit(':').next().expect("a key");
    assert!(!format!("{new:?}").contains(secret));
    fs::write(seat.path("operators.toml"), &new.output).expect("writable");
    let checked = seat.run("operator check").await;
    assert_eq!(checked.exit, 0, "{checked:?}");
    assert!(checked.output.contains("operator, who works here, is in it with this machine's key"), "{checked:?}");
    let listed = seat.run("operator list -o csv").await.output;
    assert!(listed.contains("operator,lead,valid,acme,,,ed25519:"), "{listed}");
}

#[tokio::test]
async fn a_key_is_never_written_over() {
    let seat = Seat::with(CONFIG);
    assert_eq!(seat.run("operator new ann --dry-run").await.exit, 0);
    assert!(!seat.path("state/keys").exists());
    seat.run("operator new ann").await;
    let key = || fs::read(seat.path("state/keys/ann.key")).expect("there");
    let before = key();
    let again = seat.run("operator new ann").await;
    assert_eq!((again.exit, again.output.as_str(), key() == before), (1, "", true), "{again:?}");
    assert!(again.error.contains("ann has a key in"), "{again:?}");
}

#[tokio::test]
async fn what_does_not_fit_this_machine_is_told() {
    let seat = Seat::with(CONFIG);
    let none = seat.run("operator list").await;
    assert_eq!(none.exit, 2, "{none:?}");
    let other = seat.run("operator new bea").await.output;
    let write = |text: &str| fs::write(seat.path("operators.toml"), text).expect("writable");
    write(&other);
    let stranger = seat.run("operator check").await;
    assert!(stranger.exit == 1 && stranger.output.contains("is not in it"), "{stranger:?}");
    write(&other.replace("bea", "operator"));
    let keyless = seat.run("operator check").await;
    assert!(keyless.exit == 1 && keyless.output.contains("has no key on this machine"), "{keyless:?}");
    seat.run("operator new operator").await;
    let differs = seat.run("operator check").await;
    assert!(differs.exit == 1 && differs.output.contains("with another key than this machine's"), "{differs:?}");
    write(&format!("{other}until = 2020-01-01T00:00:00Z\n"));
    assert!(seat.run("operator list").await.output.contains("ended"));
}

#[tokio::test]
async fn a_slip_in_the_file_is_told_with_its_place() {
    let seat = Seat::with("");
    assert_eq!(seat.run("operator list").await.exit, 2, "no file is named");
    let entry = seat.run("operator new ann").await.output;
    for (text, told) in [
        (entry.replace("role", "roel"), "operators.toml:3:1: unknown field `roel`"),
        (entry.replace("ed25519:", "ed25519:x"), "operators.toml:4:7: that is no public key"),
        (format!("{entry}{entry}"), "the operator \"ann\" stands there twice"),
        (format!("{entry}{}", entry.replace("ann", "bea")), "\"ann\" and \"bea\" have the same key"),
    ] {
        fs::write(seat.path("operators.toml"), text).expect("writable");
        let ran = seat.run("operator check --operators operators.toml").await;
        assert!(ran.exit == 2 && ran.error.contains(told), "{told}: {ran:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn rules_and_operators_that_everybody_can_write_are_refused_with_the_remedy() {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    let tenant = "[tenant.acme]\nprovider = \"okta\"\npolicy = \"desk.toml\"\nurl = \"https://acme.okta.com\"\n\
                  auth = { api_token = { env = \"TOKEN\" } }\n";
    let seat = Seat::with(&format!("{CONFIG}{tenant}"));
    let entry = seat.run("operator new operator").await.output;
    fs::write(seat.path("operators.toml"), &entry).expect("writable");
    fs::write(seat.path("desk.toml"), "extends = \"base.toml\"\n").expect("writable");
    fs::write(seat.path("base.toml"), "extends = \"strict\"\n").expect("writable");
    for (file, commands) in [
        ("operators.toml", ["operator check", "reset acme:ada --yes"]),
        ("desk.toml", ["policy check desk.toml", "policy show -t acme"]),
        ("base.toml", ["policy check desk.toml", "reset acme:ada --yes"]),
    ] {
        let mode = |mode| fs::set_permissions(seat.path(file), Permissions::from_mode(mode)).expect("our own file");
        for command in commands {
            mode(0o664);
            let group = seat.run(command).await;
            assert!(!group.error.contains("everybody"), "{file}: {group:?}");
            mode(0o666);
            let everybody = seat.run(command).await;
            let told = everybody.error.contains("can be written by everybody");
            assert!(everybody.exit == 2 && told, "{file}: {everybody:?}");
            assert!(everybody.error.contains(&format!("chmod o-w {}", seat.path(file).display())), "{everybody:?}");
        }
        mode(0o644);
    }
}
