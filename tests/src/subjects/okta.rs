//! Okta, over the sandbox.

use std::{collections::BTreeMap, fs, sync::Arc};

use mfadir_conformance::{Able, Cannot, Cast, Exception};
use mfadir_core::{Environment, MfaDirectory, Operation};
use mfadir_okta::{Auth, Config, ServiceApp};
use mfadir_sandbox::{Dpop, Ready, Rule, Sandbox, Switches};
use serde_json::{Value, json};

use super::Tested;
use crate::{
    sandboxed::{Provider, answering, canary, common, person, start},
    setting::Setting,
};

pub(super) const TESTED: &[Tested] = &[
    Tested {
        name: OKTA.name,
        column: Some("Okta"),
        settings: &Setting::ALL,
        start: |setting| Box::pin(start(&OKTA, setting)),
    },
    Tested {
        name: OKTA_SERVICE.name,
        column: None,
        settings: &[Setting::Stacked, Setting::UnderFaults],
        start: |setting| Box::pin(start(&OKTA_SERVICE, setting)),
    },
];

/// Okta on Identity Engine, with an API token.
pub static OKTA: Provider = Provider {
    name: "okta",
    tenant: Sandbox::okta,
    switches: Switches::default,
    bare: |ready, environment| connect(ready, environment, Auth::ApiToken(canary())),
    configuration: |ready| configuration(ready, "{ api_token = { env = \"CANARY\" } }"),
    secret: |ready| ready.okta.token.reveal().into(),
    cast,
    exceptions: EXCEPTIONS,
    refusal,
    throttled,
    takes_codes,
};

/// The same, with a service app that must prove its key in each request.
pub static OKTA_SERVICE: Provider = Provider {
    name: "okta-service",
    switches: || Switches { dpop: Dpop::Required, ..Switches::default() },
    bare: |ready, environment| {
        connect(ready, environment, Auth::ServiceApp(ServiceApp::new(&ready.okta.client_id, canary())))
    },
    configuration: |ready| {
        let client = &ready.okta.client_id;
        configuration(ready, &format!("{{ client_id = \"{client}\", private_key = {{ env = \"CANARY\" }} }}"))
    },
    secret: |ready| {
        fs::read_to_string(&ready.okta.private_key_file).expect("the sandbox keeps the key while it runs").into()
    },
    ..OKTA
};

const EXCEPTIONS: &[Exception] = &[Exception {
    operation: Operation::TemporaryCode,
    requests: 2,
    always: true,
    why: "the id of the tenant's authenticator for temporary codes stands only in the list of authenticators",
}];

fn connect(ready: &Ready, environment: Environment, auth: Auth) -> Arc<dyn MfaDirectory> {
    let config = Config::with(&ready.okta.url, auth).expect("the sandbox's address is a good one");
    Arc::new(mfadir_okta::connect(config, environment).expect("the settings are good"))
}

fn configuration(ready: &Ready, auth: &str) -> String {
    format!("provider = \"okta\"\nurl = \"{}\"\nauth = {auth}", ready.okta.url)
}

fn takes_codes() -> Able<()> {
    Err(Cannot::because("Okta takes a temporary code at the user's own sign-in alone"))
}

fn throttled(rule: Rule) -> Rule {
    let rule = answering(rule, 429, Some(error("E0000047", "API call exceeded rate limit")));
    Rule { headers: BTreeMap::from([("retry-after".to_owned(), "5".to_owned())]), ..rule }
}

fn refusal(status: u16) -> Option<Value> {
    match status {
        401 => Some(error("E0000011", "Invalid token provided")),
        403 => Some(error("E0000006", "You do not have permission to perform the requested action")),
        500 => Some(error("E0000009", "Internal Server Error")),
        _ => None,
    }
}

fn error(code: &str, summary: &str) -> Value {
    json!({"errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": "oae1", "errorCauses": []})
}

fn cast() -> Cast {
    let ada = person("ada", "push@okta totp@okta device-key@okta sms@okta totp@google");
    Cast {
        family: Some(ada.clone()),
        administrator: Some(person("eve", "push@okta totp@okta device-key@okta webauthn@fido")),
        deactivated: Some(person("frank", "")),
        locked: Some(person("ivan", "push@okta totp@okta sms@okta")),
        odd: vec![person("grace+lab", "push@okta totp@okta sms@okta"), person("heidi/ops", "totp@google sms@okta")],
        unknown_kind: Some(person("judy", "push@okta retina@acme")),
        two_phones: Some(person("leo", "sms@okta sms@okta")),
        pending: Some(person("mia", "push@okta sms@okta")),
        others: vec![
            person("dan", "totp@okta"),
            person("kai", "push@okta totp@okta"),
            person("nina", "push@okta totp@okta"),
            person(
                "oscar",
                "push@okta totp@okta device-key@okta totp@google hotp@custom sms@okta voice@okta email@okta \
                 security-question@okta webauthn@fido u2f@fido yubikey-otp@yubico otp-token@rsa otp-token@symantec \
                 external@duo external@custom",
            ),
        ],
        ..common(ada, person("bob", "sms@okta"))
    }
}
