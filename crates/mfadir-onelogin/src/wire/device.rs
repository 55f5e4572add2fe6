//! Devices, which are factors here, and what can be enrolled (docs/providers/onelogin.md, "Factors").

use mfadir_core::{AvailableFactor, Destination, Factor, FactorStatus, FactorType};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    config::Api,
    kinds::{factor_type, with_trigger},
};

/// One device: `id` in version 1, `device_id` in version 2.
#[derive(Debug, Deserialize)]
pub(crate) struct DeviceRow {
    #[serde(alias = "device_id", deserialize_with = "text_or_number")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    auth_factor_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    type_display_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    user_display_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    active: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    default: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) needs_trigger: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    phone_number: Option<String>,
}

impl DeviceRow {
    /// The factor that this row is in a list of that version.
    pub(crate) fn factor(self, api: Api) -> Factor {
        let status = status(self.active, api);
        let factor_type = with_trigger(factor_type(self.auth_factor_name.as_deref()), self.needs_trigger);
        Factor {
            label: named(self.user_display_name).or_else(|| named(self.type_display_name)),
            default: self.default,
            destination: named(self.phone_number).map(Destination::new),
            ..Factor::new(self.id, factor_type, status)
        }
    }
}

/// Version 2 lists active devices alone and does not say so.
fn status(active: Option<bool>, api: Api) -> FactorStatus {
    match (active, api) {
        (Some(true), _) | (None, Api::V2) => FactorStatus::Active,
        (Some(false), _) => FactorStatus::Pending,
        (None, Api::V1) => FactorStatus::Other("unknown".to_owned()),
    }
}

fn named(name: Option<String>) -> Option<String> {
    name.filter(|name| !name.trim().is_empty())
}

/// One factor that can be enrolled. Version 1 has its fixed name in `name`, version 2 has there what the
/// administrator calls it.
#[derive(Debug, Deserialize)]
pub(crate) struct AvailableRow {
    name: String,
    /// The factor's number in the account, sent back as it came.
    #[serde(default)]
    pub(crate) factor_id: Value,
    #[serde(default, deserialize_with = "lenient")]
    auth_factor_name: Option<String>,
}

impl AvailableRow {
    /// What the account calls it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What it is and whose.
    pub(crate) fn factor_type(&self) -> FactorType {
        factor_type(Some(self.auth_factor_name.as_ref().unwrap_or(&self.name)))
    }

    /// The factor that this row is in a list of that version. Version 1 leaves out what the user has already.
    pub(crate) fn available(self, api: Api) -> AvailableFactor {
        AvailableFactor {
            factor_type: self.factor_type(),
            label: self.auth_factor_name.is_some().then_some(self.name),
            rule: None,
            enrolled: (api == Api::V1).then_some(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Factor, FactorStatus};
    use serde_json::{Value, json};

    use super::{AvailableRow, DeviceRow};
    use crate::config::Api;

    fn factor(api: Api, json: Value) -> Factor {
        serde_json::from_value::<DeviceRow>(json).expect("a device").factor(api)
    }

    #[test]
    fn version_1_tells_pending_from_active() {
        let pending = factor(
            Api::V1,
            json!({
                "id": 6_120_051, "active": false, "default": false, "auth_factor_name": "OneLogin SMS",
                "type_display_name": "Text message", "user_display_name": "", "phone_number": "+15555550123",
            }),
        );
        assert_eq!((pending.id.as_str(), pending.status), ("6120051", FactorStatus::Pending));
        assert_eq!(pending.factor_type.to_string(), "sms@onelogin");
        assert_eq!((pending.label.as_deref(), pending.default), (Some("Text message"), Some(false)));
        assert_eq!(pending.destination.map(|to| to.reveal().to_owned()).as_deref(), Some("+15555550123"));
    }

    #[test]
    fn version_2_lists_what_is_active() {
        let sms = factor(Api::V2, json!({"device_id": "6120044", "auth_factor_name": "SMS"}));
        assert_eq!((sms.id.as_str(), sms.status), ("6120044", FactorStatus::Active));
    }

    #[test]
    fn nothing_but_a_missing_id_hides_a_device() {
        let odd = factor(Api::V1, json!({"id": 1, "auth_factor_name": "Retina Scan", "active": "yes", "default": 1}));
        assert_eq!((odd.factor_type.to_string(), odd.default), ("Retina Scan".into(), None));
        assert_eq!(odd.status, FactorStatus::Other("unknown".into()));
        assert_eq!(factor(Api::V1, json!({"id": 1})).factor_type.to_string(), "unknown");
        serde_json::from_value::<DeviceRow>(json!({"active": true})).expect_err("no id");
    }

    #[test]
    fn both_versions_name_what_can_be_enrolled() {
        let available = |api, json| serde_json::from_value::<AvailableRow>(json).expect("a row").available(api);
        let v1 = available(Api::V1, json!({"name": "OneLogin SMS", "factor_id": 21177}));
        assert_eq!((v1.factor_type.to_string(), v1.label, v1.enrolled), ("sms@onelogin".into(), None, Some(false)));
        let v2 =
            available(Api::V2, json!({"factor_id": 1, "name": "Magic Link", "auth_factor_name": "OneLogin Email"}));
        assert_eq!((v2.factor_type.to_string(), v2.label.as_deref()), ("email@onelogin".into(), Some("Magic Link")));
    }
}
