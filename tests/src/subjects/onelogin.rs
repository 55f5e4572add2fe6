//! OneLogin, over the sandbox.

use std::{collections::BTreeMap, sync::Arc};

use mfadir_conformance::{Cast, Exception};
use mfadir_core::{Environment, MfaDirectory, Operation};
use mfadir_onelogin::{Api, Config};
use mfadir_sandbox::{Ready, Rule, Sandbox, Switches};
use serde_json::{Value, json};

use super::Tested;
use crate::{
    sandboxed::{PAGE, Provider, answering, canary, common, person, start},
    setting::Setting,
};

pub(super) const TESTED: &[Tested] = &[
    Tested {
        name: ONELOGIN_V1.name,
        column: Some("OneLogin v1"),
        settings: &Setting::ALL,
        start: |setting| Box::pin(start(&ONELOGIN_V1, setting)),
    },
    Tested {
        name: ONELOGIN_V2.name,
        column: Some("OneLogin v2"),
        settings: &Setting::ALL,
        start: |setting| Box::pin(start(&ONELOGIN_V2, setting)),
    },
];

/// OneLogin by version 1 of its MFA API.
pub static ONELOGIN_V1: Provider = Provider {
    name: "onelogin-v1",
    tenant: Sandbox::onelogin,
    switches: Switches::default,
    bare: |ready, environment| connect(ready, environment, Api::V1),
    configuration: |ready| configuration(ready, "v1"),
    secret: |ready| ready.onelogin.client_secret.reveal().into(),
    cast: || Cast { pending: Some(person("mia", "sms@onelogin totp@google")), ..cast() },
    exceptions: EXCEPTIONS,
    refusal,
    throttled,
    takes_codes: || Ok(()),
};

/// OneLogin by version 2.
pub static ONELOGIN_V2: Provider = Provider {
    name: "onelogin-v2",
    bare: |ready, environment| connect(ready, environment, Api::V2),
    configuration: |ready| configuration(ready, "v2"),
    cast,
    ..ONELOGIN_V1
};

const EXCEPTIONS: &[Exception] = &[
    Exception {
        operation: Operation::User,
        requests: 2,
        always: false,
        why: "who has no user name signs in with their mail address, which is another filter",
    },
    Exception {
        operation: Operation::Groups,
        requests: 2,
        always: false,
        why: "a user tells the ids of their roles, and only the list of roles tells the names",
    },
    Exception {
        operation: Operation::Enroll,
        requests: 2,
        always: true,
        why: "the number of the factor in the account stands only in the list of what the user could enroll",
    },
];

fn connect(ready: &Ready, environment: Environment, api: Api) -> Arc<dyn MfaDirectory> {
    let access = &ready.onelogin;
    let config = Config::new(&access.url, &access.client_id, canary());
    let config = Config { api, ..config.expect("the sandbox's address is a good one") };
    Arc::new(mfadir_onelogin::connect(config, environment).expect("the settings are good"))
}

fn configuration(ready: &Ready, api: &str) -> String {
    let (url, client) = (&ready.onelogin.url, &ready.onelogin.client_id);
    let auth = format!("{{ client_id = \"{client}\", client_secret = {{ env = \"CANARY\" }} }}");
    format!("provider = \"onelogin\"\nurl = \"{url}\"\napi = \"{api}\"\nauth = {auth}")
}

fn throttled(rule: Rule) -> Rule {
    let html = ("content-type".to_owned(), "text/html".to_owned());
    Rule { headers: BTreeMap::from([html]), ..answering(rule, 429, Some(Value::from(PAGE))) }
}

fn refusal(status: u16) -> Option<Value> {
    match status {
        401 => Some(json!({
            "status": {"error": true, "code": status, "type": "Unauthorized", "message": "Authentication Failure"}
        })),
        403 => Some(json!({"statusCode": 403, "name": "ForbiddenError", "message": "Forbidden"})),
        _ => None,
    }
}

fn cast() -> Cast {
    let ada = person("ada", "push@onelogin totp@google sms@onelogin");
    Cast {
        locked: Some(person("ivan", "push@onelogin sms@onelogin")),
        odd: vec![person("grace+lab", "push@onelogin sms@onelogin"), person("heidi/ops", "totp@google sms@onelogin")],
        unknown_kind: Some(person("judy", "push@onelogin Retina")),
        two_phones: Some(person("leo", "sms@onelogin sms@onelogin")),
        others: vec![person("dan", "totp@google"), person("nina", "push@onelogin")],
        ..common(ada, person("bob", "sms@onelogin"))
    }
}
