//! What changes something: one request each.

use mfadir_core::{Done, FactorId, Result, UserId};
use mfadir_http::Request;

use super::{
    client::{Client, user_path},
    devices::no_device,
};
use crate::{id::is_id_shaped, wire::accepted};

impl Client {
    pub(super) async fn remove(&self, user: &UserId, device: &FactorId) -> Result<Done> {
        let devices = self.devices_path(user)?;
        if !is_id_shaped(device.as_str()) {
            return Err(no_device(device));
        }
        self.write(Request::delete(&devices.segment(device.as_str())?)).await
    }

    pub(super) async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.write(Request::post(&user_path("/api/2/users", user)?.fixed("/unlock"))).await
    }

    pub(super) async fn log_out(&self, user: &UserId) -> Result<Done> {
        self.write(Request::put(&user_path("/api/1/users", user)?.fixed("/logout"))).await
    }

    async fn write(&self, request: Request) -> Result<Done> {
        let response = self.ask(request).await?;
        accepted(&response)?;
        Ok(Done { request_id: response.request_id() })
    }
}
