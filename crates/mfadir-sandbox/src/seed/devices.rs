//! The devices behind a person's factors.

use mfadir_core::{FactorStatus, Kind};
use mfadir_memory::{Device, EnrolledFactor, Person, Rules};

/// Who has the app on a second device.
const ON_TWO: &str = "kai@example.com";
const TABLET: &str = "pfd7Wq2Xn8LzRtY0m5d7";

/// One device for each family that lives on devices and has an active factor. Its id is that of the factor in another
/// dress, so that it is the same whenever the company is made.
pub(super) fn devices(person: &Person, rules: &Rules) -> Vec<Device> {
    let families = rules.device_families.iter();
    let mut devices: Vec<Device> = families.filter_map(|family| carrier(person, family)).collect();
    if person.login == ON_TWO {
        devices.extend(devices.first().cloned().map(tablet));
    }
    devices
}

fn carrier(person: &Person, family: &str) -> Option<Device> {
    let belongs = |factor: &&EnrolledFactor| {
        let named = factor.family.as_ref().is_some_and(|own| own.name == family);
        named && factor.status == FactorStatus::Active
    };
    let factor = person.factors.iter().find(belongs)?;
    let label = if factor.kind == Kind::Push { factor.label.clone() } else { None };
    Some(Device {
        id: format!("pfd{}", factor.id.as_str().get(3..)?).into(),
        family: family.to_owned(),
        label: label.or_else(|| Some(format!("{}'s phone", person.first_name))),
        created: factor.created,
        detail: factor.detail.clone(),
    })
}

fn tablet(phone: Device) -> Device {
    let label = phone.label.map(|label| label.replace("phone", "tablet"));
    Device { id: TABLET.into(), label, ..phone }
}
