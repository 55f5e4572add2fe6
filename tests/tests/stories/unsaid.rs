//! What holds on a tenant for which nobody says which policy.

use mfadir_tests::{Stage, Told, block_on};

const WRITES: [&str; 12] = [
    "-t okta reset ada@example.com --yes",
    "-t okta factor remove ada@example.com sms --yes",
    "-t okta factor enroll carol@example.com sms --phone +15555550123",
    "-t okta factor activate mia@example.com push",
    "-t okta factor challenge ada@example.com push",
    "-t okta verify ada@example.com",
    "-t okta temporary-code issue ada@example.com",
    "-t okta user unlock ivan@example.com --yes",
    "-t onelogin reset ada@example.com --yes",
    "-t onelogin factor remove ada@example.com sms --yes",
    "-t onelogin factor enroll carol@example.com sms --phone +15555550123",
    "-t onelogin temporary-code issue ada@example.com",
];
const READS: [&str; 10] = [
    "-t okta user find ada",
    "-t okta user show ada@example.com",
    "-t okta factor list ada@example.com",
    "-t okta factor show ada@example.com sms",
    "-t okta factor available ada@example.com",
    "-t okta explain ada@example.com",
    "-t okta policy show",
    "-t okta can-i reset",
    "-t onelogin factor list ada@example.com",
    "-t onelogin explain ada@example.com",
];

/// A machine whose configuration says nothing about a policy, and knows no operators.
async fn stage() -> Stage {
    let stage = Stage::new().await;
    stage.configure(&stage.configuration().replace("policy = \"open\"\n", ""));
    stage
}

#[test]
fn it_is_strict_and_no_way_around_is_told() {
    block_on(async {
        let stage = stage().await;
        let mut told = Vec::new();
        for line in WRITES {
            let refused = stage.run(line).await;
            assert_eq!(refused.exit, 6, "{refused}");
            assert!(refused.error.contains("(rule operator): `mfadir operator new operator` makes"), "{refused}");
            assert!(refused.error.contains("the policy is strict, the default"), "{refused}");
            for way in ["--override", "--reason", "--allow", "open"] {
                assert!(!refused.error.contains(way), "{way}: {refused}");
            }
            told.push(refused);
        }
        assert_eq!(stage.okta_writes(), [""; 0]);
        assert_eq!(stage.onelogin_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn looking_needs_neither_an_operator_nor_a_ticket() {
    block_on(async {
        let stage = stage().await;
        for line in READS {
            let told = stage.run(line).await;
            assert_eq!(told.exit, 0, "{told}");
        }
        let told = stage.run("-t okta can-i reset ada@example.com").await;
        assert_eq!(told.exit, 6, "the answer is no: {told}");
        assert!(told.output.contains("(rule operator)"), "{told}");
    });
}

#[test]
fn a_dry_run_shows_the_plan_and_what_stands_against_it() {
    block_on(async {
        let stage = stage().await;
        let told = [
            stage.run("-t okta --dry-run reset ada@example.com").await,
            stage.run("-t okta --dry-run factor remove ada@example.com sms").await,
        ];
        assert!(told.iter().all(|told| told.exit == 6 && told.output.contains("goes  ")), "{told:?}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_policy_that_is_named_is_told_with_its_place() {
    block_on(async {
        let stage = stage().await;
        let of = |told: &Told| {
            told.error.contains("the policy is strict, named at ") && told.error.contains("config.toml:5:10")
        };
        stage.configure(&stage.configuration().replace("\"open\"", "\"strict\""));
        let told = stage.run("-t okta reset ada@example.com --yes").await;
        assert!(told.exit == 6 && of(&told), "{told}");
    });
}

#[test]
fn the_demo_tenants_are_open() {
    block_on(async {
        let stage = Stage::empty().await;
        for tenant in ["demo-okta", "demo-onelogin", "demo-onelogin-v2"] {
            let told = stage.run(&format!("-o json tenant show {tenant}")).await;
            let shown: serde_json::Value = serde_json::from_str(&told.output).expect("a document");
            assert_eq!(shown["policy"], "open", "{told}");
        }
    });
}
