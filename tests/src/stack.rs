//! The layers of the front door, around a directory that has no tenant configuration.

use std::{sync::Arc, time::Duration};

use mfadir_core::{Around, Clock, Layered, MfaDirectory};
use mfadir_layers::{Budget, BudgetGauge, Patience, Purpose, Retry, Timeout, Trace};

use crate::clock::LIMIT;

/// How long a call may wait.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// The directory under timeout, trace, budget and retry.
pub(crate) fn stacked(bare: Arc<dyn MfaDirectory>, clock: &Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
    let patience = Patience::silent(PATIENCE);
    let gauge = Arc::new(BudgetGauge::new(clock.clone()));
    let timed = layer(Timeout::new(clock.clone(), LIMIT), bare);
    let traced = layer(Trace::new(clock.clone()), timed);
    let paced = layer(Budget::new(gauge, Purpose::Person, patience.clone()), traced);
    layer(Retry::new(clock.clone(), patience), paced)
}

/// The directory under one layer.
pub(crate) fn layer(around: impl Around, inner: Arc<dyn MfaDirectory>) -> Arc<dyn MfaDirectory> {
    Arc::new(Layered::new(around, inner))
}
