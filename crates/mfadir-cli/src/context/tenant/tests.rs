//! Whom a command line means, with one tenant configured and with two.

use std::{fs, sync::Arc};

use jiff::Timestamp;
use mfadir_core::ManualClock;
use mfadir_ops::UserSelector;
use tempfile::TempDir;

use super::{Access, Context, Person};
use crate::{
    args::Globals, context::Program, failure::Outcome, machine::Machine, streams::Streams, surroundings::Surroundings,
};

const ONE: &[(&str, &str)] = &[("acme", "https://acme.okta.com")];
const TWO: &[(&str, &str)] = &[("acme", "https://acme.okta.com"), ("globex", "https://globex.okta.com")];

/// Of a command that nobody asks for.
const PROGRAM: Program = Program {
    definition: || clap::Command::new("mfadir"),
    manual: || clap::Command::new("mfadir"),
    run: |_, _, _, _| Box::pin(async { 0 }),
};

struct Desk {
    folder: TempDir,
    variables: Vec<(&'static str, &'static str)>,
    flags: Vec<String>,
}

impl Desk {
    fn with(tenants: &[(&str, &str)]) -> Self {
        let section = |(name, url): &(&str, &str)| {
            format!(
                "[tenant.{name}]\nprovider = \"okta\"\nurl = \"{url}\"\nauth = {{ api_token = {{ env = \"T\" }} }}\n"
            )
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let text: String = tenants.iter().map(section).collect();
        fs::write(folder.path().join("config.toml"), text).expect("writable");
        Self { folder, variables: Vec::new(), flags: Vec::new() }
    }

    fn environment(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    fn tenants(mut self, names: &[&str]) -> Self {
        self.flags = names.iter().map(|&name| name.to_owned()).collect();
        self
    }

    fn context(&self) -> Context {
        let globals = Globals {
            tenants: self.flags.clone(),
            config: Some(self.folder.path().join("config.toml")),
            ..Globals::default()
        };
        let surroundings = Surroundings::of(self.variables.iter().copied().collect());
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        Context::new(globals, surroundings, Streams::captured("").0, clock, PROGRAM, Machine::Open)
            .expect("good settings")
    }

    async fn person(&self, text: &str, access: Access) -> Outcome<Person> {
        self.context().person(text, access).await
    }

    /// The tenant of a bare login, or what is wrong.
    async fn tenant(&self, access: Access) -> Result<String, String> {
        let person = self.person("ada", access).await;
        person.map(|person| person.tenant.to_string()).map_err(|failure| failure.message().to_owned())
    }
}

#[tokio::test]
async fn the_only_tenant_needs_no_name() {
    for access in [Access::Read, Access::Write] {
        assert_eq!(Desk::with(ONE).tenant(access).await, Ok("acme".into()));
        assert_eq!(Desk::with(TWO).tenant(access).await, Err("which tenant?".into()));
        assert_eq!(Desk::with(TWO).tenants(&["globex"]).tenant(access).await, Ok("globex".into()));
        assert_eq!(Desk::with(&[]).tenant(access).await, Err("no tenant is configured".into()));
    }
}

#[tokio::test]
async fn the_environment_names_the_tenant_for_looking_and_never_for_a_change() {
    let desk = || Desk::with(TWO).environment("MFADIR_TENANT", "globex");
    assert_eq!(desk().tenant(Access::Read).await, Ok("globex".into()));
    assert!(desk().tenant(Access::Write).await.is_err());
    assert_eq!(desk().tenants(&["acme"]).tenant(Access::Write).await, Ok("acme".into()));
    let only = |name| Desk::with(ONE).environment("MFADIR_TENANT", name);
    assert_eq!(only("acme").tenant(Access::Write).await, Ok("acme".into()));
    assert!(only("globex").tenant(Access::Write).await.is_err(), "the change would not go where the user thinks");
}

#[tokio::test]
async fn several_tenants_are_refused_for_one_person() {
    assert!(Desk::with(TWO).tenants(&["acme", "globex"]).tenant(Access::Read).await.is_err());
    assert_eq!(Desk::with(TWO).tenants(&["acme", "acme"]).tenant(Access::Read).await, Ok("acme".into()));
    let desk = Desk::with(TWO).tenants(&["acme"]);
    assert!(desk.person("globex:ada", Access::Read).await.is_err());
    assert!(desk.person("acme:ada", Access::Read).await.is_ok());
}

#[tokio::test]
async fn the_page_of_a_person_tells_the_tenant() {
    let page = "https://globex-admin.okta.com/admin/user/profile/view/00u1a2b3c4d5e6F7G0h7#tab-factors";
    let person = Desk::with(TWO).person(page, Access::Write).await.expect("globex's own console");
    assert_eq!(person, Person { tenant: "globex".into(), who: UserSelector::Id("00u1a2b3c4d5e6F7G0h7".into()) });
    assert!(Desk::with(TWO).tenants(&["acme"]).person(page, Access::Read).await.is_err());
    assert!(Desk::with(ONE).person(page, Access::Read).await.is_err(), "nobody of acme has a page there");
}

#[tokio::test]
async fn a_demo_tenant_is_used_only_where_it_is_named() {
    let person = Desk::with(ONE).person("demo-okta:ada", Access::Write).await.expect("named");
    assert_eq!(person.tenant.as_str(), "demo-okta");
    let failure = Desk::with(ONE).context().tenant(&"demo-otka".into()).await.expect_err("mistyped");
    assert_eq!(failure.hint(), Some("did you mean `demo-okta`?"));
}

#[tokio::test]
async fn only_root_is_believed_about_who_called_sudo() {
    let desk = Desk::with(ONE).environment("SUDO_USER", "ada");
    let mut context = desk.context();
    assert_eq!(context.operator().expect("somebody").id, "operator");
    context.surroundings.account = Some(("root".into(), "desk".into()));
    assert_eq!(context.operator().expect("somebody").id, "ada");
}
