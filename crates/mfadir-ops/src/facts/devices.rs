//! The devices behind a factor that several devices share.

use mfadir_core::{Factor, MfaDirectory, Operation};

use super::{Facts, Listing};
use crate::{error::Result, selector::FactorSelector};

impl Facts {
    /// The same with the devices, where a selector names an id that is none of the listed factors and the provider
    /// tells devices apart: one request more. Otherwise nothing is asked.
    pub async fn with_devices(mut self, directory: &dyn MfaDirectory, selectors: &[FactorSelector]) -> Result<Self> {
        let is_unknown = |selector: &FactorSelector| selector.id().is_some_and(|id| self.factor(id).is_none());
        let offered = directory.profile().capabilities.offers(Operation::Devices);
        if offered && self.listing == Listing::Shown && selectors.iter().any(is_unknown) {
            self.devices = directory.devices(&self.user.id).await?;
        }
        Ok(self)
    }

    /// Everything that a removal can name: the factors, and the devices where they were read. A factor that devices
    /// share goes with the last one of its type.
    pub(crate) fn removable(&self) -> Vec<Factor> {
        let mut all = self.factors.clone();
        for device in &self.devices {
            let mut device = device.clone();
            let twins = self.devices.iter().filter(|other| other.factor_type == device.factor_type);
            if twins.count() == 1 {
                let shared = self.factors.iter().filter(|factor| factor.factor_type == device.factor_type);
                device.removal_takes.extend(shared.map(|factor| factor.id.clone()));
            }
            all.push(device);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{Error, ErrorKind, Factor, MockMfaDirectory, Operation};

    use crate::{
        facts::Facts,
        fixture::{adas, factor, facts, profile, selectors},
    };

    fn with_devices(directory: &MockMfaDirectory, remove: &[&str]) -> Facts {
        let remove = selectors(remove);
        facts(adas()).with_devices(directory, &remove).now_or_never().expect("nothing waits").expect("facts")
    }

    #[test]
    fn devices_are_read_only_where_an_id_is_none_of_the_factors() {
        let mut directory = MockMfaDirectory::new();
        directory.expect_profile().return_const(profile(&[Operation::Devices]));
        directory.expect_devices().times(1).return_once(|_| Ok(vec![factor("dev/1", "push@okta")]));
        assert!(with_devices(&directory, &["push", "id:t1", "dev/1"]).devices.is_empty());
        assert_eq!(with_devices(&directory, &["id:dev/1"]).devices.len(), 1);
    }

    #[test]
    fn the_last_device_takes_the_factor_that_it_is_behind() {
        let device = |id: &str| factor(id, "push@okta");
        let takes = |devices: Vec<Factor>| {
            let all = Facts { devices, ..facts(adas()) }.removable();
            all.last().map(|device| device.removal_takes.clone()).unwrap_or_default()
        };
        assert_eq!(takes(vec![device("dev/1")]), ["p1".into()]);
        assert!(takes(vec![device("dev/1"), device("dev/2")]).is_empty());
    }

    #[test]
    fn a_provider_that_tells_no_devices_apart_is_not_asked() {
        let mut directory = MockMfaDirectory::new();
        directory.expect_profile().return_const(profile(&[]));
        directory.expect_devices().returning(|_| Err(Error::new(ErrorKind::Unsupported, "no")));
        assert!(with_devices(&directory, &["id:dev/1"]).devices.is_empty());
    }
}
