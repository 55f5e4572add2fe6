//! privacyIDEA, over a real server.

mod code;
mod desk;
mod people;
mod phone;

use std::sync::Arc;

use mfadir_conformance::{Cannot, Exception};
use mfadir_core::{Environment, MfaDirectory, Operation};
use mfadir_privacyidea::{Config, connect};
use serde_json::json;

use super::Tested;
use crate::{
    real::{Place, RealProvider, start},
    sandboxed::canary,
    setting::Setting,
};

pub(super) const TESTED: &[Tested] = &[Tested {
    name: PRIVACYIDEA.name,
    column: Some("privacyIDEA"),
    settings: &Setting::ALL,
    start: |setting| Box::pin(start(&PRIVACYIDEA, setting)),
}];

/// One realm of a privacyIDEA server. `cargo xtask real` makes 600 equal ones.
pub static PRIVACYIDEA: RealProvider = RealProvider {
    name: "privacyidea",
    tenants: 600,
    bare: directory,
    configuration,
    secret: "admin-pw",
    sign_in: "/auth",
    cast: people::cast,
    exceptions: EXCEPTIONS,
    names_requests: || Err(Cannot::because("privacyIDEA names no request")),
    takes_turns: || Err(Cannot::because("privacyIDEA carries out equal removals side by side, and calls both done")),
    refusal,
    code: |subject, factor| Box::pin(code::read(subject, factor)),
    answer: |subject, factor, answer| Box::pin(phone::answer(subject, factor, answer)),
    enrolling: |_, _| Err(Cannot::because("a token has its serial number from the start")),
};

const OWNER: &str =
    "an owner whom the server does not know is left out by it, so whoever was not seen yet is looked up";

const EXCEPTIONS: &[Exception] = &[
    Exception {
        operation: Operation::User,
        requests: 2,
        always: false,
        why: "where nobody is found, whether the realm is there",
    },
    Exception {
        operation: Operation::Users,
        requests: 4,
        always: true,
        why: "a text is looked for in four columns, and each is a filter of its own",
    },
    Exception {
        operation: Operation::Factors,
        requests: 2,
        always: false,
        why: "the first empty list of all may hide what the administrator must not see",
    },
    Exception {
        operation: Operation::Events,
        requests: 2,
        always: true,
        why: "the times of the log have no zone, which the first call finds out",
    },
    Exception { operation: Operation::Remove, requests: 2, always: false, why: OWNER },
    Exception { operation: Operation::Reset, requests: 2, always: false, why: OWNER },
    Exception { operation: Operation::RevokeCode, requests: 2, always: false, why: OWNER },
    Exception {
        operation: Operation::Unlock,
        requests: 2,
        always: true,
        why: "it is tokens that are locked, so they are listed first",
    },
    Exception {
        operation: Operation::Activate,
        requests: 2,
        always: true,
        why: "a code for a token that is gone makes a new one without a secret, so it is looked for first",
    },
];

/// The realm of that number.
pub(crate) fn realm(number: u32) -> String {
    format!("people-{number}")
}

fn directory(place: Place<'_>, environment: Environment) -> Arc<dyn MfaDirectory> {
    let config = Config::new(place.url, realm(place.number), "admin", canary());
    let config = config.expect("the proxy's address is a good one");
    Arc::new(connect(config, environment).expect("the settings are good"))
}

fn configuration(place: Place<'_>) -> String {
    let (url, realm) = (place.url, realm(place.number));
    let auth = "{ username = \"admin\", password = { env = \"CANARY\" } }";
    format!("provider = \"privacyidea\"\nurl = \"{url}\"\nrealm = \"{realm}\"\nauth = {auth}")
}

fn refusal(status: u16) -> String {
    let (code, message) = match status {
        401 => (4305, "Authentication failure. Your token has expired: Signature has expired"),
        403 => (303, "ERR303: Admin actions are defined, but the action tokenlist is not allowed!"),
        _ => (-500, "Internal Server Error"),
    };
    let result = json!({"status": false, "error": {"code": code, "message": message}});
    json!({"id": 1, "jsonrpc": "2.0", "result": result, "detail": null, "version": "privacyIDEA 3.14"}).to_string()
}
