//! OneLogin.

use super::{CredentialForm, Provider, Question, Settings};

pub(super) const PROVIDER: Provider = Provider {
    name: mfadir_onelogin::NAME,
    title: mfadir_onelogin::TITLE,
    guide: mfadir_onelogin::GUIDE,
    questions: &[Question { key: "url", what: "address of the account (https://acme.onelogin.com)", secret: false }],
    credentials: &[CredentialForm {
        name: "api-credential",
        what: "an API credential",
        questions: &[
            Question { key: "auth.client_id", what: "client id", secret: false },
            Question { key: "auth.client_secret", what: "client secret", secret: true },
        ],
    }],
    user_in_console: mfadir_onelogin::user_in_console,
    console: str::to_owned,
    settings: |keys| Settings::read(keys, mfadir_onelogin::capabilities, mfadir_onelogin::connect),
};
