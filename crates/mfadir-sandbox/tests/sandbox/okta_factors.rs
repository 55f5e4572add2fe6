//! Factors: listed, offered, removed, reset.

use reqwest::StatusCode;
use serde_json::{Value, json as value};

use crate::desk::{Desk, column, json};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn adas_factors_look_like_oktas() {
    let desk = Desk::open().await;
    let factors = desk.json(&desk.factors(ADA)).await;
    let kinds = ["push", "token:software:totp", "signed_nonce", "sms", "token:software:totp"];
    assert_eq!(column(&factors, "/factorType"), kinds);
    assert_eq!(column(&factors, "/provider"), ["OKTA", "OKTA", "OKTA", "OKTA", "GOOGLE"]);
    assert_eq!(column(&factors, "/status"), ["ACTIVE"; 5]);
    let prefixes: Vec<String> = column(&factors, "/id").iter().map(|id| id[..3].to_owned()).collect();
    assert_eq!(prefixes, ["opf", "ost", "pfd", "sms", "uft"]);
    assert_eq!(factors[3]["profile"]["phoneNumber"].as_str().unwrap().len(), 12);
    assert_eq!(factors[0]["_links"]["self"]["hints"]["allow"], value!(["GET", "DELETE"]));
    assert_eq!(factors[2].pointer("/_links/verify"), None, "a device key cannot be verified");
    let href = factors[0]["_links"]["self"]["href"].as_str().unwrap();
    assert_eq!(desk.json(href.trim_start_matches(desk.sandbox.okta().url())).await, factors[0]);
}

#[tokio::test]
async fn factors_are_listed_by_id_and_by_nothing_else() {
    let desk = Desk::open().await;
    assert_eq!(desk.get("/api/v1/users/ada@example.com/factors").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(desk.json(&desk.factors("carol@example.com")).await, value!([]));
}

#[tokio::test]
async fn what_the_policy_hides_is_not_listed_and_not_found() {
    let desk = Desk::open().await;
    let nina = "nina@example.com";
    assert_eq!(desk.types(nina).len(), 3);
    assert_eq!(column(&desk.json(&desk.factors(nina)).await, "/factorType"), ["push", "token:software:totp"]);
    let hidden = desk.factor(nina, "yubikey-otp@yubico");
    assert_eq!(desk.get(&hidden).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_left_has_no_factors_to_see() {
    let desk = Desk::open().await;
    let response = desk.get(&desk.factors("frank@example.com")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let summary = json(response).await["errorSummary"].as_str().unwrap().to_owned();
    assert!(summary.ends_with("(User)"), "{summary}");
}

#[tokio::test]
async fn a_type_that_nobody_knows_is_passed_on() {
    let desk = Desk::open().await;
    let factors = desk.json(&desk.factors("judy@example.com")).await;
    assert_eq!(column(&factors, "/factorType"), ["push", "retina"]);
    assert_eq!(factors[1]["provider"], "ACME");
}

#[tokio::test]
async fn pending_factors_show_how_they_go_on() {
    let desk = Desk::open().await;
    let factors = desk.json(&desk.factors("mia@example.com")).await;
    assert_eq!(column(&factors, "/status"), ["PENDING_ACTIVATION", "ACTIVE"]);
    assert!(factors[0]["_links"]["poll"]["href"].is_string());
}

#[tokio::test]
async fn one_code_goes_alone_and_one_push_takes_its_family() {
    let desk = Desk::open().await;
    let code = desk.factor(ADA, "totp@okta");
    let response = desk.delete(&code).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers().get("content-type"), None);
    assert_eq!(desk.types(ADA), ["push@okta", "device-key@okta", "sms@okta", "totp@google"]);
    let again = desk.delete(&code).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert!(json(again).await["errorSummary"].as_str().unwrap().ends_with("(UserFactor)"));
    desk.delete(&desk.factor(ADA, "device-key@okta")).await;
    assert_eq!(desk.types(ADA), ["sms@okta", "totp@google"]);
}

#[tokio::test]
async fn a_removed_phone_still_recovers_the_account_unless_asked() {
    let desk = Desk::open().await;
    let phones = |login: &str| {
        let world = desk.sandbox.okta().world();
        world.person_by_login(login).unwrap().recovery_phones.len()
    };
    desk.delete(&desk.factor("bob@example.com", "sms@okta")).await;
    assert_eq!(phones("bob@example.com"), 1);
    desk.delete(&format!("{}?removeRecoveryEnrollment=true", desk.factor(ADA, "sms@okta"))).await;
    assert_eq!(phones(ADA), 0);
}

#[tokio::test]
async fn a_reset_takes_everything_and_what_returns_returns() {
    let desk = Desk::open().await;
    for login in [ADA, "carol@example.com"] {
        let response = desk.post(&format!("/api/v1/users/{login}/lifecycle/reset_factors")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(json(response).await, value!({}));
        assert!(desk.types(login).is_empty());
    }
    desk.post(&format!("/api/v1/users/{}/lifecycle/reset_factors", desk.id("oscar@example.com"))).await;
    assert_eq!(desk.types("oscar@example.com"), ["email@okta", "security-question@okta"]);
}

#[tokio::test]
async fn the_catalog_tells_what_is_set_up() {
    let desk = Desk::open().await;
    let catalog = desk.json(&format!("{}/catalog", desk.factors("bob@example.com"))).await;
    let set_up: Vec<&Value> = catalog.as_array().unwrap().iter().filter(|entry| entry["status"] == "ACTIVE").collect();
    assert_eq!(set_up.len(), 1);
    assert_eq!(set_up[0]["factorType"], "sms");
    assert_eq!(set_up[0]["enrollment"], "OPTIONAL");
    assert!(set_up[0]["_embedded"]["phones"][0]["id"].as_str().unwrap().starts_with("mbl"));
}
