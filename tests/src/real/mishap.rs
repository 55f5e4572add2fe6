//! Mishaps as faults of the proxy.

use mfadir_conformance::{Lasting, Mishap};

use super::{Answer, Damage, Fault, RealProvider};

const PAGE: &str = "<!doctype html><html><body><h1>Welcome</h1></body></html>";
const HTML: (&str, &str) = ("content-type", "text/html");
const JSON: (&str, &str) = ("content-type", "application/json");

/// The fault for a mishap, on every path but those where a credential is issued.
pub(super) fn fault(provider: &RealProvider, mishap: Mishap, lasting: Lasting) -> Fault {
    let damage = damage(provider, mishap);
    let fault = if lasting == Lasting::Once { Fault::once(damage) } else { Fault::always(damage) };
    Fault { but: provider.sign_in, ..fault }
}

fn damage(provider: &RealProvider, mishap: Mishap) -> Damage {
    match mishap {
        Mishap::Throttled => throttled(),
        Mishap::Status(status @ (502 | 503)) => made(status, HTML, PAGE),
        Mishap::Status(status) => made(status, JSON, (provider.refusal)(status)),
        Mishap::Page => made(200, HTML, PAGE),
        Mishap::Nothing => made(200, JSON, ""),
        Mishap::Null => made(200, JSON, "null"),
        Mishap::Cut => Damage::Cut,
        Mishap::LostAnswer => Damage::Lost,
        Mishap::NoConnection => Damage::Broken,
        Mishap::RowsTwice => Damage::Twice,
    }
}

fn made(status: u16, kind: (&'static str, &'static str), body: impl Into<String>) -> Damage {
    Damage::Made(Answer { status, headers: vec![kind], body: body.into() })
}

/// As whatever stands before such a server refuses.
fn throttled() -> Damage {
    Damage::Made(Answer { status: 429, headers: vec![HTML, ("retry-after", "5")], body: PAGE.to_owned() })
}

/// What fails now and then: three attempts of the first read, two of the first removal, one of every other write. That
/// one surely did nothing: a write whose answer is lost is repeated by a person who has looked, and by nobody else.
pub(super) fn unsteady(provider: &RealProvider) -> Vec<Fault> {
    let once = |method, damage| Fault { method: Some(method), but: provider.sign_in, ..Fault::once(damage) };
    vec![
        once("GET", made(503, HTML, "")),
        once("GET", Damage::Broken),
        once("GET", made(502, HTML, PAGE)),
        once("DELETE", made(503, HTML, "")),
        once("DELETE", throttled()),
        once("POST", throttled()),
    ]
}
