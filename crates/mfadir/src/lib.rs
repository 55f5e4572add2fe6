//! The front door of `mfadir`: from a tenant's configuration to a ready directory, whoever the provider is.
//!
//! ```no_run
//! use mfadir::{Config, ConnectOptions, Places, UserRef};
//!
//! # async fn list() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config::load(&Places::of_process())?;
//! let directory = mfadir::connect(config.tenant("acme")?, &ConnectOptions::default())?.read;
//! let ada = directory.user(&UserRef::Login("ada@example.com".into())).await?;
//! for factor in directory.factors(&ada.id).await? {
//!     println!("{} {}", factor.factor_type, factor.status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`Config`] reads tenants from files, [`connect()`] puts the layers around a backend: `read` refuses every write,
//! `write` does not. Connecting sends nothing.

mod clock;
mod config;
mod connect;
mod desk;
pub mod registry;
mod secrets;
mod suggest;

pub use clock::SystemClock;
pub use config::{
    Came, Config, ConfigError, DeskConfig, Notices, Place, Places, Sealed, Tenant, TicketsConfig, Untaken, duration,
    rule_text, tenant_name,
};
pub use connect::{ConnectOptions, Connection, connect};
pub use desk::{
    AuditRecorder, DeskFolders, DeskOptions, KeyStore, LeftBehind, LocalDesk, Resolution, TenantIdentity, resolve_open,
};
pub use mfadir_core::{
    Error, ErrorKind, Factor, FactorType, Kind, MfaDirectory, MfaDirectoryExt, PageRequest, Result, SecretReader,
    SecretSource, TenantName, User, UserId, UserQuery, UserRef,
};
pub use mfadir_layers::{BudgetGauge, Notice, Patience, Purpose, Silent, Waiting, Why};
pub use secrets::{Keyring, SystemKeyring, SystemSecrets, Variables};
pub use suggest::closest;
