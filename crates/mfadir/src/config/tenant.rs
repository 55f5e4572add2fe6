//! One tenant of the configuration.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use mfadir_core::{Capabilities, TenantName, UserId};
use mfadir_policy::Policy;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};
use url::Url;

use super::{
    anchor::anchor,
    common::{Common, KEYS, Shared},
    error::ConfigError,
    explain::explain,
    place::{Place, Sources},
    policy::policy,
    sealed::Sealed,
    sections::Section,
    shown::shown,
};
use crate::{
    registry::{self, Provider, Settings},
    suggest::closest,
};

/// A named entry of the configuration, checked as far as that goes without asking anybody.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// The name that addresses it.
    pub name: TenantName,
    /// Whose it is.
    pub provider: &'static Provider,
    /// Words to pick tenants by.
    pub tags: Vec<String>,
    /// What the rules ask for here.
    pub policy: Arc<Policy>,
    /// Where the configuration names the policy; nothing where it names none and the strict one holds.
    pub policy_at: Option<Place>,
    /// Logins, mail addresses or ids of people on whom only named operators may act.
    pub protected: Vec<String>,
    /// How long one request may take.
    pub timeout: Option<Duration>,
    /// How long one call may wait for the provider's rate limit.
    pub wait: Option<Duration>,
    /// The provider's own keys as they may be shown: where a secret is kept, never the secret.
    pub shown: Vec<(String, String)>,
    address: Option<Url>,
    pub(crate) settings: Settings,
}

impl Tenant {
    /// What the directory will offer.
    pub fn capabilities(&self) -> &Capabilities {
        self.settings.capabilities()
    }

    /// One of the provider's own keys as it may be shown.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.shown.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Scheme, host and port of its address, which are the same however that is written.
    pub fn origin(&self) -> Option<String> {
        let address = self.address.as_ref()?;
        let (host, port) = (address.host_str()?.trim_end_matches('.'), address.port_or_known_default()?);
        Some(format!("{}://{host}:{port}", address.scheme()))
    }

    /// The person whose page this is in the tenant's own admin console. Nothing where the page is another tenant's, or
    /// where the tenant's address does not tell which console is its own.
    pub fn user_in_console(&self, page: &Url) -> Option<UserId> {
        let own = self.address.as_ref()?;
        let host = own.host_str()?;
        let same = page.host_str() == Some(host) || page.host_str() == Some(&(self.provider.console)(host));
        let port = page.port_or_known_default() == own.port_or_known_default();
        (same && port).then(|| (self.provider.user_in_console)(page)).flatten()
    }

    pub(crate) fn read<'i>(name: &str, section: Section<'i>, around: &Around<'_, 'i>) -> Result<Self, ConfigError> {
        let Around { credentials, shared, sources, sealed } = *around;
        let Section { span, mut keys, .. } = section;
        let common = Common::take(&mut keys, &span).map_err(|error| explain(&error, sources, &span, &[]))?;
        let provider = provider(&common.provider, sources)?;
        let named = common.policy.as_ref().or(shared.policy.as_ref());
        let policy_at = named.and_then(|name| sources.place(name.span().start));
        let policy = policy(named, sources, sealed)?;
        anchored(&mut keys, span.start, sources);
        borrow(&mut keys, common.credential.as_ref(), credentials, sources)?;
        let shown = shown(&keys);
        let address = keys.get("url").and_then(|url| url.get_ref().as_str()?.parse().ok());
        let settings = provider
            .settings(Deserializer::from(Spanned::new(span.clone(), keys)))
            .map_err(|error| explain(&error, sources, &span, &KEYS))?;
        Ok(Self {
            name: name.into(),
            provider,
            timeout: common.timeout(shared),
            wait: common.wait(shared),
            tags: common.tags,
            policy: Arc::new(policy),
            policy_at,
            protected: common.protected.or_else(|| shared.protected.clone()).unwrap_or_default(),
            shown,
            address,
            settings,
        })
    }
}

/// What a tenant's own keys are read with.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a, 'i> {
    pub(crate) credentials: &'a BTreeMap<String, Section<'i>>,
    pub(crate) shared: &'a Shared,
    pub(crate) sources: &'a Sources,
    pub(crate) sealed: Option<&'a Sealed>,
}

fn provider(name: &Spanned<String>, sources: &Sources) -> Result<&'static Provider, ConfigError> {
    let known = || registry::providers().iter().map(|provider| provider.name);
    registry::provider(name.get_ref()).ok_or_else(|| {
        let message = format!("unknown provider `{}`", name.get_ref().escape_debug());
        let error = ConfigError::new(message).at(sources.place(name.span().start));
        match closest(name.get_ref(), known()) {
            Some(word) => error.with_hint(format!("did you mean `{word}`?")),
            None => error.with_hint(format!("this build has {}", known().collect::<Vec<_>>().join(", "))),
        }
    })
}

fn anchored(keys: &mut DeTable<'_>, at: usize, sources: &Sources) {
    if let Some(folder) = sources.folder(at) {
        anchor(keys, folder);
    }
}

/// Puts the credential that the tenant names where its own `auth` would stand.
fn borrow<'i>(
    keys: &mut DeTable<'i>,
    name: Option<&Spanned<String>>,
    credentials: &BTreeMap<String, Section<'i>>,
    sources: &Sources,
) -> Result<(), ConfigError> {
    let Some(name) = name else { return Ok(()) };
    let place = sources.place(name.span().start);
    if keys.contains_key("auth") {
        let error = ConfigError::new("a tenant has either `credential` or `auth`, not both").at(place);
        return Err(error.with_hint("remove one of them"));
    }
    let Some(section) = credentials.get(name.get_ref()) else {
        return Err(no_credential(name.get_ref(), credentials).at(place));
    };
    let Section { span, keys: mut auth, .. } = section.clone();
    anchored(&mut auth, span.start, sources);
    keys.insert(Spanned::new(span.clone(), "auth".into()), Spanned::new(span, DeValue::Table(auth)));
    Ok(())
}

fn no_credential(name: &str, credentials: &BTreeMap<String, Section<'_>>) -> ConfigError {
    let error = ConfigError::new(format!("there is no credential `{}`", name.escape_debug()));
    match closest(name, credentials.keys().map(String::as_str)) {
        Some(word) => error.with_hint(format!("did you mean `{word}`?")),
        None => error.with_hint(format!("add a section `[credential.{name}]` with the keys of `auth`")),
    }
}
