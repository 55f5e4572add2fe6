//! What is known about all rate buckets of one tenant.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mfadir_core::{Bucket, Clock, Gauge, Reading};

use super::{
    Purpose,
    allowance::{Allowance, Hold},
};

/// Takes the readings of one tenant and admits its requests. All directories of the tenant share one.
#[derive(Debug)]
pub struct BudgetGauge {
    clock: Arc<dyn Clock>,
    buckets: Mutex<BTreeMap<Bucket, Allowance>>,
}

impl BudgetGauge {
    /// A gauge that has read nothing yet, and so holds nobody back.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, buckets: Mutex::default() }
    }

    /// What is left of each bucket that was read, by what the provider said and what was sent since.
    pub fn readings(&self) -> Vec<Reading> {
        let now = self.clock.elapsed();
        let buckets = self.buckets();
        buckets.iter().filter_map(|(bucket, allowance)| allowance.reading(now, bucket)).collect()
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Counts a request in, or says how long to hold it.
    pub(super) fn admit(&self, bucket: &Bucket, purpose: Purpose, share: f64) -> Result<Admission<'_>, Hold> {
        let now = self.clock.elapsed();
        self.buckets().entry(bucket.clone()).or_default().admit(now, purpose, share)?;
        Ok(Admission { gauge: self, bucket: bucket.clone() })
    }

    fn buckets(&self) -> MutexGuard<'_, BTreeMap<Bucket, Allowance>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gauge for BudgetGauge {
    fn observe(&self, reading: Reading) {
        let now = self.clock.elapsed();
        self.buckets().entry(reading.bucket.clone()).or_default().observe(now, &reading);
    }
}

/// A request under way. Dropping it counts the request out, however it ended.
#[derive(Debug)]
pub(super) struct Admission<'a> {
    gauge: &'a BudgetGauge,
    bucket: Bucket,
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        if let Some(allowance) = self.gauge.buckets().get_mut(&self.bucket) {
            allowance.end();
        }
    }
}
