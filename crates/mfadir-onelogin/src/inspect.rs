//! What can be told about a tenant's settings and its API credential, with harmless reads.

use async_trait::async_trait;
use jiff::{SignedDuration, Unit};
use mfadir_core::{
    Credential, Error, Finding, Inspection, Inspector, Operation, Owner, Result, Rights, Severity, UserId,
};
use mfadir_http::{Path, Request};

use crate::{
    config::Api,
    directory::OneLogin,
    wire::{Envelope, UserRow},
};

#[async_trait]
impl Inspector for OneLogin {
    async fn inspect(&self) -> Result<Inspection> {
        let signs_in = self.during(Operation::Users, self.signs_in()).await?;
        let (users, somebody) = self.reads_users().await;
        let factors = self.reads_factors(somebody.as_ref()).await;
        let changes = self.may_change_factors(somebody.as_ref()).await;
        // OneLogin does not tell who made a pair, and so whose departure would end it.
        let form = format!("API credential {}", start(self.client.pair.client_id()));
        let credential = Credential { form, owner: Owner::Unknown };
        let findings = [Some(signs_in), self.lifetime(), Some(users), Some(factors), Some(changes)];
        Ok(Inspection { credential, findings: findings.into_iter().flatten().collect() })
    }

    /// No read tells what the scope of a pair is.
    async fn rights(&self, _most: usize) -> Result<Rights> {
        Ok(Rights::untold("OneLogin does not tell the scope of an API credential: it shows when it is used"))
    }

    /// The account's, which comes with every token.
    async fn tenant_id(&self) -> Result<Option<String>> {
        let account = self.during(Operation::Users, self.client.account()).await?;
        Ok(account.map(|account| account.to_string()))
    }
}

impl OneLogin {
    /// Buys a token, and asks for what every token may.
    async fn signs_in(&self) -> Result<Finding> {
        let response = self.client.ask(Request::get(&Path::new("/auth/rate_limit"))).await?;
        response.json("the rate limit")?;
        Ok(good("signs in"))
    }

    /// How long the token lasts: the same pair gets the same one until then.
    fn lifetime(&self) -> Option<Finding> {
        let lasts = self.client.pair.lasts()?.round(Unit::Minute).ok().filter(SignedDuration::is_positive)?;
        let shared = "every program with the same pair has the same one, and a new one follows";
        Some(good(&format!("its token lasts {lasts:#} more; {shared}")))
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

    async fn reads_factors(&self, somebody: Option<&UserId>) -> Finding {
        let Some(user) = somebody else {
            return warning("nobody is there whose devices could be listed");
        };
        match self.client.devices(user).await {
            Ok(_) => good("lists devices"),
            Err(error) => problem("cannot list devices", &error),
        }
    }

    /// No read tells whether a scope lets factors be changed in version 1. Version 2 takes the largest scope for
    /// reading too, so that what it answers tells whether the pair has that.
    async fn may_change_factors(&self, somebody: Option<&UserId>) -> Finding {
        if self.client.api == Api::V2 {
            return warning("version 2 takes the scope Manage All; version 1 changes factors with Manage users");
        }
        let has_all = match somebody {
            Some(user) => self.client.lists_by_version_2(user).await,
            None => false,
        };
        if has_all {
            return warning("may change factors, with the scope Manage All; version 1 needs no more than Manage users");
        }
        good("whether it may change factors (scope Manage users) shows when it does")
    }
}

/// Enough of a client id to recognise it in the admin console.
fn start(client_id: &str) -> String {
    match client_id.char_indices().nth(8) {
        Some((end, _)) => format!("{}…", &client_id[..end]),
        None => client_id.to_owned(),
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
