//! The section `[desk]`: what the help desk of this machine works with.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    time::Duration,
};

use mfadir_notify::{CommandConfig, MailConfig, ServiceNowConfig, WebhookConfig};
use mfadir_ops::{ManagerRule, Telling, Templates};
use serde::{Deserialize, de::DeserializeOwned};
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};

use super::{
    anchor::anchor, error::ConfigError, explain::explain, length::Length, place::Sources, sealed::Sealed,
    sections::Section,
};

/// Keys that are sections of their own.
const TABLES: [&str; 4] = ["mail", "webhook", "tickets", "notices"];
/// How long an answer may take.
const TIMEOUT: &str = "timeout";

/// What the help desk of this machine works with. What no file says is absent.
#[derive(Clone, Debug, Default)]
pub struct DeskConfig {
    /// The file of the operators.
    pub operators: Option<PathBuf>,
    /// The folder of the operators' signing keys; without it, `keys` in the state folder.
    pub keys: Option<PathBuf>,
    /// How a person's manager is found.
    pub manager: Option<ManagerRule>,
    /// How mail is sent.
    pub mail: Option<MailConfig>,
    /// Where webhooks go.
    pub webhook: Option<WebhookConfig>,
    /// The ticket system.
    pub tickets: Option<TicketsConfig>,
    /// How long each of these may take to answer.
    pub limits: Limits,
    /// Who is told.
    pub notices: Notices,
    /// That nothing but the system's file counts.
    pub sealed: Option<Sealed>,
}

/// How long mail, webhook and ticket system may take; without one, as long as a request to the tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The mail server.
    pub mail: Option<Duration>,
    /// The receiver of webhooks.
    pub webhook: Option<Duration>,
    /// The ticket system.
    pub tickets: Option<Duration>,
}

/// A ticket system as the configuration describes it: the one with a `command` is a program.
#[derive(Clone, Debug)]
pub enum TicketsConfig {
    /// A `ServiceNow` instance.
    ServiceNow(ServiceNowConfig),
    /// A program of the organisation's own.
    Command(CommandConfig),
}

/// Who is told beside the person and the manager, and in which words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// The mail address of the organisation's own watch.
    pub security: Option<String>,
    /// The desk's own words.
    pub templates: Option<Templates>,
}

/// The key that mail, webhook and tickets have in common.
#[derive(Debug, Deserialize)]
struct Limit {
    timeout: Option<Length>,
}

/// The keys that are no section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    operators: Option<PathBuf>,
    keys: Option<PathBuf>,
    manager: Option<ManagerRule>,
    sealed: Option<Spanned<bool>>,
    state: Option<Spanned<PathBuf>>,
    account: Option<Spanned<String>>,
}

/// The sections of all files, the lowest first: what an upper one says stands over what a lower one says.
pub(crate) fn desk(sections: Vec<Section<'_>>, sources: &Sources) -> Result<DeskConfig, ConfigError> {
    sections.into_iter().try_fold(DeskConfig::default(), |below, section| Ok(read(section, sources)?.over(below)))
}

fn read(section: Section<'_>, sources: &Sources) -> Result<DeskConfig, ConfigError> {
    let Section { span, mut keys, system } = section;
    let folder = sources.folder(span.start).unwrap_or(Path::new("")).to_owned();
    anchor(&mut keys, &folder);
    let mut tables = Tables { keys: take(&mut keys), span: &span, sources };
    let limits =
        Limits { mail: tables.limit("mail")?, webhook: tables.limit("webhook")?, tickets: tables.limit("tickets")? };
    let config = DeskConfig {
        limits,
        mail: tables.read("mail")?,
        webhook: tables.read("webhook")?,
        tickets: tables.tickets()?,
        notices: tables.notices()?,
        ..DeskConfig::default()
    };
    let written: Written = tables.deserialize(span.clone(), keys, &TABLES)?;
    let sealed = sealed(&written, system, &folder, sources)?;
    let path = |path: PathBuf| folder.join(path);
    Ok(DeskConfig {
        operators: written.operators.map(path),
        keys: written.keys.map(path),
        manager: written.manager,
        sealed,
        ..config
    })
}

