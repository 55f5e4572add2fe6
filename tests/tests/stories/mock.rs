//! Every request of a backend, sent to a mock that is made from the vendor's own API document and judges it.

use std::{env, sync::Arc};

use mfadir::{Config, ConnectOptions, Patience, SystemSecrets};
use mfadir_core::{
    Asked, ChallengeRequest, CodeRequest, EnrollRequest, EnrollWith, FactorType, Kind, MfaDirectory, PageRequest, Proof,
};
use mfadir_tests::block_on;

/// Where the mock listens.
const MOCK: &str = "MFADIR_ONELOGIN_MOCK";
const USER: &str = "123";
const DEVICE: &str = "456";

fn connect(api: &str, url: &str) -> Arc<dyn MfaDirectory> {
    let auth = "{ client_id = \"client\", client_secret = { env = \"MOCK_SECRET\" } }";
    let text = format!("[tenant.mock]\nprovider = \"onelogin\"\nurl = \"{url}\"\napi = \"{api}\"\nauth = {auth}\n");
    let config = Config::parse(&text, std::path::Path::new("mock.toml")).expect("a configuration");
    let secrets = SystemSecrets::new([("MOCK_SECRET", "secret")].into_iter().collect());
    let patience = Patience::silent(std::time::Duration::ZERO);
    let options = ConnectOptions { secrets: Arc::new(secrets), patience, ..ConnectOptions::default() };
    mfadir::connect(config.tenant("mock").expect("the tenant"), &options).expect("no request is sent yet").write
}

/// Listing people is left out: the mock breaks down over its own example of the answer. What comes back are examples that may make no sense; the mock says what it has against the requests.
#[expect(clippy::disallowed_methods, reason = "the mock is made for this")]
async fn everything(directory: &dyn MfaDirectory) {
    let (user, device) = (USER.into(), DEVICE.into());
    let code = Proof::Code("123456".into());
    let _ = directory.factors(&user).await;
    let _ = directory.available_factors(&user).await;
    for kind in [Kind::Sms, Kind::Totp, Kind::Push] {
        let request = EnrollRequest { with: EnrollWith::Nothing, ..EnrollRequest::new(FactorType::of(kind)) };
        if let Ok(enrollment) = directory.enroll(&user, &request).await {
            let _ = directory.poll_enrollment(&user, &enrollment.handle).await;
            let _ = directory.activate(&user, &enrollment.handle, &code).await;
        }
    }
    if let Ok(challenge) = directory.challenge(&user, &device, &ChallengeRequest::default()).await {
        let _ = directory.poll(&user, &challenge.handle).await;
        let _ = directory.verify(&user, &Asked::Challenge(challenge.handle), &code).await;
    }
    let _ = directory.verify(&user, &Asked::Factor(device.clone()), &code).await;
    let hour = CodeRequest { lifetime: std::time::Duration::from_hours(1), reusable: false };
    let _ = directory.temporary_code(&user, &hour).await;
    let _ = directory.remove(&user, &device, &mfadir_core::RemoveOptions::default()).await;
    let _ = directory.end_sessions(&user, &mfadir_core::SessionOptions::default()).await;
    let _ = directory.events(&mfadir_core::EventQuery::default(), &PageRequest::default()).await;
}

#[test]
#[ignore = "needs a mock of the vendor's API document; `cargo xtask strangers` starts one"]
fn every_request_is_sent_to_a_mock() {
    let url = env::var(MOCK).expect("the mock's address");
    block_on(async {
        for api in ["v1", "v2"] {
            everything(&*connect(api, &url)).await;
        }
    });
}
