//! What a configuration may say.

use mfadir_keystone::Config;

const URL: &str = "url = \"https://identity.acme.example:5000\"\ndomain = \"acme\"\n";

fn config(auth: &str) -> Result<Config, String> {
    toml::from_str(&format!("{URL}auth = {{ {auth} }}")).map_err(|error| error.to_string())
}

#[test]
fn the_keys_are_url_domain_and_auth() {
    let short = config("username = \"mfadir\", password = { env = \"P\" }").expect("a configuration");
    assert_eq!((short.domain.as_str(), short.auth.user_domain, short.auth.project), ("acme", None, None));
    let long = "username = \"admin\", user_domain = \"Default\", project = \"admin\", password = { env = \"P\" }";
    assert_eq!(config(long).expect("a configuration").auth.project.as_deref(), Some("admin"));
}

#[test]
fn a_typo_is_told_with_its_place() {
    let error = config("username = \"mfadir\", pasword = { env = \"P\" }").expect_err("a typo");
    assert!(error.contains("line 3") && error.contains("`pasword`") && error.contains("`password`"), "{error}");
}
