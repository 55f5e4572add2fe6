//! The way of a factor from the enrollment to the removal, by commands alone.

use mfadir_tests::{RealStage, Told};
use serde_json::Value;

use super::{serial, stage};
use crate::real::story::Story;

pub(super) const STORIES: &[Story] = &[
    Story { name: "privacyidea::a_person_and_what_they_have", stage, plot: |stage| Box::pin(person(stage)) },
    Story { name: "privacyidea::an_app_from_the_start_to_the_end", stage, plot: |stage| Box::pin(app(stage)) },
    Story { name: "privacyidea::a_number_from_the_start_to_the_end", stage, plot: |stage| Box::pin(number(stage)) },
    Story { name: "privacyidea::a_code_goes_and_the_phone_stays", stage, plot: |stage| Box::pin(keep(stage)) },
    Story { name: "privacyidea::everything_goes_at_once", stage, plot: |stage| Box::pin(reset(stage)) },
    Story { name: "privacyidea::a_full_counter_is_reset", stage, plot: |stage| Box::pin(unlock(stage)) },
    Story { name: "privacyidea::a_code_for_a_while", stage, plot: |stage| Box::pin(temporary_code(stage)) },
];

/// Runs the line on the tenant, which must work.
async fn done(stage: &RealStage, line: &str) -> Told {
    let told = stage.run(&format!("-t acme -o json {line}")).await;
    assert_eq!(told.exit, 0, "{told}");
    told
}

async fn factors(stage: &RealStage, user: &str) -> Vec<String> {
    done(stage, &format!("factor list {user}")).await.factors("factors")
}

/// The id of the factor that a document is about.
fn id(told: &Told) -> String {
    told.json()["factor"]["id"].as_str().unwrap_or_else(|| panic!("no factor: {told}")).to_owned()
}

fn words<'a>(items: &'a Value, key: &str) -> Vec<&'a str> {
    items.as_array().into_iter().flatten().filter_map(|item| item[key].as_str()).collect()
}

async fn person(stage: &RealStage) {
    let found = done(stage, "user find ada").await.json();
    assert_eq!(words(&found["users"], "login"), ["ada"]);
    let shown = done(stage, "user show email:ada@example.com").await.json();
    assert_eq!(shown["user"]["login"], "ada");
    assert_eq!(factors(stage, "ada").await, ["email", "hotp", "sms", "sms", "totp"]);
    assert_eq!(factors(stage, "ines@example.com").await, ["totp"], "an @ in a login is no realm");
    assert_eq!(factors(stage, "o'hara/lab+?#%x").await, ["sms", "totp"]);
    let explained = stage.run("-t acme explain oscar").await;
    assert_eq!(explained.exit, 0, "{explained}");
    for word in ["revoked", "pending", "inactive", "daypassword"] {
        assert!(explained.output.contains(word), "{word} is missing: {explained}");
    }
}

async fn app(stage: &RealStage) {
    let begun = done(stage, "factor enroll carol totp --yes").await;
    let factor = id(&begun);
    assert_eq!(begun.json()["state"], "pending", "{begun}");
    let wrong = stage.run("-t acme factor activate carol totp --code 000000 --yes").await;
    assert_eq!(wrong.exit, 8, "{wrong}");
    let code = stage.code(&factor).await;
    done(stage, &format!("factor activate carol totp --code {code} --yes")).await;
    let again = stage.run(&format!("-t acme factor verify carol totp --code {code} --yes")).await;
    assert_eq!(again.exit, 8, "a code counts once: {again}");
    let code = stage.code(&factor).await;
    done(stage, &format!("factor verify carol totp --code {code} --yes")).await;
    let guarded = stage.run("-t acme factor remove carol totp --yes").await;
    assert_eq!(guarded.exit, 6, "{guarded}");
    done(stage, "factor remove carol totp --allow-last-factor --reason story --yes").await;
    assert_eq!(factors(stage, "carol").await, [""; 0]);
}

async fn number(stage: &RealStage) {
    let factor = id(&done(stage, "factor enroll uma sms --phone +15555550177 --yes").await);
    let code = stage.code(&factor).await;
    done(stage, &format!("factor activate uma sms --code {code} --yes")).await;
    done(stage, "factor challenge uma sms --yes").await;
    let wrong = stage.run("-t acme factor verify uma sms --code 000000 --yes").await;
    assert_eq!(wrong.exit, 8, "{wrong}");
    let code = stage.code(&factor).await;
    done(stage, &format!("factor verify uma sms --code {code} --yes")).await;
    let shown = stage.run("-t acme factor list uma").await;
    assert!(!shown.output.contains("5550177"), "the number is told: {shown}");
}

async fn keep(stage: &RealStage) {
    done(stage, "factor remove ada totp --keep hotp --yes").await;
    assert_eq!(factors(stage, "ada").await, ["email", "hotp", "sms", "sms"]);
    assert_eq!(stage.writes().len(), 1, "{:?}", stage.writes());
    let both = stage.run("-t acme factor remove ada sms --keep hotp --yes").await;
    assert_eq!(both.exit, 3, "two numbers fit: {both}");
    done(stage, "factor remove ada sms --all-matching --keep hotp --yes").await;
    assert_eq!(factors(stage, "ada").await, ["email", "hotp"]);
}

async fn reset(stage: &RealStage) {
    let planned = done(stage, "reset oscar --dry-run").await;
    assert_eq!(stage.writes(), [""; 0], "{planned}");
    let told = done(stage, "reset oscar --yes").await;
    assert_eq!(told.json()["before"].as_array().map(Vec::len), Some(12), "{told}");
    assert_eq!(stage.writes().len(), 1, "{:?}", stage.writes());
    assert_eq!(factors(stage, "oscar").await, [""; 0]);
    assert_eq!(factors(stage, "ada").await.len(), 5, "nobody else lost anything");
}

async fn unlock(stage: &RealStage) {
    let listed = stage.run("-t acme factor list lena").await;
    assert!(listed.output.contains("locked"), "{listed}");
    let code = stage.code(&serial(stage, "TOTP-08")).await;
    let refused = stage.run(&format!("-t acme factor verify lena totp --code {code} --yes")).await;
    assert_ne!(refused.exit, 0, "a right code is refused while the token is locked: {refused}");
    assert!(refused.error.contains("hint: "), "{refused}");
    done(stage, "user unlock lena --yes").await;
    let again = stage.run("-t acme user unlock lena --yes").await;
    assert!(again.exit == 0 && again.output.contains("was not locked"), "{again}");
    let code = stage.code(&serial(stage, "TOTP-08")).await;
    done(stage, &format!("factor verify lena totp --code {code} --yes")).await;
}

async fn temporary_code(stage: &RealStage) {
    let issued = done(stage, "temporary-code issue carol --reveal --yes").await;
    assert_eq!(factors(stage, "carol").await, ["temporary-code"]);
    assert!(issued.json()["code"].as_str().is_some_and(|code| code.len() > 8), "{issued}");
    done(stage, "temporary-code revoke carol --yes").await;
    assert_eq!(factors(stage, "carol").await, [""; 0]);
}
