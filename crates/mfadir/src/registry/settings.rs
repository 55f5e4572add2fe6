//! A provider's settings, checked and ready to connect.

use std::{fmt, sync::Arc};

use mfadir_core::{Capabilities, Environment, Inspector, MfaDirectory, Result};
use serde::de::DeserializeOwned;
use toml::de::{Deserializer, Error};

/// A directory without any layer, and who inspects its credential.
#[derive(Clone, Debug)]
pub struct Backend {
    /// The directory.
    pub directory: Arc<dyn MfaDirectory>,
    /// The inspector.
    pub inspector: Arc<dyn Inspector>,
}

type Connect = dyn Fn(Environment) -> Result<Backend> + Send + Sync;

/// What one tenant's own keys came to, whoever the provider is.
#[derive(Clone)]
pub struct Settings {
    capabilities: Capabilities,
    connect: Arc<Connect>,
}

impl Settings {
    /// Reads the keys as the backend's configuration. The error has the place of the fault.
    pub fn read<C, D>(
        keys: Deserializer<'_>,
        capabilities: fn(&C) -> Capabilities,
        connect: fn(C, Environment) -> Result<D>,
    ) -> Result<Self, Error>
    where
        C: DeserializeOwned + Clone + Send + Sync + 'static,
        D: MfaDirectory + Inspector + 'static,
    {
        let config = C::deserialize(keys)?;
        let capabilities = capabilities(&config);
        let connect = Arc::new(move |environment| connect(config.clone(), environment).map(Backend::of));
        Ok(Self { capabilities, connect })
    }

    pub(crate) fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    pub(crate) fn connect(&self, environment: Environment) -> Result<Backend> {
        (self.connect)(environment)
    }
}

impl Backend {
    /// A backend that is both.
    pub fn of<D: MfaDirectory + Inspector + 'static>(both: D) -> Self {
        let both = Arc::new(both);
        Self { directory: both.clone(), inspector: both }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("capabilities", &self.capabilities).finish_non_exhaustive()
    }
}
