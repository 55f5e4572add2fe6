//! privacyIDEA.

mod desk;
mod fault;
mod life;
mod odd;
mod rights;
mod setup;

use futures_util::future::BoxFuture;
use mfadir_conformance::Able;
use mfadir_tests::{PRIVACYIDEA, Place, RealStage};

use crate::real::story::Story;

pub(crate) use desk::STORIES as CALLS;

pub(crate) const STORIES: &[&[Story]] = &[life::STORIES, rights::STORIES, odd::STORIES, fault::STORIES, setup::STORIES];

/// The tenants of the machine: one realm as four administrators see it, and two other realms.
const TENANTS: &[(&str, &str, &str)] = &[
    ("acme", "admin", "people-<number>"),
    ("acme-star", "root", "people-<number>"),
    ("acme-desk", "helpdesk", "people-<number>"),
    ("acme-late", "late@super", "people-<number>"),
    ("nowhere", "admin", "no-such-realm"),
    ("doubled", "admin", "doubled"),
];

fn configuration(place: Place<'_>) -> String {
    TENANTS.iter().map(|tenant| section(*tenant, place)).collect()
}

fn section((tenant, username, realm): (&str, &str, &str), place: Place<'_>) -> String {
    let (url, realm) = (place.url, realm.replace("<number>", &place.number.to_string()));
    let password = format!("{{ env = \"{}_PASSWORD\" }}", tenant.to_uppercase().replace('-', "_"));
    format!(
        "[tenant.{tenant}]\nprovider = \"privacyidea\"\npolicy = \"open\"\nurl = \"{url}\"\nrealm = \"{realm}\"\n\
         auth = {{ username = \"{username}\", password = {password} }}\n\n"
    )
}

/// The machine, with everybody's password in the environment.
fn stage() -> BoxFuture<'static, Able<RealStage>> {
    Box::pin(async {
        let stage = RealStage::new(&PRIVACYIDEA, configuration).await?;
        let stage = stage.with("ACME_PASSWORD", "admin-pw").with("ACME_STAR_PASSWORD", "root-pw");
        let stage = stage.with("ACME_DESK_PASSWORD", "helpdesk-pw").with("ACME_LATE_PASSWORD", "late-pw");
        Ok(stage.with("NOWHERE_PASSWORD", "admin-pw").with("DOUBLED_PASSWORD", "admin-pw"))
    })
}

/// The serial number of a token of the seed, in the tenant of the stage.
fn serial(stage: &RealStage, seeded: &str) -> String {
    format!("{seeded}-{}", stage.subject().place().number)
}
