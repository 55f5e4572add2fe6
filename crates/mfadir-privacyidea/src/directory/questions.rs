//! Security questions, which are settings of the server.

use std::collections::BTreeSet;

use mfadir_core::{Question, Result, UserId};
use mfadir_http::{Path, Request};
use serde_json::{Map, Value};

use super::client::Client;

/// How the names of such settings begin.
const PREFIX: &str = "question.question.";

impl Client {
    /// `GET /system/`. A token keeps its answers under the text of the question, so the text is the key.
    pub(super) async fn questions(&self, user: &UserId) -> Result<Vec<Question>> {
        self.person(user)?;
        let answer = self.ask(Request::get(&Path::new("/system/"))).await?;
        let settings: Map<String, Value> = answer.read("the server's settings")?;
        let questions = settings.iter().filter(|(name, _)| name.starts_with(PREFIX));
        let texts: BTreeSet<_> =
            questions.filter_map(|(_, text)| text.as_str()).filter(|text| !text.is_empty()).collect();
        Ok(texts.into_iter().map(|text| Question { key: text.to_owned(), text: text.to_owned() }).collect())
    }
}
