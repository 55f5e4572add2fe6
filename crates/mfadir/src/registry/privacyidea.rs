//! privacyIDEA.

use super::{CredentialForm, Provider, Question, Settings};

pub(super) const PROVIDER: Provider = Provider {
    name: mfadir_privacyidea::NAME,
    title: mfadir_privacyidea::TITLE,
    guide: mfadir_privacyidea::GUIDE,
    questions: &[
        Question { key: "url", what: "address of the server (https://mfa.acme.example)", secret: false },
        Question { key: "realm", what: "realm whose people are meant", secret: false },
    ],
    credentials: &[CredentialForm {
        name: "password",
        what: "an administrator's password",
        questions: &[
            Question { key: "auth.username", what: "administrator's name", secret: false },
            Question { key: "auth.password", what: "password", secret: true },
        ],
    }],
    user_in_console: mfadir_privacyidea::user_in_console,
    console: str::to_owned,
    settings: |keys| Settings::read(keys, mfadir_privacyidea::capabilities, mfadir_privacyidea::connect),
};
