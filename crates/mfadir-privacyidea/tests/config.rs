//! The settings as a configuration file has them.

use mfadir_core::{ErrorKind, SecretSource};
use mfadir_http::testing::{clock, environment};
use mfadir_privacyidea::{Config, connect};

#[test]
fn a_tenant_is_read_and_a_typo_is_not() {
    let tenant = "url = \"https://mfa.acme.example\"\nrealm = \"people\"\n";
    let auth = "auth = { username = \"mfadir\", password = { env = \"ACME\" } }\n";
    let config: Config = toml::from_str(&format!("{tenant}{auth}")).expect("a tenant");
    assert_eq!((config.realm.as_str(), config.auth.username.as_str()), ("people", "mfadir"));
    for wrong in [
        tenant.to_owned(),
        format!("{tenant}{auth}relam = \"x\""),
        auth.to_owned(),
        format!("{tenant}auth = {{ username = \"mfadir\", password = \"plain\" }}"),
        format!("{}{auth}", tenant.replace("https", "http")),
    ] {
        toml::from_str::<Config>(&wrong).expect_err(&wrong);
    }
}

#[test]
fn what_would_mean_several_realms_or_any_is_none() {
    for realm in ["", "*", "people,guests", "people ", "a/b", "ä"] {
        let password = SecretSource::Env("UNUSED".to_owned());
        let config = Config::new("https://mfa.acme.example", realm, "mfadir", password).expect("a configuration");
        let error = connect(config, environment("canary", clock())).expect_err(realm);
        assert_eq!(error.kind(), ErrorKind::Invalid, "{realm}");
    }
}
