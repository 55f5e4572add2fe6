//! Backends over real servers of this machine.

mod clock;
mod mishap;
mod proxy;
mod server;
mod stage;
mod subject;
mod tenant;
mod way;

pub use clock::HastyClock;
pub use proxy::{Answer, Damage, Fault, Proxy, Seen};
pub use stage::RealStage;
pub use subject::RealSubject;
pub(crate) use subject::start;
use tenant::Tenant;
pub use way::{Place, RealProvider};
