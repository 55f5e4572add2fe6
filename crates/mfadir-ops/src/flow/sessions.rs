//! Signing somebody out everywhere.

use mfadir_core::{Done, Operation, SessionOptions};

use super::Act;
use crate::{
    apply::{About, Trail},
    once::Once,
    permit::Permit,
    tools::Tools,
};

/// Ends the person's sessions.
pub async fn end_sessions(tools: &Tools<'_>, permit: &Permit, options: &SessionOptions) -> Once<Done> {
    let trail = |done: &Done| Trail { request_id: done.request_id.clone(), made: None };
    let act = Act { tools, permit, operation: Operation::EndSessions, about: About::default() };
    act.once(act.door().end_sessions(options), trail).await.repeatable()
}
