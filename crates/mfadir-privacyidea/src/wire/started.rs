//! A token that was started (docs/providers/privacyidea.md, "Life of a factor").

use mfadir_core::{EnrollmentSecret, Expects};
use mfadir_http::lenient;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The `detail` of a token that was started. It has no `Debug`: most of it is secret.
#[derive(Deserialize)]
pub(crate) struct StartedDetail {
    pub(crate) serial: String,
    #[serde(default, deserialize_with = "lenient")]
    rollout_state: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    googleurl: Option<Shown>,
    #[serde(default, deserialize_with = "lenient")]
    otpkey: Option<Shown>,
    #[serde(default, deserialize_with = "lenient")]
    pushurl: Option<Shown>,
    #[serde(default, deserialize_with = "lenient")]
    registrationcode: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    password: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    otps: Option<Map<String, Value>>,
    #[serde(default, rename = "webAuthnRegisterRequest", deserialize_with = "lenient")]
    to_sign: Option<Map<String, Value>>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) transaction_id: Option<String>,
}

#[derive(Deserialize)]
struct Shown {
    #[serde(default, deserialize_with = "lenient")]
    value: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    value_b32: Option<String>,
}

impl StartedDetail {
    /// What completes it. Nothing where no state is told or none that waits: the token is good at once.
    pub(crate) fn expects(&self) -> Expects {
        match self.rollout_state.as_deref().unwrap_or_default() {
            "" | "enrolled" => Expects::Nothing,
            "clientwait" if self.to_sign.is_some() => Expects::Signature,
            "verify" => Expects::Code,
            _ => Expects::Approval,
        }
    }

    /// What an authenticator app needs.
    pub(crate) fn shared_secret(&self) -> Option<EnrollmentSecret> {
        let secret = self.otpkey.as_ref().and_then(|shown| shown.value_b32.as_deref());
        shown(secret, self.googleurl.as_ref().and_then(|shown| shown.value.as_deref()))
    }

    /// The shared secret in hexadecimal, in lower case.
    pub(crate) fn key(&self) -> Option<String> {
        Some(self.otpkey.as_ref()?.value.as_ref()?.strip_prefix("seed://")?.to_lowercase())
    }

    /// What the app of push tokens needs.
    pub(crate) fn pairing(&self) -> Option<EnrollmentSecret> {
        shown(None, self.pushurl.as_ref()?.value.as_deref())
    }

    /// The code of a token that has but one.
    pub(crate) fn code(&self) -> Option<&str> {
        self.registrationcode.as_deref().or(self.password.as_deref()).filter(|code| !code.is_empty())
    }

    /// The codes of a list, each once, in its order.
    pub(crate) fn codes(&self) -> Option<EnrollmentSecret> {
        let mut codes: Vec<(u32, &str)> = self
            .otps
            .as_ref()?
            .iter()
            .filter_map(|(number, code)| Some((number.parse().ok()?, code.as_str()?)))
            .collect();
        codes.sort_unstable();
        let codes: Vec<_> = codes.into_iter().map(|(_, code)| code).collect();
        shown(Some(&codes.join(" ")), None)
    }

    /// What a browser needs to make a key.
    pub(crate) fn to_sign(&self) -> Option<Value> {
        self.to_sign.clone().map(Value::Object)
    }
}

/// What there is to show, where there is anything.
pub(crate) fn shown(secret: Option<&str>, address: Option<&str>) -> Option<EnrollmentSecret> {
    let [secret, address] = [secret, address].map(|text| text.filter(|text| !text.is_empty()).map(Into::into));
    (secret.is_some() || address.is_some()).then_some(EnrollmentSecret { secret, address })
}

#[cfg(test)]
mod tests {
    use mfadir_core::Expects;
    use secrecy::ExposeSecret;
    use serde_json::{Value, json};

    use super::StartedDetail;

    fn started(detail: &Value) -> StartedDetail {
        serde_json::from_value(detail.clone()).expect("a token that was started")
    }

    #[test]
    fn the_state_tells_what_completes_it() {
        let told = [
            (json!({"serial": "S"}), Expects::Nothing),
            (json!({"serial": "S", "rollout_state": "enrolled"}), Expects::Nothing),
            (json!({"serial": "S", "rollout_state": "verify"}), Expects::Code),
            (json!({"serial": "S", "rollout_state": "clientwait"}), Expects::Approval),
            (json!({"serial": "S", "rollout_state": "clientwait", "webAuthnRegisterRequest": {}}), Expects::Signature),
        ];
        for (detail, expects) in told {
            assert_eq!(started(&detail).expects(), expects, "{detail}");
        }
    }

    #[test]
    fn the_codes_of_a_list_come_in_their_order() {
        let detail = json!({"serial": "S", "otps": {"10": "999999", "2": "222222", "0": "000000"}});
        let codes = started(&detail).codes().expect("codes");
        assert_eq!(codes.secret.expect("a text").expose_secret(), "000000 222222 999999");
    }
}
