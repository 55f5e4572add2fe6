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
pub(crate) struct Office {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
}

impl Office {
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub(crate) async fn open_with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = ManualClock::new(Timestamp::from_second(START).expect("a moment of this century"));
        let mut options = Options { people: 0, ..Options::new(Arc::new(clock)) };
        change(&mut options);
        let sandbox = Sandbox::start(options).await.expect("free loopback ports");
        Self { sandbox, client: Client::builder().no_proxy().build().expect("a client without settings") }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.ready().desk.servicenow.url)
    }

    /// A call with the account.
    pub(crate) fn call(&self, method: &Method, path: &str) -> RequestBuilder {
        let access = &self.sandbox.ready().desk.servicenow;
        let call = self.client.request(method.clone(), self.url(path));
        call.basic_auth(&access.username, Some(access.password.reveal()))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.call(&Method::GET, path).send().await.expect("an answer")
    }

    /// The `result` of an answer that is a success.
    pub(crate) async fn result(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json::<Value>().await.expect("JSON")["result"].clone()
    }

    pub(crate) async fn outbox(&self) -> Value {
        let answer = self.client.get(self.url("/_sandbox/outbox")).send().await.expect("an answer");
        answer.json::<Value>().await.expect("JSON")["messages"].clone()
    }

    /// Adds a fault rule.
    pub(crate) fn fault(&self, rule: Value) {
        self.sandbox.desk().faults().add(serde_json::from_value(rule).expect("a rule"));
    }
}
