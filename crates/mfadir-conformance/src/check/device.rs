//! Devices that share a factor.

use mfadir_core::{FactorId, Operation, RemoveOptions, UserId};

use super::Check;
use crate::{
    able::{Able, Cannot},
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const DEVICES: &[Operation] = &[Operation::Devices];
const REMOVABLE: &[Operation] = &[Operation::Devices, Operation::Factors, Operation::Remove];

pub(super) const CHECKS: &[Check] = &[
    Check::new("devices-have-ids-of-their-own", "No device goes by the id of a factor.", DEVICES, |subject| {
        Box::pin(ids_of_their_own(subject))
    }),
    Check::new(
        "a-device-is-removed-alone",
        "One of several devices is removed and the others stay, and so do the factors that they share.",
        REMOVABLE,
        |subject| Box::pin(removed_alone(subject)),
    ),
];

async fn devices(subject: &dyn Subject, user: &UserId) -> Able<Vec<FactorId>> {
    let listed = subject.directory().devices(user).await;
    let listed = listed.map_err(|error| Cannot::because(format!("the devices cannot be listed: {error}")))?;
    Ok(listed.into_iter().map(|device| device.id).collect())
}

async fn ids_of_their_own(subject: &dyn Subject) -> Verdict {
    let mut seen = 0;
    for person in subject.cast().everybody() {
        let user = scene::id(subject, person).await?;
        let factors = scene::factors(subject, &user).await?;
        for device in subject.directory().devices(&user).await.worked("listing the devices")? {
            ensure!(factors.iter().all(|factor| factor.id != device.id), "{} is a factor, too", device.id);
            seen += 1;
        }
    }
    if seen == 0 { Err(Cannot::because("nobody in the tenant has a device").into()) } else { Ok(()) }
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn removed_alone(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let user = scene::id(subject, person).await?;
        let before = devices(subject, &user).await?;
        let [first, others @ ..] = before.as_slice() else { continue };
        if others.is_empty() {
            continue;
        }
        let factors = scene::factors(subject, &user).await?;
        let options = RemoveOptions::default();
        subject.directory().remove(&user, first, &options).await.worked("removing a device")?;
        let left = devices(subject, &user).await?;
        ensure!(left == others, "there were {before:?}, and without {first} there are {left:?}");
        let still = scene::factors(subject, &user).await?;
        ensure!(factors.len() == still.len(), "there were {factors:?}, and there are {still:?}");
        return Ok(());
    }
    Err(Cannot::because("nobody in the tenant has several devices").into())
}
