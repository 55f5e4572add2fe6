//! Calls that the conformance kit leaves to the providers: every kind that can be enrolled, every form of a proof and
//! every option. What is answered does not matter here; what is sent does.

use std::time::Duration;

use mfadir_core::{
    Asked, ChallengeRequest, CodeRequest, EnrollRequest, EnrollWith, Enrollment, EventQuery, Factor, FactorType,
    GroupQuery, Kind, MfaDirectory, PageRequest, Proof, RemoveOptions, Requester, SessionOptions, User, UserId,
    UserQuery, UserRef,
};
use mfadir_tests::SteadyClock;
use serde_json::json;

/// Longer than any pause that a provider makes between two messages.
const PAUSE: Duration = Duration::from_mins(6);

pub(super) async fn calls(directory: &dyn MfaDirectory, clock: &SteadyClock) {
    let (carol, oscar) = (find(directory, "carol").await, find(directory, "oscar").await);
    lists(directory, &oscar).await;
    for factor_type in directory.profile().capabilities.enrollable.clone() {
        for request in requests(&factor_type, &carol) {
            clock.advance(PAUSE);
            enrolled(directory, clock, &carol.id, &request).await;
        }
    }
    for factor in directory.factors(&oscar.id).await.expect("oscar has some") {
        clock.advance(PAUSE);
        asked(directory, &oscar.id, &factor).await;
    }
    ended(directory, &oscar).await;
}

async fn find(directory: &dyn MfaDirectory, name: &str) -> User {
    let who = UserRef::Login(format!("{name}@example.com"));
    directory.user(&who).await.expect("everybody was seeded")
}

async fn lists(directory: &dyn MfaDirectory, user: &User) {
    let (page, of) = (PageRequest { limit: Some(5), cursor: None }, GroupQuery::Of(user.id.clone()));
    let group = directory.groups(&of, &page).await.expect("groups").items.remove(0);
    let email = UserQuery::Email("kai@example.com".into());
    for query in [UserQuery::All, email, UserQuery::Text("ada".into()), UserQuery::Members(group.id.clone())] {
        let _ = directory.users(&query, &page).await;
    }
    for query in [GroupQuery::All, GroupQuery::Named(group.name.clone())] {
        let _ = directory.groups(&query, &page).await;
    }
    let now = jiff::Timestamp::constant(1_768_208_400, 0);
    let events = EventQuery { since: Some(now), until: None, user: Some(user.id.clone()), newest_first: false };
    let _ = directory.events(&events, &page).await;
}

/// Each way to enroll one of this type.
fn requests(factor_type: &FactorType, user: &User) -> Vec<EnrollRequest> {
    let new = |with| EnrollRequest { with, ..EnrollRequest::new(factor_type.clone()) };
    let plain = new(with(factor_type, user));
    let options = match factor_type.kind {
        Kind::Sms => vec![EnrollRequest { template: Some("cstk2flOtuCMDJK4b0g3".into()), ..plain.clone() }],
        Kind::Email => vec![EnrollRequest { lifetime: Some(Duration::from_mins(5)), ..plain.clone() }],
        Kind::Totp => vec![new(EnrollWith::Secret { secret: "JBSWY3DPEHPK3PXP".into(), profile: None })],
        _ => Vec::new(),
    };
    let whole = EnrollRequest {
        activate: true,
        language: Some("de".into()),
        label: Some("the new one".into()),
        ..new(with(factor_type, user))
    };
    let nothing = new(EnrollWith::Nothing);
    [vec![nothing, whole], options, vec![plain]].concat()
}

