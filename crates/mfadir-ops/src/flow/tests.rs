//! What is sent once, what is told when its answer is lost, and what is waited for.

mod lost;
mod waits;

use std::sync::Mutex;

use async_trait::async_trait;
use futures_util::FutureExt;
use mfadir_core::{Applied, Error, ErrorKind, ManualClock, MockMfaDirectory, Operation, Result};

use crate::{
    fixture::{adas, facts, mandate, now, profile},
    guard::Guard,
    permit::{Permit, permit},
    record::{Ended, Record, Recorder},
    stopped::Stopped,
    tools::Tools,
};

/// Leave to do everything to Ada, who has her usual factors.
fn leave() -> Permit {
    let facts = facts(adas());
    permit(&facts, &[], &[], &mandate(), &Guard::default()).expect("no rule stands against it")
}

fn lost_answer() -> Error {
    Error::new(ErrorKind::Timeout, "no answer in time").with_applied(Applied::Perhaps)
}

fn directory() -> MockMfaDirectory {
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(profile(Operation::ALL));
    directory
}

/// A clock on which nobody really sleeps.
fn clock() -> ManualClock {
    ManualClock::jumping(now())
}

/// Drives what waits for nothing but the clock.
fn done<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("nothing waits")
}

/// Remembers what it was told, and refuses on wish.
#[derive(Debug, Default)]
struct Notebook {
    refuses_before: bool,
    refuses_after: bool,
    told: Mutex<Vec<(Record, Option<Ended>)>>,
}

impl Notebook {
    fn told(&self) -> Vec<(Record, Option<Ended>)> {
        self.told.lock().expect("one thread").clone()
    }

    fn note(&self, refuses: bool, record: &Record, ended: Option<&Ended>) -> Result<()> {
        if refuses {
            return Err(Error::new(ErrorKind::Unavailable, "the disk is full"));
        }
        self.told.lock().expect("one thread").push((record.clone(), ended.cloned()));
        Ok(())
    }
}

#[async_trait]
impl Recorder for Notebook {
    async fn before(&self, record: &Record) -> Result<(), Stopped> {
        Ok(self.note(self.refuses_before, record, None)?)
    }

    async fn after(&self, record: &Record, ended: &Ended) -> Result<()> {
        self.note(self.refuses_after, record, Some(ended))
    }
}

fn tools<'a>(directory: &'a MockMfaDirectory, clock: &'a ManualClock, recorder: &'a Notebook) -> Tools<'a> {
    Tools { directory, clock, recorder }
}
