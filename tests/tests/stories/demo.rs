//! The demo tenants, on a machine where nothing was set up.

use std::sync::Arc;

use mfadir::SystemClock;
use mfadir_tests::{Stage, block_on};

#[test]
fn the_first_steps_work_without_any_configuration() {
    block_on(async {
        let stage = Stage::empty().await;
        let remove = "-t demo-okta --timeout 2h factor remove ada@example.com totp@okta --keep push --yes";
        let first = stage.run(remove).await;
        assert_eq!(first.exit, 0, "{first}");
        let list = stage.run("-t demo-okta --timeout 2h -o json factor list ada@example.com").await;
        assert_eq!(list.factors("factors"), ["device-key@okta", "push@okta", "sms@okta", "totp@google"], "{list}");
        let second = stage.run(remove).await;
        assert_eq!(second.exit, 3, "{second}");
        let calm = stage.run(&format!("{remove} --if-present")).await;
        assert_eq!(calm.exit, 0, "{calm}");
        let requests = stage.run("-o ndjson sandbox requests").await;
        assert_eq!(requests.output.matches("\"DELETE\"").count(), 1, "{requests}");
        let restored = stage.run("sandbox restore --yes").await;
        assert_eq!(restored.exit, 0, "{restored}");
        let again = stage.run("-t demo-okta --timeout 2h -o json factor list ada@example.com").await;
        assert_eq!(again.factors("factors").len(), 5, "{again}");
        insta::assert_snapshot!(stage.transcript(&[first, second, calm, restored]));
    });
}

#[test]
fn the_demo_tells_its_story() {
    block_on(async {
        let stage = Stage::empty().await;
        let demo = stage.run_at("demo", Arc::new(SystemClock::new())).await;
        assert_eq!(demo.exit, 0, "{demo}");
        for word in ["factor list", "factor remove", "reset", "ada@example.com", "demo-okta", "demo-onelogin"] {
            assert!(demo.everything().contains(word), "{word} is missing: {demo}");
        }
    });
}
