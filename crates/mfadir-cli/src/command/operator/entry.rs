//! An operator of the file, as it is told.

use jiff::Timestamp;
use mfadir_policy::{KnownOperator, OperatorRole, Operators};
use serde::Serialize;

use crate::output::Sheet;

/// One operator.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub(super) id: String,
    role: OperatorRole,
    /// None where they serve all.
    tenants: Vec<String>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    validity: Validity,
    key: String,
}

/// Whether an entry counts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Validity {
    Valid,
    NotYet,
    Ended,
}

impl Validity {
    fn of(known: &KnownOperator, now: Timestamp) -> Self {
        match () {
            () if known.from.is_some_and(|from| now < from) => Self::NotYet,
            () if known.until.is_some_and(|until| now >= until) => Self::Ended,
            () => Self::Valid,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYet => "not yet",
            Self::Ended => "ended",
        }
    }
}

impl Entry {
    /// Those of the file.
    pub(super) fn all(operators: &Operators, now: Timestamp) -> Vec<Self> {
        operators.all().iter().map(|known| Self::of(known, now)).collect()
    }

    /// Whether it counts now.
    pub(super) fn is_valid(&self) -> bool {
        self.validity == Validity::Valid
    }

    fn of(known: &KnownOperator, now: Timestamp) -> Self {
        Self {
            id: known.id.clone(),
            role: known.role,
            tenants: known.tenants.iter().map(ToString::to_string).collect(),
            from: known.from,
            until: known.until,
            validity: Validity::of(known, now),
            key: known.key.to_string(),
        }
    }
}

/// Operators as rows.
pub(super) fn sheet(entries: &[Entry]) -> Sheet {
    let time = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let mut sheet = Sheet::new(["id", "role", "validity", "tenants", "from", "until", "key"]);
    for entry in entries {
        let tenants = if entry.tenants.is_empty() { "all".to_owned() } else { entry.tenants.join(" ") };
        sheet.row([
            entry.id.clone(),
            entry.role.as_str().to_owned(),
            entry.validity.as_str().to_owned(),
            tenants,
            time(entry.from),
            time(entry.until),
            entry.key.clone(),
        ]);
    }
    sheet
}
