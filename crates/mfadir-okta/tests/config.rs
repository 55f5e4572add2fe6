//! What a configuration may say.

use mfadir_okta::{Auth, Config, Engine};

fn config(text: &str) -> Result<Config, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn the_keys_are_url_auth_and_engine() {
    let auth = r#"auth = { api_token = { env = "TOKEN" } }"#;
    let idx = config(&format!("url = \"https://acme.okta.com\"\n{auth}")).expect("a configuration");
    assert_eq!((idx.url.to_string().as_str(), idx.engine), ("https://acme.okta.com", Engine::Idx));
    let v1 = config(&format!("url = \"https://acme.okta.com\"\nengine = \"v1\"\n{auth}")).expect("a configuration");
    assert_eq!(v1.engine, Engine::V1);
}

#[test]
fn a_typo_is_told_with_its_place() {
    let error =
        config("url = \"https://acme.okta.com\"\nauth = { api_tokn = { env = \"TOKEN\" } }").expect_err("a typo");
    assert!(error.contains("line 2") && error.contains("api_tokn") && error.contains("api_token"), "{error}");
}

#[test]
fn an_address_that_would_be_unsafe_or_lost_is_told_with_its_place() {
    for (url, says) in
        [("http://acme.okta.com", "https://"), ("https://acme.okta.com/api/v1", "write https://acme.okta.com")]
    {
        let error = config(&format!("auth = {{ api_token = {{ env = \"T\" }} }}\nurl = \"{url}\"")).expect_err(url);
        assert!(error.contains("line 2") && error.contains(says), "{error}");
    }
}

#[test]
fn a_value_in_place_of_its_source_is_refused() {
    let error =
        config("url = \"https://acme.okta.com\"\nauth = { api_token = { value = \"canary\" } }").expect_err("a value");
    assert!(error.contains("unknown variant"), "{error}");
}

#[test]
fn a_service_app_has_keys_of_its_own() {
    let app = r#"client_id = "0oa1", private_key = { file = "key.pem" }, key_id = "k1", dpop = true, scopes = ["a"]"#;
    let read = config(&format!("url = \"https://acme.okta.com\"\nauth = {{ {app} }}")).expect("a configuration");
    let Auth::ServiceApp(app) = read.auth else { panic!("a service app: {:?}", read.auth) };
    assert_eq!((app.client_id.as_str(), app.key_id.as_deref(), app.dpop), ("0oa1", Some("k1"), Some(true)));
    assert_eq!(app.scopes, ["a"]);
}

#[test]
fn half_a_credential_and_two_of_them_are_told_with_their_place() {
    for (auth, says) in [
        ("{}", "either `api_token` is needed, or `client_id` and `private_key`"),
        (r#"{ client_id = "0oa1" }"#, "both `client_id` and `private_key`"),
        (r#"{ client_id = "0oa1", api_token = { env = "T" } }"#, "`api_token` stands alone"),
        (r#"{ dpop = true, api_token = { env = "T" } }"#, "`api_token` stands alone"),
        (r#"{ client_id = "0oa1", private_kee = { env = "T" } }"#, "unknown field `private_kee`"),
    ] {
        let error = config(&format!("url = \"https://acme.okta.com\"\nauth = {auth}")).expect_err(auth);
        assert!(error.contains("line 2") && error.contains(says), "{error}");
    }
}
