//! The desk of a tenant.

use std::sync::Arc;

use mfadir::{Connection, DeskConfig, DeskOptions, LocalDesk, Resolution, Tenant, resolve_open};
use mfadir_ops::{Desk, Telling};

use super::{Access, Context};
use crate::{failure::Outcome, output::clean};

/// How many pages of a person's events are read before an act: nobody waits longer for one of whom so much is told.
const PAGES: usize = 5;

impl Context {
    /// The desk of a tenant: its policy, its operators and its log. Files are read; nothing is made and nothing sent.
    pub(crate) fn desk(&mut self, tenant: &Tenant, connection: &Connection) -> Outcome<Arc<LocalDesk>> {
        self.desk_for(tenant, connection, Access::Write)
    }

    /// The same for whoever only looks: they wait for one page of the provider's log, and read how far that goes.
    pub(crate) fn desk_for(
        &mut self,
        tenant: &Tenant,
        connection: &Connection,
        access: Access,
    ) -> Outcome<Arc<LocalDesk>> {
        let event_pages = if access == Access::Read { 1 } else { PAGES };
        let config = self.desk_config(tenant)?;
        let options = DeskOptions {
            config: self.config()?,
            operator: self.operator()?,
            state: self.state()?.folder().to_owned(),
            clock: self.clock.clone(),
            secrets: Arc::new(self.secrets()),
            directory: Some(connection.read.clone()),
            event_pages,
        };
        Ok(Arc::new(LocalDesk::open(tenant, &config, options)?))
    }

    /// Before a write of a desk: whom the log's entries shall name as the tenant. A provider that does not tell it now
    /// holds nothing up: it is asked again before the next one.
    pub(crate) async fn identify(&self, desk: &LocalDesk, connection: &Connection) -> Outcome<()> {
        if !desk.policy().operators || desk.identity().id().is_some() {
            return Ok(());
        }
        match connection.inspector.tenant_id().await {
            Ok(Some(id)) => Ok(desk.identity().see(&id)?),
            Ok(None) | Err(_) => Ok(()),
        }
    }

    /// Before a write: how those ended of which nobody noted it, because the machine died or somebody stopped them.
    pub(crate) async fn resolve(&self, desk: &LocalDesk, connection: &Connection) -> Outcome<()> {
        for left in resolve_open(desk, &*connection.read).await? {
            let entry = &left.intent;
            let what = entry.verb.as_deref().unwrap_or("write");
            let whom = entry.user.as_ref().map_or("somebody", |user| user.login.as_str());
            let came = match left.resolution {
                Resolution::FoundDone => "it was done",
                Resolution::FoundNotDone => "it was not done",
                Resolution::Unknown => "nothing that can be read tells whether it was done",
                Resolution::StillOpen => "the provider could not be asked whether it was done",
            };
            let at = entry.at.strftime("%Y-%m-%d %H:%M UTC");
            let told = format!("an earlier {what} of {whom} ({at}, {}) was cut off: {came}", entry.operator.id);
            self.output.warn(clean(&told));
        }
        Ok(())
    }

    /// Who is told of what is done on a tenant, and in which words.
    pub(crate) fn telling(&mut self, tenant: &Tenant) -> Outcome<Telling> {
        Ok(self.desk_config(tenant)?.telling())
    }

    /// A demo tenant's people are nobody: no mail is sent about them.
    fn desk_config(&mut self, tenant: &Tenant) -> Outcome<DeskConfig> {
        let config = self.config()?;
        let is_configured = config.names().any(|known| known == tenant.name);
        Ok(if is_configured { config.desk().clone() } else { DeskConfig::default() })
    }
}
