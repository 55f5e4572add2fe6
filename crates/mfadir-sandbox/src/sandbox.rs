//! The whole sandbox: two tenants, two listeners, one state file.

use std::{io, net::SocketAddr, path::PathBuf};

use mfadir_memory::Masked;
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    credential::CredentialName,
    dialect::Dialect,
    okta::Okta,
    onelogin::OneLogin,
    options::Options,
    persist::{StateFile, Stored, StoredTenant, write_key},
    ready::{OktaAccess, OneLoginAccess, Ready},
    seed,
    server::{Frame, Saver, bind, listen},
    tenant::Tenant,
};

/// Running tenants. They are served until [`Sandbox::stop`], or until this value is dropped.
#[derive(Debug)]
pub struct Sandbox {
    okta: Tenant,
    onelogin: Tenant,
    ready: Ready,
    saver: Saver,
    saving: JoinHandle<()>,
    listeners: [JoinHandle<()>; 2],
    _folder: Option<TempDir>,
}

impl Sandbox {
    /// Loads or makes the state, binds the listeners and serves. It must be called within a tokio runtime.
    ///
    /// Fails where an address is not a loopback one or is taken, and where the state file cannot be used.
    pub async fn start(options: Options) -> io::Result<Self> {
        let (okta_port, onelogin_port) = (bind(options.okta).await?, bind(options.onelogin).await?);
        let file = StateFile::new(options.state.clone());
        let stored = if options.fresh { None } else { file.load()? };
        let stored = stored.unwrap_or_else(|| seed::company(options.people, options.clock.now()));
        let okta = tenant(&okta_port, stored.okta, &options)?;
        let onelogin = tenant(&onelogin_port, stored.onelogin, &options)?;
        let (private_key_file, folder) = private_key(&file, &okta)?;
        let (saver, saving) = Saver::start(file, okta.clone(), onelogin.clone())?;
        let listeners = [
            serve(okta_port, okta.clone(), Okta, &saver),
            serve(onelogin_port, onelogin.clone(), OneLogin::new(options.onelogin_shapes), &saver),
        ];
        let ready = ready(&okta, &onelogin, private_key_file);
        Ok(Self { okta, onelogin, ready, saver, saving, listeners, _folder: folder })
    }

    /// Where the tenants are, and what they take.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// The tenant of the Okta dialect.
    pub fn okta(&self) -> &Tenant {
        &self.okta
    }

    /// The tenant of the OneLogin dialect.
    pub fn onelogin(&self) -> &Tenant {
        &self.onelogin
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

fn tenant(listener: &TcpListener, stored: StoredTenant, options: &Options) -> io::Result<Tenant> {
    let url = origin(listener.local_addr()?);
    Ok(Tenant::new(url, stored, options))
}

fn origin(address: SocketAddr) -> String {
    format!("http://{address}")
}

fn serve(listener: TcpListener, tenant: Tenant, dialect: impl Dialect, saver: &Saver) -> JoinHandle<()> {
    tokio::spawn(listen(listener, Frame::new(tenant, dialect, saver.clone())))
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

fn ready(okta: &Tenant, onelogin: &Tenant, private_key_file: PathBuf) -> Ready {
    let token = |name| known(okta, name).1;
    let (client_id, client_secret) = known(onelogin, CredentialName::Client);
    Ready {
        okta: OktaAccess {
            url: okta.url().to_owned(),
            token: token(CredentialName::Token),
            read_only_token: token(CredentialName::ReadOnlyToken),
            help_desk_token: token(CredentialName::HelpDeskToken),
            super_token: token(CredentialName::SuperToken),
            client_id: known(okta, CredentialName::Client).0,
            private_key_file,
        },
        onelogin: OneLoginAccess { url: onelogin.url().to_owned(), client_id, client_secret },
    }
}

impl Stored {
    /// What the two tenants are now.
    pub(crate) fn of(okta: &Tenant, onelogin: &Tenant) -> Self {
        Self::new(okta.stored(), onelogin.stored())
    }
}
