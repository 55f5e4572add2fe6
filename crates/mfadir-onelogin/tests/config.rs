//! What a configuration may say.

use mfadir_onelogin::{Api, Config};

fn config(text: &str) -> Result<Config, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn the_keys_are_url_auth_and_api() {
    let auth = r#"auth = { client_id = "c", client_secret = { command = ["pass", "acme"] } }"#;
    let v1 = config(&format!("url = \"https://acme.onelogin.com\"\n{auth}")).expect("a configuration");
    assert_eq!((v1.url.to_string().as_str(), v1.api), ("https://acme.onelogin.com", Api::V1));
    let v2 = config(&format!("url = \"https://acme.onelogin.com\"\napi = \"v2\"\n{auth}")).expect("a configuration");
    assert_eq!(v2.api, Api::V2);
}

#[test]
fn a_typo_is_told_with_its_place() {
    let auth = r#"auth = { client_id = "c", client_secret = { env = "S" } }"#;
    let error = config(&format!("url = \"https://acme.onelogin.com\"\n{auth}\nap = \"v2\"")).expect_err("a typo");
    assert!(error.contains("line 3") && error.contains("`ap`") && error.contains("`api`"), "{error}");
    let error = config(&format!("url = \"https://acme.onelogin.com\"\n{auth}\napi = \"v3\"")).expect_err("no version");
    assert!(error.contains("line 3") && error.contains("v2"), "{error}");
}
