//! Configurations as people write them, good and bad.

use std::{fs, time::Duration};

use super::{Config, ConfigError, Places};

const ACME: &str = r#"
[tenant.acme]
provider = "okta"
url = "https://acme.okta.com"
auth = { api_token = { env = "ACME_TOKEN" } }
"#;

fn parse(text: &str) -> Config {
    Config::parse(text, "c.toml").expect("sections that are in order")
}

/// What is wrong with the tenant `acme` of the text, or with the whole text: sentence and hint.
fn wrong(text: &str) -> (String, String) {
    let error = match Config::parse(text, "c.toml") {
        Ok(config) => config.tenant("acme").err(),
        Err(error) => Some(error),
    };
    let error = error.expect("something wrong");
    (error.to_string(), error.hint().unwrap_or_default().to_owned())
}

#[test]
fn a_good_tenant_has_what_the_file_says() {
    let text = format!(
        "{ACME}tags = [\"eu\"]\ntimeout = \"5s\"\n[defaults]\nwait = \"2m\"\ntimeout = \"9s\"\noutput = \"json\""
    );
    let config = parse(&text);
    let acme = config.tenant("acme").expect("good");
    assert_eq!(acme.provider.name, "okta");
    assert_eq!(acme.tags, ["eu"]);
    assert_eq!(acme.timeout, Some(Duration::from_secs(5)));
    assert_eq!(acme.wait, Some(Duration::from_mins(2)));
    assert_eq!(acme.setting("auth.api_token"), Some("from the environment variable ACME_TOKEN"));
    assert_eq!(config.place("acme").expect("a place").to_string(), "c.toml:2:9");
    assert_eq!(config.output(), Some("json"));
}

#[test]
fn broken_syntax_has_a_place() {
    let (error, _) = wrong("[tenant.acme]\nprovider = okta\n");
    assert!(error.starts_with("c.toml:2:12: "), "{error}");
}

#[test]
fn a_mistyped_key_of_the_provider_has_a_place_and_a_suggestion() {
    let (error, hint) = wrong(&ACME.replace("url", "urll"));
    assert!(error.starts_with("c.toml:4:1: unknown key `urll`, expected one of `url`, `auth`"), "{error}");
    assert_eq!(hint, "did you mean `url`?");
}

#[test]
fn a_mistyped_key_of_ours_is_suggested_among_the_providers() {
    let (error, hint) = wrong(&format!("{ACME}tgas = []"));
    assert!(error.starts_with("c.toml:6:1: unknown key `tgas`"), "{error}");
    assert_eq!(hint, "did you mean `tags`?");
}

#[test]
fn a_nested_key_has_its_own_place() {
    let (error, hint) = wrong(&ACME.replace("api_token", "api_tokn"));
    assert!(error.starts_with("c.toml:5:10: unknown key `api_tokn`"), "{error}");
    assert_eq!(hint, "did you mean `api_token`?");
}

#[test]
fn a_missing_key_points_to_the_tenant() {
    let (error, _) = wrong("\n[tenant.acme]\nprovider = \"okta\"\n");
    assert_eq!(error, "c.toml:2:9: the key `url` is missing");
    let (error, _) = wrong("[tenant.acme]\nurl = \"https://acme.okta.com\"\n");
    assert_eq!(error, "c.toml:1:9: the key `provider` is missing");
}

#[test]
fn a_wrong_type_says_what_was_expected() {
    let (error, _) = wrong(&format!("{ACME}tags = \"eu\""));
    assert_eq!(error, "c.toml:6:8: expected a sequence, found string");
    let (error, _) = wrong(&format!("{ACME}timeout = \"30\""));
    assert_eq!(error, "c.toml:6:11: `30` is not a length of time, expected one like `30s` or `2m`");
}

#[test]
fn what_a_backend_says_to_do_is_the_hint() {
    let (error, hint) = wrong(&ACME.replace("https://acme", "http://acme"));
    assert!(error.starts_with("c.toml:4:7: plain http would show the credential"), "{error}");
    assert!(hint.starts_with("write https://"), "{hint}");
}

#[test]
fn a_literal_secret_is_refused_and_not_repeated() {
    for text in [
        ACME.replace("{ env = \"ACME_TOKEN\" }", "\"00canary\""),
        ACME.replace("{ api_token = { env = \"ACME_TOKEN\" } }", "\"00canary\""),
        format!("{ACME}token = \"00canary\""),
    ] {
        let (error, hint) = wrong(&text);
        assert!(!format!("{error}{hint}").contains("canary"), "{error} {hint}");
    }
    let (error, hint) = wrong(&ACME.replace("{ env = \"ACME_TOKEN\" }", "\"00canary\""));
    assert_eq!(error, "c.toml:5:22: a secret cannot stand in the file itself");
    assert!(hint.starts_with("say where it is kept: { env ="), "{hint}");
}

#[test]
fn an_unknown_provider_is_suggested() {
    let (error, hint) = wrong(&ACME.replace("okta\"\nurl", "otka\"\nurl"));
    assert_eq!(error, "c.toml:3:12: unknown provider `otka`");
    assert_eq!(hint, "did you mean `okta`?");
}