/// The keys that speak of a sealed machine mean something in the system's file alone.
fn sealed(written: &Written, system: bool, folder: &Path, sources: &Sources) -> Result<Option<Sealed>, ConfigError> {
    let said = [
        ("sealed", written.sealed.as_ref().map(Spanned::span)),
        ("state", written.state.as_ref().map(Spanned::span)),
        ("account", written.account.as_ref().map(Spanned::span)),
    ];
    if let Some((key, span)) = said.into_iter().find_map(|(key, span)| Some((key, span?))).filter(|_| !system) {
        let error = ConfigError::new(format!("only the system's file can say `{key}`"));
        return Err(error.at(sources.place(span.start)));
    }
    let Some(sealed) = written.sealed.as_ref().filter(|sealed| *sealed.get_ref()) else { return Ok(None) };
    let place = sources.place(sealed.span().start);
    let state = written.state.as_ref().map(|state| folder.join(state.get_ref()));
    Ok(Some(Sealed::new(place, state, written.account.as_ref().map(|account| account.get_ref().clone()))))
}

fn take<'i>(keys: &mut DeTable<'i>) -> DeTable<'i> {
    let mut taken = DeTable::new();
    for name in TABLES {
        taken.extend(keys.remove_entry(name));
    }
    taken
}

/// The sections below this one.
struct Tables<'a, 'i> {
    keys: DeTable<'i>,
    span: &'a Range<usize>,
    sources: &'a Sources,
}

impl<'i> Tables<'_, 'i> {
    fn read<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, ConfigError> {
        let Some((span, keys)) = self.table(name)? else { return Ok(None) };
        self.deserialize(span, keys, &[TIMEOUT]).map(Some)
    }

    /// Takes the key out that each of these sections may have.
    fn limit(&mut self, name: &str) -> Result<Option<Duration>, ConfigError> {
        let Some(DeValue::Table(keys)) = self.keys.get_mut(name).map(Spanned::get_mut) else { return Ok(None) };
        let mut own = DeTable::new();
        own.extend(keys.remove_entry(TIMEOUT));
        let limit: Limit = self.deserialize(self.span.clone(), own, &[])?;
        Ok(limit.timeout.map(|length| length.0))
    }

    fn tickets(&mut self) -> Result<Option<TicketsConfig>, ConfigError> {
        let Some((span, keys)) = self.table("tickets")? else { return Ok(None) };
        Ok(Some(if keys.contains_key("command") {
            TicketsConfig::Command(self.deserialize(span, keys, &[TIMEOUT])?)
        } else {
            TicketsConfig::ServiceNow(self.deserialize(span, keys, &["command", TIMEOUT])?)
        }))
    }

    fn notices(&mut self) -> Result<Notices, ConfigError> {
        let at = self.keys.get_key_value("notices").map(|(key, _)| key.span().start);
        let notices: Notices = self.read("notices")?.unwrap_or_default();
        let place = || at.and_then(|at| self.sources.place(at));
        match notices.templates.as_ref().map(Templates::check) {
            Some(Err(bad)) => Err(ConfigError::new(bad.to_string()).at(place())),
            _ => Ok(notices),
        }
    }

    fn table(&mut self, name: &str) -> Result<Option<(Range<usize>, DeTable<'i>)>, ConfigError> {
        let Some((key, value)) = self.keys.remove_entry(name) else { return Ok(None) };
        if let DeValue::Table(keys) = value.into_inner() {
            return Ok(Some((key.span(), keys)));
        }
        let message = format!("expected a section in brackets, like `[desk.{name}]`");
        Err(ConfigError::new(message).at(self.sources.place(key.span().start)))
    }

    fn deserialize<T: DeserializeOwned>(
        &self,
        span: Range<usize>,
        keys: DeTable<'i>,
        also: &[&str],
    ) -> Result<T, ConfigError> {
        T::deserialize(Deserializer::from(Spanned::new(span, keys)))
            .map_err(|error| explain(&error, self.sources, self.span, also))
    }
}

impl DeskConfig {
    /// Who is told, and in which words.
    pub fn telling(&self) -> Telling {
        Telling {
            manager: self.manager.clone().unwrap_or_default(),
            security: self.notices.security.clone(),
            templates: self.notices.templates.clone().unwrap_or_default(),
        }
    }

