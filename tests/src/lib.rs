//! What the tests across all crates share: subjects of the conformance kit, wrong directories, and a stage for the
//! command.

mod clock;
mod document;
mod memory;
mod real;
mod recorder;
mod runtime;
mod sabotage;
mod sandboxed;
mod setting;
mod stack;
mod stage;
mod subjects;
mod wire;

pub use clock::SteadyClock;
pub use document::Document;
pub use memory::{MemorySubject, company};
pub use real::{Answer, Damage, Fault, HastyClock, Place, Proxy, RealProvider, RealStage, RealSubject, Seen};
pub use recorder::{Recorder, Sent};
pub use runtime::block_on;
pub use sabotage::{ALL as SABOTEURS, Saboteur};
pub use sandboxed::{Pace, Provider, SandboxSubject};
pub use setting::Setting;
pub use stage::{Stage, Told};
pub use subjects::{OKTA, OKTA_SERVICE, ONELOGIN_V1, ONELOGIN_V2, PRIVACYIDEA, SUBJECTS, Starting, Tested, Trialled};
