//! What the tests across all crates share: subjects of the conformance kit, wrong directories, and a stage for the
//! command.

mod clock;
mod memory;
mod runtime;
mod sabotage;
mod sandboxed;
mod setting;
mod stack;
mod stage;
mod wire;

pub use clock::SteadyClock;
pub use memory::{MemorySubject, company};
pub use runtime::block_on;
pub use sabotage::{ALL as SABOTEURS, Saboteur};
pub use sandboxed::{Pace, Provider, SandboxSubject};
pub use setting::Setting;
pub use stage::{Stage, Told};
