//! A tenant, its desk and its people for the tests of the desk.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{
    Clock, Error, ErrorKind, Factor, FactorStatus, ManualClock, MfaDirectory, Operation, Operator, Result,
    SecretReader, SecretSource, User, UserStatus, Via,
};
use mfadir_journal::Line;
use mfadir_ops::{Basis, Mandate, Record};
use mfadir_policy::{About, REQUEST_SCHEMA, Request, Target, Verb};
use secrecy::SecretString;
use tempfile::TempDir;

use super::{DeskOptions, KeyStore, LocalDesk};
use crate::config::{Config, ConfigError};

/// Nobody keeps secrets here.
#[derive(Debug)]
struct NoSecrets;

#[async_trait::async_trait]
impl SecretReader for NoSecrets {
    async fn read(&self, _source: &SecretSource) -> Result<SecretString> {
        Err(Error::new(ErrorKind::Invalid, "there are no secrets"))
    }
}

/// A machine with one tenant, `acme`, and a clock.
pub(super) struct Machine {
    pub(super) folder: TempDir,
    pub(super) clock: Arc<ManualClock>,
    policy: &'static str,
}

pub(super) fn start() -> Timestamp {
    "2026-03-01T09:00:00Z".parse().expect("a time")
}

pub(super) fn operator(id: &str) -> Operator {
    Operator { id: id.to_owned(), via: Via::Os, on_behalf_of: None, host: None }
}

impl Machine {
    pub(super) fn new(policy: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, clock: Arc::new(ManualClock::new(start())), policy }
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Gives each of these a key, and puts them into the operators file with their role.
    pub(super) fn employ(&self, people: &[(&str, &str)]) {
        let keys = KeyStore::new(self.path("state/keys"));
        let entry = |(id, role): &(&str, &str)| {
            let key = keys.new_key(id).expect("a key");
            format!("[[operator]]\nid = \"{id}\"\nrole = \"{role}\"\nkey = \"{key}\"\n")
        };
        let text: String = people.iter().map(entry).collect();
        std::fs::write(self.path("operators.toml"), text).expect("writable");
    }

    /// The desk as this operator has it.
    pub(super) fn desk(&self, id: &str) -> LocalDesk {
        self.desk_with(id, None)
    }

    pub(super) fn desk_with(&self, id: &str, directory: Option<Arc<dyn MfaDirectory>>) -> LocalDesk {
        let operators = self.path("operators.toml").exists();
        let section = if operators { "[desk]\noperators = \"operators.toml\"\n" } else { "" };
        self.opened(id, section, directory).expect("a desk")
    }

    /// The desk of a machine whose configuration holds these sections.
    pub(super) fn opened(
        &self,
        id: &str,
        sections: &str,
        directory: Option<Arc<dyn MfaDirectory>>,
    ) -> Result<LocalDesk, ConfigError> {
        self.opened_as("acme", id, sections, directory)
    }

    /// The same of another tenant that is among the sections.
    pub(super) fn opened_as(
        &self,
        tenant: &str,
        id: &str,
        sections: &str,
        directory: Option<Arc<dyn MfaDirectory>>,
    ) -> Result<LocalDesk, ConfigError> {
        let text = format!(
            "[tenant.acme]\nprovider = \"okta\"\nurl = \"https://acme.okta.com\"\npolicy = \"{}\"\n\
             auth = {{ api_token = {{ env = \"T\" }} }}\n{sections}",
            self.policy
        );
        let config = Config::parse(&text, self.path("config.toml")).expect("good");
        let options = DeskOptions {
            config: Arc::new(config.clone()),
            state: self.path("state"),
            operator: operator(id),
            clock: self.clock.clone(),
            secrets: Arc::new(NoSecrets),
            directory,
            event_pages: 5,
        };
        LocalDesk::open(config.tenant(tenant).expect("good"), config.desk(), options)
    }

    pub(super) fn wait(&self, time: SignedDuration) {
        self.clock.advance(time.unsigned_abs());
    }

    /// What was asked for, now.
    pub(super) fn request(&self, id: &str, verb: Verb, ticket: &str) -> Request {
        Request {
            schema: REQUEST_SCHEMA.to_owned(),
            id: format!("rq-{verb}-{ticket}-{id}"),
            tenant: "acme".into(),
            user: about_ada(),
            verb,
            factors: Vec::new(),
            operator: operator(id),
            ticket: Some(ticket.to_owned()),
            reason: None,
            lifts: BTreeSet::new(),
            change: None,
            needs: Vec::new(),
            at: self.clock.now(),
        }
    }

    /// A write of it, on these factors.
    pub(super) fn record(&self, request: &Request, operation: Operation, factors: &[(&str, &str)]) -> Record {
        let mandate = Mandate::of(request.operator.clone()).because(None, request.ticket.clone());
        let factor = |(id, is): &(&str, &str)| ((*id).into(), is.parse().expect("a factor type"));
        Record {
            at: self.clock.now(),
            mandate,
            lifted: Vec::new(),
            basis: Basis::default(),
            tenant: request.tenant.clone(),
            user: request.user.id.clone(),
            login: request.user.login.clone(),
            operation,
            factors: factors.iter().map(factor).collect(),
            makes: None,
            request: request.clone(),
        }
    }

    /// The lines of the log.
    pub(super) fn lines(&self) -> Vec<Line> {
        lines(&self.path("state/audit/acme"))
    }
}

pub(super) fn lines(folder: &Path) -> Vec<Line> {
    let log = mfadir_journal::AuditLog::new(folder, "acme".into(), Arc::new(mfadir_journal::Unsigned));
    let mut lines = Vec::new();
    log.each(None, |line| lines.push(line)).expect("readable");
    lines
}

pub(super) fn about_ada() -> About {
    About { id: "u1".into(), login: "ada@example.com".to_owned(), emails: Vec::new() }
}

pub(super) fn ada() -> User {
    User::new("u1", "ada@example.com", UserStatus::Active)
}

pub(super) fn factor(id: &str, is: &str) -> Factor {
    Factor::new(id, is.parse().expect("a factor type"), FactorStatus::Active)
}

pub(super) fn target(id: &str, is: &str) -> Target {
    Target { id: Some(id.into()), factor_type: is.to_owned() }
}