#[test]
fn sections_and_names_are_checked() {
    assert_eq!(wrong("[tenants.acme]").1, "did you mean `tenant`?");
    assert!(wrong("tenant = 1").0.starts_with("c.toml:1:1: expected a section"));
    assert!(wrong("[tenant]\nacme = 1").0.starts_with("c.toml:2:1: expected a section"));
    assert!(wrong("[tenant.email]").0.starts_with("c.toml:1:9: a tenant cannot be named `email`"));
    assert!(wrong("[defaults]\noutptu = \"json\"").1.contains("`output`"));
}

#[test]
fn one_tenants_fault_does_not_touch_another() {
    let config = parse(&format!("{ACME}[tenant.globex]\nprovider = \"okta\"\n"));
    assert!(config.tenant("acme").is_ok());
    assert!(config.tenant("globex").is_err());
}

#[test]
fn an_unknown_tenant_is_suggested() {
    let hint = |name: &str| parse(ACME).tenant(name).expect_err("unknown").hint().unwrap_or_default().to_owned();
    assert_eq!(hint("acmee"), "did you mean `acme`?");
    assert_eq!(hint("initech"), "configured are acme");
}

#[test]
fn a_credential_serves_several_tenants_and_keeps_its_own_place() {
    let shared = "[tenant.acme]\nprovider = \"okta\"\nurl = \"https://a.okta.com\"\ncredential = \"msp\"\n\
                  [tenant.globex]\nprovider = \"okta\"\nurl = \"https://g.okta.com\"\ncredential = \"msp\"\n\
                  [credential.msp]\napi_token = { env = \"MSP\" }\n";
    let config = parse(shared);
    for name in ["acme", "globex"] {
        let tenant = config.tenant(name).expect("good");
        assert_eq!(tenant.setting("auth.api_token"), Some("from the environment variable MSP"));
    }
    assert!(wrong(&shared.replace("api_token", "api_tokn")).0.starts_with("c.toml:10:1: unknown key `api_tokn`"));
    assert_eq!(wrong(&shared.replace("[credential.msp]", "[credential.mps]")).1, "did you mean `mps`?");
    assert!(wrong(&format!("{ACME}credential = \"msp\"")).0.contains("not both"));
}

mod files {
    use super::{ACME, Config, ConfigError, Places, fs};

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn with(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().expect("a temporary folder");
            for (name, text) in files {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
                fs::write(path, text).expect("writable");
            }
            Self(folder)
        }

        fn load(&self, named: Option<&str>) -> Result<Config, ConfigError> {
            let path = |name: &str| Some(self.0.path().join(name));
            let named = named.and_then(path);
            Config::load(&Places { system: path("etc/config.toml"), user: path("home/config.toml"), named })
        }
    }

    fn names(config: &Config) -> Vec<String> {
        config.names().map(|name| name.to_string()).collect()
    }

    #[test]
    fn nothing_at_all_is_an_empty_configuration() {
        assert_eq!(names(&Folder::with(&[]).load(None).expect("nothing wrong")), [""; 0]);
    }

    #[test]
    fn the_users_files_stand_above_the_systems() {
        let globex = ACME.replace("acme", "globex");
        let folder = Folder::with(&[
            ("etc/config.toml", &format!("{ACME}tags = [\"system\"]\n[defaults]\noutput = \"csv\"\ntimeout = \"7s\"")),
            ("home/config.toml", &format!("{ACME}[defaults]\noutput = \"json\"")),
            ("home/config.d/globex.toml", &globex),
            ("home/config.d/notes.txt", "not toml"),
        ]);
        let config = folder.load(None).expect("good");
        assert_eq!(names(&config), ["acme", "globex"]);
        assert!(config.tenant("acme").expect("good").tags.is_empty());
        assert_eq!(config.output(), Some("json"));
        assert!(config.tenant("globex").expect("good").timeout.is_some());
    }

    #[test]
    fn a_named_file_takes_the_place_of_the_users() {
        let folder = Folder::with(&[("home/config.toml", ACME), ("own.toml", &ACME.replace("acme", "own"))]);
        assert_eq!(names(&folder.load(Some("own.toml")).expect("good")), ["own"]);
        let error = folder.load(Some("gone.toml")).expect_err("it has to be there");
        assert!(error.to_string().contains("gone.toml"), "{error}");
    }

    #[test]
    fn twice_the_same_tenant_names_both_places() {
        let folder = Folder::with(&[("home/config.toml", ACME), ("home/config.d/again.toml", ACME)]);
        let error = folder.load(None).expect_err("twice");
        assert!(error.to_string().contains("again.toml:2:9: `acme` is defined twice"), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("config.toml:2:9")));
    }

    #[test]
    fn a_secret_file_is_looked_for_beside_the_configuration() {
        let text = ACME.replace("env = \"ACME_TOKEN\"", "file = \"acme.token\"");
        let folder = Folder::with(&[("home/config.d/acme.toml", &text)]);
        let config = folder.load(None).expect("good");
        let path = folder.0.path().join("home/config.d/acme.token");
        let shown = config.tenant("acme").expect("good").setting("auth.api_token").map(str::to_owned);
        assert_eq!(shown, Some(format!("from the file {}", path.display())));
    }
}
