//! A running sandbox and the calls that the tests make.

use std::sync::Arc;

use jiff::Timestamp;
use mfadir_core::ManualClock;
use mfadir_sandbox::{Options, Sandbox};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;

/// The moment at which every test begins.
pub(crate) const START: i64 = 1_760_000_000;

/// A sandbox on a clock that stands still, and a client.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) clock: Arc<ManualClock>,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub(crate) async fn open_with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = clock();
        let mut options = Options::new(clock.clone());
        options.people = 12;
        change(&mut options);
        let sandbox = Sandbox::start(options).await.expect("free loopback ports");
        Self { sandbox, client: Client::builder().no_proxy().build().expect("a client without settings"), clock }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.okta().url())
    }

    /// A call with the full token. POST says its length, as Okta demands.
    pub(crate) fn call(&self, method: &Method, path: &str) -> RequestBuilder {
        let token = self.sandbox.ready().okta.token.reveal();
        let call = self.client.request(method.clone(), self.url(path)).header("authorization", format!("SSWS {token}"));
        if *method == Method::POST { call.header("content-length", 0) } else { call }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.call(&Method::GET, path).send().await.expect("an answer")
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        json(response).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Response {
        self.call(&Method::DELETE, path).send().await.expect("an answer")
    }

    pub(crate) async fn post(&self, path: &str) -> Response {
        self.call(&Method::POST, path).send().await.expect("an answer")
    }

    /// A call of a control path with a JSON body.
    pub(crate) async fn control(&self, method: Method, path: &str, body: &'static str) -> Response {
        self.client.request(method, self.url(path)).body(body).send().await.expect("an answer")
    }

    /// Somebody's id.
    pub(crate) fn id(&self, login: &str) -> String {
        self.sandbox.okta().world().person_by_login(login).expect("a seeded login").id.to_string()
    }

    /// The path of somebody's factors.
    pub(crate) fn factors(&self, login: &str) -> String {
        format!("/api/v1/users/{}/factors", self.id(login))
    }

    /// The path of somebody's factor of this type.
    pub(crate) fn factor(&self, login: &str, factor_type: &str) -> String {
        let world = self.sandbox.okta().world();
        let person = world.person_by_login(login).expect("a seeded login");
        let mut factors = person.factors.iter();
        let factor = factors.find(|factor| factor.factor_type().to_string() == factor_type).expect("a seeded factor");
        format!("/api/v1/users/{}/factors/{}", person.id, factor.id)
    }

    /// The types of somebody's factors, as the world has them.
    pub(crate) fn types(&self, login: &str) -> Vec<String> {
        let world = self.sandbox.okta().world();
        let factors = &world.person_by_login(login).expect("a seeded login").factors;
        factors.iter().map(|factor| factor.factor_type().to_string()).collect()
    }
}

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(Timestamp::from_second(START).expect("a moment of this century")))
}

pub(crate) async fn json(response: Response) -> Value {
    response.json().await.expect("JSON")
}

pub(crate) fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).unwrap_or_else(|| panic!("no {name}")).to_str().expect("ASCII")
}

/// The values of one field in a list.
pub(crate) fn column(list: &Value, pointer: &str) -> Vec<String> {
    let rows = list.as_array().expect("a list").iter();
    rows.map(|row| row.pointer(pointer).and_then(Value::as_str).unwrap_or("-").to_owned()).collect()
}
