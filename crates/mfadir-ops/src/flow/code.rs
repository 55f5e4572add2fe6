//! Temporary codes.

use mfadir_core::{CodeRequest, Done, FactorId, FactorType, Kind, Operation, TemporaryCode};

use super::Act;
use crate::{
    apply::{About, Trail},
    once::Once,
    permit::Permit,
    tools::Tools,
};

/// Issues a temporary code. Where the answer is lost, a listed temporary code that was not there before tells that it
/// happened; the code itself is lost all the same.
pub async fn issue_code(tools: &Tools<'_>, permit: &Permit, request: &CodeRequest) -> Once<TemporaryCode> {
    let about = About { factors: Vec::new(), makes: Some(FactorType::of(Kind::TemporaryCode)) };
    let trail = |code: &TemporaryCode| Trail { request_id: code.request_id.clone(), made: Some(code.id.clone()) };
    let act = Act { tools, permit, operation: Operation::TemporaryCode, about };
    let answer = act.once(act.door().temporary_code(request), trail).await;
    act.look_back(answer, |factor| {
        *factor.kind() == Kind::TemporaryCode && permit.before.iter().all(|before| before.id != factor.id)
    })
    .await
}

/// Takes a temporary code back. One that is not there is `NotFound`.
pub async fn revoke_code(tools: &Tools<'_>, permit: &Permit, code: &FactorId) -> Once<Done> {
    let about = About { factors: vec![(code.clone(), FactorType::of(Kind::TemporaryCode))], makes: None };
    let trail = |done: &Done| Trail { request_id: done.request_id.clone(), made: None };
    let act = Act { tools, permit, operation: Operation::RevokeCode, about };
    act.once(act.door().revoke_code(code), trail).await.repeatable()
}
