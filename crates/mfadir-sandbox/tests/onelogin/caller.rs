//! Somebody who knows the sandbox's address and credentials, and nothing of its code.

use std::sync::Arc;

use jiff::Timestamp;
use mfadir_core::{ManualClock, UserStatus};
use mfadir_memory::EnrolledFactor;
use mfadir_sandbox::{CredentialName, Options, Sandbox};
use reqwest::{Method, RequestBuilder, Response, header::HeaderMap};
use serde_json::{Value, json};

/// One answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("a text") }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Status and message, of version 1.
    pub(crate) fn refusal(&self) -> (u16, Value) {
        (self.status, self.json()["status"]["message"].clone())
    }

    /// Status and name, of version 2.
    pub(crate) fn refusal_v2(&self) -> (u16, Value) {
        (self.status, self.json()["name"].clone())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a readable header"))
    }
}

pub(crate) struct Caller {
    pub(crate) sandbox: Sandbox,
    client: reqwest::Client,
}

impl Caller {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let now: Timestamp = "2026-01-15T09:30:00Z".parse().expect("a time");
        let mut options = Options::new(Arc::new(ManualClock::new(now)));
        change(&mut options);
        let sandbox = Sandbox::start(options).await.expect("free ports");
        Self { sandbox, client: reqwest::Client::new() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.sandbox.onelogin().url()))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.expect("an answer")).await
    }

    pub(crate) fn pair(&self, name: CredentialName) -> (String, String) {
        let (id, secret) = self.sandbox.onelogin().credential(name).expect("a seeded credential");
        (id.expect("a pair has an id"), secret.reveal().to_owned())
    }

    pub(crate) async fn token_of(&self, name: CredentialName) -> String {
        let (id, secret) = self.pair(name);
        let request = self.request(Method::POST, "/auth/oauth2/v2/token").basic_auth(id, Some(secret));
        let answer = self.send(request.json(&json!({"grant_type": "client_credentials"}))).await;
        answer.json()["access_token"].as_str().expect("a token").to_owned()
    }

    pub(crate) async fn call_as(&self, name: CredentialName, method: Method, path: &str) -> Answer {
        let token = self.token_of(name).await;
        self.send(self.request(method, path).bearer_auth(token)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call_as(CredentialName::Client, Method::GET, path).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call_as(CredentialName::Client, Method::DELETE, path).await
    }

    pub(crate) async fn send_json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let token = self.token_of(CredentialName::Client).await;
        self.send(self.request(method, path).bearer_auth(token).json(body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send_json(Method::POST, path, body).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send_json(Method::PUT, path, body).await
    }

    /// The code that was sent last to this person for this factor.
    pub(crate) fn sent(&self, login: &str, factor: &str) -> String {
        let (id, world) = (self.id(login), self.sandbox.onelogin().world());
        world.sent_code(&id.as_str().into(), &factor.into()).expect("a sent code").reveal().to_owned()
    }

    /// The code that the person's device shows now, be it an authenticator or the provider's own app.
    pub(crate) fn shown(&self, login: &str, factor: &str) -> String {
        let (id, now) = (self.id(login).as_str().into(), self.sandbox.onelogin().now());
        let (factor, world) = (factor.into(), self.sandbox.onelogin().world());
        let code = world.shown_code(&id, &factor, now).or_else(|| world.app_code(&id, &factor, now));
        code.expect("a factor that shows codes").reveal().to_owned()
    }

    /// Answers on the person's device.
    pub(crate) fn tap(&self, login: &str, factor: &str, answer: mfadir_memory::Answer) {
        let id = self.id(login);
        let mut world = self.sandbox.onelogin().world();
        world.answer(&id.as_str().into(), &factor.into(), answer).expect("something waits");
    }

    /// The id of the person's factor of this type, pending or not.
    pub(crate) fn factor(&self, login: &str, factor_type: &str) -> String {
        let world = self.sandbox.onelogin().world();
        let factors = &world.person_by_login(login).expect("a seeded person").factors;
        let found = factors.iter().find(|factor| factor.factor_type().to_string() == factor_type);
        found.expect("a factor").id.as_str().to_owned()
    }

    /// The id of a seeded person.
    pub(crate) fn id(&self, login: &str) -> String {
        let world = self.sandbox.onelogin().world();
        world.person_by_login(login).expect("a seeded person").id.as_str().to_owned()
    }

    pub(crate) fn somebody(&self, status: &UserStatus) -> String {
        let world = self.sandbox.onelogin().world();
        let found = world.people().iter().find(|person| person.status == *status);
        found.expect("a seeded person").id.as_str().to_owned()
    }

    /// Gives a seeded person one more factor.
    pub(crate) fn enroll(&self, login: &str, factor: EnrolledFactor) {
        let id = self.id(login);
        let mut world = self.sandbox.onelogin().world();
        world.person_mut(&id.as_str().into()).expect("a seeded person").factors.push(factor);
    }
}
