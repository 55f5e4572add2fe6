//! Administrators who may not do everything, and one whose sign-in has ended.

use mfadir_tests::{Damage, Fault, RealStage};

use super::stage;
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_help_desk_without_the_right", stage, plot: |stage| Box::pin(helpdesk(stage)) },
    Story { name: "privacyidea::a_secret_that_the_server_replaces", stage, plot: |stage| Box::pin(replaced(stage)) },
    Story { name: "privacyidea::a_sign_in_that_ends_in_the_middle", stage, plot: |stage| Box::pin(ends(stage)) },
    Story { name: "privacyidea::a_sign_in_that_always_ends", stage, plot: |stage| Box::pin(always_ends(stage)) },
];

async fn helpdesk(stage: &RealStage) {
    let listed = stage.run("-t acme-desk -o json factor list bob").await;
    assert_eq!(listed.factors("factors"), ["sms"], "{listed}");
    for line in ["factor remove bob sms --allow-last-factor --reason story --yes", "reset bob --yes"] {
        let told = stage.run(&format!("-t acme-desk {line}")).await;
        assert_eq!(told.exit, 4, "{told}");
        assert!(told.everything().contains("303") && told.everything().contains("hint: "), "{told}");
    }
    let still = stage.run("-t acme -o json factor list bob").await;
    assert_eq!(still.factors("factors"), ["sms"], "{still}");
    let free = stage.run("-t acme-desk user unlock lena --yes").await;
    assert_eq!(free.exit, 0, "a help desk may set free: {free}");
}

async fn replaced(stage: &RealStage) {
    let path = stage.folder().join("secret.txt");
    std::fs::write(&path, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n").expect("the folder is ours");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("the file is ours");
    }
    let line = format!("factor enroll carol totp --secret-file {} --yes", path.display());
    let told = stage.run(&format!("-t acme-star {line}")).await;
    assert_eq!(told.exit, 7, "{told}");
    assert!(told.error.contains("a secret of its own"), "{told}");
    let taken = stage.run(&format!("-t acme {line}")).await;
    assert_eq!(taken.exit, 0, "{taken}");
}

/// The credential of somebody whose sign-in has ended as soon as it was given.
async fn ended(stage: &RealStage) -> String {
    let url = format!("{}/auth", stage.subject().server());
    let fields = serde_json::json!({"username": "late@super", "password": "late-pw"});
    let answer = reqwest::Client::new().post(url).json(&fields).send().await.expect("the server is up");
    let answer: serde_json::Value = answer.json().await.expect("the server answers with JSON");
    answer["result"]["value"]["token"].as_str().expect("the sign-in is good").to_owned()
}

fn sign_ins(stage: &RealStage) -> usize {
    stage.proxy().seen().iter().filter(|seen| seen.path() == "/auth").count()
}

async fn ends(stage: &RealStage) {
    let fault = Fault::once(Damage::SignedBy(ended(stage).await));
    stage.proxy().add(Fault { method: Some("DELETE"), ..fault });
    let told = stage.run("-t acme -o json factor remove ada totp --keep hotp --yes").await;
    assert_eq!(told.exit, 0, "{told}");
    let refused = stage.proxy().seen().into_iter().find(|seen| seen.damaged).expect("the removal was refused once");
    assert_eq!(refused.answer()["result"]["error"]["code"], 4305, "{refused:?}");
    assert_eq!(sign_ins(stage), 2, "the first one, and one in place of the one that ended");
    assert_eq!(told.json()["results"][0]["outcome"], "done", "{told}");
}

async fn always_ends(stage: &RealStage) {
    let told = stage.run("-t acme-late factor list ada").await;
    assert_eq!(told.exit, 4, "{told}");
    assert!(told.error.contains("hint: "), "{told}");
    assert!(sign_ins(stage) <= 2, "signed in {} times", sign_ins(stage));
}
