//! Security questions (docs/providers/okta.md, "Enrollment").

use mfadir_core::Question;
use serde::Deserialize;

/// One question that a user may choose.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuestionRow {
    question: String,
    question_text: String,
}

impl From<QuestionRow> for Question {
    fn from(row: QuestionRow) -> Self {
        Question { key: row.question, text: row.question_text }
    }
}
