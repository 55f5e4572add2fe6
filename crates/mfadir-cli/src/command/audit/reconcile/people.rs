//! What people sign in with: who acted on themselves is told by it.

use std::collections::{BTreeMap, BTreeSet};

use mfadir_core::{Event, MfaDirectory, Operation, Outcome, UserId, UserRef};

use super::ours::Ours;

/// How many people are looked up whom neither log names: one request each.
const MOST: usize = 50;

/// The logins of the people of our log, and of those whom the provider tells of beside them: it names them itself, or they
/// are looked up. Who cannot be looked up stays unknown.
pub(super) async fn logins(directory: &dyn MfaDirectory, events: &[Event], ours: &Ours) -> BTreeMap<UserId, String> {
    let own = ours.acts.iter().map(|act| (act.user.clone(), act.login.clone()));
    let named = events.iter().filter_map(|event| event.user.clone().zip(event.login.clone()));
    let mut logins: BTreeMap<UserId, String> = named.chain(own).collect();
    let told = events.iter().filter(|event| is_act(event)).filter_map(|event| event.user.as_ref());
    let unknown: BTreeSet<UserId> = told.filter(|user| !logins.contains_key(user)).cloned().collect();
    for user in unknown.into_iter().take(MOST) {
        if let Ok(found) = directory.user(&UserRef::Id(user.clone())).await {
            logins.insert(user, found.login);
        }
    }
    logins
}

/// Whether the event tells of what a desk does. Whoever signs in is not looked up.
fn is_act(event: &Event) -> bool {
    let proves =
        |operation| matches!(operation, Operation::Verify | Operation::Challenge | Operation::Poll | Operation::Cancel);
    !matches!(event.outcome, Some(Outcome::Failure | Outcome::Denied))
        && event.operation.is_some_and(|operation| !proves(operation))
}
