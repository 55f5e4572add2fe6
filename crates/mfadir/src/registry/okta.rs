//! Okta.

use super::{CredentialForm, Provider, Question, Settings};

pub(super) const PROVIDER: Provider = Provider {
    name: mfadir_okta::NAME,
    title: mfadir_okta::TITLE,
    guide: mfadir_okta::GUIDE,
    questions: &[Question { key: "url", what: "address of the organisation (https://acme.okta.com)", secret: false }],
    credentials: &[
        CredentialForm {
            name: "api-token",
            what: "an API token",
            questions: &[Question { key: "auth.api_token", what: "API token", secret: true }],
        },
        CredentialForm {
            name: "oauth",
            what: "the key of a service app",
            questions: &[
                Question { key: "auth.client_id", what: "client id of the service app", secret: false },
                Question { key: "auth.private_key", what: "private key (PEM or JWK)", secret: true },
            ],
        },
    ],
    user_in_console: mfadir_okta::user_in_console,
    console: |host| host.replacen('.', "-admin.", 1),
    settings: |keys| Settings::read(keys, mfadir_okta::capabilities, mfadir_okta::connect),
};
