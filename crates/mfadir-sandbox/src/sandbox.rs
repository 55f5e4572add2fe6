//! The whole sandbox: a tenant and a listener for each provider, one state file.

use std::{collections::BTreeMap, io, net::SocketAddr, path::PathBuf};

use mfadir_memory::Masked;
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    credential::CredentialName,
    desk::{self, PostRoom, take_mail},
    dialects::{Simulated, served},
    okta, onelogin,
    options::Options,
    persist::{StateFile, Stored, write_key},
    ready::{DeskAccess, OktaAccess, OneLoginAccess, Ready, ServiceNowAccess, TokenAccess},
    server::{Frame, Saver, bind, listen},
    tenant::Tenant,
    tenants::Tenants,
};

/// Running tenants. They are served until [`Sandbox::stop`], or until this value is dropped.
#[derive(Debug)]
pub struct Sandbox {
    tenants: Tenants,
    ready: Ready,
    saver: Saver,
    saving: JoinHandle<()>,
    listeners: Vec<JoinHandle<()>>,
    _folder: Option<TempDir>,
}

impl Sandbox {
    /// Loads or makes the state, binds the listeners and serves. It must be called within a tokio runtime.
    ///
    /// Fails where an address is not a loopback one or is taken, and where the state file cannot be used.
    pub async fn start(options: Options) -> io::Result<Self> {
        let (ports, smtp) = (ports(&options).await?, bind(options.smtp).await?);
        let file = StateFile::new(options.state.clone());
        let stored = if options.fresh { None } else { file.load()? };
        let tenants = furnished(&ports, stored, &options)?;
        let (private_key_file, folder) = private_key(&file, known_tenant(&tenants, &okta::SIMULATED))?;
        let (saver, saving) = Saver::start(file, tenants.clone())?;
        let ready = ready(&tenants, private_key_file, smtp.local_addr()?);
        let mut listeners = serve(ports, &tenants, &options, &saver);
        let tenant = known_tenant(&tenants, &desk::SIMULATED).clone();
        listeners.push(tokio::spawn(take_mail(smtp, PostRoom { tenant, saver: saver.clone() })));
        Ok(Self { tenants, ready, saver, saving, listeners, _folder: folder })
    }

    /// Where the tenants are, and what they take.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// The tenant of the Okta dialect.
    pub fn okta(&self) -> &Tenant {
        known_tenant(&self.tenants, &okta::SIMULATED)
    }

    /// The tenant of the OneLogin dialect.
    pub fn onelogin(&self) -> &Tenant {
        known_tenant(&self.tenants, &onelogin::SIMULATED)
    }

    /// The desk, with its tickets and its post.
    pub fn desk(&self) -> &Tenant {
        known_tenant(&self.tenants, &desk::SIMULATED)
    }

    /// The tenant of that provider's dialect. Nothing where the provider is not simulated.
    pub fn tenant(&self, provider: &str) -> Option<&Tenant> {
        self.tenants.of(provider)
    }

    /// Stops serving, breaks off what is being answered, and saves the state.
    pub async fn stop(self) -> io::Result<()> {
        self.listeners.iter().for_each(JoinHandle::abort);
        self.saver.finish().await
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.listeners.iter().for_each(JoinHandle::abort);
        self.saving.abort();
    }
}

/// A listener for each tenant, in the order of the list.
async fn ports(options: &Options) -> io::Result<Vec<TcpListener>> {
    let mut ports = Vec::new();
    for simulated in served() {
        ports.push(bind(options.address(simulated.name)).await?);
    }
    Ok(ports)
}

/// The tenants behind these listeners: as they were kept, or as they are in the beginning.
fn furnished(ports: &[TcpListener], mut stored: Option<Stored>, options: &Options) -> io::Result<Tenants> {
    let (mut tenants, now) = (Tenants::default(), options.clock.now());
    for (port, simulated) in ports.iter().zip(served()) {
        let kept = stored.as_mut().and_then(|stored| stored.take(simulated.name));
        let state = kept.unwrap_or_else(|| (simulated.company)(options.people, now));
        let url = format!("http://{}", port.local_addr()?);
        tenants.add(simulated, Tenant::new(url, state, options));
    }
    Ok(tenants)
}

