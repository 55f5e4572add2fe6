//! The devices behind a factor.

use crate::{stage::Stage, writes::writes};

async fn devices(stage: &Stage) -> Vec<String> {
    let ran = stage.run("-o csv factor list okta:ada@example.com --devices").await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    ran.output.lines().skip(1).filter_map(|line| Some(line.split(',').next()?.to_owned())).collect()
}

#[tokio::test]
async fn the_last_device_takes_what_it_is_behind_and_the_plan_says_so() {
    let stage = Stage::new().await;
    let ids = devices(&stage).await;
    let [id] = ids.as_slice() else { panic!("one device: {ids:?}") };
    let remove = format!("factor remove okta:ada@example.com id:{id}");
    let planned = stage.run(&format!("{remove} --dry-run")).await;
    assert_eq!(planned.exit, 0, "{}", planned.error);
    assert_eq!(planned.output.matches("goes too").count(), 3, "{}", planned.output);
    let kept = stage.run(&format!("{remove} --keep push --yes")).await;
    assert_eq!(kept.exit, 6, "{}", kept.error);
    let removed = stage.run(&format!("{remove} --yes")).await;
    assert_eq!(removed.exit, 0, "{}{}", removed.output, removed.error);
    assert!(devices(&stage).await.is_empty());
    assert_eq!(writes(stage.sandbox.okta()).len(), 1);
}

#[tokio::test]
async fn a_provider_without_devices_says_so() {
    let stage = Stage::new().await;
    let ran = stage.run("factor list onelogin:ada@example.com --devices").await;
    assert_eq!(ran.exit, 9, "{}", ran.error);
    assert!(stage.sandbox.onelogin().requests().is_empty());
}
