//! A tenant that is set up and looked at.

use mfadir_tests::RealStage;

use super::stage;
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_tenant_is_tested", stage, plot: |stage| Box::pin(tested(stage)) },
    Story { name: "privacyidea::a_provider_is_listed", stage, plot: |stage| Box::pin(listed(stage)) },
];

async fn tested(stage: &RealStage) {
    let good = stage.run("-t acme tenant test acme").await;
    assert_eq!(good.exit, 0, "{good}");
    let desk = stage.run("tenant test acme-desk").await;
    assert!(desk.everything().contains("helpdesk"), "{desk}");
    let late = stage.run("tenant test acme-late").await;
    assert_ne!(late.exit, 0, "{late}");
    assert_eq!(stage.writes(), [""; 0]);
}

async fn listed(stage: &RealStage) {
    let told = stage.run("provider list").await;
    assert_eq!(told.exit, 0, "{told}");
    assert!(told.output.contains("privacyidea"), "{told}");
    let tenants = stage.run("tenant list").await;
    assert!(tenants.output.contains("acme-desk") && tenants.output.contains("privacyidea"), "{tenants}");
}
