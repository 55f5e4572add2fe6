//! Who is found, and what they are shown to have.

use mfadir_tests::{Stage, block_on};

async fn kinds(stage: &Stage, tenant: &str, login: &str) -> Vec<String> {
    let told = stage.run(&format!("-t {tenant} -o json factor list {login}")).await;
    assert_eq!(told.exit, 0, "{told}");
    told.factors("factors")
}

#[test]
fn odd_logins_and_unknown_kinds_are_listed_as_they_are() {
    block_on(async {
        let stage = Stage::new().await;
        let okta = async |name: &str| kinds(&stage, "okta", &format!("{name}@example.com")).await;
        assert_eq!(okta("heidi/ops").await, ["sms@okta", "totp@google"]);
        assert_eq!(okta("grace+lab").await, ["push@okta", "sms@okta", "totp@okta"]);
        assert_eq!(okta("judy").await, ["push@okta", "retina@acme"]);
        let onelogin = async |name: &str| kinds(&stage, "onelogin", &format!("{name}@example.com")).await;
        assert_eq!(onelogin("heidi/ops").await, ["sms@onelogin", "totp@google"]);
        assert_eq!(onelogin("grace+lab").await, ["push@onelogin", "sms@onelogin"]);
        assert_eq!(onelogin("judy").await.len(), 2);
    });
}

#[test]
fn words_that_are_nobodys_login_touch_nobody() {
    block_on(async {
        let stage = Stage::new().await;
        let (okta, onelogin) = (stage.sandbox().okta(), stage.sandbox().onelogin());
        let id = |tenant: &mfadir_sandbox::Tenant| tenant.world().people()[0].id.to_string();
        for word in ["me", "..", "*", "!x", "%2e%2e", "ad", &id(okta), &id(onelogin)] {
            for tenant in ["okta", "onelogin"] {
                for line in ["factor list WHO", "reset WHO --yes", "factor remove WHO sms --yes"] {
                    let told = stage.run(&format!("-t {tenant} {}", line.replace("WHO", word))).await;
                    assert_eq!(told.exit, 3, "{told}");
                }
            }
        }
        assert_eq!(stage.okta_writes(), [""; 0]);
        assert_eq!(stage.onelogin_writes(), [""; 0]);
    });
}

#[test]
fn a_list_is_read_at_one_glance() {
    block_on(async {
        let stage = Stage::new().await;
        let mut told = Vec::new();
        for line in [
            "-t okta factor list ada@example.com",
            "-t okta factor list carol@example.com",
            "-t okta factor list judy@example.com",
            "-t onelogin factor list ada@example.com",
            "-t okta -o csv factor list ada@example.com",
            "-t okta -o ndjson factor list ada@example.com",
            "-t okta -o note factor list ada@example.com",
            "-t okta --reveal factor list bob@example.com",
        ] {
            told.push(stage.run(line).await);
        }
        assert!(told.iter().all(|told| told.exit == 0));
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_person_is_explained() {
    block_on(async {
        let stage = Stage::new().await;
        let locked = stage.run("-t okta explain ivan@example.com").await;
        assert!(locked.output.lines().next().is_some_and(|line| line.contains("locked")), "{locked}");
        let lines =
            ["-t okta explain carol@example.com", "-t okta user show eve@example.com", "-t okta user find frontdesk"];
        let mut told = vec![locked];
        for line in lines {
            told.push(stage.run(line).await);
        }
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_locked_account_is_unlocked_once() {
    block_on(async {
        let stage = Stage::new().await;
        let first = stage.run("-t okta user unlock ivan@example.com --yes").await;
        assert_eq!(first.exit, 0, "{first}");
        assert_eq!(stage.okta_writes().len(), 1);
        let second = stage.run("-t okta user unlock ivan@example.com --yes").await;
        assert_eq!(second.exit, 0, "{second}");
        insta::assert_snapshot!(stage.transcript(&[first, second]));
    });
}

#[test]
fn an_address_that_two_people_have_is_ambiguous() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor list frontdesk@example.com").await;
        assert_eq!(told.exit, 3, "{told}");
        for candidate in ["kai@example.com", "kim@example.com"] {
            assert!(told.error.contains(candidate), "{told}");
        }
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
