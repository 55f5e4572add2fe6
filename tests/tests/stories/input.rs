//! What is wrong before anything is sent.

use std::fs;

use mfadir_tests::{Stage, Told, block_on};

/// Runs the line, and checks its exit code and that there is one sentence and a hint.
async fn refused(stage: &Stage, line: &str, exit: u8) -> Told {
    let told = stage.run(line).await;
    assert_eq!(told.exit, exit, "{told}");
    assert!(told.output.is_empty(), "a mistake is no data: {told}");
    assert!(told.error.contains("hint:"), "{told}");
    told
}

#[test]
fn unknown_names_are_told_with_what_was_perhaps_meant() {
    block_on(async {
        let stage = Stage::new().await;
        let told = [
            refused(&stage, "-t oktaa factor list ada@example.com", 2).await,
            refused(&stage, "-t okta factor list adaa@example.com", 3).await,
            refused(&stage, "-t okta factor remove bob@example.com push --yes", 3).await,
            refused(&stage, "-t okta factor remove ada@example.com pussh --yes", 3).await,
            refused(&stage, "-t okta factor remove ada@example.com id:opf00000000000000000 --yes", 3).await,
            refused(&stage, "factor list ada@example.com", 2).await,
        ];
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_mistyped_command_is_told() {
    block_on(async {
        let stage = Stage::new().await;
        let told = [stage.run("factr list ada@example.com").await, stage.run("factor lst ada@example.com").await];
        assert!(told.iter().all(|told| told.exit == 2));
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_typo_in_the_configuration_is_told_with_its_place() {
    block_on(async {
        let stage = Stage::new().await;
        stage.configure(&stage.configuration().replace("api_token", "api_tokn"));
        let key = refused(&stage, "-t okta factor list ada@example.com", 2).await;
        assert!(key.error.contains("config.toml:"), "{key}");
        stage.configure(&stage.configuration().replace("provider = \"okta\"", "provider = \"okto\""));
        let provider = refused(&stage, "-t okta factor list ada@example.com", 2).await;
        stage.configure(&stage.configuration().replacen("[tenant.okta]\n", "[tenant.okta]\npolicy = \"strct\"\n", 1));
        let policy = refused(&stage, "-t okta factor list ada@example.com", 2).await;
        assert!(policy.error.contains("cannot be read"), "{policy}");
        assert!(stage.sandbox().okta().requests().is_empty());
        insta::assert_snapshot!(stage.transcript(&[key, provider, policy]));
    });
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    block_on(async {
        let stage = Stage::new().await;
        let file = stage.folder().join("token");
        fs::write(&file, stage.sandbox().ready().okta.token.reveal()).expect("the folder is ours");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("the file is ours");
        let source = format!("{{ file = \"{}\" }}", file.display());
        stage.configure(&stage.configuration().replace("{ env = \"OKTA_TOKEN\" }", &source));
        let told = stage.run("-t okta factor list ada@example.com").await;
        assert_ne!(told.exit, 0, "{told}");
        assert!(stage.sandbox().okta().requests().is_empty());
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("the file is ours");
        assert_eq!(stage.run("-t okta factor list ada@example.com").await.exit, 0);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn an_address_without_encryption_is_not_used() {
    block_on(async {
        let stage = Stage::new().await;
        let mut told = Vec::new();
        for url in ["http://acme.example.com", "acme.example.com", "ftp://acme.example.com", "https://"] {
            let there = stage.sandbox().ready().okta.url.clone();
            stage.configure(&stage.configuration().replace(&there, url));
            let wrong = stage.run("-t okta factor list ada@example.com").await;
            assert_eq!(wrong.exit, 2, "{wrong}");
            told.push(wrong);
        }
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn an_address_where_nobody_answers_is_told() {
    block_on(async {
        let stage = Stage::new().await;
        let there = stage.sandbox().ready().okta.url.clone();
        stage.configure(&stage.configuration().replace(&there, "http://127.0.0.1:1"));
        let told = refused(&stage, "-t okta factor list ada@example.com", 5).await;
        assert!(told.error.contains("127.0.0.1:1"), "{told}");
    });
}

#[test]
fn a_write_on_several_tenants_at_once_is_refused() {
    block_on(async {
        let stage = Stage::new().await;
        let told = [
            stage.run("-t okta -t onelogin reset ada@example.com --yes").await,
            stage.run("-t okta reset onelogin:ada@example.com --yes").await,
        ];
        assert!(told.iter().all(|told| told.exit == 2), "{told:?}");
        assert!(stage.sandbox().okta().requests().is_empty());
        insta::assert_snapshot!(stage.transcript(&told));
    });
}
