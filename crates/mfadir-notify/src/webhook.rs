//! A signed request to an address of the organisation's own.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderName;
use mfadir_core::{Environment, Error, ErrorKind, Result, SecretSource};
use mfadir_http::{Dialect, Origin, Path, Request, Response, Transport};
use mfadir_policy::{Audience, Message, Notifier};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

/// The header with the signature: `t=SECONDS,v1=HEX`.
pub const SIGNATURE: &str = "mfadir-signature";

/// The word in the body's `schema`.
const SCHEMA: &str = "mfadir.notice/v1";

/// A webhook as the configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// Where it is sent.
    pub url: Url,
    /// The secret that both sides know.
    pub secret: SecretSource,
    /// Who is told this way: `user`, `manager`, `security`; all of them where nothing is said.
    pub audiences: Option<Vec<Audience>>,
}

/// Sends a JSON document with an HMAC-SHA256 signature over the time and the body.
#[derive(Debug)]
pub struct Webhook {
    target: String,
    secret: SecretSource,
    audiences: Option<Vec<Audience>>,
    transport: Transport,
    environment: Environment,
}

impl Webhook {
    /// A way to send webhooks. `Invalid` or `Refused` for an address that cannot be used.
    pub fn connect(config: WebhookConfig, environment: Environment) -> Result<Self> {
        let mut origin = config.url.clone();
        origin.set_path("");
        origin.set_query(None);
        let origin = Origin::parse(origin.as_str())?;
        let target = origin.on_this_origin(config.url.as_str())?;
        let dialect = Dialect { request_id: "x-request-id", rate: |_, _| None };
        let transport = Transport::new(origin, dialect, environment.clone());
        Ok(Self { target, secret: config.secret, audiences: config.audiences, transport, environment })
    }
}

#[async_trait]
impl Notifier for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn reaches(&self, audience: Audience) -> bool {
        self.audiences.as_ref().is_none_or(|audiences| audiences.contains(&audience))
    }

    async fn send(&self, message: &Message) -> Result<()> {
        let body = document(message);
        let secret = self.environment.secrets.read(&self.secret).await?;
        let signature = signature(&secret, self.environment.clock.now().as_second(), &body.to_string());
        let request = Request::post(&Path::new("/")).instead(&self.target).json(body);
        let request = request.proven(HeaderName::from_static(SIGNATURE), signature.into());
        let answer = self.transport.send(request).await?;
        if answer.status().is_success() { Ok(()) } else { Err(not_taken(&answer)) }
    }
}

/// `Invalid` is a message without an address; what a receiver does not take is something else, whatever it says.
fn not_taken(answer: &Response) -> Error {
    let error = answer.error_by_status();
    if error.kind() != ErrorKind::Invalid {
        return error;
    }
    answer.error(ErrorKind::Unexpected, format!("the receiver of the webhook answered {}", answer.status().as_u16()))
}

fn document(message: &Message) -> Value {
    json!({
        "schema": SCHEMA,
        "audience": message.audience,
        "subject": message.subject,
        "text": message.text,
        "event": message.event,
    })
}

/// The signature of a body that is sent at this second of Unix time. The receiver makes the same one, compares, and
/// refuses what is older than a few minutes.
pub fn signature(secret: &SecretString, at: i64, body: &str) -> String {
    use std::fmt::Write;
    // A key of any length is a key for HMAC.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else { return String::new() };
    mac.update(format!("{at}.{body}").as_bytes());
    let mut text = format!("t={at},v1=");
    for byte in mac.finalize().into_bytes() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Clock, ErrorKind, SecretSource};
    use mfadir_http::testing::{Stub, answer, clock, environment};
    use mfadir_policy::{Audience, Message, Notifier};
    use serde_json::json;

    use super::{SIGNATURE, Webhook, WebhookConfig, signature};

    fn webhook(url: &str) -> mfadir_core::Result<Webhook> {
        let secret = SecretSource::Env("HOOK".to_owned());
        let url = url.parse().expect("a URL");
        Webhook::connect(WebhookConfig { url, secret, audiences: None }, environment("whsec", clock()))
    }

    fn message() -> Message {
        let (subject, text) = ("Your factors were reset".to_owned(), "…".to_owned());
        Message { audience: Audience::Security, to: None, subject, text, event: json!({ "verb": "reset" }) }
    }

    #[test]
    fn the_signature_is_that_of_time_and_body() {
        let made = signature(&"whsec".into(), 1_700_000_000, "{\"a\":1}");
        assert!(made.starts_with("t=1700000000,v1=") && made.len() == 16 + 64, "{made}");
        assert_ne!(made, signature(&"whsec".into(), 1_700_000_001, "{\"a\":1}"));
        assert_ne!(made, signature(&"other".into(), 1_700_000_000, "{\"a\":1}"));
    }

    #[test]
    fn an_unencrypted_way_leads_to_this_machine_only() {
        assert!(webhook("http://127.0.0.1:9/hook?a=b").is_ok());
        assert!(webhook("https://hooks.example.com/a").is_ok());
        assert_eq!(webhook("http://hooks.example.com/a").map_err(|e| e.kind()).err(), Some(ErrorKind::Refused));
    }

    #[tokio::test]
    async fn the_receiver_can_check_what_it_got() {
        let stub = Stub::new(|_| answer(204, "")).await;
        let webhook = webhook(&format!("{}/hooks/mfa?from=desk", stub.url)).expect("an address");
        webhook.send(&message()).await.expect("taken");
        let [seen] = &stub.seen()[..] else { panic!("one request") };
        assert_eq!(seen.line, "POST /hooks/mfa?from=desk");
        assert_eq!((&seen.body["schema"], &seen.body["event"]["verb"]), (&json!("mfadir.notice/v1"), &json!("reset")));
        let at = Clock::now(&*clock()).as_second();
        assert_eq!(seen.header(SIGNATURE), signature(&"whsec".into(), at, &seen.text));
    }

    #[tokio::test]
    async fn what_was_not_taken_is_an_error() {
        let stub = Stub::new(|_| answer(500, "")).await;
        let error = webhook(&stub.url).expect("an address").send(&message()).await.expect_err("not taken");
        assert_eq!(error.kind(), ErrorKind::Unavailable);
    }
}
