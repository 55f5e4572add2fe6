//! The devices behind Okta Verify (docs/providers/okta.md, "Authenticator enrollments").

use mfadir_core::{Factor, Result, UserId};
use mfadir_http::{Request, once};

use super::{
    api::{Api, user_path},
    factors::hidden,
};
use crate::{profile::bucket, wire::EnrollmentRow};

impl Api {
    pub(super) async fn devices(&self, user: &UserId) -> Result<Vec<Factor>> {
        let path = user_path(user)?.fixed("/authenticator-enrollments");
        let response = self.ask(Request::get(&path).bucket(bucket::REST)).await.map_err(hidden)?;
        let rows = once(response.list::<EnrollmentRow>("a list of authenticator enrollments")?, |row| &row.id);
        Ok(rows.into_iter().filter_map(EnrollmentRow::into_device).collect())
    }
}
