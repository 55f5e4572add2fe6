//! What the server knows, asked as its administrator and past the proxy.

use mfadir_conformance::{Able, Cannot};
use reqwest::Client;
use serde_json::{Value, json};

/// An administrator who has signed in.
pub(super) struct Desk {
    client: Client,
    url: String,
    token: String,
}

impl Desk {
    /// Signs in.
    pub(super) async fn of(url: String) -> Able<Self> {
        let mut desk = Self { client: Client::new(), url, token: String::new() };
        let signed_in = desk.post("/auth", json!({"username": "admin", "password": "admin-pw"})).await?;
        signed_in["result"]["value"]["token"].as_str().unwrap_or_default().clone_into(&mut desk.token);
        Ok(desk)
    }

    /// The token of that serial number.
    pub(super) async fn token(&self, serial: &str) -> Able<Value> {
        let asked = self.client.get(format!("{}/token/", self.url)).query(&[("serial", serial)]);
        let listed = self.answer(asked).await?;
        let token = listed["result"]["value"]["tokens"].get(0).cloned();
        token.ok_or_else(|| Cannot::because(format!("the server knows no token {serial}")))
    }

    /// What the server answers to a body of JSON.
    pub(super) async fn post(&self, path: &str, body: Value) -> Able<Value> {
        self.answer(self.client.post(format!("{}{path}", self.url)).json(&body)).await
    }

    /// What the server answers to a query.
    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Able<Value> {
        self.answer(self.client.get(format!("{}{path}", self.url)).query(query)).await
    }

    /// A file of the server's folder.
    pub(super) async fn file(&self, name: &str) -> Able<String> {
        let answer = self.client.get(format!("{}/-/{name}", self.url)).send().await.map_err(unreachable)?;
        answer.text().await.map_err(unreachable)
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Able<Value> {
        let answer = request.header("authorization", &self.token).send().await.map_err(unreachable)?;
        answer.json().await.map_err(unreachable)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn unreachable(error: reqwest::Error) -> Cannot {
    Cannot::because(format!("the server does not answer: {error}"))
}
