//! Everything goes.

use mfadir_tests::{Stage, block_on};

const ADA: &str = "ada@example.com";

/// Ada's devices as the tenant knows them, each with the path that removes it.
fn removals(stage: &Stage, path: impl Fn(&str, &str) -> String) -> Vec<String> {
    let world = stage.sandbox().onelogin().world();
    let ada = world.person_by_login(ADA).expect("ada was seeded");
    let mut paths: Vec<_> = ada.factors.iter().map(|factor| path(ada.id.as_str(), factor.id.as_str())).collect();
    paths.sort();
    paths
}

async fn reset_one_by_one(tenant: &str, path: impl Fn(&str, &str) -> String) -> (Stage, mfadir_tests::Told) {
    let stage = Stage::new().await;
    let expected = removals(&stage, path);
    let told = stage.run(&format!("-t {tenant} reset {ADA} --yes")).await;
    assert_eq!(told.exit, 0, "{told}");
    let mut sent = stage.onelogin_writes();
    sent.sort();
    assert_eq!(sent, expected);
    (stage, told)
}

#[test]
fn onelogin_is_reset_device_by_device() {
    block_on(async {
        let path = |user: &str, device: &str| format!("DELETE /api/1/users/{user}/otp_devices/{device}");
        let (stage, told) = reset_one_by_one("onelogin", path).await;
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn the_newer_interface_is_used_where_it_is_configured() {
    block_on(async {
        let path = |user: &str, device: &str| format!("DELETE /api/2/mfa/users/{user}/devices/{device}");
        reset_one_by_one("onelogin-v2", path).await;
    });
}

#[test]
fn each_device_has_a_result_of_its_own() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run(&format!("-t onelogin -o json reset {ADA} --yes")).await;
        assert_eq!(told.exit, 0, "{told}");
        let results = told.json()["results"].as_array().cloned().unwrap_or_default();
        assert_eq!(results.len(), 3, "{told}");
        assert!(results.iter().all(|result| result["outcome"] == "done"), "{told}");
    });
}

#[test]
fn a_pending_device_goes_too() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t onelogin reset mia@example.com --yes").await;
        assert_eq!(told.exit, 0, "{told}");
        assert_eq!(stage.onelogin_writes().len(), 2, "{told}");
    });
}

#[test]
fn okta_is_reset_in_one_act_and_the_code_is_said_to_return() {
    block_on(async {
        let stage = Stage::new().await;
        let plan = stage.run(&format!("-t okta reset {ADA} --dry-run")).await;
        assert_eq!(plan.exit, 0, "{plan}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        let told = stage.run(&format!("-t okta reset {ADA} --yes")).await;
        assert_eq!(told.exit, 0, "{told}");
        assert_eq!(stage.okta_writes().len(), 1);
        assert!(stage.okta_writes()[0].ends_with("/lifecycle/reset_factors"));
        insta::assert_snapshot!(stage.transcript(&[plan, told]));
    });
}

#[test]
fn what_comes_back_by_itself_is_told() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta reset oscar@example.com --yes").await;
        assert_eq!(told.exit, 0, "{told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
