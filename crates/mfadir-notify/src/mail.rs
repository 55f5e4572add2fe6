//! Mail by SMTP.

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message as Mime, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use mfadir_core::{Environment, Error, ErrorKind, Result, SecretSource};
use mfadir_policy::{Audience, Message, Notifier};
use secrecy::ExposeSecret;
use serde::Deserialize;

/// A mail server as the configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The server's name.
    pub host: String,
    /// Its port; 465 for `tls`, 587 for `starttls`, 25 without encryption.
    pub port: Option<u16>,
    /// How the way there is encrypted.
    #[serde(default)]
    pub encryption: Encryption,
    /// The sender's address.
    pub from: String,
    /// The account, where the server asks for one.
    pub username: Option<String>,
    /// Its password.
    pub password: Option<SecretSource>,
}

/// How the way to a mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// From the first byte on.
    #[default]
    Tls,
    /// After a plain greeting; a server that offers none is refused.
    Starttls,
    /// Not at all: only to this machine.
    None,
}

/// Sends mail.
#[derive(Debug)]
pub struct Mail {
    config: MailConfig,
    from: Mailbox,
    environment: Environment,
}

impl Mail {
    /// A way to send mail. `Invalid` for a sender that is no address, `Refused` for a way without encryption to another
    /// machine.
    pub fn connect(config: MailConfig, environment: Environment) -> Result<Self> {
        let from = mailbox(&config.from)?;
        if config.encryption == Encryption::None && !is_this_machine(&config.host) {
            let message = format!("mail to {} would not be encrypted", config.host);
            return Err(Error::new(ErrorKind::Refused, message).with_hint("say `encryption = \"starttls\"`"));
        }
        Ok(Self { config, from, environment })
    }

    async fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
        let host = &self.config.host;
        let builder = match self.config.encryption {
            Encryption::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(|error| self.failed(error))?,
            Encryption::Starttls => {
                AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(|error| self.failed(error))?
            }
            Encryption::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
        };
        let builder = self.config.port.map_or(builder.clone(), |port| builder.port(port));
        Ok(match (&self.config.username, &self.config.password) {
            (Some(name), Some(password)) => {
                let password = self.environment.secrets.read(password).await?;
                builder.credentials(Credentials::new(name.clone(), password.expose_secret().to_owned())).build()
            }
            _ => builder.build(),
        })
    }

    fn failed(&self, source: lettre::transport::smtp::Error) -> Error {
        let kind = if source.is_permanent() { ErrorKind::Invalid } else { ErrorKind::Unavailable };
        let message = format!("the mail server {} did not take the message: {}", self.config.host, said(&source));
        Error::new(kind, message).with_source(source)
    }
}

/// The longest reason that is kept.
const LONGEST: usize = 300;

/// The server's own words with their code, or what went wrong on the way there; one line.
fn said(error: &lettre::transport::smtp::Error) -> String {
    use std::error::Error;
    let text = match (error.status(), error.source()) {
        (Some(code), Some(words)) => format!("{code} {words}"),
        _ => error.to_string(),
    };
    one_line(&text).chars().take(LONGEST).collect::<String>().trim().to_owned()
}

#[async_trait]
impl Notifier for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn reaches(&self, _audience: Audience) -> bool {
        true
    }

    fn wants_address(&self) -> bool {
        true
    }

    async fn send(&self, message: &Message) -> Result<()> {
        let to = message.to.as_deref().ok_or_else(|| Error::new(ErrorKind::Invalid, "there is no mail address"))?;
        let mail = Mime::builder().from(self.from.clone()).to(mailbox(to)?).subject(one_line(&message.subject));
        let mail = mail.header(ContentType::TEXT_PLAIN).body(message.text.clone()).map_err(|source| {
            Error::new(ErrorKind::Invalid, "the message cannot be written as mail").with_source(source)
        })?;
        self.transport().await?.send(mail).await.map_err(|source| self.failed(source))?;
        Ok(())
    }
}

fn mailbox(text: &str) -> Result<Mailbox> {
    text.parse()
        .map_err(|source| Error::new(ErrorKind::Invalid, format!("{text:?} is no mail address")).with_source(source))
}

/// A subject is one line, whatever a directory's names hold.
fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}
