//! Which tenant is meant.

use mfadir::{Tenant, TenantName, closest};
use mfadir_ops::UserSelector;
use url::Url;

use super::Context;
use crate::{
    args::Spoken,
    failure::{Failure, Outcome},
    sandbox,
};

/// What a command is going to do. For a change the tenant is never taken from the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It looks.
    Read,
    /// It may change something.
    Write,
}

/// A person of one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The tenant.
    pub tenant: TenantName,
    /// Who.
    pub who: UserSelector,
}

impl Context {
    /// The person that an argument names, on the one tenant that the command line names.
    pub(crate) async fn person(&mut self, text: &str, access: Access) -> Outcome<Person> {
        match Spoken::read(text, &self.addresses()?)? {
            Spoken::Person { tenant: Some(tenant), who } => Ok(Person { tenant: self.only(&tenant)?, who }),
            Spoken::Person { tenant: None, who } => Ok(Person { tenant: self.one_tenant(access)?, who }),
            Spoken::Page(page) => self.person_of_page(&page).await,
        }
    }

    /// The one tenant that a command works on.
    pub(crate) fn one_tenant(&mut self, access: Access) -> Outcome<TenantName> {
        let mut names = self.named();
        match names.len() {
            0 => self.unnamed(access),
            1 => Ok(names.remove(0).as_str().into()),
            _ => Err(several(&names)),
        }
    }

    /// The tenant that an argument names, or else the one that the command works on.
    pub(crate) fn tenant_or(&mut self, argument: Option<&str>) -> Outcome<TenantName> {
        match argument {
            Some(name) => self.only(name),
            None => self.one_tenant(Access::Read),
        }
    }

    /// A tenant of the configuration, or one of the demo tenants, which is started if need be.
    pub(crate) async fn tenant(&mut self, name: &TenantName) -> Outcome<Tenant> {
        let config = self.config()?;
        let is_demo = sandbox::TENANTS.contains(&name.as_str());
        match config.tenant(name.as_str()) {
            Err(_) if is_demo && !config.names().any(|known| known == *name) => self.demo_tenant(name).await,
            Ok(tenant) => Ok(tenant.clone()),
            Err(error) => Err(meant(name, error.into())),
        }
    }

    /// Everything that may stand before the colon of `TENANT:USER`.
    fn addresses(&mut self) -> Outcome<Vec<String>> {
        let config = self.config()?;
        let demo = sandbox::TENANTS.iter().map(|&name| name.to_owned());
        Ok(config.names().map(|name| name.to_string()).chain(demo).collect())
    }

    /// What `-t` names, each once.
    fn named(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in &self.globals.tenants {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The tenant before the colon, if `-t` names no other.
    fn only(&self, tenant: &str) -> Outcome<TenantName> {
        let mut names = self.named();
        if names.iter().any(|name| name != tenant) {
            names.retain(|name| name != tenant);
            names.insert(0, tenant.to_owned());
            return Err(several(&names));
        }
        Ok(tenant.into())
    }

    fn unnamed(&mut self, access: Access) -> Outcome<TenantName> {
        let config = self.config()?;
        let mut names: Vec<TenantName> = config.names().collect();
        let wish = self.surroundings.variable("MFADIR_TENANT");
        match (access, wish) {
            (Access::Read, Some(wish)) => Ok(wish.into()),
            (Access::Write, Some(wish)) if names.len() != 1 || names[0].as_str() != wish => Err(not_from_here(wish)),
            _ if names.len() == 1 => Ok(names.remove(0)),
            _ => Err(none_named(&names)),
        }
    }

    async fn person_of_page(&mut self, page: &Url) -> Outcome<Person> {
        let mut found = Vec::new();
        for tenant in self.candidates().await? {
            found.extend(tenant.user_in_console(page).map(|id| (tenant.name, id)));
        }
        match found.len() {
            0 => Err(nobodys_page(page)),
            1 => {
                let (tenant, id) = found.remove(0);
                Ok(Person { tenant, who: UserSelector::Id(id) })
            }
            _ => {
                let names: Vec<String> = found.iter().map(|(tenant, _)| tenant.to_string()).collect();
                let message = format!("the page is one of {}, which have the same address", names.join(", "));
                Err(Failure::usage(message).with_hint("name the tenant with -t"))
            }
        }
    }

    /// The tenants that are named, or all that are configured, but for the faulty ones.
    pub(crate) async fn candidates(&mut self) -> Outcome<Vec<Tenant>> {
        let names = self.named();
        if names.is_empty() {
            let config = self.config()?;
            return Ok(config.tenants().filter_map(|(_, tenant)| tenant.ok().cloned()).collect());
        }
        let mut tenants = Vec::new();
        for name in names {
            tenants.push(self.tenant(&name.as_str().into()).await?);
        }
        Ok(tenants)
    }
}

fn several(names: &[String]) -> Failure {
    let message =
        format!("this works on one person of one tenant, and there are {}: {}", names.len(), names.join(", "));
    Failure::usage(message).with_hint("name one tenant")
}

fn not_from_here(wish: &str) -> Failure {
    let message = "for a change the tenant has to stand on the command line";
    let failure = Failure::usage(format!("{message}; MFADIR_TENANT counts for looking alone"));
    failure.with_hint(format!("if it is meant, add -t {}", wish.escape_debug()))
}

fn none_named(names: &[TenantName]) -> Failure {
    if names.is_empty() {
        let hint = format!("`mfadir tenant add NAME` sets one up; `-t {}` needs none", sandbox::TENANTS[0]);
        return Failure::usage("no tenant is configured").with_hint(hint);
    }
    let mut few: Vec<&str> = names.iter().map(TenantName::as_str).take(10).collect();
    if names.len() > few.len() {
        few.push("…");
    }
    Failure::usage("which tenant?").with_hint(format!("add -t with one of {}", few.join(", ")))
}

fn nobodys_page(page: &Url) -> Failure {
    let host = page.host_str().unwrap_or_default();
    let failure = Failure::usage(format!("the address at {host} is no person's page of a tenant that could be told"));
    failure.with_hint("write TENANT:id:… with the id from the address")
}

/// A mistyped demo tenant is suggested too.
fn meant(name: &TenantName, failure: Failure) -> Failure {
    match closest(name.as_str(), sandbox::TENANTS) {
        Some(demo) => failure.with_hint(format!("did you mean `{demo}`?")),
        None => failure,
    }
}

#[cfg(test)]
mod tests;
