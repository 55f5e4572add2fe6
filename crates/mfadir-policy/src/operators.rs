//! Who may act, and whose signatures count.

use jiff::Timestamp;
use mfadir_core::TenantName;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::signature::{PublicKey, Signed};

/// What an operator may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperatorRole {
    /// Serves callers.
    Agent,
    /// Agrees, or not, to what an agent asks for.
    Approver,
    /// Both, and answers for the desk.
    Lead,
}

impl OperatorRole {
    /// Every role.
    pub const ALL: &[Self] = &[Self::Agent, Self::Approver, Self::Lead];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Approver => "approver",
            Self::Lead => "lead",
        }
    }

    /// Whether an approval of such an operator counts.
    pub fn approves(self) -> bool {
        matches!(self, Self::Approver | Self::Lead)
    }
}

/// One operator of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KnownOperator {
    /// The name that the system knows them by.
    pub id: String,
    /// What they may be asked for.
    pub role: OperatorRole,
    /// Their signing key.
    pub key: PublicKey,
    /// The tenants they serve; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenants: Vec<TenantName>,
    /// From when.
    #[serde(default, deserialize_with = "time", skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Until when.
    #[serde(default, deserialize_with = "time", skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// A time with its zone, as TOML writes it or between quotes.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a time with its zone, like 2026-03-02T10:00:00Z")]
    enum Written {
        Bare(toml::value::Datetime),
        Quoted(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Bare(time) => time.to_string(),
        Written::Quoted(text) => text,
    };
    let told = |_| D::Error::custom(format!("{text} is no time with its zone, expected one like 2026-03-02T10:00:00Z"));
    text.parse().map(Some).map_err(told)
}

/// The operators file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operators {
    /// One entry an operator: whoever leaves is one entry removed.
    #[serde(default, rename = "operator")]
    known: Vec<KnownOperator>,
}

/// Why an operator, or a signature, does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCounted {
    /// The id is not in the file.
    #[error("{0} is not in the operators file")]
    Unknown(String),
    /// Too early or too late.
    #[error("{0}'s entry in the operators file is not valid now")]
    NotNow(String),
    /// Another tenant's.
    #[error("{0} does not serve this tenant")]
    OtherTenant(String),
    /// The signature is not theirs, or the text was changed.
    #[error("the signature is not {0}'s")]
    Forged(String),
}

/// The operators file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadOperators {
    /// It is not written as it should be; the text has line and column.
    #[error("{0}")]
    Written(#[from] toml::de::Error),
    /// Two entries have one id.
    #[error("the operator {0:?} stands there twice")]
    Twice(String),
    /// Two operators have one key.
    #[error("{0:?} and {1:?} have the same key")]
    SharedKey(String, String),
}

impl FromIterator<KnownOperator> for Operators {
    /// These operators; whose ids and keys differ.
    fn from_iter<T: IntoIterator<Item = KnownOperator>>(known: T) -> Self {
        Self { known: known.into_iter().collect() }
    }
}

impl Operators {
    /// Reads the file's text.
    pub fn read(text: &str) -> Result<Self, BadOperators> {
        let read: Self = toml::from_str(text)?;
        for (number, one) in read.known.iter().enumerate() {
            let later = &read.known[number + 1..];
            if later.iter().any(|other| other.id == one.id) {
                return Err(BadOperators::Twice(one.id.clone()));
            }
            if let Some(other) = later.iter().find(|other| other.key == one.key) {
                return Err(BadOperators::SharedKey(one.id.clone(), other.id.clone()));
            }
        }
        Ok(read)
    }

    /// Everybody in the file.
    pub fn all(&self) -> &[KnownOperator] {
        &self.known
    }

    /// The operator of this id who serves the tenant at this time.
    pub fn serving(&self, id: &str, tenant: &TenantName, at: Timestamp) -> Result<&KnownOperator, NotCounted> {
        let known = self.known.iter().find(|known| known.id == id);
        let known = known.ok_or_else(|| NotCounted::Unknown(id.to_owned()))?;
        if known.from.is_some_and(|from| at < from) || known.until.is_some_and(|until| at >= until) {
            return Err(NotCounted::NotNow(id.to_owned()));
        }
        if !known.tenants.is_empty() && !known.tenants.contains(tenant) {
            return Err(NotCounted::OtherTenant(id.to_owned()));
        }
        Ok(known)
    }

    /// The operator whose signature this is, and who serves the tenant at this time.
    pub fn signer(&self, signed: &Signed, tenant: &TenantName, at: Timestamp) -> Result<&KnownOperator, NotCounted> {
        let known = self.serving(&signed.by, tenant, at)?;
        if signed.is_by(&known.key) { Ok(known) } else { Err(NotCounted::Forged(signed.by.clone())) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Operators;

    fn until(written: &str) -> Result<Option<Timestamp>, String> {
        let key = "ed25519:6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=";
        let text = format!("[[operator]]\nid = \"ann\"\nrole = \"agent\"\nkey = \"{key}\"\nuntil = {written}\n");
        Operators::read(&text).map(|read| read.all()[0].until).map_err(|bad| bad.to_string())
    }

    #[test]
    fn a_time_may_stand_between_quotes() {
        let time: Timestamp = "2026-03-02T10:00:00Z".parse().expect("a time");
        assert_eq!(until("2026-03-02T10:00:00Z"), Ok(Some(time)));
        assert_eq!(until("\"2026-03-02T11:00:00+01:00\""), Ok(Some(time)));
        for wrong in ["2026-03-02", "2026-03-02T10:00:00", "\"soon\"", "7"] {
            let told = until(wrong).expect_err(wrong);
            assert!(told.contains("a time with its zone") || told.contains("no time with its zone"), "{told}");
        }
    }
}
