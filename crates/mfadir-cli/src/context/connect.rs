//! Ready directories.

use std::{sync::Arc, time::Duration};

use mfadir::{ConnectOptions, Connection, Patience, Purpose, Tenant, TenantName};

use super::Context;
use crate::{
    args::Wait,
    exit::Exit,
    failure::{Failure, Outcome},
    sandbox::Demo,
    waiting::Told,
};

/// How long a call may wait where nobody said: the usual window of a minute, and a little.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

impl Context {
    /// Connects for the work on one person. Nothing is sent yet.
    pub(crate) async fn connect(&mut self, tenant: &TenantName) -> Outcome<Connection> {
        let tenant = self.tenant(tenant).await?;
        self.connect_to(&tenant, Purpose::Person)
    }

    /// Connects to a tenant that is known already.
    pub(crate) fn connect_to(&self, tenant: &Tenant, purpose: Purpose) -> Outcome<Connection> {
        let options = ConnectOptions {
            clock: self.clock.clone(),
            secrets: Arc::new(self.secrets()),
            ticket: self.globals.ticket.clone(),
            purpose,
            patience: self.patience(tenant),
            timeout: self.globals.timeout,
        };
        // No request was made: whatever is wrong is wrong with the settings.
        mfadir::connect(tenant, &options).map_err(|error| Failure::from(error).with_exit(Exit::Usage))
    }

    /// One of the tenants of the sandbox, which runs from now until the end of the command.
    pub(super) async fn demo_tenant(&mut self, name: &TenantName) -> Outcome<Tenant> {
        self.machine.refuse("a made-up tenant")?;
        if self.demo.is_none() {
            self.demo = Some(Demo::open(&self.state()?, &self.clock).await?);
        }
        let demo = self.demo.as_ref().map(|demo| demo.tenant(name.as_str()));
        demo.unwrap_or_else(|| Err(Failure::usage("the sandbox does not run")))
    }

    /// Whether the demo tenants live inside this command, so that nobody else can reach them while it runs.
    pub(crate) fn is_alone_with_sandbox(&self) -> bool {
        self.demo.as_ref().is_some_and(Demo::is_own)
    }

    fn patience(&self, tenant: &Tenant) -> Patience {
        let longest = self.globals.wait.and_then(Wait::longest);
        let mut patience = Patience::silent(longest.or(tenant.wait).unwrap_or(LONGEST_WAIT));
        if !self.globals.quiet {
            let (stream, terminal) = (self.output.talk_stream(), self.terminals.error);
            patience.notice = Arc::new(Told { stream, terminal, clock: self.clock.clone() });
        }
        patience
    }
}
