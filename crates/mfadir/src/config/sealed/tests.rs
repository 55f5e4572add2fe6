use std::{fs, os::unix::fs::MetadataExt, path::Path};

use tempfile::TempDir;

use super::{Places, Sealed, Sources, alone, said_by};
use crate::config::Config;

const SEALED: &str = "[desk]\noperators = \"operators.toml\"\nsealed = true\n";

fn machine(account: Option<&str>) -> Sealed {
    Sealed::new(None, None, account.map(str::to_owned))
}

fn system(folder: &TempDir, text: &str) -> (Sources, u32) {
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("writable");
    let owner = path.metadata().expect("there").uid();
    let mut sources = Sources::default();
    sources.add(path, text.to_owned());
    (sources, owner)
}

#[test]
fn the_systems_file_says_it_where_nobody_else_can_write_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, owner) = system(&folder, SEALED);
    let place = said_by(&sources, owner).expect("trusted").expect("sealed").place.expect("a place");
    assert_eq!((place.line, place.column), (3, 1));
    let (open, _) = system(&folder, "[desk]\nsealed = false\n");
    assert_eq!(said_by(&open, owner), Ok(None));
}

#[test]
fn what_does_not_speak_of_it_is_not_looked_at_and_a_slip_beside_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (broken, owner) = system(&folder, "[desk\n");
    assert_eq!(said_by(&broken, owner), Ok(None));
    let (broken, owner) = system(&folder, "[desk]\nsealed = tru\n");
    let error = said_by(&broken, owner).expect_err("nobody can tell");
    assert!(error.to_string().contains("config.toml:2:"), "{error}");
}

#[test]
fn state_and_account_are_read_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, owner) = system(&folder, "[desk]\nsealed = true\nstate = \"state\"\naccount = \"desk\"\n");
    let sealed = said_by(&sources, owner).expect("trusted").expect("sealed");
    assert_eq!(sealed.state(), folder.path().join("state"));
    assert_eq!(sealed.account.as_deref(), Some("desk"));
    assert_eq!(Sealed::of(&Places::default()), Ok(None));
}

#[test]
fn a_file_that_others_can_write_seals_nothing_and_stops_everything() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, owner) = system(&folder, SEALED);
    let path = folder.path().join("config.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).expect("our own file");
    let error = said_by(&sources, owner).expect_err("anybody could have written it");
    assert!(error.to_string().contains("others than root can change"), "{error}");
}

#[test]
fn every_other_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, owner) = system(&folder, SEALED);
    let sealed = said_by(&sources, owner).expect("trusted").expect("sealed");
    let user = folder.path().join("home").join("config.toml");
    let places =
        |named: Option<&Path>| Places { named: named.map(Path::to_owned), user: Some(user.clone()), system: None };
    assert_eq!(alone(&places(None), &sealed), Ok(()));
    let error = alone(&places(Some(Path::new("own.toml"))), &sealed).expect_err("named");
    assert!(error.to_string().contains("config.toml:3:1: this machine is sealed"), "{error}");
    assert!(error.to_string().ends_with("own.toml is not taken"), "{error}");
    fs::create_dir_all(folder.path().join("home/config.d")).expect("writable");
    assert!(alone(&places(None), &sealed).is_err());
}

#[test]
fn a_variable_that_names_a_path_is_refused() {
    let with = |name: &'static str| move |asked: &str| (asked == name).then(|| "x".into());
    assert!(machine(None).check_variables(with("MFADIR_STATE")).is_err());
    assert!(machine(None).check_variables(with("MFADIR_CONFIG")).is_err());
    assert_eq!(machine(None).check_variables(with("MFADIR_OUTPUT")), Ok(()));
}

#[test]
fn a_configuration_is_sealed_by_the_systems_file_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, owner) = system(&folder, "[desk]\nsealed = true\nstate = \"/srv/desk\"\naccount = \"desk\"\n");
    let path = folder.path().join("config.toml");
    let places =
        |named: Option<&Path>| Places { system: Some(path.clone()), user: None, named: named.map(Path::to_owned) };
    let loaded = Config::load(&places(None));
    if owner == 0 {
        let config = loaded.expect("root's own file");
        let sealed = config.desk().sealed.as_ref().expect("sealed");
        assert_eq!(sealed.state(), Path::new("/srv/desk"));
        assert_eq!(sealed.account.as_deref(), Some("desk"));
        assert!(Config::load(&places(Some(&path))).expect_err("named").to_string().contains("sealed"));
        assert!(Config::preview(&places(None), &folder.path().join("own.toml"), "").is_err());
    } else {
        let error = loaded.expect_err("whoever is not root cannot seal a machine");
        assert!(error.to_string().contains("others than root can change"), "{error}");
    }
}
