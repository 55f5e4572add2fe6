//! Which tenant of the provider an entry speaks of.

use crate::stage::{LENA, Stage};

const ORGANIZATION: &str = "\"provider_tenant\":\"00o";

/// Whether there are entries, and each names the organisation.
fn all_name_it(log: &str) -> bool {
    let entries: Vec<&str> = log.lines().filter(|line| line.contains("\"entry\":")).collect();
    !entries.is_empty() && entries.iter().all(|line| line.contains(ORGANIZATION))
}

#[tokio::test]
async fn the_providers_own_id_of_the_tenant_stands_in_the_log() {
    let stage = Stage::new("\n[overrides]\nreceipt = [\"role:lead\"]\n").await;
    let reset = "reset okta:ada@example.com --lost all --yes --ticket INC1 --override receipt --reason fire";
    let ran = stage.run_as(LENA, reset).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(all_name_it(&stage.log()), "{}", stage.log());
}

#[tokio::test]
async fn a_test_of_the_tenant_tells_it_and_keeps_it() {
    let stage = Stage::new("").await;
    let ran = stage.run("tenant test okta").await;
    assert!(ran.output.contains("the provider calls this tenant 00o"), "{}{}", ran.output, ran.error);
    assert_eq!(stage.run("factor list okta:ada@example.com --reveal").await.exit, 0);
    assert!(all_name_it(&stage.log()), "{}", stage.log());
}
