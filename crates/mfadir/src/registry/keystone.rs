//! Keystone.

use super::{CredentialForm, Provider, Question, Settings};

pub(super) const PROVIDER: Provider = Provider {
    name: mfadir_keystone::NAME,
    title: mfadir_keystone::TITLE,
    guide: mfadir_keystone::GUIDE,
    questions: &[
        Question {
            key: "url",
            what: "address of the server, without /v3 (https://identity.acme.example:5000)",
            secret: false,
        },
        Question { key: "domain", what: "name of the domain whose people are meant", secret: false },
    ],
    credentials: &[CredentialForm {
        name: "password",
        what: "an account of the domain with the role admin",
        questions: &[
            Question { key: "auth.username", what: "name of the account", secret: false },
            Question { key: "auth.password", what: "password of the account", secret: true },
        ],
    }],
    user_in_console: mfadir_keystone::user_in_console,
    console: str::to_owned,
    settings: |keys| Settings::read(keys, mfadir_keystone::capabilities, mfadir_keystone::connect),
};
