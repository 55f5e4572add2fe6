//! Factors, enrolled and offered.

use mfadir_core::{FactorStatus, Kind};
use mfadir_memory::{EnrolledFactor, Offer, Person};
use serde_json::{Value, json};

use super::profile::profile;
use crate::okta::{
    links::{Links, hinted},
    words::{date, factor_status, factor_words, rule, vendor},
};

/// An enrolled factor.
pub(in crate::okta) fn factor(person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    let factor_type = factor.factor_type();
    let (kind, provider) = factor_words(&factor_type);
    let mut body = json!({
        "id": factor.id,
        "factorType": kind,
        "provider": provider,
        "vendorName": vendor(&factor_type, &provider),
        "status": factor_status(&factor.status),
        "profile": profile(person, factor),
        "_links": factor_links(person, factor, links),
    });
    // Email factors come without dates; the last use is left out where there was none.
    if factor.kind != Kind::Email {
        body["created"] = json!(factor.created.map(date));
        body["lastUpdated"] = json!(factor.last_updated.map(date));
    }
    if let Some(at) = factor.last_verified {
        body["lastVerified"] = json!(date(at));
    }
    body
}

/// A factor that the user may have, enrolled or not.
pub(in crate::okta) fn catalog_entry(person: &Person, offer: &Offer, links: Links<'_>) -> Value {
    let factor_type = offer.factor_type();
    let (kind, provider) = factor_words(&factor_type);
    let enrolled = person.factors.iter().any(|factor| factor.factor_type() == factor_type);
    let mut body = json!({
        "factorType": kind,
        "provider": provider,
        "vendorName": vendor(&factor_type, &provider),
        "enrollment": rule(offer.rule.as_ref()),
        "status": if enrolled { "ACTIVE" } else { "NOT_SETUP" },
        "_links": { "enroll": hinted(&links.factors(&person.id), &["POST"]) },
    });
    if matches!(offer.kind, Kind::Sms | Kind::Voice) {
        body["_embedded"] = json!({ "phones": phones(person) });
    }
    if offer.kind == Kind::SecurityQuestion {
        body["_links"]["questions"] = hinted(&format!("{}/questions", links.factors(&person.id)), &["GET"]);
    }
    body
}

fn phones(person: &Person) -> Vec<Value> {
    let phones = person.factors.iter().filter(|factor| matches!(factor.kind, Kind::Sms | Kind::Voice));
    let phone = |factor: &EnrolledFactor| {
        let id = format!("mbl{}", factor.id.as_str().get(3..).unwrap_or_default());
        json!({ "id": id, "profile": { "phoneNumber": factor.destination }, "status": "ACTIVE" })
    };
    phones.map(phone).collect()
}

fn factor_links(person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    let itself = links.factor(&person.id, &factor.id);
    let mut all = json!({ "user": hinted(&links.user(&person.id), &["GET"]) });
    let pending = factor.status == FactorStatus::Pending;
    let sent = matches!(factor.kind, Kind::Sms | Kind::Voice | Kind::Email);
    all["self"] = hinted(&itself, if pending && sent { &["GET"] } else { &["GET", "DELETE"] });
    match (pending, &factor.kind) {
        (true, Kind::Push) => all["poll"] = hinted(&format!("{itself}/lifecycle/activate/poll"), &["POST"]),
        (true, _) => all["activate"] = hinted(&format!("{itself}/lifecycle/activate"), &["POST"]),
        (false, Kind::SecurityQuestion) => {
            all["questions"] = hinted(&format!("{}/questions", links.factors(&person.id)), &["GET"]);
        }
        (false, Kind::DeviceKey) => {}
        (false, _) => all["verify"] = hinted(&format!("{itself}/verify"), &["POST"]),
    }
    if pending && sent {
        let resend = json!({ "name": factor_words(&factor.factor_type()).0 });
        all["resend"] = json!([merged(resend, hinted(&format!("{itself}/resend"), &["POST"]))]);
    }
    all
}

fn merged(mut into: Value, from: Value) -> Value {
    if let (Value::Object(into), Value::Object(from)) = (&mut into, from) {
        into.extend(from);
    }
    into
}