fn with(factor_type: &FactorType, user: &User) -> EnrollWith {
    let number = "+15555550123".to_owned();
    let two = || Proof::TwoCodes("123456".into(), "654321".into());
    match factor_type.kind {
        Kind::Sms => EnrollWith::Phone { number, extension: None, replace: true },
        Kind::Voice => EnrollWith::Phone { number, extension: Some("12".into()), replace: false },
        Kind::Email => EnrollWith::Email { address: user.emails[0].clone() },
        Kind::SecurityQuestion => EnrollWith::Question { question: "disliked_food".into(), answer: "sprouts".into() },
        Kind::Hotp => {
            EnrollWith::Secret { secret: "JBSWY3DPEHPK3PXP".into(), profile: Some("fpr20l2mDyaUGWGCa0g4".into()) }
        }
        Kind::OtpToken => EnrollWith::Token { serial: Some("VSST12345678".into()), proof: two() },
        Kind::YubikeyOtp => EnrollWith::Token { serial: None, proof: Proof::Code("cccccceukngdfgkukfct".into()) },
        _ => EnrollWith::Nothing,
    }
}

#[expect(clippy::disallowed_methods, reason = "what is sent is the point")]
async fn enrolled(directory: &dyn MfaDirectory, clock: &SteadyClock, user: &UserId, request: &EnrollRequest) {
    let Ok(enrollment) = directory.enroll(user, request).await else { return };
    let Enrollment { handle, factor, .. } = &enrollment;
    clock.advance(Duration::from_secs(31));
    let _ = directory.resend(user, handle).await;
    let _ = directory.poll_enrollment(user, handle).await;
    for proof in proofs(&["attestation", "registrationData", "clientData"]) {
        let _ = directory.activate(user, handle, &proof).await;
    }
    if let Some(factor) = factor {
        let _ = directory.remove(user, factor, &RemoveOptions { remove_recovery: true }).await;
    }
}

/// A code, an answer, and what a key made, in the provider's own fields.
fn proofs(fields: &[&str]) -> [Proof; 3] {
    let made: serde_json::Map<_, _> = fields.iter().map(|name| ((*name).to_owned(), json!("aGVsbG8="))).collect();
    let made = serde_json::Value::Object(made).to_string();
    [Proof::Code("123456".into()), Proof::Answer("sprouts".into()), Proof::Signature(made.into())]
}

#[expect(clippy::disallowed_methods, reason = "what is sent is the point")]
async fn asked(directory: &dyn MfaDirectory, user: &UserId, factor: &Factor) {
    let requester = Requester { user_agent: Some("Desk/1.0".into()), address: "192.0.2.7".parse().ok() };
    let whole = ChallengeRequest {
        number_matching: true,
        language: Some("pt-BR".into()),
        requester,
        ..ChallengeRequest::default()
    };
    let lasting = ChallengeRequest { lifetime: Some(Duration::from_mins(5)), ..ChallengeRequest::default() };
    let worded = ChallengeRequest { template: Some("cstk2flOtuCMDJK4b0g3".into()), ..ChallengeRequest::default() };
    let _ = directory.factor(user, &factor.id).await;
    for request in [whole, lasting, worded, ChallengeRequest::default()] {
        let Ok(challenge) = directory.challenge(user, &factor.id, &request).await else { continue };
        let _ = directory.poll(user, &challenge.handle).await;
        for proof in proofs(&["clientData", "authenticatorData", "signatureData"]) {
            let _ = directory.verify(user, &Asked::Challenge(challenge.handle.clone()), &proof).await;
        }
        let _ = directory.cancel(user, &challenge.handle).await;
    }
    for proof in proofs(&["clientData", "authenticatorData", "signatureData"]) {
        let _ = directory.verify(user, &Asked::Factor(factor.id.clone()), &proof).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "what is sent is the point")]
async fn ended(directory: &dyn MfaDirectory, user: &User) {
    let code = CodeRequest { lifetime: Duration::from_mins(30), reusable: true };
    let _ = directory.temporary_code(&user.id, &code).await;
    for device in directory.devices(&user.id).await.unwrap_or_default() {
        let _ = directory.remove(&user.id, &device.id, &RemoveOptions::default()).await;
    }
    let _ = directory.end_sessions(&user.id, &SessionOptions { revoke_tokens: true }).await;
}
