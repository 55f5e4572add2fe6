//! Devices: what a user has.

use std::collections::HashSet;

use mfadir_core::{EnrollmentHandle, Error, ErrorKind, Factor, FactorId, FactorStatus, Result, UserId};
use mfadir_http::{Path, Request, once};

use super::client::{Client, user_path};
use crate::{
    config::Api,
    handle::{Held, Triggered},
    wire::{DeviceRow, Envelope},
};

const DUE: &str = "a list of devices";

impl Client {
    pub(crate) async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        let response = self.ask(Request::get(&self.devices_path(user)?)).await?;
        let rows = match self.api {
            Api::V1 => Envelope::open(&response, DUE)?.rows_of("otp_devices")?,
            Api::V2 => response.list(DUE)?,
        };
        Ok(merged(rows).into_iter().map(|row| pending(row.factor(self.api), user)).collect())
    }

    pub(super) async fn device(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        let devices = self.devices(user).await?;
        devices.into_iter().find(|device| device.id == *factor).ok_or_else(|| no_device(factor))
    }

    /// Whether version 2 lets the pair list the user's devices.
    pub(crate) async fn lists_by_version_2(&self, user: &UserId) -> bool {
        let Ok(user) = user_path("/api/2/mfa/users", user) else { return false };
        self.ask(Request::get(&user.fixed("/devices"))).await.is_ok()
    }

    pub(super) fn devices_path(&self, user: &UserId) -> Result<Path> {
        Ok(match self.api {
            Api::V1 => user_path("/api/1/users", user)?.fixed("/otp_devices"),
            Api::V2 => user_path("/api/2/mfa/users", user)?.fixed("/devices"),
        })
    }
}

/// A pending device can be completed later: what it needs can be sent again.
fn pending(factor: Factor, user: &UserId) -> Factor {
    if factor.status != FactorStatus::Pending {
        return factor;
    }
    let device = factor.id.to_string();
    let state = Triggered { user: user.clone(), device, state_token: None, ends: None, tap: false };
    Factor { enrollment: Some(EnrollmentHandle::pack(state.pack())), ..factor }
}

pub(super) fn no_device(factor: &FactorId) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user has no device with the id {:?}", factor.as_str()))
}

/// Each device once. OneLogin Protect stands twice in the list of version 1, to be pushed and to be read from; where
/// both rows are one device, it is the one that can be pushed.
fn merged(rows: Vec<DeviceRow>) -> Vec<DeviceRow> {
    let pushed = rows.iter().filter(|row| row.needs_trigger == Some(true)).map(|row| row.id.clone());
    let pushed: HashSet<_> = pushed.collect();
    let mut devices = once(rows, |row| &row.id);
    for device in devices.iter_mut().filter(|device| pushed.contains(&device.id)) {
        device.needs_trigger = Some(true);
    }
    devices
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::merged;
    use crate::config::Api;

    fn types(rows: Value) -> Vec<String> {
        let rows = serde_json::from_value(rows).expect("devices");
        merged(rows).into_iter().map(|row| row.factor(Api::V1).factor_type.to_string()).collect()
    }

    fn protect(id: u64, needs_trigger: bool) -> Value {
        json!({"id": id, "needs_trigger": needs_trigger, "auth_factor_name": "OneLogin Protect", "active": true})
    }

    #[test]
    fn twin_rows_of_one_device_are_one_push() {
        assert_eq!(types(json!([protect(1, true), protect(1, false)])), ["push@onelogin"]);
        assert_eq!(types(json!([protect(1, false), protect(1, true)])), ["push@onelogin"]);
    }

    #[test]
    fn twin_rows_of_two_devices_are_push_and_code() {
        assert_eq!(types(json!([protect(1, true), protect(2, false)])), ["push@onelogin", "totp@onelogin"]);
    }
}
