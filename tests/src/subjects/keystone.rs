//! Keystone, over a real server.

use std::sync::Arc;

use mfadir_conformance::{Cannot, Cast, Exception, Person, SharedEmail};
use mfadir_core::{Environment, MfaDirectory, Operation};
use mfadir_keystone::{Config, connect};
use serde_json::json;

use super::Tested;
use crate::{
    real::{Place, RealProvider, start},
    sandboxed::canary,
    setting::Setting,
};

pub(super) const TESTED: &[Tested] = &[Tested {
    name: KEYSTONE.name,
    column: Some("Keystone"),
    settings: &Setting::ALL,
    start: |setting| Box::pin(start(&KEYSTONE, setting)),
}];

/// One domain of a Keystone server. `cargo xtask real` makes 600 equal ones.
static KEYSTONE: RealProvider = RealProvider {
    name: "keystone",
    tenants: 600,
    bare: directory,
    configuration,
    secret: "operator-pw",
    sign_in: "/v3/auth/tokens",
    cast,
    exceptions: EXCEPTIONS,
    names_requests: || Ok(()),
    takes_turns: || Ok(()),
    refusal,
    code: |_, _| Box::pin(async { Err(Cannot::because("no operation takes a code")) }),
    answer: |_, _, _| Box::pin(async { Err(Cannot::because("nobody is asked on a device")) }),
    enrolling: |_, _| Err(Cannot::because("a credential has its id from the start")),
};

const OWNER: &str = "the server shows and makes credentials for anybody, so the person is looked at first";

const EXCEPTIONS: &[Exception] = &[
    Exception { operation: Operation::Factors, requests: 2, always: true, why: OWNER },
    Exception { operation: Operation::Factor, requests: 2, always: true, why: OWNER },
    Exception { operation: Operation::Enroll, requests: 2, always: true, why: OWNER },
    Exception {
        operation: Operation::Remove,
        requests: 3,
        always: false,
        why: "the server deletes a credential whosever it is, so what was not listed before is looked at first",
    },
];

/// The domain of that number.
fn domain(number: u32) -> String {
    format!("people-{number}")
}

fn directory(place: Place<'_>, environment: Environment) -> Arc<dyn MfaDirectory> {
    let config = Config::new(place.url, domain(place.number), "operator", canary());
    let config = config.expect("the proxy's address is a good one");
    Arc::new(connect(config, environment).expect("the settings are good"))
}

fn configuration(place: Place<'_>) -> String {
    let (url, domain) = (place.url, domain(place.number));
    let auth = "{ username = \"operator\", password = { env = \"CANARY\" } }";
    format!("provider = \"keystone\"\nurl = \"{url}\"\ndomain = \"{domain}\"\nauth = {auth}")
}

fn refusal(status: u16) -> String {
    let (title, message) = match status {
        401 => ("Unauthorized", "The request you have made requires authentication."),
        403 => ("Forbidden", "You are not authorized to perform the requested action: identity:get_user."),
        _ => ("Internal Server Error", "An unexpected error prevented the server from fulfilling your request."),
    };
    json!({"error": {"code": status, "message": message, "title": title}}).to_string()
}

/// The people of the domains, as `xtask/src/real/keystone/people.py` makes them.
fn cast() -> Cast {
    let others = ["dan", "erin", "fay", "kai", "kim"].map(|login| person(login, &["totp"]));
    Cast {
        odd: vec![
            person("ines@example.com", &["totp"]),
            person("o'hara/lab+?#%x", &["totp", "totp"]),
            person("100%_sure\\", &["totp"]),
        ],
        others: others.into_iter().chain([person("uma", &[])]).collect(),
        shared_email: Some(SharedEmail {
            address: "frontdesk@example.com".to_owned(),
            logins: vec!["kai".to_owned(), "kim".to_owned()],
        }),
        ..Cast::new(person("ada", &["totp", "totp"]), person("bob", &["totp"]), person("carol", &[]))
    }
}

fn person(login: &str, factors: &[&str]) -> Person {
    Person::new(login, factors)
}
