//! The devices behind a factor that several devices share.

use mfadir_core::{Factor, TenantName, User};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    view::{FactorView, UserView},
    words::{day, person},
};
use crate::output::{Document, Look, Sheet};

/// A person's devices, each under the id that removes it alone.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DeviceList {
    tenant: TenantName,
    user: UserView,
    devices: Vec<FactorView>,
}

impl DeviceList {
    pub(crate) fn new(tenant: &TenantName, user: &User, devices: &[Factor], privacy: Privacy) -> Self {
        Self { tenant: tenant.clone(), user: user.into(), devices: FactorView::all(devices, privacy) }
    }

    fn for_people(&self) -> Sheet {
        let mut sheet = Sheet::new(["label", "factor", "status", "created", "id"]);
        for device in &self.devices {
            sheet.row([
                device.label.clone().unwrap_or_default(),
                device.is.both.clone(),
                device.status.to_string(),
                device.created.map(day).unwrap_or_default(),
                device.id.to_string(),
            ]);
        }
        sheet
    }
}

impl Document for DeviceList {
    const SCHEMA: &'static str = "mfadir.device-list/v1";
    const ITEMS: Option<&'static str> = Some("devices");

    fn sheet(&self) -> Sheet {
        let time = |moment: Option<jiff::Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
        let mut sheet = Sheet::new(["id", "kind", "issuer", "status", "label", "created", "last_updated"]);
        for device in &self.devices {
            sheet.row([
                device.id.to_string(),
                device.is.kind.clone(),
                device.is.issuer.clone().unwrap_or_default(),
                device.status.to_string(),
                device.label.clone().unwrap_or_default(),
                time(device.created),
                time(device.last_updated),
            ]);
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let title = format!("devices of {} on {}", person(&self.user), self.tenant);
        if self.devices.is_empty() {
            return format!("{}\nno devices\n", title.bold());
        }
        format!("{}\n{}", title.bold(), self.for_people().table(look))
    }
}
