//! Enrolled factors and the catalog (docs/providers/okta.md, "Factors").

use jiff::Timestamp;
use mfadir_core::{AvailableFactor, Destination, EnrollmentRule, Factor, FactorType, Kind};
use mfadir_http::lenient;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Embedded, Links};
use crate::kinds::{factor_type, lower, status};

/// One enrolled factor.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FactorRow {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "lenient")]
    factor_type: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    provider: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    vendor_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    created: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    last_updated: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    last_verified: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient")]
    profile: Option<Profile>,
    #[serde(default, rename = "_links", deserialize_with = "lenient")]
    links: Option<Links>,
    #[serde(default, rename = "_embedded", deserialize_with = "lenient")]
    embedded: Option<Embedded>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    #[serde(default, deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    authenticator_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    question_text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    credential_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    phone_number: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    phone_extension: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
}

impl FactorRow {
    /// `factorType`.
    pub(crate) fn word(&self) -> &str {
        self.factor_type.as_deref().unwrap_or_default()
    }

    /// `provider`.
    pub(crate) fn provider(&self) -> &str {
        self.provider.as_deref().unwrap_or_default()
    }

    /// Whether it waits for its activation.
    pub(crate) fn is_pending(&self) -> bool {
        self.status.as_deref() == Some("PENDING_ACTIVATION")
    }

    /// Whether it can be used.
    pub(crate) fn is_active(&self) -> bool {
        self.status.as_deref() == Some("ACTIVE")
    }

    /// Where a link leads.
    pub(crate) fn link(&self, name: &str) -> Option<&str> {
        self.links.as_ref()?.to(name)
    }

    /// What is embedded.
    pub(crate) fn embedded(&self) -> Option<&Embedded> {
        self.embedded.as_ref()
    }

    /// The name of the account, which authenticator apps show.
    pub(crate) fn account(&self) -> Option<&str> {
        self.profile.as_ref()?.credential_id.as_deref()
    }

    /// Where codes go, as the profile of a request says it.
    pub(crate) fn reached_at(&self) -> Map<String, Value> {
        let Some(profile) = &self.profile else { return Map::new() };
        let fields = [
            ("phoneNumber", &profile.phone_number),
            ("phoneExtension", &profile.phone_extension),
            ("email", &profile.email),
        ];
        let present = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?.into())));
        present.collect()
    }
}

impl From<FactorRow> for Factor {
    fn from(row: FactorRow) -> Self {
        let kind = factor_type(row.factor_type.as_deref(), row.provider.as_deref());
        let vendor = own_name(row.vendor_name, row.provider.as_deref());
        let profile = row.profile.unwrap_or_default();
        Factor {
            created: row.created,
            last_updated: row.last_updated,
            last_verified: row.last_verified,
            destination: profile.phone_number.as_ref().or(profile.email.as_ref()).map(Destination::new),
            label: profile.label(&kind).or(vendor),
            ..Factor::new(row.id, kind, status(row.status.as_deref()))
        }
    }
}

impl Profile {
    /// The name of the device, the question, or the serial number; elsewhere `credentialId` is the login.
    fn label(&self, factor: &FactorType) -> Option<String> {
        let serial = matches!(factor.kind, Kind::OtpToken | Kind::YubikeyOtp | Kind::Hotp);
        let serial = self.credential_id.as_ref().filter(|_| serial);
        let names = [self.name.as_ref(), self.authenticator_name.as_ref(), self.question_text.as_ref(), serial];
        names.into_iter().flatten().find(|name| !name.is_empty()).cloned()
    }
}

/// `vendorName` repeats the provider except where an administrator chose the name.
fn own_name(vendor: Option<String>, provider: Option<&str>) -> Option<String> {
    vendor.filter(|vendor| Some(vendor.to_uppercase().as_str()) != provider)
}

/// One entry of the catalog.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CatalogRow {
    factor_type: String,
    #[serde(default, deserialize_with = "lenient")]
    provider: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    vendor_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    enrollment: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
}

impl From<CatalogRow> for AvailableFactor {
    fn from(row: CatalogRow) -> Self {
        AvailableFactor {
            factor_type: factor_type(Some(&row.factor_type), row.provider.as_deref()),
            label: own_name(row.vendor_name, row.provider.as_deref()),
            rule: row.enrollment.as_deref().map(lower).as_deref().map(EnrollmentRule::from),
            enrolled: row.status.map(|status| status != "NOT_SETUP"),
        }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{AvailableFactor, EnrollmentRule, Factor, FactorStatus};
    use serde_json::{Value, json};

    use super::{CatalogRow, FactorRow};

    fn factor(json: Value) -> Factor {
        serde_json::from_value::<FactorRow>(json).expect("a factor").into()
    }

    #[test]
    fn reads_what_is_there() {
        let push = factor(json!({
            "id": "opf1", "factorType": "push", "provider": "OKTA", "vendorName": "OKTA", "status": "ACTIVE",
            "created": "2025-02-03T09:10:11.000Z", "lastVerified": "2025-03-01T08:00:00.000Z",
            "profile": {"credentialId": "ada@example.com", "name": "Ada's phone"},
        }));
        assert_eq!((push.factor_type.to_string(), push.status), ("push@okta".into(), FactorStatus::Active));
        assert_eq!(push.label.as_deref(), Some("Ada's phone"));
        assert_eq!(push.last_verified.map(|at| at.to_string()).as_deref(), Some("2025-03-01T08:00:00Z"));
    }

    #[test]
    fn labels_are_names_and_serials_but_no_logins() {
        let label = |json| factor(json).label;
        let totp = json!({"id": "1", "factorType": "token:software:totp", "profile": {"credentialId": "ada"}});
        let token = json!({"id": "1", "factorType": "token", "provider": "RSA", "profile": {"credentialId": "0042"}});
        let named = json!({"id": "1", "factorType": "token:hotp", "provider": "CUSTOM", "vendorName": "Door token"});
        assert_eq!(label(totp), None);
        assert_eq!(label(token).as_deref(), Some("0042"));
        assert_eq!(label(named).as_deref(), Some("Door token"));
    }

    #[test]
    fn nothing_but_a_missing_id_hides_a_factor() {
        let odd =
            factor(json!({"id": "x1", "factorType": "retina_scan", "provider": 7, "profile": null, "created": {}}));
        assert_eq!(odd.factor_type.to_string(), "retina_scan");
        assert_eq!(factor(json!({"id": "x1"})).factor_type.to_string(), "unknown");
        serde_json::from_value::<FactorRow>(json!({"factorType": "push"})).expect_err("no id");
    }

    #[test]
    fn the_catalog_tells_rule_and_state() {
        let row = json!({"factorType": "sms", "provider": "OKTA", "vendorName": "OKTA", "enrollment": "REQUIRED",
                         "status": "NOT_SETUP"});
        let sms: AvailableFactor = serde_json::from_value::<CatalogRow>(row).expect("an entry").into();
        assert_eq!((sms.rule, sms.enrolled, sms.label), (Some(EnrollmentRule::Required), Some(false), None));
    }
}