    /// This, and `below` where it says nothing.
    fn over(self, below: Self) -> Self {
        Self {
            operators: self.operators.or(below.operators),
            keys: self.keys.or(below.keys),
            manager: self.manager.or(below.manager),
            mail: self.mail.or(below.mail),
            webhook: self.webhook.or(below.webhook),
            tickets: self.tickets.or(below.tickets),
            limits: Limits {
                mail: self.limits.mail.or(below.limits.mail),
                webhook: self.limits.webhook.or(below.limits.webhook),
                tickets: self.limits.tickets.or(below.limits.tickets),
            },
            notices: Notices {
                security: self.notices.security.or(below.notices.security),
                templates: self.notices.templates.or(below.notices.templates),
            },
            sealed: self.sealed.or(below.sealed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::TicketsConfig;
    use crate::config::{Config, ConfigError};

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(text, "/etc/own/config.toml")
    }

    /// Sentence and hint of what is wrong.
    fn wrong(text: &str) -> (String, String) {
        let error = parse(text).expect_err("something wrong");
        (error.to_string(), error.hint().unwrap_or_default().to_owned())
    }

    #[test]
    fn paths_begin_where_the_file_stands() {
        let text =
            "[desk]\noperators = \"operators.toml\"\nkeys = \"/keys\"\n[desk.notices]\nsecurity = \"s@x.example\"\n";
        let config = parse(text).expect("good");
        let desk = config.desk();
        assert_eq!(desk.operators.as_deref(), Some(Path::new("/etc/own/operators.toml")));
        assert_eq!(desk.keys.as_deref(), Some(Path::new("/keys")));
        assert_eq!(desk.notices.security.as_deref(), Some("s@x.example"));
        assert!(desk.sealed.is_none() && desk.mail.is_none());
    }

    #[test]
    fn the_ticket_system_with_a_command_is_a_program() {
        let program = parse("[desk.tickets]\ncommand = [\"tickets\"]\n").expect("good");
        assert!(matches!(program.desk().tickets, Some(TicketsConfig::Command(_))));
        let snow = "[desk.tickets]\nurl = \"https://x.service-now.com\"\nauth = { token = { env = \"SNOW\" } }\n";
        assert!(matches!(parse(snow).expect("good").desk().tickets, Some(TicketsConfig::ServiceNow(_))));
    }

    #[test]
    fn every_way_may_have_a_limit_of_its_own() {
        let text = "[desk.tickets]\ncommand = [\"t\"]\ntimeout = \"5s\"\n\
                    [desk.mail]\nhost = \"mx\"\nfrom = \"a@b.example\"\n";
        let limits = parse(text).expect("good").desk().limits;
        assert_eq!((limits.tickets, limits.mail), (Some(std::time::Duration::from_secs(5)), None));
        let (error, _) = wrong(&text.replace("5s", "5"));
        assert!(error.starts_with("/etc/own/config.toml:3:11: "), "{error}");
    }

    #[test]
    fn a_typo_has_a_place_and_a_suggestion() {
        let (error, hint) = wrong("[desk]\noprators = \"x\"\n");
        assert!(error.starts_with("/etc/own/config.toml:2:1: unknown key `oprators`"), "{error}");
        assert_eq!(hint, "did you mean `operators`?");
        assert_eq!(wrong("[desk]\nmial = 1\n").1, "did you mean `mail`?");
        let (error, hint) = wrong("[desk.mail]\nhost = \"mx\"\nfrm = \"a@b.example\"\n");
        assert!(error.starts_with("/etc/own/config.toml:3:1: unknown key `frm`"), "{error}");
        assert_eq!(hint, "did you mean `from`?");
        assert_eq!(wrong("[desk.tickets]\ncomand = []\n").1, "did you mean `command`?");
        assert!(wrong("[desk]\nmail = 1\n").0.contains("like `[desk.mail]`"));
    }

    #[test]
    fn words_of_notices_and_the_managers_rule_are_checked() {
        let own = "[desk.notices.templates.user]\nsubject = \"{what}\"\ntext = \"{nmae}\"\n";
        assert!(wrong(own).0.starts_with("/etc/own/config.toml:1:7: the template user holds {nmae}"));
        let templates = parse(&own.replace("nmae", "name")).expect("good").desk().notices.templates.clone();
        assert_eq!(templates.expect("words").user.subject, "{what}");
        assert!(wrong("[desk]\nmanager = \"boss\"\n").0.starts_with("/etc/own/config.toml:2:11: \"boss\" is none of"));
    }

    #[test]
    fn a_password_cannot_stand_in_the_file() {
        let text = "[desk.mail]\nhost = \"mx\"\nfrom = \"a@b.example\"\nusername = \"u\"\npassword = \"00canary\"\n";
        let (error, hint) = wrong(text);
        assert_eq!(error, "/etc/own/config.toml:5:12: a secret cannot stand in the file itself");
        assert!(!format!("{error}{hint}").contains("canary"));
    }

    #[test]
    fn only_the_systems_file_seals() {
        for line in ["sealed = true", "state = \"/x\"", "account = \"desk\""] {
            let (error, _) = wrong(&format!("[desk]\n{line}\n"));
            assert!(error.contains("only the system's file can say"), "{error}");
        }
    }
}
