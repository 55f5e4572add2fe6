//! A server that stops, and answers that are none.

use mfadir_tests::{Answer, Damage, Fault, RealStage};

use super::stage;
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_server_that_stops_in_the_middle", stage, plot: |stage| Box::pin(stops(stage)) },
    Story { name: "privacyidea::a_server_that_is_not_there", stage, plot: |stage| Box::pin(gone(stage)) },
    Story { name: "privacyidea::a_page_instead_of_an_answer", stage, plot: |stage| Box::pin(page(stage)) },
    Story { name: "privacyidea::a_removal_whose_answer_is_lost", stage, plot: |stage| Box::pin(lost(stage)) },
];

async fn list(stage: &RealStage, user: &str) -> Vec<String> {
    let told = stage.run(&format!("-t acme -o json factor list {user}")).await;
    assert_eq!(told.exit, 0, "{told}");
    told.factors("factors")
}

/// Of three removals the first one is done when the server stops.
async fn stops(stage: &RealStage) {
    let before = stage.proxy().seen().len();
    let planned = stage.run("-t acme factor remove ada sms totp --all-matching --keep hotp --dry-run").await;
    assert_eq!(planned.exit, 0, "{planned}");
    let reads = stage.proxy().seen().len() - before;
    stage.proxy().add(Fault { after: reads + 1, ..Fault::always(Damage::Broken) });
    let told = stage.run("-t acme -o json factor remove ada sms totp --all-matching --keep hotp --yes").await;
    assert_eq!(told.exit, 7, "{told}");
    stage.proxy().mend();
    let left = list(stage, "ada").await;
    assert_eq!(left.len(), 4, "one is gone: {left:?}");
    let again = stage.run("-t acme factor remove ada sms totp --all-matching --keep hotp --yes").await;
    assert_eq!(again.exit, 0, "what is left is removed the next time: {again}");
    assert_eq!(list(stage, "ada").await, ["email", "hotp"]);
}

async fn gone(stage: &RealStage) {
    stage.proxy().stop();
    let told = stage.run("-t acme factor list ada").await;
    assert_eq!(told.exit, 5, "{told}");
    assert!(told.error.contains("hint: ") && told.output.is_empty(), "{told}");
}

async fn page(stage: &RealStage) {
    let body = "<!doctype html><html><body><h1>Sign in</h1></body></html>".to_owned();
    let answer = Answer { status: 200, headers: vec![("content-type", "text/html")], body };
    for start in ["/auth", "/user/", "/token/"] {
        stage.proxy().mend();
        stage.proxy().add(Fault { start, ..Fault::always(Damage::Made(answer.clone())) });
        for line in ["factor list ada", "reset ada --yes"] {
            let told = stage.run(&format!("-t acme {line}")).await;
            assert!(told.exit != 0 && told.error.contains("hint: "), "{start}: {told}");
        }
    }
    stage.proxy().mend();
    assert_eq!(list(stage, "ada").await.len(), 5, "nothing was removed");
}

async fn lost(stage: &RealStage) {
    stage.proxy().add(Fault { method: Some("DELETE"), ..Fault::once(Damage::Lost) });
    let told = stage.run("-t acme -o json factor remove ada totp --keep hotp --yes").await;
    assert_eq!(told.exit, 0, "the list shows that it is gone: {told}");
    assert_eq!(list(stage, "ada").await, ["email", "hotp", "sms", "sms"]);
}
