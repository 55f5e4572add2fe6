//! What can be told about a tenant's settings and its API credential, with harmless reads.

use async_trait::async_trait;
use mfadir_core::{Credential, Error, Finding, Inspection, Inspector, Operation, Owner, Result, Severity, UserId};
use mfadir_http::{Path, Request};

use crate::{
    config::Api,
    directory::OneLogin,
    wire::{Envelope, UserRow},
};

#[async_trait]
impl Inspector for OneLogin {
    async fn inspect(&self) -> Result<Inspection> {
        let allowance = self.during(Operation::Users, self.allowance()).await?;
        let (users, somebody) = self.reads_users().await;
        let factors = self.reads_factors(somebody).await;
        // OneLogin does not tell who made a pair, and so whose departure would end it.
        let form = format!("API credential {}", start(self.client.pair.client_id()));
        let credential = Credential { form, owner: Owner::Unknown };
        Ok(Inspection { credential, findings: vec![allowance, users, factors, unproven_writes(self.client.api)] })
    }
}

impl OneLogin {
    /// Buys a token, and asks what is left of the hour.
    async fn allowance(&self) -> Result<Finding> {
        let response = self.client.ask(Request::get(&Path::new("/auth/rate_limit"))).await?;
        let body = response.json("the rate limit")?;
        let number = |name: &str| body["data"][name].as_u64();
        Ok(match (number("X-RateLimit-Limit"), number("X-RateLimit-Remaining")) {
            (Some(limit), Some(left)) => good(&format!("signs in; {left} of the account's {limit} requests are left")),
            _ => good("signs in"),
        })
    }

    async fn reads_users(&self) -> (Finding, Option<UserId>) {
        match self.one_user().await {
            Ok(somebody) => (good("lists users"), somebody),
            Err(error) => (problem("cannot list users", &error), None),
        }
    }

    async fn one_user(&self) -> Result<Option<UserId>> {
        let request = Request::get(&Path::new("/api/1/users")).query("limit", "1");
        let response = self.client.ask(request).await?;
        let rows: Vec<UserRow> = Envelope::open(&response, "a list of users")?.rows()?;
        Ok(rows.into_iter().next().map(|row| row.id.into()))
    }

    async fn reads_factors(&self, somebody: Option<UserId>) -> Finding {
        let Some(user) = somebody else {
            return warning("nobody is there whose devices could be listed");
        };
        match self.client.devices(&user).await {
            Ok(_) => good("lists devices"),
            Err(error) => problem("cannot list devices", &error),
        }
    }
}

/// Enough of a client id to recognise it in the admin console.
fn start(client_id: &str) -> String {
    match client_id.char_indices().nth(8) {
        Some((end, _)) => format!("{}…", &client_id[..end]),
        None => client_id.to_owned(),
    }
}

/// No read tells whether a scope lets something be changed in version 1; in version 2 reading takes the same scope.
fn unproven_writes(api: Api) -> Finding {
    match api {
        Api::V1 => good("whether it may remove devices (scope Manage users) shows when it does"),
        Api::V2 => warning("version 2 takes the scope Manage All; version 1 removes devices with Manage users"),
    }
}

fn good(text: &str) -> Finding {
    Finding { severity: Severity::Good, text: text.to_owned() }
}

fn warning(text: &str) -> Finding {
    Finding { severity: Severity::Warning, text: text.to_owned() }
}

fn problem(what: &str, error: &Error) -> Finding {
    Finding { severity: Severity::Problem, text: format!("{what}: {error}") }
}
