//! Staying within what the provider allows, and leaving some of it to the tenant's own sign-ins.

mod allowance;
mod gauge;

pub use gauge::BudgetGauge;

use std::{sync::Arc, time::Duration};

use mfadir_core::{Around, Attempt, Bucket, Call, Error, ErrorKind, Result, Retry};

use crate::{
    budget::{allowance::Hold, gauge::Admission},
    patience::{Patience, Waiting},
};

/// What the requests are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// One person waits for the answer: the reserve may be used.
    Person,
    /// Many people are worked through: requests are spread over the window and the reserve is left alone.
    Job,
}

/// Admits a request only where the provider's last readings leave room for it, counting those that are under way.
///
/// Who must wait tells [`Patience::notice`]; a wait longer than [`Patience::longest`] is `Throttled` with the time that
/// was missing, and no request is sent.
#[derive(Debug)]
pub struct Budget {
    gauge: Arc<BudgetGauge>,
    purpose: Purpose,
    patience: Patience,
}

impl Budget {
    /// Admits from `gauge`, which all directories of the tenant share.
    pub fn new(gauge: Arc<BudgetGauge>, purpose: Purpose, patience: Patience) -> Self {
        Self { gauge, purpose, patience }
    }

    async fn admission(&self, call: Call<'_>, bucket: &Bucket) -> Result<Admission<'_>> {
        let clock = self.gauge.clock();
        let begun = clock.elapsed();
        loop {
            match self.gauge.admit(bucket, self.purpose, call.profile.budget_share) {
                Ok(admission) => return Ok(admission),
                Err(hold) => self.wait(call, clock.elapsed().saturating_sub(begun), hold).await?,
            }
        }
    }

    async fn wait(&self, call: Call<'_>, spent: Duration, hold: Hold) -> Result<()> {
        if !self.patience.allows(spent, hold.pause) {
            return Err(throttled(call, hold));
        }
        let tenant = call.profile.tenant.clone();
        let wait = Waiting { tenant, operation: call.operation, why: hold.why, for_how_long: hold.pause };
        self.patience.wait(self.gauge.clock(), wait).await;
        Ok(())
    }
}

impl Around for Budget {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let Some(bucket) = call.profile.capabilities.bucket(call.operation) else { return attempt().await };
        let _admission = self.admission(call, bucket).await?;
        attempt().await
    }
}

fn throttled(call: Call<'_>, hold: Hold) -> Error {
    Error::new(ErrorKind::Throttled, format!("{}, and nothing was sent", hold.why))
        .with_operation(call.operation)
        .with_tenant(call.profile.tenant.clone())
        .with_retry(Retry::After(hold.pause))
        .with_hint(format!("wait {} more seconds, or allow a longer wait", hold.pause.as_secs().max(1)))
}
