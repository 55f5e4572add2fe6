//! How a sandbox is started.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use mfadir_core::Clock;

use crate::{
    desk, okta,
    onelogin::{self, OneLoginShapes},
    switches::Switches,
};

/// How many numbered people there are unless somebody says otherwise.
const PEOPLE: usize = 300;

/// A free port of this machine.
const ANYWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// What the sandbox shall be.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the Okta dialect listens: a loopback address; port 0 takes a free one.
    pub okta: SocketAddr,
    /// Where the OneLogin dialect listens.
    pub onelogin: SocketAddr,
    /// Where the desk's ticket system and its receiver of webhooks listen.
    pub desk: SocketAddr,
    /// Where the desk takes mail.
    pub smtp: SocketAddr,
    /// How many `personNNNN@example.com` there are beside the named people. A stored state keeps its own.
    pub people: usize,
    /// How many requests each rate bucket allows in its window, in place of the provider's own figures.
    pub rate_limit: Option<u64>,
    /// The file that the state is loaded from, if it is there, and saved to.
    pub state: Option<PathBuf>,
    /// Whether a stored state is thrown away.
    pub fresh: bool,
    /// How the tenants behave where there is a choice.
    pub switches: Switches,
    /// What the OneLogin dialect answers where documents and live tenants disagree.
    pub onelogin_shapes: OneLoginShapes,
    /// Where time comes from; each tenant can be moved ahead of it.
    pub clock: Arc<dyn Clock>,
}

impl Options {
    /// Free ports on 127.0.0.1, the usual company, nothing stored.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            okta: ANYWHERE,
            onelogin: ANYWHERE,
            desk: ANYWHERE,
            smtp: ANYWHERE,
            people: PEOPLE,
            rate_limit: None,
            state: None,
            fresh: false,
            switches: Switches::default(),
            onelogin_shapes: OneLoginShapes::default(),
            clock,
        }
    }

    /// Where the dialect of that name listens.
    pub(crate) fn address(&self, dialect: &str) -> SocketAddr {
        let chosen = [
            (okta::SIMULATED.name, self.okta),
            (onelogin::SIMULATED.name, self.onelogin),
            (desk::SIMULATED.name, self.desk),
        ];
        chosen.iter().find(|(name, _)| *name == dialect).map_or(ANYWHERE, |(_, address)| *address)
    }
}
