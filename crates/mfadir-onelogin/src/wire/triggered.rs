//! What version 1 answers when a device was enrolled or triggered (docs/providers/onelogin.md, "Life of a factor").

use mfadir_core::FactorType;
use mfadir_http::lenient;
use serde::Deserialize;

use super::id::Id;
use crate::kinds::factor_type;

/// A device that waits for its proof. It has no `Debug`: the state token is a secret.
#[derive(Deserialize)]
pub(crate) struct TriggeredRow {
    #[serde(default, deserialize_with = "lenient")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    device_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    active: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    auth_factor_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) state_token: Option<String>,
}

impl TriggeredRow {
    /// The device: `device_id` where there is one, because `id` is the user's then.
    pub(crate) fn device(&self) -> Option<&str> {
        self.device_id.as_ref().or(self.id.as_ref()).map(|Id(id)| id.as_str())
    }

    pub(crate) fn is_active(&self) -> bool {
        self.active == Some(true)
    }

    pub(crate) fn factor_type(&self) -> FactorType {
        factor_type(self.auth_factor_name.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::TriggeredRow;

    #[test]
    fn the_id_of_a_trigger_is_the_users() {
        let row = |json| serde_json::from_value::<TriggeredRow>(json).expect("a row");
        assert_eq!(row(json!({"id": 70_411_823, "device_id": 6_120_044})).device(), Some("6120044"));
        assert_eq!(row(json!({"id": "6120044", "state_token": "t"})).device(), Some("6120044"));
        assert_eq!(row(json!({"state_token": 7})).device(), None);
    }
}