fn serve(ports: Vec<TcpListener>, tenants: &Tenants, options: &Options, saver: &Saver) -> Vec<JoinHandle<()>> {
    let tenants = tenants.iter().map(|(_, tenant)| tenant.clone());
    let served = ports.into_iter().zip(served()).zip(tenants).map(|((port, simulated), tenant)| {
        tokio::spawn(listen(port, Frame::new(tenant, (simulated.dialect)(options), saver.clone())))
    });
    served.collect()
}

fn known_tenant<'a>(tenants: &'a Tenants, simulated: &Simulated) -> &'a Tenant {
    tenants.of(simulated.name).expect("the list of dialects has it")
}

/// Writes the application's private key beside the state, or into a folder that goes with the sandbox.
fn private_key(file: &StateFile, okta: &Tenant) -> io::Result<(PathBuf, Option<TempDir>)> {
    let (_, pem) = known(okta, CredentialName::Client);
    if let Some(path) = file.save_key(pem.reveal())? {
        return Ok((path, None));
    }
    let folder = tempfile::Builder::new().prefix("mfadir-sandbox-").tempdir()?;
    let path = folder.path().join("okta-key.pem");
    write_key(&path, pem.reveal())?;
    Ok((path, Some(folder)))
}

fn known(tenant: &Tenant, name: CredentialName) -> (String, Masked) {
    let (id, secret) = tenant.credential(name).expect("a seeded tenant has its credentials");
    (id.unwrap_or_default(), secret)
}

fn ready(tenants: &Tenants, private_key_file: PathBuf, smtp: SocketAddr) -> Ready {
    Ready {
        okta: okta_access(known_tenant(tenants, &okta::SIMULATED), private_key_file),
        onelogin: onelogin_access(known_tenant(tenants, &onelogin::SIMULATED)),
        desk: desk_access(known_tenant(tenants, &desk::SIMULATED), smtp),
        others: others(tenants),
    }
}

fn okta_access(tenant: &Tenant, private_key_file: PathBuf) -> OktaAccess {
    let token = |name| known(tenant, name).1;
    OktaAccess {
        url: tenant.url().to_owned(),
        token: token(CredentialName::Token),
        read_only_token: token(CredentialName::ReadOnlyToken),
        help_desk_token: token(CredentialName::HelpDeskToken),
        super_token: token(CredentialName::SuperToken),
        client_id: known(tenant, CredentialName::Client).0,
        private_key_file,
    }
}

fn onelogin_access(tenant: &Tenant) -> OneLoginAccess {
    let (client_id, client_secret) = known(tenant, CredentialName::Client);
    OneLoginAccess { url: tenant.url().to_owned(), client_id, client_secret }
}

fn desk_access(tenant: &Tenant, smtp: SocketAddr) -> DeskAccess {
    let (username, password) = known(tenant, CredentialName::Client);
    DeskAccess {
        servicenow: ServiceNowAccess { url: tenant.url().to_owned(), username, password },
        smtp: smtp.to_string(),
        webhook: format!("{}{}", tenant.url(), desk::HOOK),
        webhook_secret: tenant.desk().hook_secret.clone().expect("a seeded desk has its secret"),
    }
}

fn others(tenants: &Tenants) -> BTreeMap<&'static str, TokenAccess> {
    let named = [okta::SIMULATED.name, onelogin::SIMULATED.name, desk::SIMULATED.name];
    let others = tenants.iter().filter(|(provider, _)| !named.contains(provider));
    let access = |tenant: &Tenant| {
        let (_, token) = known(tenant, CredentialName::Token);
        TokenAccess { url: tenant.url().to_owned(), token }
    };
    others.map(|(provider, tenant)| (*provider, access(tenant))).collect()
}
