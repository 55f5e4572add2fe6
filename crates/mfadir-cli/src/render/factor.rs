//! A person's factors, and one of them.

use mfadir_core::{Factor, TenantName, User};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    view::{FactorView, UserView},
    words::{day, or_empty, person, standing},
};
use crate::output::{Document, Look, Sheet};

/// A person's factors.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactorList {
    tenant: TenantName,
    user: UserView,
    factors: Vec<FactorView>,
}

/// One factor of a person.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactorDocument {
    tenant: TenantName,
    user: UserView,
    factor: FactorView,
}

impl FactorList {
    pub(crate) fn new(tenant: &TenantName, user: &User, factors: &[Factor], privacy: Privacy) -> Self {
        Self { tenant: tenant.clone(), user: user.into(), factors: FactorView::all(factors, privacy) }
    }
}

impl FactorDocument {
    pub(crate) fn new(tenant: &TenantName, user: &User, factor: &Factor, privacy: Privacy) -> Self {
        Self { tenant: tenant.clone(), user: user.into(), factor: FactorView::new(factor, privacy) }
    }
}

impl Document for FactorList {
    const SCHEMA: &'static str = "mfadir.factor-list/v1";
    const ITEMS: Option<&'static str> = Some("factors");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "id",
            "kind",
            "issuer",
            "status",
            "strength",
            "label",
            "destination",
            "default",
            "created",
            "last_verified",
            "removal_takes",
        ]);
        for factor in &self.factors {
            sheet.row(cells(factor));
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let title = standing(&self.user, &self.tenant);
        if self.factors.is_empty() {
            return format!("{}\nno factors\n", title.bold());
        }
        format!("{}\n{}", title.bold(), self.for_people().table(look))
    }

    fn note(&self) -> String {
        format!("Factors of {}", self.text(Look::plain()))
    }
}

impl FactorList {
    fn for_people(&self) -> Sheet {
        let mut sheet = Sheet::new(["factor", "status", "strength", "label", "last_used", "removal_takes", "id"]);
        for factor in &self.factors {
            sheet.row([
                factor.is.both.clone(),
                if factor.default == Some(true) {
                    format!("{}, default", factor.status)
                } else {
                    factor.status.to_string()
                },
                factor.strength.to_string(),
                label(factor),
                factor.last_verified.map(day).unwrap_or_default(),
                taken(factor, &self.factors),
                factor.id.to_string(),
            ]);
        }
        sheet
    }
}

fn label(factor: &FactorView) -> String {
    let parts = [factor.label.as_deref(), factor.destination.as_deref()];
    let mut parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.dedup();
    parts.join(" ")
}

/// The types of what goes with a factor, which people know better than its id.
fn taken(factor: &FactorView, all: &[FactorView]) -> String {
    let goes = |other: &&FactorView| factor.removal_takes.contains(&other.id);
    all.iter().filter(goes).map(|other| other.is.both.as_str()).collect::<Vec<_>>().join(", ")
}

fn cells(factor: &FactorView) -> [String; 11] {
    let time = |moment: Option<jiff::Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let takes: Vec<&str> = factor.removal_takes.iter().map(mfadir_core::FactorId::as_str).collect();
    [
        factor.id.to_string(),
        factor.is.kind.clone(),
        factor.is.issuer.clone().unwrap_or_default(),
        factor.status.to_string(),
        factor.strength.to_string(),
        factor.label.clone().unwrap_or_default(),
        factor.destination.clone().unwrap_or_default(),
        factor.default.map(|default| default.to_string()).unwrap_or_default(),
        time(factor.created),
        time(factor.last_verified),
        takes.join(" "),
    ]
}

impl Document for FactorDocument {
    const SCHEMA: &'static str = "mfadir.factor/v1";

    fn sheet(&self) -> Sheet {
        self.list().sheet()
    }

    fn text(&self, _look: Look) -> String {
        let factor = &self.factor;
        let rows = [
            ("id", factor.id.to_string()),
            ("status", factor.status.to_string()),
            ("strength", factor.strength.to_string()),
            ("label", or_empty(factor.label.as_deref())),
            ("destination", or_empty(factor.destination.as_deref())),
            ("default", factor.default.map(|default| default.to_string()).unwrap_or_default()),
            ("created", factor.created.map(|moment| moment.to_string()).unwrap_or_default()),
            ("last updated", factor.last_updated.map(|moment| moment.to_string()).unwrap_or_default()),
            ("last used", factor.last_verified.map(|moment| moment.to_string()).unwrap_or_default()),
            ("removal takes", factor.removal_takes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ];
        let title = format!("{} of {} on {}", or_empty(Some(&factor.is.both)), person(&self.user), self.tenant);
        format!("{}\n{}", title.bold(), super::words::fields(&rows))
    }
}

impl FactorDocument {
    fn list(&self) -> FactorList {
        FactorList { tenant: self.tenant.clone(), user: self.user.clone(), factors: vec![self.factor.clone()] }
    }
}
