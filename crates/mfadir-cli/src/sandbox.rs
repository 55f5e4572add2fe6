//! The demo tenants: a running `sandbox serve`, or a sandbox that lives for one command. Its state stays.

mod house;
mod tenants;

pub(crate) use house::{House, Served};
pub(crate) use tenants::{TENANTS, unserved};

use std::{fs::File, sync::Arc, time::Duration};

use mfadir::{Config, Tenant};
use mfadir_core::Clock;
use mfadir_sandbox::{Options, Sandbox};
use serde_json::Value;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    state::StateFolder,
};

/// How often, and how many times, a command looks whether another one is done with the sandbox.
const LOOK_AGAIN: (Duration, usize) = (Duration::from_millis(50), 200);

/// The demo tenants, ready to be connected to.
#[derive(Debug)]
pub(crate) struct Demo {
    ready: Value,
    config: Config,
    own: Option<(Sandbox, File)>,
}

impl Demo {
    /// Uses the sandbox that is served, or starts one until [`Demo::close`].
    pub(crate) async fn open(state: &StateFolder, clock: &Arc<dyn Clock>) -> Outcome<Self> {
        let house = House::of(state)?;
        let (pause, times) = LOOK_AGAIN;
        for _ in 0..times {
            match house.enter()? {
                Served::Here(lock) => return Self::start(&house, lock, clock).await,
                Served::Elsewhere(ready) => return Self::of(&house, ready, None),
                Served::Busy => clock.sleep(pause).await,
            }
        }
        let failure = Failure::new(Exit::Failed, "another command uses the demo tenants, and does not end");
        Err(failure.with_hint("`mfadir sandbox serve` lets several commands share them"))
    }

    async fn start(house: &House, lock: File, clock: &Arc<dyn Clock>) -> Outcome<Self> {
        let options = Options { state: Some(house.state_file()), ..Options::new(clock.clone()) };
        let sandbox = Sandbox::start(options).await.map_err(|error| broken(&error))?;
        let ready = serde_json::to_value(sandbox.ready()).unwrap_or_default();
        Self::of(house, ready, Some((sandbox, lock)))
    }

    fn of(house: &House, ready: Value, own: Option<(Sandbox, File)>) -> Outcome<Self> {
        let config = tenants::config(house.folder(), &ready)?;
        Ok(Self { ready, config, own })
    }

    /// Whether it was started for this command, and ends with it.
    pub(crate) fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// A demo tenant by name.
    pub(crate) fn tenant(&self, name: &str) -> Outcome<Tenant> {
        Ok(self.config.tenant(name)?.clone())
    }

    /// Where each provider's dialect listens, by provider, and where the desk's ticket system does, as `desk`.
    pub(crate) fn addresses<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let providers = self.ready.as_object().into_iter().flatten();
        let url = |access: &'a Value| access.get("url").or_else(|| access.pointer("/servicenow/url"))?.as_str();
        providers.filter_map(move |(provider, access)| Some((provider.as_str(), url(access)?)))
    }

    /// Stops the sandbox that was started, which saves its state.
    pub(crate) async fn close(self) -> Outcome<()> {
        match self.own {
            Some((sandbox, _lock)) => sandbox.stop().await.map_err(|error| broken(&error)),
            None => Ok(()),
        }
    }
}

/// The sandbox does not work.
pub(crate) fn broken(error: &std::io::Error) -> Failure {
    let failure = Failure::new(Exit::Failed, format!("the sandbox: {error}"));
    failure.with_hint("`mfadir sandbox restore` starts over")
}
