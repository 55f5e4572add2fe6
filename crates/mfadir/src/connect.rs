//! A ready directory: the backend with the default stack of layers.

use std::{sync::Arc, time::Duration};

use mfadir_core::{Around, Clock, Environment, Inspector, Layered, MfaDirectory, Result, SecretReader};
use mfadir_layers::{Budget, BudgetGauge, Patience, Purpose, ReadOnly, Retry, Timeout, Trace};

use crate::{clock::SystemClock, config::Tenant, secrets::SystemSecrets};

/// How long one request may take where nothing else is said.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// What a connection is made of beside the tenant's own settings.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    /// All time comes from here.
    pub clock: Arc<dyn Clock>,
    /// Where secrets are read.
    pub secrets: Arc<dyn SecretReader>,
    /// The ticket that the work is for; it lands in the provider's own log.
    pub ticket: Option<String>,
    /// Whether the work is for one person, and may use the reserve, or a job.
    pub purpose: Purpose,
    /// How long a call may wait, and who is told.
    pub patience: Patience,
    /// How long one request may take; without it what the tenant says, or 30 seconds.
    pub timeout: Option<Duration>,
}

impl Default for ConnectOptions {
    /// The machine's clock and secrets, for the work on one person.
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock::new()),
            secrets: Arc::new(SystemSecrets::of_process()),
            ticket: None,
            purpose: Purpose::Person,
            patience: Patience::default(),
            timeout: None,
        }
    }
}

/// A tenant, ready to be asked.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The stack that refuses every write. Whoever does not apply a plan holds this one.
    pub read: Arc<dyn MfaDirectory>,
    /// The whole stack.
    pub write: Arc<dyn MfaDirectory>,
    /// Who looks at the credential.
    pub inspector: Arc<dyn Inspector>,
    /// What is left of the provider's rate limits, as far as answers told it.
    pub budget: Arc<BudgetGauge>,
}

/// Connects to a tenant. Nothing is sent: the first call sends the first request.
///
/// # Errors
/// Settings that can never work, such as an address without encryption.
pub fn connect(tenant: &Tenant, options: &ConnectOptions) -> Result<Connection> {
    let gauge = Arc::new(BudgetGauge::new(options.clock.clone()));
    let backend = tenant.settings.connect(Environment {
        tenant: tenant.name.clone(),
        clock: options.clock.clone(),
        secrets: options.secrets.clone(),
        gauge: gauge.clone(),
        ticket: options.ticket.clone(),
    })?;
    let limit = options.timeout.or(tenant.timeout).unwrap_or(TIMEOUT);
    let inner = layer(Timeout::new(options.clock.clone(), limit), backend.directory);
    let write = paced(layer(Trace::new(options.clock.clone()), inner), gauge.clone(), options);
    Ok(Connection { read: layer(ReadOnly, write.clone()), write, inspector: backend.inspector, budget: gauge })
}

/// The layers that may wait.
fn paced(inner: Arc<dyn MfaDirectory>, gauge: Arc<BudgetGauge>, options: &ConnectOptions) -> Arc<dyn MfaDirectory> {
    let budget = layer(Budget::new(gauge, options.purpose, options.patience.clone()), inner);
    layer(Retry::new(options.clock.clone(), options.patience.clone()), budget)
}

fn layer(around: impl Around, inner: Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory> {
    Arc::new(Layered::new(around, inner))
}
